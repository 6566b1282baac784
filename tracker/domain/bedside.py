"""How the gradings at the bedside are asked: which items stand together, in which order, under which key.

Titles, ranges and options are those of the declarations; here only the grouping is said. Each item of an
instrument stands in exactly one place of its sheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.instruments import instrument
from tracker.domain.items import Choice, Item, Number, Unreadable
from tracker.domain.known import Code, Num
from tracker.domain.outputs import Limit

Answers = Mapping[str, object]
"""Item key -> answer as JSON keeps it; None or absent is not answered."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One answer to a question: what it sets, what it takes as understood, and what it asks further.

    `assumes` gives way to what the record knows; `when` is the number this answer belongs to.
    """

    title: str
    answers: Answers
    assumes: Answers = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    when: Limit | None = None
    reason: str = ""
    """What it says in the line that explains a grade; "" for what never raises one."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Several items asked as one; `beside` are boxes that stand beside it whatever was answered."""

    title: str
    ways: tuple[Way, ...]
    beside: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The items it covers."""
        ways = (key for way in self.ways for key in (*way.answers, *way.assumes, *way.asks))
        return tuple(dict.fromkeys((*self.beside, *ways)))


@dataclass(frozen=True, kw_only=True)
class Points:
    """A test of several points, ticked one by one: a title for each, or its own for a single one."""

    key: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A list of findings of which one holds; `asks` follows where it counts anything."""

    key: str
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One grading at the bedside. `expected` is the last day after infusion on which onset is usual.

    `confounders` say which points could not be tested and why; `instead` replaces the points below a limit
    (children) or where `instead_tick` is ticked; `more` is asked on wish; `before` is the state before
    treatment, carried from check to check. `living` holds for whoever is examined.
    """

    code: str
    expected: int
    questions: tuple[Question, ...] = ()
    points: tuple[Points, ...] = ()
    confounders: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    instead_below: Limit | None = None
    instead_tick: str = ""
    instead_assumes: Answers = field(default_factory=dict)
    """What goes without saying once the first item of `instead` is answered."""
    picks: tuple[Pick, ...] = ()
    more: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    living: Answers = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    """Outputs that are shown beside the grade where they are known: changes since before treatment."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every item of the sheet, each once."""
        asked = [key for question in self.questions for key in question.keys]
        ticked = [each.key for each in self.points]
        picked = [key for each in self.picks for key in (each.key, *each.asks)]
        rest = (*self.confounders, *self.instead, *self.more, *self.before, *self.found)
        return tuple(dict.fromkeys((*asked, *ticked, *picked, *rest)))

    def item(self, key: str) -> Item:
        """The declared item behind `key`."""
        return instrument(self.code).item(key)


def readable(sheet: Sheet, answers: Answers) -> dict[str, object]:
    """The answers as the instrument reads them; several codes of a choice mean "one of these".

    A number that decides a question is not "not measured" while that was not answered: it may be anything.
    """
    read = {key: _one_of(sheet.item(key), answer) for key, answer in answers.items()}
    for key in _deciding(sheet):
        item = sheet.item(key)
        if answers.get(key) is None and isinstance(item, Number):
            read[key] = Num(item.floor, item.ceiling, (item.name,))
    return read


def unanswered(sheet: Sheet, answers: Answers) -> tuple[str, ...]:
    """Titles of the questions without an answer, and of the numbers that an answer still needs."""
    titles = []
    for question in sheet.questions:
        index = way_of(question, sheet, answers)
        if index is None:
            titles.append(question.title)
            continue
        when = question.ways[index].when
        if when is not None and answers.get(when.key) is None:
            titles.append(sheet.item(when.key).title)
    return tuple(titles)


def _deciding(sheet: Sheet) -> tuple[str, ...]:
    ways = (way for question in sheet.questions for way in question.ways)
    return tuple(dict.fromkeys(way.when.key for way in ways if way.when is not None))


def _one_of(item: Item, answer: object) -> object:
    if not isinstance(item, Choice) or not isinstance(answer, list | tuple):
        return answer
    options = item.unknown().options
    if not answer or any(code not in options for code in answer):
        return ""
    return Code({code: options[code] for code in answer}, (item.name,))


def way_of(question: Question, sheet: Sheet, given: Answers) -> int | None:
    """Which answer of `question` the single answers amount to, the most telling first; None: to none."""
    order = sorted(range(len(question.ways)), key=lambda index: -len(question.ways[index].answers))
    return next((index for index in order if _chosen(sheet, question.ways[index], given)), None)


def with_way(question: Question, sheet: Sheet, given: Answers, index: int | None) -> dict[str, object]:
    """The answers once `question` is answered so; a number typed beside it stays where it agrees."""
    kept = {key: answer for key, answer in given.items() if key not in question.keys}
    typed = {key: given[key] for key in question.beside if given.get(key) is not None}
    if index is None:
        return kept | {key: answer for key, answer in typed.items() if _measured(answer)}
    way = question.ways[index]
    fitting = {
        key: answer
        for key, answer in typed.items()
        if _measured(answer) and _agrees(sheet, way, key, answer) is not False
    }
    return kept | dict(way.answers) | fitting


def with_typed(
    question: Question, sheet: Sheet, given: Answers, key: str, typed: object
) -> dict[str, object]:
    """The answers once a number was typed beside `question`, which then may have another answer."""
    index = way_of(question, sheet, given)
    changed = {each: answer for each, answer in given.items() if each != key}
    if typed is None:
        return with_way(question, sheet, changed, index)
    changed[key] = typed
    if index is not None and _agrees(sheet, question.ways[index], key, typed) is not False:
        return changed
    other = next((i for i, way in enumerate(question.ways) if _agrees(sheet, way, key, typed)), None)
    return changed if other is None else with_way(question, sheet, changed, other)


def merged(sheet: Sheet, given: Answers, found: Answers) -> dict[str, object]:
    """All answers of a sheet: what was said, else what the record knows, else what goes without saying."""
    assumed: dict[str, object] = dict(sheet.living)
    for question in sheet.questions:
        index = way_of(question, sheet, given)
        if index is not None:
            assumed |= question.ways[index].assumes
    if sheet.instead and given.get(sheet.instead[0]) is not None:
        assumed |= sheet.instead_assumes
    said = {key: answer for key, answer in given.items() if answer is not None}
    known = {key: answer for key, answer in found.items() if answer is not None}
    return assumed | known | said


def points_of(points: Points, ticks: Sequence[bool | None]) -> int | None:
    """How many points were reached; None while one of them is open."""
    return None if None in ticks or not ticks else sum(bool(tick) for tick in ticks)


def ticks_of(points: Points, reached: object) -> list[bool | None]:
    """The ticks that stand for a number of points; which of several were reached is not kept."""
    count = max(1, len(points.titles))
    if not isinstance(reached, int):
        return [None] * count
    return [index < reached for index in range(count)]


def replaced(sheet: Sheet, answers: Answers) -> bool | None:
    """Whether `instead` is asked in place of the points; None where that is not known."""
    ticked = bool(sheet.instead_tick) and answers.get(sheet.instead_tick) is True
    below = (
        _held(sheet, sheet.instead_below, answers.get(sheet.instead_below.key))
        if (sheet.instead_below)
        else False
    )
    return True if ticked else below


def _fits(sheet: Sheet, way: Way, key: str, answer: object) -> bool:
    if way.when is not None and key == way.when.key:
        return answer is not None and _held(sheet, way.when, answer) is True
    wanted = way.answers[key]
    if isinstance(wanted, tuple):
        given = tuple(answer) if isinstance(answer, list | tuple) else (answer,)
        return bool(given) and set(given) <= set(wanted)
    if isinstance(wanted, int) and not isinstance(wanted, bool) and isinstance(answer, str | int):
        return str(answer) == str(wanted)
    return answer == wanted


def _chosen(sheet: Sheet, way: Way, given: Answers) -> bool:
    contradicts = way.when is not None and _agrees(sheet, way, way.when.key, given.get(way.when.key)) is False
    return not contradicts and all(_fits(sheet, way, key, given.get(key)) for key in way.answers)


def _measured(answer: object) -> bool:
    """A number of its own, not "below"."""
    return not (isinstance(answer, str) and answer[:1] in {"<", ">"})


def _agrees(sheet: Sheet, way: Way, key: str, typed: object) -> bool | None:
    return _held(sheet, way.when, typed) if way.when is not None and way.when.key == key else None


def _held(sheet: Sheet, limit: Limit | None, answer: object) -> bool | None:
    if limit is None:
        return None
    try:
        number = sheet.item(limit.key).read(answer)
    except Unreadable:
        return None
    return limit({limit.key: number}).truth if isinstance(number, Num) else None
