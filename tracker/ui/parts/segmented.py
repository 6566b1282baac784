"""A segmented control: one of few, all in view; one tab stop, arrows inside."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget


class Segmented(QWidget):
    """Options are (key, text) pairs; `picked` carries the key when the person changes it."""

    picked = Signal(str)

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], chosen: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._keys = [key for key, _ in options]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, (_, text) in enumerate(options):
            segment = QPushButton(text.replace("&", "&&"))
            segment.setAccessibleName(f"{name}: {text}")
            segment.setCheckable(True)
            segment.setAutoDefault(False)
            segment.setProperty("look", "segment")
            segment.setProperty("seat", _seat(index, len(options)))
            self._group.addButton(segment, index)
            row.addWidget(segment)
        self.choose(chosen or self._keys[0])
        self._group.idToggled.connect(self._toggled)

    @property
    def key(self) -> str:
        """The key of what is chosen."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose by key without telling anyone."""
        blocked = self._group.blockSignals(True)
        self._group.button(self._keys.index(key)).setChecked(True)
        self._group.blockSignals(blocked)

    def segment(self, key: str) -> QPushButton:
        """The button of one option."""
        button = self._group.button(self._keys.index(key))
        assert isinstance(button, QPushButton)
        return button

    def _toggled(self, index: int, on: bool) -> None:
        if on:
            self.picked.emit(self._keys[index])


def _seat(index: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if index == 0 else "last" if index == count - 1 else "middle"
