"""The rows of the worklist: when, who, which visit, and what is to do."""

from datetime import date

from tracker.domain.patient import Patient, age_on
from tracker.domain.recordables import RECORDABLES, Way
from tracker.language import Words
from tracker.services.worklist import GROUP_TITLES, Group, Kind, ToDo, Worklist, WorkRow
from tracker.ui.tables.grouped import Cell, ChipText, Column, Row
from tracker.ui.tables.grouped import Group as Heading

TONES = {
    Kind.TO_CHECK: "danger",
    Kind.QUERY: "info",
    Kind.DECIDE: "warn",
    Kind.AWAITED: "neutral",
    Kind.MISSING: "warn",
    Kind.DUE: "neutral",
}
ICONS = {Group.OVERDUE: "warning", Group.TODAY: "clock"}
KINDS = tuple(Kind)
MEASURED = frozenset({Way.LABS, Way.SCORES, Way.SAFETY})
HEADS = {Group.OVERDUE: "danger", Group.DECIDE: "warn"}


def work_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("Due"), 150, fits=True),
        Column(words("Patient"), 200, fits=True),
        Column(words("Diagnosis"), 136, fold=980),
        Column(words("Visit"), 118),
        Column(words("Day"), 74, fold=860),
        Column(words("To do")),
    )


def measured_first(row: WorkRow) -> tuple[ToDo, ...]:
    """The to-dos by urgency; of the same urgency what is measured before what is only asked."""

    def rank(todo: ToDo) -> tuple[int, int]:
        known = RECORDABLES.get(todo.code)
        return KINDS.index(todo.kind), 0 if known is None or known.way in MEASURED else 1

    return tuple(sorted(row.todo, key=rank))


def work_key(row: WorkRow) -> tuple[object, ...]:
    """What a row stands for, while its to-dos come and go."""
    planned = (row.planned.infusion, row.planned.code) if row.planned else ()
    return (row.patient.id, *planned, row.visit.id if row.visit else None)


def work_groups(work: Worklist, rows: tuple[WorkRow, ...], words: Words) -> tuple[Heading, ...]:
    """The rows under their headings, in the order of the list."""
    made = []
    for group in Group:
        mine = tuple(row for row in rows if row.group is group)
        if mine:
            title = words(GROUP_TITLES[group])
            if group is Group.TODAY:
                title = words("Today, {day}", day=words.weekday(work.today))
            lines = tuple(_row(row, work.today, words) for row in mine)
            made.append(Heading(title, lines, words.number(len(mine)), HEADS.get(group, "")))
    return tuple(made)


def identity(patient: Patient, today: date, words: Words) -> str:
    """ "Born 02-Sep-1979 (47y)  No. 104 0051": both, or neither is enough."""
    age = age_on(patient.born, today)
    born = words("Born {born}", born=words.day(patient.born))
    if age is not None:
        born = words("Born {born} ({age}y)", born=words.day(patient.born), age=words.number(age))
    number = words("No. {number}", number=patient.hospital_no) if patient.hospital_no else patient.study_id
    return f"{born}  {number}"


def _row(row: WorkRow, today: date, words: Words) -> Row:
    patient = row.patient
    chips = tuple(
        ChipText(words.say(each.said), TONES[each.kind], _shape(each.kind)) for each in measured_first(row)
    )
    return Row(
        work_key(row),
        (
            _due(row, words),
            Cell(patient.name, identity(patient, today, words), strong=True, name=True),
            Cell(words(row.disease.short), whole=False),
            Cell(
                words(row.title), words("provisional") if _provisional(row) else "", strong=True, whole=False
            ),
            Cell(words("Day {n}", n=words.number(row.day)) if row.day is not None else ""),
            Cell(chips=chips or (ChipText(words("Ready"), "ok"),)),
        ),
    )


def _due(row: WorkRow, words: Words) -> Cell:
    icon, tone = ICONS.get(row.group, "calendar"), HEADS.get(row.group, "")
    lines = [words.say(each) for each in row.due_words]
    if lines:
        return Cell(lines[0], lines[1] if len(lines) > 1 else "", strong=True, tone=tone, icon=icon)
    if row.group is Group.TODAY:
        when = row.time or words("Today")
        return Cell(when, row.place, strong=True, icon=icon)
    day = row.due or (row.visit.day if row.visit else None)
    held = words("held {day}", day=words.day(day)) if row.visit and day else ""
    shown = held or (words.weekday(day) if day else words("no visit"))
    return Cell(shown, row.time, strong=True, icon=icon)


def _provisional(row: WorkRow) -> bool:
    return row.planned is not None and row.planned.provisional


def _shape(kind: Kind) -> str | None:
    return "" if kind in {Kind.DUE, Kind.AWAITED} else None
