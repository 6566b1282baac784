"""The rail at the left: where one can go, as icon and word; only what exists."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from tracker.ui.theme.icons import icon
from tracker.ui.theme.tokens import Tokens


@dataclass(frozen=True)
class Stop:
    """One place of the rail; a `place` stays chosen, an act (such as locking) does not."""

    key: str
    title: str
    icon: str
    shortcut: str = ""
    place: bool = True


class Rail(QWidget):
    """Places on top, the rest at the foot; `picked` carries the key."""

    picked = Signal(str)

    def __init__(
        self,
        tokens: Tokens,
        name: str,
        stops: tuple[Stop, ...],
        foot: tuple[Stop, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("part", "rail")
        self.setAccessibleName(name)
        self.setFixedWidth(tokens.px(76))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        self._stops = {stop.key: stop for stop in (*stops, *foot)}
        column = QVBoxLayout(self)
        column.setContentsMargins(6, tokens.s8, 6, tokens.s8)
        column.setSpacing(tokens.s4)
        for stop in stops:
            column.addWidget(self._button(stop))
        self.setFocusProxy(self._buttons[stops[0].key])
        column.addStretch(1)
        for stop in foot:
            column.addWidget(self._button(stop))

    def has(self, key: str) -> bool:
        """Whether a place has its stop here."""
        return key in self._stops and self._stops[key].place

    def choose(self, key: str) -> None:
        """Show where the person is."""
        button = self._buttons.get(key)
        if button is not None and button.isCheckable():
            button.setChecked(True)
        for each, button in self._buttons.items():
            ink = self._tokens.primary if button.isChecked() else self._tokens.text2
            button.setIcon(icon(self._stops[each].icon, ink, self._tokens.px(22)))

    def _button(self, stop: Stop) -> QToolButton:
        tokens = self._tokens
        button = QToolButton()
        button.setText(stop.title)
        button.setAccessibleName(stop.title)
        button.setToolTip(f"{stop.title}  {stop.shortcut}" if stop.shortcut else stop.title)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(tokens.px(22), tokens.px(22)))
        button.setIcon(icon(stop.icon, tokens.text2, tokens.px(22)))
        button.setFixedSize(tokens.px(76) - 13, tokens.px(53))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("look", "rail")
        button.setCheckable(stop.place)
        if stop.place:
            self._group.addButton(button)
        button.clicked.connect(lambda: self.picked.emit(stop.key))
        self._buttons[stop.key] = button
        return button
