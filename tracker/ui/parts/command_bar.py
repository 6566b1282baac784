"""The bar above the work: where one is, the search box, and the acts of this screen."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from tracker.language import Words
from tracker.ui.parts.label import label
from tracker.ui.theme.icons import icon
from tracker.ui.theme.tokens import Tokens

WIDE, NARROW = 330, 210
"""Width of the search box with room and without."""


class CommandBar(QFrame):
    """`searched` carries the text at every key, `opened` when Enter is pressed in the box."""

    searched = Signal(str)
    opened = Signal()

    def __init__(self, tokens: Tokens, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "bar")
        self.setFixedHeight(tokens.px(44))
        self._tokens, self._words = tokens, words
        self._title = label("", "title")
        self.search = _SearchBox()
        self.search.setObjectName("search")
        self.search.setAccessibleName(words("Find patient"))
        self.search.setClearButtonEnabled(False)
        self.search.addAction(
            icon("search", tokens.text2, tokens.px(16)), QLineEdit.ActionPosition.LeadingPosition
        )
        self._key = label("Ctrl+K", "hint", "text3")
        self._acts: tuple[QAbstractButton, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(tokens.s16, 0, tokens.s16, 0)
        self._row.setSpacing(tokens.s8)
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        self._row.addWidget(self.search)
        self._row.addWidget(self._key)
        self._row.addSpacing(tokens.s8)
        self.search.textChanged.connect(self.searched)
        self.search.returnPressed.connect(self.opened)
        self.fold(narrow=False)

    def show_screen(self, title: str, acts: tuple[QAbstractButton, ...]) -> None:
        """Print the heading of a screen and hold its buttons."""
        self._title.setText(title)
        for old in self._acts:
            self._row.removeWidget(old)
            if old not in acts:
                old.setParent(None)
        self._acts = acts
        for act in acts:
            self._row.addWidget(act)
            act.show()

    def fold(self, *, narrow: bool) -> None:
        """Shrink the search box where there is little room."""
        words = self._words
        self.search.setPlaceholderText(
            words("Find patient") if narrow else words("Find patient by name, hospital no. or study ID")
        )
        self.search.setFixedWidth(self._tokens.px(NARROW if narrow else WIDE))
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def clear_search(self) -> None:
        """Empty the box without telling anyone."""
        blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(blocked)


class _SearchBox(QLineEdit):
    """Esc empties the box first; only an empty box lets Esc through to the screen."""

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window's shortcut takes it."""
        claimed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and bool(self.text())
        if claimed and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)
