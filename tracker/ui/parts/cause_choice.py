"""What causes a sign that is ticked in the first weeks: asked below its tick, kept beside its answer."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.cause import CAUSES, DISEASE, OTHER, UNSURE, cause_key, doubtful
from tracker.domain.items import Item, Tick
from tracker.domain.text import N_
from tracker.language import Words
from tracker.ui.parts.item_line import ItemLine
from tracker.ui.parts.label import label
from tracker.ui.parts.pick_bar import PickBar
from tracker.ui.parts.tri_tick import BOX, GAP, MARGIN, TriTick
from tracker.ui.theme.tokens import Tokens

_SHORT: Mapping[str, str] = {DISEASE: N_("Disease"), OTHER: N_("Else"), UNSURE: N_("Not sure")}
"""What fits below a tick; the sentence is in the tool tip and for the screen reader."""

_LETTERS = {Qt.Key.Key_D: DISEASE, Qt.Key.Key_E: OTHER, Qt.Key.Key_N: UNSURE}


class CauseBar(PickBar):
    """D, E, N or the digits 1 to 3 choose; Delete leaves the cause open again."""

    def __init__(self, item: Tick, words: Words, tokens: Tokens) -> None:
        name = words("{item}, caused by", item=words(item.title))
        super().__init__(name, [(key, words(text)) for key, text in _SHORT.items()], tokens)
        for at, phrase in enumerate(CAUSES.values()):
            self.setItemData(at, words(phrase), Qt.ItemDataRole.ToolTipRole)
        self.setToolTip(words("D: the disease.  E: something else, not counted.  N: not sure, left open."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cause, plain = _LETTERS.get(Qt.Key(event.key())), not event.modifiers()
        if cause and plain:
            self._pick(tuple(_SHORT).index(cause))
        else:
            super().keyPressEvent(event)


class CauseChoice(QWidget):
    """The question below one tick, indented to its title."""

    def __init__(self, item: Tick, words: Words, tokens: Tokens) -> None:
        super().__init__()
        self.bar = CauseBar(item, words, tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN + BOX + GAP, 0, 0, tokens.s8)
        column.setSpacing(tokens.s2)
        column.addWidget(label(words("Caused by"), "hint", "text2"))
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignLeft)


class Causes(QObject):
    """The causes of a form's ticks; each is asked only while its tick says yes."""

    changed = Signal()
    """A person chose."""
    correction_asked = Signal(str)
    """(key of the cause): a cause in the record was to be changed."""

    def __init__(
        self, items: Iterable[Item], ticks: Mapping[str, TriTick], words: Words, tokens: Tokens
    ) -> None:
        super().__init__()
        self._items = {item.key: item for item in doubtful(items) if item.key in ticks}
        self._ticks, self._words, self._tokens = ticks, words, tokens
        self._choices: dict[str, CauseChoice] = {}
        self._asked: frozenset[str] = frozenset()

    def ask(self, keys: Iterable[str], lines: Mapping[str, ItemLine]) -> list[CauseBar]:
        """Ask for the cause of these items, below their lines; the bars that are new."""
        self._asked = frozenset(keys) & self._items.keys()
        made = []
        for key in self._asked - self._choices.keys():
            choice = CauseChoice(self._items[key], self._words, self._tokens)
            choice.bar.picked.connect(lambda _cause: self.changed.emit())
            choice.bar.locked_pressed.connect(lambda key=key: self.correction_asked.emit(self._key(key)))
            lines[key].stand_below(choice)
            self._choices[key] = choice
            made.append(choice.bar)
        self.follow()
        return made

    def follow(self) -> None:
        """Show the question where the tick says yes, and nowhere else."""
        for key, choice in self._choices.items():
            choice.setVisible(self._open(key))

    def answers(self) -> dict[str, object]:
        """The causes that are told, by their keys."""
        told = {key: choice.bar.key for key, choice in self._choices.items() if self._open(key)}
        return {self._key(key): cause for key, cause in told.items() if cause is not None}

    def show_answers(self, answers: Mapping[str, object], saved: Iterable[str]) -> None:
        """Show causes; those in `saved` stand in the record and are changed by a correction only."""
        kept = frozenset(saved)
        for key, choice in self._choices.items():
            choice.bar.choose(answers.get(self._key(key)))
            choice.bar.locked = self._key(key) in kept
            choice.bar.update()
        self.follow()

    def stops(self, key: str) -> list[QWidget]:
        """Where the keyboard stops after the tick of an item."""
        return [self._choices[key].bar] if self._open(key) else []

    def owner(self, widget: QWidget | None) -> str:
        """The item whose cause `widget` asks for; "" when it asks for none."""
        return next((key for key, choice in self._choices.items() if choice.bar is widget), "")

    def saved_key(self, widget: QWidget) -> str:
        """The key of the cause in the record that `widget` shows; "" when it shows none."""
        key = self.owner(widget)
        return self._key(key) if key and self._choices[key].bar.locked else ""

    def wanted(self, key: str) -> QWidget | None:
        """The bar of a cause by its own key, or of an item whose cause is still open."""
        for item, choice in self._choices.items():
            if self._open(item) and (key == self._key(item) or (key == item and choice.bar.key is None)):
                return choice.bar
        return None

    def _open(self, key: str) -> bool:
        return key in self._choices and key in self._asked and self._ticks[key].answer is True

    def _key(self, key: str) -> str:
        return cause_key(self._items[key])
