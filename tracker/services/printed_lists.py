"""Lists on paper: the worklist of a day for staff, and the visits to come of one patient."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.domain.change import Act, Ref
from tracker.domain.letter import Block, Cell, Column, Letter, Section, Table
from tracker.domain.patient import Patient
from tracker.domain.rights import Right
from tracker.language import Words
from tracker.services.anchor import with_code
from tracker.services.appointments import Booked
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.worklist import GROUP_TITLES, Worklist, WorkRow


def worklist_letter(
    session: Session, found: Worklist, words: Words, rows: Sequence[WorkRow] | None = None
) -> Letter:
    """The rows under their headings; `rows` are those that pass the chips of the screen, else all.

    It names patients and is for the clinic alone, which its foot says.
    """
    shown = found.rows if rows is None else rows
    sections: list[Block] = []
    for group, title in GROUP_TITLES.items():
        mine = [row for row in shown if row.group is group]
        if mine:
            sections.append(Section(words(title), (_worktable(mine, words),)))
    if not sections:
        sections.append(Table((Column(words("Worklist")),), (), empty=words("Nothing is due.")))
    title = words("Worklist, {day}", day=words.day(found.today))
    return _letter(session, title, words("Worklist"), tuple(sections), words)


@needs(Right.PRINT)
def note_list_printed(session: Session) -> frozenset[Ref]:
    """Keep in the trail that a list with names of patients went on paper."""
    with session.office.work(session.user.id) as unit:
        unit.show(Ref("Study", session.study.id), Act.PRINTED)
    return unit.touched


def calendar_letter(
    session: Session, patient: Patient, rows: Sequence[Booked], words: Words, today: date
) -> Letter:
    """The visits to come of one patient, with day, time, place and window."""
    table = Table(
        (
            Column(words("Visit"), 2),
            Column(words("Day"), 2.2),
            Column(words("Time, place"), 2),
            Column(words("Window"), 2.6),
        ),
        tuple(_calendar_row(row, words) for row in rows),
        empty=words("No visit is expected."),
    )
    title = words("Visits to come, {day}", day=words.day(today))
    letter = _letter(session, title, words("Visits to come"), (table,), words)
    return replace(letter, person=(patient.name, words("Study ID {id}", id=patient.study_id)))


def _worktable(rows: Sequence[WorkRow], words: Words) -> Table:
    columns = (
        Column(words("Due"), 2),
        Column(words("Patient"), 2.4),
        Column(words("Visit"), 1.6),
        Column(words("Day"), 0.8, right=True),
        Column(words("To do"), 3.2),
    )
    return Table(columns, tuple(_work_row(row, words) for row in rows))


def _work_row(row: WorkRow, words: Words) -> tuple[str | Cell, ...]:
    day = row.due or (row.visit.day if row.visit else None)
    when = f"{words.day(day)} {row.time}".strip() if day else ""
    born = words("Born {date}", date=words.day(row.patient.born))
    return (
        Cell(when, under=", ".join(words.say(each) for each in row.due_words)),
        Cell(row.patient.name, strong=True, under=born),
        Cell(words(row.title) if row.title else "", under=words(row.disease.short)),
        "" if row.day is None else words.number(row.day),
        ", ".join(words.say(each.said) for each in row.todo),
    )


def _calendar_row(row: Booked, words: Words) -> tuple[str | Cell, ...]:
    window = row.planned.window
    span = words("{first} to {last}", first=words.day(window.open), last=words.day(window.close))
    provisional = words("provisional: the infusion is only planned") if row.planned.provisional else ""
    return (
        Cell(words(row.planned.title), strong=True, under=provisional),
        Cell(
            f"{words.weekday(row.day, short=True)} {words.day(row.day)}",
            under="" if row.agreed else words("planned, not booked"),
        ),
        f"{row.time} {row.place}".strip(),
        words("that day only") if row.planned.visit.one_day else span,
    )


def _letter(session: Session, title: str, subject: str, blocks: tuple[Block, ...], words: Words) -> Letter:
    letter = Letter(
        title=title,
        sender=(session.site.clinic, session.site.hospital),
        blocks=blocks,
        foot=words("For the clinic only. Shred it after use."),
        pages=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        language=words.code,
        mark=words("PRACTICE") if session.study.practice else "",
        file_title=title,
        subject=subject,
    )
    return with_code(letter, session, words)
