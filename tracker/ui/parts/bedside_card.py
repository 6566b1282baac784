"""One grading at the bedside as a card: its questions, its points, its lists, each by key."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.bedside import Question, Sheet, replaced, way_of, with_typed, with_way
from tracker.domain.instruments import instrument
from tracker.domain.items import Choice, Many, Number
from tracker.language import Words
from tracker.services.bedside_found import Found
from tracker.services.bedside_judged import Judged
from tracker.ui.keys import keyboard_target
from tracker.ui.parts.asked_items import AskedItems
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.item_editor import Editor, editor
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.pick_cell import PickCell
from tracker.ui.parts.points_grid import PointsGrid
from tracker.ui.parts.way_cells import WayCells
from tracker.ui.theme.tokens import Tokens

Given = Mapping[str, object]


class BedsideCard(Card):
    """Holds nothing itself: what a person does goes out, what is known comes in by `show_answers`."""

    answered = Signal(object)
    """All answers of the grading, without the points."""
    ticked = Signal(str, object)
    """(item key, its ticks)."""
    finished = Signal()
    """Enter, or the last digit: on to what comes next."""

    def __init__(self, sheet: Sheet, words: Words, tokens: Tokens, today: Callable[[], date]) -> None:
        known = instrument(sheet.code)
        super().__init__(tokens, words(known.short))
        self._sheet, self._words, self._tokens, self._today = sheet, words, tokens, today
        self._given: Given = {}
        self._shown: Sequence[str] = ()
        self.body.setSpacing(tokens.s4)
        self.hint.setText(_edition(known.title, known.short, words))
        self.ways: list[WayCells] = []
        self.boxes: dict[str, Editor] = {}
        self.asked: list[AskedItems] = []
        for number, question in enumerate(sheet.questions, 1):
            self._add_question(number, question)
        self.points = PointsGrid(sheet, words, tokens)
        self.picks: dict[str, PickCell] = {}
        if sheet.points:
            self._add_points()
        if sheet.picks:
            self._add_picks()
        self._chain()

    def show_answers(
        self,
        given: Given,
        ticks: Mapping[str, Sequence[bool | None]],
        judged: Judged,
        found: Mapping[str, Found],
    ) -> None:
        """Show everything as it stands."""
        self._given = given
        for question, cells in zip(self._sheet.questions, self.ways, strict=True):
            cells.show_way(way_of(question, self._sheet, given))
        for key, box in self.boxes.items():
            typed = given.get(key)
            shown = None if isinstance(typed, str) and typed[:1] == "<" else typed
            if box.answer != shown:
                box.show_answer(shown)
        for key, cell in self.picks.items():
            cell.show_code(given.get(key))
        wanted = self._wanted(judged, found)
        for asked in self.asked:
            asked.show_answers(judged.answers, found, wanted)
        if self._sheet.points:
            self._show_points(ticks, judged, wanted)

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        if self.ways:
            return self.ways[0].cells[self.ways[0].way or 0]
        return (
            self.points.ticks[0]
            if self.points.isVisibleTo(self)
            else next(iter(self.asked[0].editors.values()))
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            beside = next(
                (key for key, box in self.boxes.items() if box.isAncestorOf(self.focusWidget())), ""
            )
            at = next((i for i, each in enumerate(self._sheet.questions) if beside in each.beside), None)
            if at is None:
                self.focusNextChild()
            else:
                self._go_on(at)
        else:
            super().keyPressEvent(event)

    def _wanted(self, judged: Judged, found: Mapping[str, Found]) -> list[str]:
        """What is asked now: what an answer asks for, ticks only where they matter or were given."""
        wanted: list[str] = []
        sheet, given = self._sheet, self._given
        for question in sheet.questions:
            index = way_of(question, sheet, given)
            asks = question.ways[index].asks if index is not None else ()
            wanted += [key for key in asks if self._matters(key, judged, found)]
        for pick in sheet.picks:
            code = given.get(pick.key)
            item = sheet.item(pick.key)
            if isinstance(item, Choice) and isinstance(code, str) and item.options[code][1]:
                wanted += pick.asks
        if replaced(sheet, judged.answers):
            wanted += sheet.instead
        if self._confounded or given.get(sheet.confounders[0] if sheet.confounders else ""):
            wanted += sheet.confounders
        return wanted

    def _matters(self, key: str, judged: Judged, found: Mapping[str, Found]) -> bool:
        item = self._sheet.item(key)
        if isinstance(item, Number | Choice | Many):
            return True
        known = found.get(key)
        open_ = item.title in judged.missing or self._given.get(key) is not None
        return open_ or key in judged.answers or (known is not None and bool(known.value))

    def _add_question(self, number: int, question: Question) -> None:
        words, tokens, sheet = self._words, self._tokens, self._sheet
        title = words(question.title)
        line = QHBoxLayout()
        line.setSpacing(tokens.s12)
        line.addWidget(label(str(number), "label", "text3"))
        line.addWidget(wrapped(title, "value", "text"), 1)
        for key in question.beside:
            line.addWidget(label(words(sheet.item(key).title), "label", "text3"))
            line.addWidget(self._box(question, key))
        cells = WayCells(title, [words(way.title) for way in question.ways], tokens)
        cells.picked.connect(lambda way: self._say(with_way(question, sheet, self._given, way)))
        self.ways.append(cells)
        keys = dict.fromkeys(key for way in question.ways for key in way.asks)
        asked = self._asked(tuple(keys))
        for part in (line, cells, asked):
            self.add(part)

    def _box(self, question: Question, key: str) -> Editor:
        made = editor(self._sheet.item(key), self._words, self._tokens, self._today)
        made.changed.connect(
            lambda: self._say(with_typed(question, self._sheet, self._given, key, made.answer))
        )
        self.boxes[key] = made
        return made

    def _asked(self, keys: Sequence[str], columns: int = 2) -> AskedItems:
        items = [self._sheet.item(key) for key in keys]
        asked = AskedItems(items, self._words, self._tokens, self._today, columns=columns)
        asked.changed.connect(lambda key, answer: self._say({**self._given, key: answer}))
        asked.hide()
        self.asked.append(asked)
        return asked

    def _add_points(self) -> None:
        words, tokens, sheet = self._words, self._tokens, self._sheet
        self._confounded = False
        self.total = label("", "value")
        self.keys = label(words("Keys 1 to 0 tick the ten points"), "hint", "text3")
        self.untestable = Button(words("Not assessable"), tokens, look="link", face="hint")
        self.untestable.clicked.connect(self._unfold_confounders)
        self.head.insertWidget(2, self.total)
        self.head.addWidget(self.keys)
        self.head.addWidget(self.untestable)
        self.instead = self._asked(sheet.instead)
        self.confounders = self._asked(sheet.confounders, columns=1)
        self.points.changed.connect(self.ticked)
        for part in (self.points, self.instead, self.confounders):
            self.add(part)

    def _add_picks(self) -> None:
        words, tokens, sheet = self._words, self._tokens, self._sheet
        row = QHBoxLayout()
        row.setSpacing(tokens.s8)
        for pick in sheet.picks:
            item = sheet.item(pick.key)
            assert isinstance(item, Choice)
            title = words(item.title)
            options = [(code, words(option[0])) for code, option in item.options.items()]
            cell = PickCell(title, options, words, tokens)
            cell.picked.connect(lambda code, key=pick.key: self._say({**self._given, key: code}))
            self.picks[pick.key] = cell
            column = QVBoxLayout()
            column.setSpacing(tokens.s2)
            column.addWidget(wrapped(title, "label", "text3"))
            column.addWidget(cell)
            row.addLayout(column, 1)
        self.body.addSpacing(tokens.s4)
        self.add(row)
        keys = dict.fromkeys(key for pick in sheet.picks for key in pick.asks)
        self.add(self._asked(tuple(keys)))

    _confounded = False

    def _unfold_confounders(self) -> None:
        self._confounded = True
        self._say(dict(self._given))
        self.confounders.editors[self._sheet.confounders[0]].setFocus()

    def _show_points(
        self, ticks: Mapping[str, Sequence[bool | None]], judged: Judged, wanted: Sequence[str]
    ) -> None:
        child = bool(replaced(self._sheet, judged.answers))
        off = self._given.get(self._sheet.confounders[0])
        self.points.show_points(ticks, off if isinstance(off, list | tuple) else ())
        for part in (self.points, self.keys, self.untestable, self.total):
            part.setVisible(not child)
        reached = [tick for given in ticks.values() for tick in given if tick is not None]
        count = len(self.points.ticks)
        test = self._words(self._sheet.item(self._sheet.points[0].key).section)
        places = {"test": test, "n": sum(map(bool, reached)), "of": count}
        done = len(reached) == count
        self.total.setText(
            self._words("{test} {n} of {of}", **places) if done else self._words("{test} –", test=test)
        )

    def _say(self, given: Given) -> None:
        self.answered.emit({key: answer for key, answer in given.items() if answer is not None})

    def _chain(self) -> None:
        """A digit or Enter leads from each answer to the next."""
        points = [self.points] if self._sheet.points else []
        self._stops: list[QWidget] = [*self.ways, *points, *self.picks.values()]
        for index, stop in enumerate(self._stops):
            stop.passed.connect(lambda at=index: self._go_on(at))  # type: ignore[attr-defined]

    def _go_on(self, at: int) -> None:
        """To the number that the answer still needs, else to the next question."""
        question = self._sheet.questions[at] if at < len(self._sheet.questions) else None
        index = way_of(question, self._sheet, self._given) if question else None
        when = question.ways[index].when if question and index is not None else None
        if when is not None and self._given.get(when.key) is None:
            _focus(self.boxes[when.key])
        elif at + 1 < len(self._stops):
            _focus(self._stops[at + 1])
        else:
            self.finished.emit()


def _focus(stop: QWidget) -> None:
    keyboard_target(stop).setFocus(Qt.FocusReason.TabFocusReason)


def _edition(title: str, short: str, words: Words) -> str:
    """ "ASTCT 2019" out of "CRS grade (ASTCT 2019)"."""
    said = words(title)
    return said.partition("(")[2].rstrip(")") if "(" in said else said.replace(words(short), "").strip()
