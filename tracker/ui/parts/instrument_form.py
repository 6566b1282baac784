"""The form of any instrument, made from its declaration: what is answered, how the keyboard goes round."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tracker.domain.instrument import Instrument
from tracker.domain.item_words import refusal, strangers
from tracker.domain.items import Item, Tick
from tracker.domain.text import N_, Said
from tracker.language import Words
from tracker.ui.accessible import announce
from tracker.ui.parts import item_editors, item_editors_nested, item_editors_picks, item_editors_rows
from tracker.ui.parts.cause_choice import Causes
from tracker.ui.parts.form_layout import FormLayout
from tracker.ui.parts.item_definition import ItemDefinition
from tracker.ui.parts.item_editor import Editor, Today, editor
from tracker.ui.parts.item_line import ItemLine
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.pick_bar import PickBar
from tracker.ui.parts.tri_tick import TriTick
from tracker.ui.theme.tokens import Tokens

KINDS = (item_editors, item_editors_picks, item_editors_nested, item_editors_rows)
"""The modules that say which widget answers which kind of item."""

_UP_DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_SIDEWAYS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class InstrumentForm(QWidget):
    """Items that are worked out from the record have no editor; their values come in through the result."""

    edited = Signal()
    correction_asked = Signal(str)
    """(item key): F2 on an answer that is in the record."""
    left_below = Signal()
    """Enter was pressed in the last item."""
    left_above = Signal()
    """Shift+Enter was pressed in the first item."""
    entered = Signal(str)
    """(item key): the keyboard is here now."""
    counted = Signal(bool)
    """Whether a tick is left without an answer."""
    told = Signal(str)
    """A sentence about what was just done to the whole form."""

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
        self._asked = {item.key: item for item in asked}
        self._editors = {key: editor(item, words, tokens, today) for key, item in self._asked.items()}
        self._saved: frozenset[str] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s8)
        self._page = FormLayout(column, tuple(asked), self._editors, words, tokens, instrument.items)
        self.definition = ItemDefinition(words, tokens)
        self.stray = wrapped("", "hint", "danger")
        self.stray.setObjectName("stray")
        self.stray.hide()
        self.before = wrapped("", "hint", "text3")
        self.before.hide()
        column.addWidget(self.before)
        column.addWidget(self.definition.label)
        column.addWidget(self.stray)
        self.causes = Causes(asked, self._ticks(), words, tokens)
        self.causes.changed.connect(self.edited)
        self.causes.correction_asked.connect(self.correction_asked)
        weighted = {item.key: item.points for item in asked if isinstance(item, Tick)}
        if len(set(weighted.values())) > 1:
            for key, tick in self._ticks().items():
                tick.set_points(words.number(weighted[key]))
        for key, each in self._editors.items():
            each.changed.connect(lambda key=key: self._changed(key))
            each.refused.connect(lambda raw, key=key: self._refused(key, raw))
            each.locked_pressed.connect(lambda key=key: self.correction_asked.emit(key))
            each.grown.connect(lambda each=each: self._listen(each))
            self._listen(each)

    def answers(self) -> dict[str, object]:
        """Every asked item, None where nothing was answered; and the causes that are told."""
        return {key: each.answer for key, each in self._editors.items()} | self.causes.answers()

    def ask_causes(self, keys: Iterable[str]) -> None:
        """Ask what causes these items wherever they are ticked."""
        for bar in self.causes.ask(keys, self._page.lines):
            bar.installEventFilter(self)

    def line(self, key: str) -> ItemLine:
        """Where an item stands, and what is said beside it."""
        return self._page.lines[key]

    def problem(self, key: str) -> str:
        """What is said to be wrong with an answer; "" when nothing is."""
        return self._page.lines[key].problem

    def title(self, key: str) -> str:
        """The title of an item, with its moment where it is asked at more than one."""
        return self._page.titles[key]

    def show_answers(self, answers: Mapping[str, object], saved: Iterable[str] = ()) -> None:
        """Show answers; those in `saved` stand in the record and are changed by a correction only."""
        self._saved = frozenset(saved)
        for key, each in self._editors.items():
            each.show_answer(answers.get(key))
            each.set_locked(key in self._saved)
            self._judge(key)
        self.causes.show_answers(answers, self._saved)
        self._refuse_strangers(answers)
        self._count()

    def show_suggestions(self, suggestions: Mapping[str, Said]) -> None:
        """Print beside an item what a laboratory value suggests. Nothing is ever ticked."""
        for key, tick in self._ticks().items():
            tick.set_suggestion(self._words.say(suggestions[key]) if key in suggestions else "")

    def show_before(self, answers: Mapping[str, object], day: str) -> None:
        """Print the answers of the last visit beside the items."""
        for key, line in self._page.lines.items():
            line.show_previous(answers.get(key), day)
        w = self._words
        marked = w("“last” and the small marks are the answers of {day}.", day=day)
        self.before.setText(marked if self.ticks else w("“last” is the answer of {day}.", day=day))
        self.before.show()

    def none_present(self) -> int:
        """Answer No wherever a tick has no answer yet; how many these were."""
        if count := self.answer_rest(False):
            self.told.emit(said := self._words.plural("{n} item set to No.", "{n} items set to No.", count))
            announce(self, said)
        return count

    def answer_rest(self, answer: bool) -> int:
        """Give this answer wherever a tick has none yet; how many these were."""
        rest = [tick for tick in self._ticks().values() if tick.answer is None and not tick.locked]
        for tick in rest:
            tick.set_answer(answer)
        if rest:
            self.causes.follow()
            self._count()
            self.edited.emit()
        return len(rest)

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
        """Put the keyboard on one item, or on its cause where that is what is open."""
        stop = self.causes.wanted(key) or self._editors[key].stops[0]
        stop.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first_open(self) -> None:
        """Put the keyboard on the first item without an answer, else on the first."""
        if self._editors:
            open_ = (key for key, each in self._editors.items() if each.answer is None)
            self.focus_item(next(open_, next(iter(self._editors))))

    def item_of(self, widget: QWidget | None) -> str:
        """The key of the item that `widget` belongs to; "" when it is none of this form."""
        if widget is None:
            return ""
        inside = (k for k, each in self._editors.items() if each is widget or each.isAncestorOf(widget))
        return self.causes.owner(widget) or next(inside, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and event.type() == QEvent.Type.FocusIn:
            key = self.item_of(watched)
            self.entered.emit(key)
            if key:
                self.definition.follow(*self._asked_at(watched, key))
            if isinstance(watched, QLineEdit):
                watched.selectAll()
        if isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            if event.type() == QEvent.Type.ShortcutOverride and self._closes(event):
                event.accept()  # else the window takes Esc for the way back
                return True
            return event.type() == QEvent.Type.KeyPress and self._pressed(watched, event)
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QWidget, event: QKeyEvent) -> bool:
        key, pressed = self.item_of(watched), Qt.Key(event.key())
        if not key:
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if pressed == Qt.Key.Key_F1:
            self.definition.toggle(*self._asked_at(watched, key))
        elif self._closes(event):
            self.definition.close()
        elif pressed == Qt.Key.Key_F2 and (
            saved := self.causes.saved_key(watched) or self._kept(watched, key)
        ):
            self.correction_asked.emit(saved)
        elif pressed in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not control:
            self._step(watched, -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif isinstance(watched, TriTick) and pressed in _SIDEWAYS:
            if there := self._page.beside.get((watched, _SIDEWAYS[pressed])):
                there.setFocus(Qt.FocusReason.TabFocusReason)
        elif pressed in _UP_DOWN and self._is_row(watched):
            self._step(watched, _UP_DOWN[pressed], within=True)
        else:
            return False
        return True

    def _closes(self, event: QKeyEvent) -> bool:
        return Qt.Key(event.key()) == Qt.Key.Key_Escape and self.definition.is_open

    def _asked_at(self, watched: QWidget, key: str) -> tuple[Item, str, ItemLine]:
        """What `watched` asks: the item, or a part of a group or row; its name; and where it stands."""
        inner = self._editors[key].inner(watched)
        title = self.title(key) if inner is None else self._words(inner.title)
        return inner or self._asked[key], title, self._page.lines[key]

    def _kept(self, watched: QWidget, key: str) -> str:
        return key if key in self._saved and not self.causes.owner(watched) else ""

    def _is_row(self, watched: QWidget) -> bool:
        """Whether Up and Down leave the widget; in a list and in a day they change it."""
        return isinstance(watched, TriTick | PickBar | item_editors.NumberBox)

    def _step(self, here: QWidget, by: int, *, within: bool = False) -> None:
        editors = self._editors.items()
        stops = [stop for key, each in editors for stop in (*each.stops, *self.causes.stops(key))]
        at = next((n for n, stop in enumerate(stops) if stop is here or stop.isAncestorOf(here)), 0)
        if 0 <= at + by < len(stops):
            stops[at + by].setFocus(Qt.FocusReason.TabFocusReason)
        elif not within:
            (self.left_below if by > 0 else self.left_above).emit()

    def _listen(self, each: Editor) -> None:
        for part in (each, *each.findChildren(QWidget)):
            part.installEventFilter(self)

    def _changed(self, key: str) -> None:
        self._judge(key)
        self.causes.follow()
        self._count()
        self.edited.emit()

    def _judge(self, key: str) -> None:
        """Refuse beside its box what the item does not allow."""
        why = refusal(self._asked[key], self._editors[key].answer, Said(self.title(key)))
        self._page.lines[key].say(self._words.say(why) if why else "")

    def _refused(self, key: str, raw: str) -> None:
        if why := refusal(self._asked[key], raw, Said(self.title(key))):
            self._page.lines[key].say(self._words.say(why))

    def _refuse_strangers(self, answers: Mapping[str, object]) -> None:
        strange = strangers(self.instrument.items, answers)
        if strange:
            phrase = N_("{score} does not ask for “{key}”. That answer is left out.")
            self.stray.setText(self._words(phrase, score=self._words(self.instrument.title), key=strange[0]))
        self.stray.setVisible(bool(strange))

    def _count(self) -> None:
        self.counted.emit(any(tick.answer is None and not tick.locked for tick in self._ticks().values()))

    def _ticks(self) -> dict[str, TriTick]:
        return {
            key: tick
            for key, each in self._editors.items()
            if isinstance(tick := getattr(each, "tick", None), TriTick)
        }
