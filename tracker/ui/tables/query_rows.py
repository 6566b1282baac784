"""The rows of the list of queries: field and record, question and answer, who asked and when, the state."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tracker.domain.followup import QueryState
from tracker.language import Words
from tracker.services.query_view import STATE_TITLES, QueryLine
from tracker.ui.parts.query_forms import STATE_TONES
from tracker.ui.tables.grouped import Cell, ChipText, Column, Group, Row
from tracker.ui.tables.work_rows import identity


def query_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("About"), 196),
        Column(words("Question, answer")),
        Column(words("Raised"), 132, fold=560),
        Column(words("State"), 112),
    )


def query_groups(lines: Sequence[QueryLine], today: date, words: Words, *, names: bool) -> tuple[Group, ...]:
    """One group for each patient where `names`; in the record of one patient there are no headings."""
    if not names:
        return (Group("", tuple(_row(line, words) for line in lines)),)
    mine: dict[UUID, list[QueryLine]] = {}
    for line in lines:
        mine.setdefault(line.patient.id, []).append(line)
    return tuple(
        Group(
            words("{name}  {id}", name=each[0].patient.name, id=each[0].patient.study_id),
            tuple(_row(line, words) for line in each),
            identity(each[0].patient, today, words),
        )
        for each in mine.values()
    )


def _row(line: QueryLine, words: Words) -> Row:
    query = line.query
    answer = query.answer or words("No answer yet")
    ago = words.plural("{n} day ago", "{n} days ago", line.days) if line.days else words("today")
    return Row(
        query.id,
        (
            Cell(words.say(line.field), words.say(line.record), strong=True, whole=False),
            Cell(_one_line(query.question), _one_line(answer), whole=False),
            Cell(line.first.who, ago, whole=False),
            Cell(chips=(ChipText(words(STATE_TITLES[line.state]), STATE_TONES[line.state]),)),
        ),
        quiet=line.state is QueryState.CLOSED,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
