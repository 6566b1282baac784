"""Pages of paper on screen: white in both themes, as wide as there is room, larger on request."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from tracker.ui.theme.tokens import Tokens

ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0)
"""Factors of the width that fits."""


class PageView(QScrollArea):
    """PgUp, PgDn and the wheel scroll; Ctrl and the wheel zoom. `zoomed` after each change of size."""

    zoomed = Signal()

    def __init__(self, tokens: Tokens, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._name = tokens, name
        self._zoom = 1.0
        self._pages: list[_Page] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("part", "sunken")
        self._sheet = QWidget()
        self._sheet.setProperty("part", "sunken")
        self._sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(12)
        self.setWidget(self._sheet)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    def show_pages(self, images: tuple[QImage, ...], text: str = "") -> None:
        """Show pages from the top; `text` is what a screen reader gets instead."""
        for page in self._pages:
            self._column.removeWidget(page)
            page.deleteLater()
        self._pages = [_Page(image, self._tokens.control) for image in images]
        for page in self._pages:
            self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleDescription(text)
        self._fit()

    def zoom(self, by: int) -> None:
        """One step larger or smaller; 0 fits the width again."""
        place = ZOOMS.index(self._zoom)
        self._zoom = ZOOMS[max(0, min(place + by, len(ZOOMS) - 1))] if by else 1.0
        self._fit()
        self.zoomed.emit()

    def _fit(self) -> None:
        room = max(200, self.viewport().width() - 24)
        for page in self._pages:
            page.fit(round(room * self._zoom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._tokens.primary))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.end()


class _Page(QWidget):
    def __init__(self, image: QImage, edge: str) -> None:
        super().__init__()
        self._image, self._edge = image, edge
        self._shown = QImage()

    def fit(self, width: int) -> None:
        height = round(self._image.height() * width / max(1, self._image.width()))
        if QSize(width, height) != self.size() or self._shown.isNull():
            self.setFixedSize(width, height)
            ratio = self.devicePixelRatioF()
            self._shown = self._image.scaled(
                round(width * ratio),
                round(height * ratio),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._shown.setDevicePixelRatio(ratio)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self._shown)
        painter.setPen(QColor(self._edge))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
