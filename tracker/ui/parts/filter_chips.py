"""A row of filter chips: one group, one tab stop, arrows inside; what is on has a tick, not only a colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from tracker.ui.parts.label import label
from tracker.ui.theme.icons import icon
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Option:
    """One chip: its key, its word, and how many the list would show; None shows no number."""

    key: str
    text: str
    count: int | None = None


class FilterChips(QWidget):
    """`picked` carries the key. Left and Right move, Space or Enter chooses; what would give 0 is off."""

    picked = Signal(str)

    def __init__(
        self, tokens: Tokens, name: str, parent: QWidget | None = None, *, show_name: bool = True
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._name = name
        self.key = ""
        self._chips: dict[str, QPushButton] = {}
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.s8 - 2)
        if show_name:
            title = label(name, "hint", "text2")
            title.setMinimumWidth(tokens.px(58))
            self._row.addWidget(title)
            self._row.addSpacing(tokens.s4)

    def offer(self, options: Sequence[Option]) -> None:
        """Show these chips; the chosen one stays chosen where it is still there."""
        if [option.key for option in options] != list(self._chips):
            for chip in self._chips.values():
                self._row.removeWidget(chip)
                chip.deleteLater()
            self._chips = {option.key: self._chip(option) for option in options}
            if self.key not in self._chips:
                self.key = options[0].key
        for option in options:
            chip = self._chips[option.key]
            text = option.text.replace("&", "&&")
            chip.setText(text if option.count is None else f"{text}  {option.count}")
            chip.setAccessibleName(f"{self._name}: {option.text}")
            chip.setAccessibleDescription("" if option.count is None else str(option.count))
            chip.setEnabled(option.count != 0 or option.key == self.key)
        self._show()

    def choose(self, key: str) -> None:
        """Choose without telling anyone."""
        if key in self._chips:
            self.key = key
            self._show()

    def focus_chip(self) -> QWidget:
        """The chip that has the tab stop of the group."""
        return self._chips[self.key]

    def _chip(self, option: Option) -> QPushButton:
        chip = _Chip(self)
        chip.setProperty("look", "pill")
        chip.setAutoDefault(False)
        chip.setIconSize(QSize(12, 12))
        chip.clicked.connect(lambda: self._pick(option.key))
        self._row.addWidget(chip)
        return chip

    def _pick(self, key: str) -> None:
        if key != self.key:
            self.key = key
            self._show()
            self.picked.emit(key)

    def _show(self) -> None:
        for key, chip in self._chips.items():
            on = key == self.key
            mark(chip, on="yes" if on else "no")
            chip.setIcon(icon("tick", self._tokens.primary, 12) if on else QIcon())
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def step(self, chip: QPushButton, by: int) -> None:
        """Move the focus from `chip` along the row, past chips that are off."""
        able = [each for each in self._chips.values() if each.isEnabled()]
        if chip in able:
            able[(able.index(chip) + by) % len(able)].setFocus(Qt.FocusReason.TabFocusReason)


class _Chip(QPushButton):
    def __init__(self, group: FilterChips) -> None:
        super().__init__(group)
        self._group = group

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self._group.step(self, steps[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)
