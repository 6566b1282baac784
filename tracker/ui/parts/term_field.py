"""A line that offers known terms while one types, by any part of the word and by synonyms."""

from collections.abc import Mapping

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from tracker.domain.folded import plain


class TermField(QLineEdit):
    """`terms` by key with their title; `also` other words that mean a key. `picked` carries the key."""

    picked = Signal(str)

    def __init__(
        self,
        name: str,
        terms: Mapping[str, str],
        also: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._terms, self._also = dict(terms), dict(also or {})
        self._by_title = {plain(title): key for key, title in self._terms.items()}
        self._by_title |= {plain(word): key for word, key in self._also.items()}
        shown = [*self._terms.values(), *self._also]
        completer = QCompleter(QStringListModel(shown, self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        completer.activated.connect(self._chosen)
        self.setCompleter(completer)
        self.textEdited.connect(lambda _text: self.picked.emit(self.key))

    @property
    def key(self) -> str:
        """The key of what stands there; "" for words nobody declared."""
        return self._by_title.get(plain(self.text().strip()), "")

    def choose(self, key: str) -> None:
        """Show a term by key; nobody is told."""
        self.setText(self._terms.get(key, ""))

    def _chosen(self, text: str) -> None:
        key = self._by_title.get(plain(text), "")
        self.setText(self._terms.get(key, text))
        self.picked.emit(key)
