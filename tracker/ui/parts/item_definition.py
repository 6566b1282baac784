"""What an item means, right below it: F1 opens it, F1 or Esc closes it, and it follows the keyboard."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

from tracker.domain.items import Item
from tracker.language import Words
from tracker.ui.accessible import announce
from tracker.ui.parts.item_line import ItemLine
from tracker.ui.parts.label import wrapped
from tracker.ui.theme.tokens import Tokens


class ItemDefinition:
    """One text for a whole form: it stands below the item in hand, or nowhere."""

    def __init__(self, words: Words, tokens: Tokens) -> None:
        self._words = words
        self._item: Item | None = None
        self.label = wrapped("", "hint", "text2")
        self.label.setObjectName("definition")
        self.label.setContentsMargins(tokens.s8, tokens.s4, tokens.s8, tokens.s8)
        self.label.hide()

    @property
    def is_open(self) -> bool:
        return self.label.isVisible()

    def toggle(self, item: Item, name: str, line: ItemLine) -> None:
        """Show what `item` means below `line`, or take it away where it is shown already."""
        if self.is_open and self._item is item:
            self.close()
        else:
            self._show(item, name, line)

    def follow(self, item: Item, name: str, line: ItemLine) -> None:
        """Go with the keyboard to `item`, where the definition is open."""
        if self.is_open and self._item is not item:
            self._show(item, name, line)

    def close(self) -> None:
        self.label.hide()
        self._item = None

    def _show(self, item: Item, name: str, line: ItemLine) -> None:
        w = self._words
        said = w("{item}: {definition}", item=name, definition=w(item.hint))
        self.label.setText(said)
        line.define(self.label)
        self.label.show()
        self._item = item
        announce(line.editor, said)
        QTimer.singleShot(0, self.label, self._into_view)

    def _into_view(self) -> None:
        """Scroll on where the text stands below the foot of the page; it is laid out by now."""
        holder = self.label.parentWidget()
        while holder is not None and not isinstance(holder, QScrollArea):
            holder = holder.parentWidget()
        if holder is not None and self.is_open:
            holder.ensureWidgetVisible(self.label, 0, 0)
