"""The rows around the text of a plan: versions, the visits it makes, its problems, whom it changes."""

from collections.abc import Sequence

from tracker.domain.followup import CONTACTS, Closure
from tracker.domain.plan import Plan, PlanVisit, Unit
from tracker.domain.plan_text import ReadPlan
from tracker.language import Words
from tracker.services.plan_effects import PlanEffect
from tracker.services.plans import PlanBook, PlanText
from tracker.ui.tables.grouped import Cell, ChipText, Column, Group, Row


def version_columns(words: Words) -> tuple[Column, ...]:
    return (Column(words("Plan")),)


def version_groups(book: PlanBook, words: Words) -> tuple[Group, ...]:
    """Adopted by this study first, then those that come with the program."""
    adopted = [each for each in reversed(book.texts) if each.adopted]
    shipped = [each for each in book.texts if not each.adopted]
    groups = []
    for title, texts in ((words("Adopted"), adopted), (words("Come with the program"), shipped)):
        if texts:
            rows = tuple(_version(book, each, words) for each in texts)
            groups.append(Group(title, rows, words.number(len(rows))))
    return tuple(groups)


def _version(book: PlanBook, each: PlanText, words: Words) -> Row:
    number = words("Version {n}", n=words.number(each.plan.version))
    since = words("{version}, from {day}", version=number, day=words.day(each.applies_from))
    chips = (ChipText(words("in use"), "ok"),) if each.plan.key == book.own else ()
    return Row(
        each.plan.name,
        (Cell(words(each.plan.title), since if each.adopted else number, strong=True, whole=False),),
        quiet=not chips,
    )


def plan_visit_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("Visit")),
        Column(words("When"), 82),
        Column(words("Window"), 126),
        Column(words("Asks"), 66, fold=420),
    )


def plan_visit_groups(plan: Plan | None, words: Words) -> tuple[Group, ...]:
    """Every visit the text makes, in the order it is held."""
    if plan is None:
        return ()
    rows = tuple(_visit(plan, at, each, words) for at, each in enumerate(plan.visits))
    return (Group("", rows),)


def _visit(plan: Plan, at: int, each: PlanVisit, words: Words) -> Row:
    count = words.number(each.offset.count)
    day = each.offset.unit is Unit.DAY
    when = words("Day {n}", n=count) if day else words("Month {n}", n=count)
    window = words("−{before} to +{after} days", before=each.before, after=each.after)
    asked = sum(each.code in due.visits for due in plan.assessments)
    ways = ", ".join(words(CONTACTS.get(way, way)) for way in each.contacts if way)
    return Row(
        at,
        (
            Cell(words(each.title), ways, whole=False),
            Cell(when),
            Cell(words("that day only") if each.one_day else window),
            Cell(words.number(asked)),
        ),
    )


def problem_columns(words: Words) -> tuple[Column, ...]:
    return (Column(words("Line"), 52), Column(words("What is wrong")))


def problem_groups(read: ReadPlan, words: Words) -> tuple[Group, ...]:
    """Each problem with its line and the visit or assessment it is about; the key is its place."""
    rows = tuple(
        Row(
            at,
            (
                Cell(words.number(each.line) if each.line else "–"),
                Cell(words.say(each.said), each.where, whole=False),
            ),
        )
        for at, each in enumerate(read.problems)
    )
    return (Group("", rows),) if rows else ()


def effect_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("Patient")),
        Column(words("Move"), 62),
        Column(words("New"), 54),
        Column(words("Go"), 48),
        Column(words("To decide"), 82),
    )


def effect_groups(found: Sequence[PlanEffect], words: Words) -> tuple[Group, ...]:
    """Whoever changes first; patients by study ID alone."""
    changed = [each for each in found if each.changes]
    same = [each for each in found if not each.changes]
    groups = []
    for title, effects in ((words("Change"), changed), (words("Stay as they are"), same)):
        if effects:
            rows = tuple(_effect(each, words) for each in effects)
            groups.append(Group(title, rows, words.number(len(rows))))
    return tuple(groups)


def _effect(each: PlanEffect, words: Words) -> Row:
    counts = (each.moved, each.new, each.gone)
    cells = tuple(Cell(words.number(count) if count else "–") for count in counts)
    decide = Cell(words.number(each.decisions), tone="warn") if each.decisions else Cell("–")
    return Row(each.patient.id, (Cell(each.patient.study_id, strong=True), *cells, decide))


def closure_columns(words: Words) -> tuple[Column, ...]:
    return (Column(words("Closed"), 196), Column(words("Why")))


def closure_groups(found: Sequence[Closure], words: Words) -> tuple[Group, ...]:
    rows = tuple(
        Row(
            each.id,
            (
                Cell(words("{first} to {last}", first=words.short_day(each.start), last=words.day(each.end))),
                Cell(each.title, whole=False),
            ),
        )
        for each in found
    )
    return (Group("", rows),) if rows else ()
