"""Buttons: a verb, perhaps an icon, perhaps the key that does the same."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from tracker.ui.theme.icons import icon as load_icon
from tracker.ui.theme.style import mark
from tracker.ui.theme.tokens import Tokens

_INK = {"primary": "on_primary", "link": "primary", "danger": "surface"}


class Button(QPushButton):
    """`look` is primary, secondary, link, danger or quiet. A `key` is only shown; who owns it binds it."""

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        *,
        look: str = "secondary",
        key: str = "",
        icon: str = "",
        face: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._key = key
        self._icon = icon
        self.setAutoDefault(False)
        self.setProperty("look", look)
        self.setCursor(Qt.CursorShape.PointingHandCursor if look == "link" else Qt.CursorShape.ArrowCursor)
        if face:
            self.setProperty("face", face)
        if icon:
            side = tokens.px(16)
            self.setIconSize(QSize(side, side))
        self._colour()
        self.say(text)

    def say(self, text: str, key: str | None = None) -> None:
        """Change the verb; an ampersand is printed, not taken as a shortcut."""
        self._key = self._key if key is None else key
        shown = text.replace("&", "&&")
        self.setText(f"{shown}   {self._key}" if self._key else shown)
        self.setAccessibleName(text)

    def look(self, look: str) -> None:
        """Change the rank of the button."""
        mark(self, look=look)
        self._colour()

    def _colour(self) -> None:
        if self._icon:
            ink = getattr(self._tokens, _INK.get(str(self.property("look")), "text"))
            side = self.iconSize().width()
            self.setIcon(load_icon(self._icon, ink, side, disabled=self._tokens.text3))
