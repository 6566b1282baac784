"""Queries as one reads them: about what, who said what and when, and what may be done next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tracker.domain.change import Event, Records, Ref
from tracker.domain.followup import Query, QueryState
from tracker.domain.patient import Patient
from tracker.domain.rights import Right
from tracker.domain.study import User
from tracker.domain.text import N_, Said
from tracker.services.queries import why_not_close
from tracker.services.query_places import field_title, record_titles
from tracker.services.rights import refusal
from tracker.services.session import Session

GONE = N_("Taken out of the record")
STATE_TITLES = {
    QueryState.OPEN: N_("Open"),
    QueryState.ANSWERED: N_("Answered"),
    QueryState.CLOSED: N_("Closed"),
}


class Turn(StrEnum):
    """What one line of a question does."""

    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line: who, when, and the words; whoever closes says none."""

    turn: Turn
    who: str
    at: datetime
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class QueryLine:
    """One question with everything that was said to it, oldest first."""

    query: Query
    patient: Patient
    record: Said
    field: Said
    spoken: tuple[Spoken, ...]
    days: int
    """How many days ago it was asked first."""

    @property
    def state(self) -> QueryState:
        return self.query.state

    @property
    def visit(self) -> UUID | None:
        """The visit it is about."""
        return self.query.record if self.query.kind == "Visit" else None

    @property
    def first(self) -> Spoken:
        return self.spoken[0]


class Turned(StrEnum):
    """What the person before the window is asked to do with a question."""

    ANSWER = "answer"
    REVIEW = "review"
    """Close it, or ask again."""
    READ = "read"


def query_lines(
    records: Records, now: datetime, *, patient: UUID | None = None, record: UUID | None = None
) -> tuple[QueryLine, ...]:
    """The questions of the study, of a patient or of one record: those that wait first, the oldest on top."""
    wanted = {"patient": patient, "record": record}
    queries = records.find(Query, **{name: value for name, value in wanted.items() if value is not None})
    titles = record_titles(records, {Ref(each.kind, each.record, each.patient) for each in queries})
    people = {each.id: each.short for each in records.find(User)}
    patients = {each.id: each for each in records.among(Patient, "id", {each.patient for each in queries})}
    order = tuple(QueryState)
    made = []
    for each in queries:
        spoken = tuple(_spoken(records.history(each.id), people, now))
        if each.patient in patients and spoken:
            made.append(
                QueryLine(
                    query=each,
                    patient=patients[each.patient],
                    record=titles.get(each.record, Said(GONE)),
                    field=field_title(each.kind, each.path),
                    spoken=spoken,
                    days=max(0, (now.date() - spoken[0].at.date()).days),
                )
            )
    return tuple(sorted(made, key=lambda line: (order.index(line.state), line.first.at)))


def turned(session: Session, query: Query) -> Turned:
    """What the person of this session does next; who may answer does not wait for who may close."""
    answers, closes = not refusal(session, Right.CORRECT), not why_not_close(session, query)
    if query.state is QueryState.CLOSED or not (answers or closes):
        return Turned.READ
    if query.state is QueryState.OPEN:
        return Turned.ANSWER if answers else Turned.REVIEW
    return Turned.REVIEW if closes else Turned.ANSWER


def _spoken(events: Iterable[Event], people: dict[UUID, str], now: datetime) -> Iterable[Spoken]:
    for event in events:
        who, at = people.get(event.who, ""), event.at.astimezone(now.tzinfo)
        new = {change.path: change.new for change in event.changes}
        if new.get("question"):
            yield Spoken(Turn.ASKED, who, at, str(new["question"]))
        if new.get("answer"):
            yield Spoken(Turn.ANSWERED, who, at, str(new["answer"]))
        if new.get("closed_by"):
            yield Spoken(Turn.CLOSED, who, at)
