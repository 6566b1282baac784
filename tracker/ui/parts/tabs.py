"""The tabs of a patient: words in a row, the chosen one underlined."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget


class Tabs(QTabBar):
    """Options are (key, text) pairs; `picked` carries the key. Ctrl+Tab is the window's."""

    picked = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self._keys = [key for key, _ in options]
        for _, text in options:
            self.addTab(text.replace("&", "&&"))
        self.currentChanged.connect(lambda index: self.picked.emit(self._keys[index]))

    @property
    def key(self) -> str:
        return self._keys[self.currentIndex()]

    def choose(self, key: str) -> None:
        """Choose by key; `picked` goes out when that is a change."""
        self.setCurrentIndex(self._keys.index(key))

    def step(self, by: int) -> None:
        """To the next or previous tab, round and round."""
        self.setCurrentIndex((self.currentIndex() + by) % self.count())
