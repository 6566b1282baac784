"""The form of every instrument in the sheet of a visit, beside its live result; made for no patient."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import singledispatch
from itertools import count
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.item_words import picks
from tracker.domain.items import Choice, Day, Group, Item, Many, Number, Rows, Tick
from tracker.domain.known import exact
from tracker.domain.patient import Patient
from tracker.domain.visit import Assessment
from tracker.services.course import Course
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_form import ScoreSection, VisitForm
from tracker.ui.gallery_stage import Stage
from tracker.ui.parts.visit_page import VisitPage
from tracker.ui.places import PATIENTS
from tracker.ui.screens.screen import Screen
from tracker.ui.shell import Shell
from tracker.ui.workplace import Workplace

OPEN = 5
"""Each so-many-th item is left without an answer where a form is shown half filled."""

FULL = 1280
"""From this width on forms are shown fully answered."""

_NOBODY = UUID(int=1)


class FormScreen(Screen):
    """A visit of nobody, with one instrument in it."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._title = ""
        self.page = VisitPage(workplace.words, workplace.tokens, workplace.today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def title(self) -> str:
        return self._title

    def first_focus(self) -> QWidget | None:
        form = next(iter(self.page.sheet.scores.values()), None)
        return form.editor(next(iter(form.answers()))).stops[0] if form else None

    def show_instrument(self, known: Instrument, *, filled: bool) -> None:
        """Show the form of `known`: all answered, or with gaps; beside it what it comes to."""
        words, today = self.workplace.words, self.workplace.today()
        self._title = words(known.title)
        form = sample_form(known, today)
        entry = VisitEntry(
            patient=_NOBODY, day=today, answers={known.code: sample_answers(known, filled=filled)}
        )
        self.page.show_form(form, entry)
        self.page.take_stock(entry)
        self.retitled.emit()


def form_shell(stage: Stage) -> tuple[Shell, FormScreen]:
    """The window with nothing but the form in it."""
    made: list[FormScreen] = []

    def screen(workplace: Workplace, _route: object) -> Screen:
        made.append(FormScreen(workplace))
        return made[-1]

    shell = stage.shell({PATIENTS.place: screen})
    return shell, made[-1]


def draw_forms(
    stage: Stage, size: tuple[int, int], folder: Path, settle: Callable[[], None]
) -> Iterator[Path]:
    """One PNG for each instrument; a form that is longer than the window goes on in the next ones.

    In a wide window everything is answered, in a narrow one there are gaps.
    """
    shell, screen = form_shell(stage)
    shell.resize(*size)
    shell.show()
    shell.activateWindow()
    settle()
    for known in CATALOGUE:
        screen.show_instrument(known, filled=size[0] >= FULL)
        screen.page.sheet.go(known.code)
        settle()
        for number in count(1):
            mark = "" if number == 1 else f"-{number}"
            name = f"form-{known.code}{mark}-{stage.tokens.name}-{size[0]}x{size[1]}.png"
            shell.grab().save(str(folder / name))
            yield folder / name
            if not screen.page.sheet.scroll_on():
                break
    shell.hide()
    shell.deleteLater()
    settle()


def sample_form(known: Instrument, today: date) -> VisitForm:
    """A visit form of nobody with every item of `known` asked, and one visit before it."""
    before = today - timedelta(days=28)
    answers = _answers(known.items, 1)
    past = Assessment(
        site=_NOBODY,
        patient=_NOBODY,
        visit=_NOBODY,
        instrument=known.code,
        version=known.version,
        answers=answers,
        result=known(answers).as_json(),
    )
    section = ScoreSection(instrument=known, asked=known.items, before=(before, past))
    nobody = Course(patient=Patient(site=_NOBODY, study_id=""))
    return VisitForm(course=nobody, visit=None, day=today, labs=(), scores=(section,))


def sample_answers(known: Instrument, *, filled: bool = True) -> Mapping[str, object]:
    """An answer to every item that the item allows; with gaps where it is not to be `filled`."""
    answers = _answers(known.items, 0)
    keys = [item.key for item in known.items]
    return {key: answers[key] for at, key in enumerate(keys) if filled or at % OPEN != OPEN - 1}


def _answers(items: Sequence[Item], turn: int) -> dict[str, object]:
    return {item.key: sample_answer(item, at + turn) for at, item in enumerate(items)}


@singledispatch
def sample_answer(item: Item, turn: int = 0) -> object:
    """An answer that the item allows, another one at each `turn`."""
    return "prednisolone"


@sample_answer.register
def _(item: Tick, turn: int = 0) -> object:
    return turn % 3 == 0


@sample_answer.register
def _(item: Choice, turn: int = 0) -> object:
    return list(item.options)[turn % len(item.options)]


@sample_answer.register
def _(item: Day, turn: int = 0) -> object:
    return (date(2026, 5, 22) + timedelta(days=turn)).isoformat()


@sample_answer.register
def _(item: Many, turn: int = 0) -> object:
    return [code for at, code in enumerate(item.options) if (at + turn) % 4 == 0]


@sample_answer.register
def _(item: Group, turn: int = 0) -> object:
    return _answers(item.items, turn)


@sample_answer.register
def _(item: Rows, turn: int = 0) -> object:
    return [_answers(item.items, turn), _answers(item.items, turn + 1)]


@sample_answer.register
def _(item: Number, turn: int = 0) -> object:
    few = picks(item)
    if few:
        return few[turn % len(few)]
    if item.allowed:
        return f"{exact(item.allowed[turn % len(item.allowed)]):f}"
    step = exact(item.step) if item.step is not None else Decimal(1)
    top = min(item.ceiling, item.floor + 40 * step)
    value = item.floor + step * (1 + turn % 7)
    return f"{min(value, top):f}"
