"""A box with three answers: dashed = not answered, bar = no, tick = yes; Space goes round."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from tracker.language import Words
from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import Tokens

_ANSWERS: dict[Qt.CheckState, bool | None] = {
    Qt.CheckState.PartiallyChecked: None,
    Qt.CheckState.Checked: True,
    Qt.CheckState.Unchecked: False,
}
_STATES = {answer: state for state, answer in _ANSWERS.items()}
_ROUND = {None: True, True: False, False: None}

BOX, GAP, MARGIN = 18, 8, 8


class TriTick(QCheckBox):
    """One question of a checklist, painted as a row: box, title, what the laboratory suggests, points."""

    answered = Signal(object)
    """True, False, or None again; only when a person changed it."""
    locked_pressed = Signal()
    """Somebody tried to change an answer that is already in the record."""

    def __init__(self, title: str, words: Words, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(title.replace("&", "&&"), parent)
        self._title = title
        self._words, self._tokens = words, tokens
        self._points = self._suggestion = self._previous = ""
        self._locked = self._hovered = False
        self.setTristate(True)
        self.setCheckState(Qt.CheckState.PartiallyChecked)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(font(tokens, "body"))
        self._describe()
        self.stateChanged.connect(self._describe)

    @property
    def answer(self) -> bool | None:
        return _ANSWERS[self.checkState()]

    def set_answer(self, answer: bool | None) -> None:
        """Show an answer; nobody is told."""
        self.setCheckState(_STATES[answer])

    def answer_with(self, answer: bool | None) -> None:
        """Answer as a person would."""
        if self._locked:
            self.locked_pressed.emit()
        elif answer is not self.answer:
            self.set_answer(answer)
            self.answered.emit(answer)

    def set_suggestion(self, text: str) -> None:
        """What a laboratory value suggests, beside the title. It never ticks."""
        if text != self._suggestion:
            self._suggestion = text
            self.updateGeometry()
            self.update()
            self._describe()

    @property
    def suggestion(self) -> str:
        return self._suggestion

    def set_points(self, text: str) -> None:
        """What the item counts, at the right end of the row."""
        self._points = text
        self.updateGeometry()
        self.update()

    def set_previous(self, text: str) -> None:
        """The answer of the last visit, for tool tip and screen reader."""
        self._previous = text
        self.setToolTip(text)
        self._describe()

    @property
    def locked(self) -> bool:
        return self._locked

    def set_locked(self, locked: bool) -> None:
        """An answer in the record stays as it is; it is changed by a correction."""
        self._locked = locked
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(font(self._tokens, "value"))
        points = metrics.horizontalAdvance(self._points) + GAP if self._points else 0
        beside = 0.0
        if self._suggestion:
            beside = QFontMetricsF(font(self._tokens, "axis")).horizontalAdvance(self._suggestion) + GAP
        width = 2 * MARGIN + BOX + GAP + metrics.horizontalAdvance(self._title) + beside + points
        return QSize(round(width) + 2, self._tokens.px(27))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tokens.px(120), self._tokens.px(27))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        self.answer_with(_ROUND[self.answer])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Y, Qt.Key.Key_Plus}:
            self.answer_with(True)
        elif event.key() in {Qt.Key.Key_N, Qt.Key.Key_Minus}:
            self.answer_with(False)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.answer_with(None)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, row = self._tokens, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.answer is True or (self._hovered and not self._locked):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.info_soft if self.answer is True else look.sunken))
            painter.drawRoundedRect(row, 4, 4)
        self._paint_box(painter, QRectF(row.left() + MARGIN, row.center().y() - BOX / 2, BOX, BOX))
        self._paint_words(painter, row)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.primary), look.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row, 4, 4)

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        look, answer = self._tokens, self.answer
        frame = QPen(QColor(look.text3 if self._locked else look.control), 1.3)
        painter.setBrush(QColor(look.sunken if self._locked else look.surface))
        if answer is None:
            frame.setDashPattern([2.2, 2.2])
        elif answer:
            fill = look.text3 if self._locked else look.primary
            frame = QPen(QColor(fill), 1.3)
            painter.setBrush(QColor(fill))
        painter.setPen(frame)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        ink = QColor(
            look.on_primary if answer and not self._locked else look.surface if answer else look.text2
        )
        painter.setPen(QPen(ink, 2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        if answer:
            x, y = box.left(), box.top()
            painter.drawPolyline(
                [QPointF(x + 4.5, y + 9.3), QPointF(x + 7.8, y + 12.5), QPointF(x + 13.6, y + 6)]
            )
        elif answer is False:
            middle = box.center()
            painter.drawLine(QPointF(middle.x() - 4, middle.y()), QPointF(middle.x() + 4, middle.y()))

    def _paint_words(self, painter: QPainter, row: QRectF) -> None:
        look, yes = self._tokens, self.answer is True
        face = font(look, "value" if yes else "body")
        metrics = QFontMetricsF(face)
        right = row.right() - MARGIN
        if self._points:
            painter.setFont(face)
            painter.setPen(QColor(look.text if yes else look.text3))
            painter.drawText(row.adjusted(0, 0, -MARGIN, 0), _RIGHT, self._points)
            right -= metrics.horizontalAdvance(self._points) + GAP
        left = row.left() + MARGIN + BOX + GAP
        small = font(look, "axis")
        beside = QFontMetricsF(small).horizontalAdvance(self._suggestion)
        room = right - left
        if self._suggestion:
            room -= min(beside, room / 2) + GAP
        shown = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(face)
        painter.setPen(QColor(look.text))
        painter.drawText(QRectF(left, row.top(), room + 1, row.height()), _LEFT, shown)
        if self._suggestion:
            start = left + metrics.horizontalAdvance(shown) + GAP
            painter.setFont(small)
            painter.setPen(QColor(look.info))
            text = QFontMetricsF(small).elidedText(
                self._suggestion, Qt.TextElideMode.ElideRight, right - start
            )
            painter.drawText(QRectF(start, row.top(), right - start + 1, row.height()), _LEFT, text)

    def _describe(self) -> None:
        w = self._words
        state = {None: w("Not answered"), True: w("Yes"), False: w("No")}[self.answer]
        parts = [state, self._suggestion, self._previous]
        if self._locked:
            parts.append(w("Saved. F2 corrects it with a reason."))
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(". ".join(part for part in parts if part))


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
