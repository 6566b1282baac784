"""A drop-down list with a chevron in the theme's ink."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.tokens import Tokens

_CHEVRON = 14


class Choice(QComboBox):
    """Options are (key, text) pairs; `picked` carries the key when the person chooses.

    `may_cut` declares that the end of a long choice may be lost, because all of it stands elsewhere.
    """

    picked = Signal(object)

    def __init__(
        self,
        tokens: Tokens,
        name: str,
        options: Iterable[tuple[object, str]] = (),
        parent: QWidget | None = None,
        *,
        may_cut: bool = False,
    ) -> None:
        super().__init__(parent)
        self.may_cut = may_cut
        self._tokens = tokens
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.offer(options)
        self.activated.connect(lambda index: self.picked.emit(self.itemData(index)))

    def offer(self, options: Iterable[tuple[object, str]]) -> None:
        """Replace the options; the first is chosen."""
        self.clear()
        for key, text in options:
            self.addItem(text, key)

    @property
    def key(self) -> object:
        """The key of what is chosen."""
        return self.currentData()

    def choose(self, key: object) -> None:
        """Choose by key; an unknown key changes nothing."""
        keys = [self.itemData(index) for index in range(self.count())]
        if key in keys:  # findData compares Python objects by identity
            self.setCurrentIndex(keys.index(key))

    @property
    def room(self) -> int:
        """How many pixels the text of the choice may take; more of it is cut."""
        return self.width() - self._tokens.px(_CHEVRON) - 32

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page, never a value."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = self._tokens.px(_CHEVRON)
        ink = self._tokens.text2 if self.isEnabled() else self._tokens.text3
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, self.room
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.drawPixmap(
            self.width() - side - 9,
            (self.height() - side) // 2,
            pixmap("chevron-down", ink, side, self.devicePixelRatioF()),
        )
        painter.end()
