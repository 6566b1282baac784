"""Moving Day 0, a new plan, a further infusion: what it does to every later date, before it is done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from tracker.domain.change import Records, Ref
from tracker.domain.document import Document
from tracker.domain.followup import Appointment, Closure, PlannedVisitNote
from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient
from tracker.domain.planned_visit import OPEN, PlannedVisit
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.schedule import Schedule, schedule
from tracker.domain.schedule_conflicts import Conflict, Diary, conflicts
from tracker.domain.text import N_
from tracker.domain.visit import Visit
from tracker.services.plans import plan_book, with_version
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.settings import number_setting

REASONS = (
    N_("Typing error"),
    N_("Product not ready"),
    N_("Patient not well enough"),
    N_("Other, explain"),
)
"""Offered by digit when Day 0 is moved; the last one asks for words."""


class Effect(StrEnum):
    """What happens to one visit."""

    MOVES = "moves"
    KEEPS = "keeps"
    FLIPS_IN = "flips_in"
    FLIPS_OUT = "flips_out"
    NEW = "new"
    GONE = "gone"
    CLOSED = "closed"
    SAME = "same"


@dataclass(frozen=True)
class Shift:
    """One visit before and after; `old` or `new` is None where only one of the two has it.

    `by` are days the planned day moves. `conflicts` need a decision and block nothing.
    """

    old: PlannedVisit | None
    new: PlannedVisit | None
    effect: Effect
    by: int = 0
    conflicts: tuple[Conflict, ...] = ()

    @property
    def planned(self) -> PlannedVisit:
        """The visit as it will be, or as it was where it goes."""
        found = self.new or self.old
        assert found is not None
        return found


@dataclass(frozen=True)
class Replan:
    """Every visit of every line, old beside new. Nothing is saved yet."""

    before: Schedule
    after: Schedule
    rows: tuple[Shift, ...]
    correction: bool = False
    """Whether a day that was held as given changes: day numbers of all results change with it."""
    papers: tuple[Document, ...] = ()
    """Papers made so far, which show days that a correction makes wrong."""

    def counts(self) -> Mapping[Effect, int]:
        """How many visits each effect has."""
        found = Counter(row.effect for row in self.rows)
        return {effect: found[effect] for effect in Effect}

    @property
    def moved(self) -> tuple[Shift, ...]:
        """Planned visits whose day changes."""
        return tuple(row for row in self.rows if row.effect is Effect.MOVES)

    @property
    def kept(self) -> tuple[Shift, ...]:
        """Held visits: they keep their date, whatever becomes of their window."""
        kept = {Effect.KEEPS, Effect.FLIPS_IN, Effect.FLIPS_OUT}
        return tuple(row for row in self.rows if row.effect in kept)

    @property
    def decisions(self) -> tuple[Shift, ...]:
        """Visits with a conflict."""
        return tuple(row for row in self.rows if row.conflicts)

    @property
    def end(self) -> date | None:
        """The last planned day of the last line, after the change."""
        return self.after.end


def preview_move(
    records: Records, patient: UUID, infusion: UUID, day: date, today: date, *, given: bool | None = None
) -> Replan:
    """What moving Day 0 of an infusion to `day` does.

    `given` says whether it was given on that day; by default a planned infusion stays planned.
    """
    changed = _moved(records.get(Infusion, infusion), day, given)
    found = tuple(
        changed if each.id == infusion else each for each in records.find(Infusion, patient=patient)
    )
    was_given = records.get(Infusion, infusion).day0 is not None
    return _preview(records, patient, found, today, correction=was_given)


@needs(Right.ENTER)
def apply_move(
    session: Session, patient: UUID, infusion: UUID, day: date, why: str, *, given: bool | None = None
) -> frozenset[Ref]:
    """Move Day 0 with a reason. Held visits keep their dates; unsolved decisions stay on the worklist."""
    _check(why)
    with session.office.work(session.user.id, why) as unit:
        found = unit.get(Infusion, infusion)
        if found.patient != patient:
            raise Refusal(N_("This infusion belongs to another patient."))
        unit.put(_moved(found, day, given))
    return unit.touched


def preview_infusion(records: Records, patient: UUID, day: date, today: date, *, given: bool) -> Replan:
    """What a further infusion on `day` does: once given it closes the line before."""
    infusions = records.find(Infusion, patient=patient)
    person = records.get(Patient, patient)
    return _preview(records, patient, (*infusions, _further(person, infusions, day, given)), today)


@needs(Right.ENTER)
def apply_infusion(session: Session, patient: UUID, day: date, why: str, *, given: bool) -> frozenset[Ref]:
    """Enter a further infusion, planned or given, with a reason."""
    _check(why)
    with session.office.work(session.user.id, why) as unit:
        person = unit.get(Patient, patient)
        unit.put(_further(person, unit.find(Infusion, patient=patient), day, given))
    return unit.touched


def preview_plan(records: Records, patient: UUID, text: str, applies_from: date, today: date) -> Replan:
    """What a new version of the plan does to one patient; adopt it with services/plans.adopt_plan."""
    infusions = records.find(Infusion, patient=patient)
    return _preview(records, patient, infusions, today, version=(text, applies_from))


def preview_choice(records: Records, patient: UUID, key: str, today: date) -> Replan:
    """What following another plan does to one patient; choose it with services/plans.choose_plan."""
    return _preview(records, patient, records.find(Infusion, patient=patient), today, key=key)


def _preview(
    records: Records,
    patient: UUID,
    infusions: tuple[Infusion, ...],
    today: date,
    *,
    correction: bool = False,
    version: tuple[str, date] | None = None,
    key: str | None = None,
) -> Replan:
    person = records.get(Patient, patient)
    book = plan_book(records)
    visits = records.find(Visit, patient=patient)
    notes = records.find(PlannedVisitNote, patient=patient)
    before = schedule(person, book.of(person), records.find(Infusion, patient=patient), visits, notes, today)
    history = book.of(person if key is None else replace(person, plan=key))
    if version:
        history = with_version(history, *version)
    after = schedule(person, history, infusions, visits, notes, today)
    return Replan(
        before=before,
        after=after,
        rows=_rows(before, after, diary(records, patient)),
        correction=correction,
        papers=records.find(Document, patient=patient) if correction else (),
    )


def diary(records: Records, patient: UUID) -> Diary:
    """Closed days, this patient's appointments, and how full the clinic is with others."""
    every = records.find(Appointment)
    return Diary(
        closures=records.find(Closure),
        own={(each.infusion, each.code): each for each in every if each.patient == patient},
        taken=Counter((each.day, each.time) for each in every if each.patient != patient and each.time),
        room=int(number_setting(records, "appointments_at_once")),
    )


def _rows(before: Schedule, after: Schedule, agreed: Diary) -> tuple[Shift, ...]:
    old = {(each.infusion, each.code): each for each in before.visits}
    new = {(each.infusion, each.code): each for each in after.visits}
    against = {line.infusion.id: conflicts(line, agreed) for line in after.lines}
    rows = []
    for place in dict.fromkeys((*new, *old)):
        was, will = old.get(place), new.get(place)
        found = against[place[0]].get(place[1], ()) if will else ()
        by = (will.window.target - was.window.target).days if was and will else 0
        rows.append(Shift(was, will, _effect(was, will, by), by, found))
    return tuple(rows)


def _effect(was: PlannedVisit | None, will: PlannedVisit | None, by: int) -> Effect:
    if was is None or will is None:
        return Effect.NEW if was is None else Effect.GONE
    if will.held:
        if bool(was.outside) == bool(will.outside):
            return Effect.KEEPS
        return Effect.FLIPS_OUT if will.outside else Effect.FLIPS_IN
    if was.state in OPEN and will.state not in OPEN:
        return Effect.CLOSED
    return Effect.MOVES if by else Effect.SAME


def _moved(infusion: Infusion, day: date, given: bool | None) -> Infusion:
    is_given = infusion.day0 is not None if given is None else given
    new = PartialDate.of(day)
    return replace(infusion, day0=new) if is_given else replace(infusion, planned=new, day0=None)


def _further(person: Patient, infusions: tuple[Infusion, ...], day: date, given: bool) -> Infusion:
    number = max((each.number for each in infusions), default=0) + 1
    return _moved(Infusion(site=person.site, patient=person.id, number=number), day, given)


def _check(why: str) -> None:
    if not why.strip():
        raise Refusal(N_("Say why Day 0 changes."))
