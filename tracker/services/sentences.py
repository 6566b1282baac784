"""Sentences for patients: written by the team, approved by a doctor, and only then there to be picked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.change import Event, Records, Ref, UnitOfWork
from tracker.domain.reading import HIGHEST_GRADE, Reading, reading
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.settings import SETTINGS
from tracker.domain.study import Setting, User
from tracker.domain.text import N_
from tracker.domain.visit import Visit
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.settings import lines_setting, put_answer

APPROVED, WAITING = "approved_sentences", "waiting_sentences"
"""The settings that hold them, one a line."""


@dataclass(frozen=True)
class Sentence:
    """`by` and `at` say who approved or wrote it; both empty where it comes with the program.

    `used` counts the visits whose message holds it.
    """

    text: str
    approved: bool
    reading: Reading
    used: int = 0
    by: str = ""
    at: datetime | None = None


def sentences(records: Records) -> tuple[Sentence, ...]:
    """All of them, the approved ones first, each list in its own order."""
    messages = [visit.main_message for visit in records.find(Visit) if visit.main_message]
    names = {user.id: user.short for user in records.find(User)}
    found = []
    for key in (APPROVED, WAITING):
        known = dict(_first_seen(records, key))
        for text in lines_setting(records, key):
            event = known.get(text)
            found.append(
                Sentence(
                    text=text,
                    approved=key == APPROVED,
                    reading=reading(text),
                    used=sum(text in message for message in messages),
                    by=names.get(event.who, "") if event else "",
                    at=event.at if event else None,
                )
            )
    return tuple(found)


@needs(Right.SETTINGS)
def write_sentence(session: Session, text: str, instead_of: str = "") -> frozenset[Ref]:
    """Put a sentence to those that wait for a doctor.

    `instead_of` is the one that was edited: one that waits is replaced; an approved one stays as it is
    until somebody takes it out, because papers that were given out say it.
    """
    written = " ".join(text.split())
    if not written:
        raise Refusal(N_("Write the sentence first."))
    with session.office.work(session.user.id) as unit:
        waiting = [each for each in lines_setting(unit, WAITING) if each != instead_of]
        if written in (*waiting, *lines_setting(unit, APPROVED)):
            raise Refusal(N_("This sentence is in the list already."))
        _put(unit, session, {WAITING: (*waiting, written)})
    return unit.touched


@needs(Right.APPROVE)
def approve_sentence(session: Session, text: str) -> frozenset[Ref]:
    """Let a waiting sentence be picked for handouts from now on; refuses one that is hard to read."""
    with session.office.work(session.user.id) as unit:
        waiting = lines_setting(unit, WAITING)
        if text not in waiting:
            raise Refusal(N_("This sentence does not wait for a doctor any more."))
        if reading(text).hard:
            raise Refusal(
                N_("A sentence above grade {grade} cannot be approved. Use shorter words or sentences."),
                grade=str(HIGHEST_GRADE),
            )
        rest = tuple(each for each in waiting if each != text)
        _put(unit, session, {WAITING: rest, APPROVED: (*lines_setting(unit, APPROVED), text)})
    return unit.touched


@needs(Right.SETTINGS)
def take_out_sentence(session: Session, text: str) -> frozenset[Ref]:
    """Take a sentence out of the lists; messages and papers that hold it are left as they are."""
    with session.office.work(session.user.id) as unit:
        left = {
            key: tuple(each for each in lines_setting(unit, key) if each != text)
            for key in (APPROVED, WAITING)
        }
        if not left[APPROVED]:
            raise Refusal(N_("One approved sentence has to stay."))
        _put(unit, session, left)
    return unit.touched


def _put(unit: UnitOfWork, session: Session, lists: Mapping[str, tuple[str, ...]]) -> None:
    for key, lines in lists.items():
        if lines != lines_setting(unit, key):
            put_answer(unit, session, key, "\n".join(lines))


def _first_seen(records: Records, key: str) -> Iterator[tuple[str, Event]]:
    """Each line that came into the setting by hand, with the last event that brought it."""
    before = set(SETTINGS[key].default.splitlines())
    for row in records.find(Setting, key=key):
        for event in records.history(row.id):
            for change in event.changes:
                if change.path == "value":
                    now = set(str(change.new or "").splitlines())
                    yield from ((line, event) for line in now - before)
                    before = now
