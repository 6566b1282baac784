"""The lock on the door: an icon on a tinted square."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.tokens import Tokens


def badge(tokens: Tokens) -> QWidget:
    """The badge above the title of the door."""
    made = QLabel()
    side = tokens.px(52)
    made.setFixedSize(side, side)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setPixmap(pixmap("lock", tokens.primary, tokens.px(26), made.devicePixelRatioF()))
    made.setProperty("badge", "yes")
    return made
