"""The form of any instrument, made from its declaration: ticks in a grid with points, other items below."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tracker.domain.instrument import Instrument
from tracker.domain.items import Item, Tick
from tracker.domain.text import Said
from tracker.language import Words
from tracker.ui.accessible import announce
from tracker.ui.parts import item_editors, item_editors_nested
from tracker.ui.parts.item_editor import Editor, Today, editor
from tracker.ui.parts.label import ElidedLabel, wrapped
from tracker.ui.parts.tri_tick import TriTick
from tracker.ui.theme.tokens import Tokens

KINDS = (item_editors, item_editors_nested)
"""The modules that say which widget answers which kind of item."""

MANY = 9
"""More ticks than this stand in three columns."""

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class InstrumentForm(QWidget):
    """Items that are worked out from the record have no editor; their values come in through the result."""

    edited = Signal()
    correction_asked = Signal(str)
    """(item key): F2 on an answer that is in the record."""
    left_below = Signal()
    """Enter was pressed in the last item."""
    entered = Signal(str)
    """(item key): the keyboard is here now."""
    counted = Signal(bool)
    """Whether a tick is left without an answer."""

    def __init__(
        self,
        instrument: Instrument,
        asked: Sequence[Item],
        words: Words,
        tokens: Tokens,
        today: Today,
    ) -> None:
        super().__init__()
        self.instrument, self._words, self._tokens = instrument, words, tokens
        self._asked = tuple(asked)
        self._editors = {item.key: editor(item, words, tokens, today) for item in self._asked}
        self._saved: frozenset[str] = frozenset()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.s8)
        self._rows = 1
        self._place()
        self.definition = wrapped("", "hint", "text2")
        self.definition.setObjectName("definition")
        self.definition.hide()
        self._column.addWidget(self.definition)
        weighted = {item.key: item.points for item in self._asked if isinstance(item, Tick)}
        if len(set(weighted.values())) > 1:
            for key, tick in self._ticks().items():
                tick.set_points(words.number(weighted[key]))
        for key, each in self._editors.items():
            each.changed.connect(self.edited)
            each.changed.connect(self._count)
            each.locked_pressed.connect(lambda key=key: self.correction_asked.emit(key))
            for part in (each, *each.findChildren(QWidget)):
                part.installEventFilter(self)

    def answers(self) -> dict[str, object]:
        """Every asked item; None where nothing was answered."""
        return {key: each.answer for key, each in self._editors.items()}

    def show_answers(self, answers: Mapping[str, object], saved: Iterable[str] = ()) -> None:
        """Show answers; those in `saved` stand in the record and are changed by a correction only."""
        self._saved = frozenset(saved)
        for key, each in self._editors.items():
            each.show_answer(answers.get(key))
            each.set_locked(key in self._saved)
        self._count()

    def show_suggestions(self, suggestions: Mapping[str, Said]) -> None:
        """Print beside an item what a laboratory value suggests. Nothing is ever ticked."""
        for key, tick in self._ticks().items():
            tick.set_suggestion(self._words.say(suggestions[key]) if key in suggestions else "")

    def show_before(self, answers: Mapping[str, object], day: str) -> None:
        """The answers of the last visit, as tool tips."""
        w = self._words
        spoken = {True: w("Last, {day}: yes", day=day), False: w("Last, {day}: no", day=day)}
        for key, tick in self._ticks().items():
            answer = answers.get(key)
            tick.set_previous(spoken[answer] if isinstance(answer, bool) else "")

    def none_present(self) -> int:
        """Answer No wherever a tick has no answer yet; how many these were."""
        open_ticks = [tick for tick in self._ticks().values() if tick.answer is None and not tick.locked]
        for tick in open_ticks:
            tick.set_answer(False)
        if open_ticks:
            self._count()
            self.edited.emit()
            w = self._words
            said = w.plural("{n} item set to No.", "{n} items set to No.", len(open_ticks))
            announce(self, said)
        return len(open_ticks)

    @property
    def ticks(self) -> int:
        """How many items are ticked rather than typed."""
        return len(self._ticks())

    @property
    def total(self) -> int:
        return len(self._asked)

    @property
    def done(self) -> int:
        return sum(1 for each in self._editors.values() if each.answer is not None)

    def editor(self, key: str) -> Editor:
        return self._editors[key]

    def focus_item(self, key: str) -> None:
        """Put the keyboard on one item."""
        target: QWidget = self._editors[key]
        while target.focusProxy() is not None:
            target = target.focusProxy()
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first_open(self) -> None:
        """Put the keyboard on the first item without an answer, else on the first."""
        if self._editors:
            first = next((key for key, each in self._editors.items() if each.answer is None), None)
            self.focus_item(first or next(iter(self._editors)))

    def item_of(self, widget: QWidget | None) -> str:
        """The key of the item that `widget` belongs to; "" when it is none of this form."""
        return next(
            (k for k, each in self._editors.items() if each is widget or each.isAncestorOf(widget)), ""
        )

    def define(self, key: str) -> None:
        """Show what an item means, or take the text away when it is shown already."""
        item = next(item for item in self._asked if item.key == key)
        said = self._words("{item}: {definition}", item=self._words(item.title), definition=self._hint(item))
        showing = self.definition.isVisible() and self.definition.text() == said
        self.definition.setText(said)
        self.definition.setVisible(not showing)
        if not showing:
            announce(self, said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and event.type() == QEvent.Type.FocusIn:
            key = self.item_of(watched)
            self.entered.emit(key)
            if (
                self.definition.isVisible()
                and key
                and not self.definition.text().startswith(self._title(key))
            ):
                self.definition.hide()
                self.define(key)
        if (
            isinstance(watched, QWidget)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            return self._pressed(watched, event)
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QWidget, event: QKeyEvent) -> bool:
        key, pressed = self.item_of(watched), Qt.Key(event.key())
        if not key:
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if pressed == Qt.Key.Key_F1:
            self.define(key)
        elif pressed == Qt.Key.Key_Escape and self.definition.isVisible():
            self.definition.hide()
        elif pressed == Qt.Key.Key_F2 and key in self._saved:
            self.correction_asked.emit(key)
        elif pressed in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not control:
            self._step(key, -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif isinstance(watched, TriTick) and pressed in {*_STEPS, Qt.Key.Key_Left, Qt.Key.Key_Right}:
            sideways = {Qt.Key.Key_Right: self._rows, Qt.Key.Key_Left: -self._rows}
            self._step(key, {**_STEPS, **sideways}[pressed], within=True)
        else:
            return False
        return True

    def _step(self, key: str, by: int, *, within: bool = False) -> None:
        keys = list(self._editors)
        there = keys.index(key) + by
        if 0 <= there < len(keys):
            self.focus_item(keys[there])
        elif there >= len(keys) and not within:
            self.left_below.emit()

    def _count(self) -> None:
        self.counted.emit(any(tick.answer is None and not tick.locked for tick in self._ticks().values()))

    def _ticks(self) -> dict[str, TriTick]:
        return {
            key: tick
            for key, each in self._editors.items()
            if isinstance(tick := getattr(each, "tick", None), TriTick)
        }

    def _title(self, key: str) -> str:
        return self._words(next(item.title for item in self._asked if item.key == key))

    def _hint(self, item: Item) -> str:
        return self._words(item.hint) if item.hint else self._words("No further definition.")

    def _place(self) -> None:
        grid: QGridLayout | None = None
        run = _runs(self._asked)
        for items in run:
            if isinstance(items[0], Tick):
                columns = 3 if len(items) > MANY else 1
                rows = -(-len(items) // columns)
                self._rows = rows
                grid = QGridLayout()
                grid.setContentsMargins(0, 0, 0, 0)
                grid.setHorizontalSpacing(self._tokens.s16)
                grid.setVerticalSpacing(0)
                for index, item in enumerate(items):
                    grid.addWidget(self._editors[item.key], index % rows, index // rows)
                for column in range(columns):
                    grid.setColumnStretch(column, 1)
                self._column.addLayout(grid)
            else:
                self._column.addLayout(self._lines(items))

    def _lines(self, items: list[Item]) -> QGridLayout:
        """Name and editor side by side; many of them in two columns, filled from top to bottom."""
        columns = 2 if len(items) > MANY else 1
        rows = -(-len(items) // columns)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._tokens.s12)
        grid.setVerticalSpacing(self._tokens.s4)
        for index, item in enumerate(items):
            name = ElidedLabel(self._words(item.title))
            name.setMinimumWidth(self._tokens.px(110 if columns > 1 else 156))
            name.setBuddy(self._editors[item.key])
            at, column = index % rows, index // rows * 2
            grid.addWidget(name, at, column)
            grid.addWidget(self._editors[item.key], at, column + 1)
            grid.setColumnStretch(column + 1, 1)
        return grid


def _runs(items: tuple[Item, ...]) -> list[list[Item]]:
    runs: list[list[Item]] = []
    for item in items:
        if runs and isinstance(item, Tick) == isinstance(runs[-1][0], Tick):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
