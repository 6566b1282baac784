"""The list of adverse events on paper: what, how severe, why serious, from what, and who was told when."""

from datetime import date, datetime

from tracker.domain.event_answers import CRITERIA, OUTCOMES
from tracker.domain.letter import Block, Cell, Column, Letter, Reader, Section, Table, Text
from tracker.domain.study import Site
from tracker.language import Words
from tracker.services.course import Course
from tracker.services.event_view import EventLine, EventView, related_cell, report_text, scale_title


def event_paper(view: EventView, words: Words, *, site: Site, practice: bool = False) -> Letter:
    """The letter as of `view.now`; open events first, as in the window."""
    course, day = view.course, view.now.date()
    groups = (
        (words("Open"), [line for line in view.lines if line.open]),
        (words("Closed"), [line for line in view.lines if not line.open]),
    )
    sections: list[Block] = [Section(title, (_table(view, each, words),)) for title, each in groups if each]
    if not sections:
        sections.append(Text(_asked(view, words), words("No events.")))
    said = words("Grade and seriousness are two facts: a grade alone is not serious.")
    sections.append(Text(said, small=True))
    return Letter(
        title=words("Adverse events, {day}", day=words.day(day)),
        subtitle=_subtitle(course, day, words),
        reader=Reader.CLINICIAN,
        sender=(site.clinic, site.hospital),
        person=(course.patient.name, words("Study ID {id}", id=course.patient.study_id)),
        blocks=tuple(sections),
        foot=words("Not part of a signed visit."),
        pages=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        language=words.code,
        mark=words("PRACTICE") if practice else "",
        file_title=words("Adverse events, {day}", day=words.day(day)),
        subject=words("Follow-up after CD19 CAR T-cell therapy"),
    )


def _table(view: EventView, lines: list[EventLine], words: Words) -> Table:
    columns = (
        Column(words("Event"), 2.5),
        Column(words("Grade"), 1.1),
        Column(words("Serious"), 1.4),
        Column(words("Start"), 1.4),
        Column(words("End"), 1.4),
        Column(words("Related"), 1.6),
        Column(words("Sponsor, authority"), 1.9),
    )
    return Table(columns, tuple(_row(view, line, words) for line in lines))


def _row(view: EventView, line: EventLine, words: Words) -> tuple[str | Cell, ...]:
    event, whole = line.event, view.course
    grade = words.number(event.grade) if event.grade is not None else "–"
    start = event.start.exact if event.start else None
    number = whole.day_number(start) if start else None
    day = "" if number is None else words("Day {day}", day=words.number(number))
    outcome = words(OUTCOMES[event.outcome]) if event.outcome in OUTCOMES else ""
    return (
        Cell(event.term, strong=True, under=event.verbatim or event.action),
        Cell(grade, under=scale_title(event, words)),
        Cell(_serious(line, words), under=_reasons(line, words)),
        Cell(words.day(event.start), under=day),
        Cell(words("ongoing") if line.open else words.day(event.end), under=outcome),
        related_cell(event, words),
        _told(line, words),
    )


def _serious(line: EventLine, words: Words) -> str:
    if not line.own:
        return "–"
    if line.serious is None:
        return words("not answered")
    return words("yes") if line.serious else words("no")


def _reasons(line: EventLine, words: Words) -> str:
    return ", ".join(words(CRITERIA[key]) for key in CRITERIA if line.event.criteria.get(key) is True)


def _told(line: EventLine, words: Words) -> Cell:
    event = line.event
    reports = " ".join(report_text(each, words) for each in line.reports)
    if event.sponsor_told is not None:
        return Cell(words("told {moment}", moment=_moment(event.sponsor_told, words)), under=reports)
    if line.clock is not None:
        return Cell(words("to tell by {moment}", moment=_moment(line.clock.due, words)), under=reports)
    return Cell("–", under=reports)


def _moment(at: datetime, words: Words) -> str:
    """In the time zone in which it was entered."""
    return words("{day} {time}", day=words.day(at.date()), time=f"{at:%H:%M}")


def _asked(view: EventView, words: Words) -> str:
    if not view.asked:
        return words("Nobody has asked yet, or nothing was written down.")
    return words.plural("Asked at {n} visit.", "Asked at {n} visits.", view.asked)


def _subtitle(course: Course, day: date, words: Words) -> str:
    number = course.day_number(day)
    if number is None:
        return words("No infusion recorded.")
    return words("Day {day} after the infusion.", day=words.number(number))
