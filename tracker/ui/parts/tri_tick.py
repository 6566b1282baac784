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
_HEIGHT, _MARK = 27, 10


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
        self._before: bool | None = None
        self._locked = self._hovered = False
        self.setTristate(True)
        self.setCheckState(Qt.CheckState.PartiallyChecked)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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

    def set_previous(self, text: str, answer: bool | None = None) -> None:
        """The answer of the last visit: a small mark, and `text` for tool tip and screen reader."""
        if (text, answer) != (self._previous, self._before):
            self._previous, self._before = text, answer
            self.setToolTip(text)
            self.updateGeometry()
            self.update()
            self._describe()

    @property
    def previous(self) -> bool | None:
        """The answer of the last visit, as its small mark shows it."""
        return self._before

    @property
    def locked(self) -> bool:
        return self._locked

    def set_locked(self, locked: bool) -> None:
        """An answer in the record stays as it is; it is changed by a correction."""
        self._locked = locked
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        width = self._title_width() + self._beside_width() + 2
        return QSize(round(width), self._tokens.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tokens.px(120), self._tokens.px(_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """A title that is too long for one line goes on in a second one."""
        row = self._tokens.px(_HEIGHT)
        line = round(self._metrics().lineSpacing())
        return max(row, row + (self._lines(width - self._beside_width()) - 1) * line)

    @property
    def cut(self) -> str:
        """The text that does not fit where it is painted; "" when all of it does."""
        word = max((self._metrics().horizontalAdvance(each) for each in self._title.split()), default=0)
        room = self.width() - self._beside_width()
        fits = word <= room + 1 and self.heightForWidth(self.width()) <= self.height() + 1
        return "" if fits else self._title

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(font(self._tokens, "value"))

    def _title_width(self) -> float:
        return self._metrics().horizontalAdvance(self._title)

    def _lines(self, room: float) -> int:
        if self._title_width() <= room:
            return 1
        box = QRectF(0, 0, max(room, 1), 1000)
        metrics = self._metrics()
        wrapped = metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), self._title)
        return max(1, round(wrapped.height() / metrics.lineSpacing()))

    def _beside_width(self) -> float:
        """All that stands in the row beside the title."""
        width: float = 2 * MARGIN + BOX + GAP
        if self._points:
            width += self._metrics().horizontalAdvance(self._points) + GAP
        if self._before is not None:
            width += _MARK + GAP
        if self._suggestion:
            width += QFontMetricsF(font(self._tokens, "axis")).horizontalAdvance(self._suggestion) + GAP
        return width

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
            right -= self._metrics().horizontalAdvance(self._points) + GAP
        if self._before is not None:
            self._paint_before(painter, QPointF(right - _MARK, row.center().y()))
            right -= _MARK + GAP
        left = row.left() + MARGIN + BOX + GAP
        small = font(look, "axis")
        beside = QFontMetricsF(small).horizontalAdvance(self._suggestion)
        room = right - left - (beside + GAP if self._suggestion else 0)
        painter.setFont(face)
        painter.setPen(QColor(look.text))
        painter.drawText(QRectF(left, row.top(), room + 1, row.height()), _WRAPPED, self._title)
        if self._suggestion:
            start = left + min(metrics.horizontalAdvance(self._title), room) + GAP
            painter.setFont(small)
            painter.setPen(QColor(look.info))
            painter.drawText(
                QRectF(start, row.top(), right - start + 1, row.height()), _LEFT, self._suggestion
            )

    def _paint_before(self, painter: QPainter, middle: QPointF) -> None:
        """The answer before, in small: a tick or a bar."""
        ink = QPen(QColor(self._tokens.text3), 1.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y = middle.x(), middle.y()
        if self._before:
            painter.drawPolyline([QPointF(x + 1, y), QPointF(x + 4, y + 3), QPointF(x + 9, y - 4)])
        else:
            painter.drawLine(QPointF(x + 2, y), QPointF(x + 8, y))

    def _describe(self) -> None:
        w = self._words
        state = {None: w("Not answered"), True: w("Yes"), False: w("No")}[self.answer]
        parts = [state, self._suggestion, self._previous]
        if self._locked:
            parts.append(w("Saved. F2 corrects it with a reason."))
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(". ".join(part for part in parts if part))


_WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
