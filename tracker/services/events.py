"""What a person does with adverse events: report, grade, end, reopen, tell the sponsor, correct, remove."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent, EventKind, GradeStep
from tracker.domain.change import Act, Ref, UnitOfWork
from tracker.domain.event_answers import OUTCOMES, seriousness, worst_grade
from tracker.domain.event_clocks import CLOCKS
from tracker.domain.partial_date import PartialDate
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_
from tracker.domain.visit import Visit
from tracker.services.corrections import reason
from tracker.services.drafts import remove_draft
from tracker.services.event_checks import refuse_day, refuse_event, refuse_grade
from tracker.services.event_inquiries import note_asked
from tracker.services.event_upgrades import upgraded_from
from tracker.services.rights import needs
from tracker.services.session import Session

FORM = "event"
"""The form of a draft."""

FIXED = ("term", "kind", "start", "site_aware")
"""What new information does not change: only a correction with a reason does."""


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """What the form asks. `grade` is the one it has now; the worst is worked out."""

    term: str
    kind: EventKind = EventKind.OTHER
    scale: str = ""
    grade: int | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool | None = None
    verbatim: str = ""
    criteria: Mapping[str, object] = field(default_factory=dict)
    relations: Mapping[str, object] = field(default_factory=dict)
    expected: bool | None = None
    outcome: str = ""
    action: str = ""
    treatment: str = ""
    narrative: str = ""
    reporter: str = ""
    site_aware: datetime | None = None
    sponsor_aware: datetime | None = None
    sponsor_told: datetime | None = None
    worsened: date | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    meddra_llt: str = ""
    meddra_pt: str = ""
    meddra_soc: str = ""
    meddra_version: str = ""


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The event as it stands in the record, and what the window has to hear."""

    event: AdverseEvent
    touched: frozenset[Ref]


@needs(Right.ENTER)
def report_event(session: Session, patient: UUID, asked: NewEvent, now: datetime) -> Reported:
    """Write a new event; `now` is the instant at the clinic. The draft goes with it."""
    with session.office.work(session.user.id) as unit:
        made = _made(session, patient, asked)
        made = replace(made, grades=_first_step(made, asked.grade))
        refuse_event(unit, made, now)
        _refuse_twice(unit, made)
        unit.put(made)
        remove_draft(unit, session.user.id, patient=patient, visit=None, form=FORM)
    return Reported(event=made, touched=unit.touched)


@needs(Right.ENTER)
def update_event(
    session: Session, event: UUID, asked: NewEvent, now: datetime, *, since: date | None = None
) -> Reported:
    """Write new information about an event: what was told first stays in the trail.

    `since` is the day of another grade or of the upgrade to fatal or life-threatening; None is today.
    """
    day = since or now.date()
    with session.office.work(session.user.id) as unit:
        old = unit.get(AdverseEvent, event)
        new = _over(old, replace(asked, grade=asked.grade or _last_grade(old)))
        _refuse_fixed(old, new)
        if asked.grade is not None and asked.grade != _last_grade(old):
            new = _graded(new, old, asked.grade, day)
        new = replace(new, grade=worst_grade(new))
        new = upgraded_from(old, new, day, now)
        refuse_event(unit, new, now)
        unit.put(new)
        remove_draft(unit, session.user.id, patient=old.patient, visit=event, form=FORM)
    return Reported(event=new, touched=unit.touched)


@needs(Right.ENTER)
def change_grade(session: Session, event: UUID, grade: int, day: date, now: datetime) -> Reported:
    """From `day` on the event has another grade; the worst one stays its grade."""
    with session.office.work(session.user.id) as unit:
        old = unit.get(AdverseEvent, event)
        refuse_grade(old.scale, grade)
        new = _graded(old, old, grade, day)
        new = replace(new, grade=worst_grade(new))
        refuse_event(unit, new, now)
        unit.put(new)
    return Reported(event=new, touched=unit.touched)


@needs(Right.ENTER)
def end_event(
    session: Session,
    event: UUID,
    day: PartialDate,
    now: datetime,
    outcome: str = "recovered",
    *,
    visit: UUID | None = None,
) -> Reported:
    """The last day of the event, and how it ended; `visit` is the one at which it was asked about."""
    if outcome not in OUTCOMES:
        raise Refusal(N_("Choose how it ended."))
    with session.office.work(session.user.id) as unit:
        new = replace(unit.get(AdverseEvent, event), end=day, ongoing=False, outcome=outcome)
        refuse_event(unit, new, now)
        unit.put(new)
        if visit is not None:
            note_asked(unit, unit.get(Visit, visit), event)
    return Reported(event=new, touched=unit.touched)


@needs(Right.ENTER)
def reopen_event(session: Session, event: UUID, now: datetime) -> Reported:
    """It was not over."""
    return _put(session, event, now, lambda old: replace(old, end=None, ongoing=True, outcome=""))


@needs(Right.ENTER)
def tell_sponsor(session: Session, event: UUID, at: datetime, now: datetime) -> Reported:
    """Keep when the sponsor was told; where nothing else is known, the sponsor knows since then."""
    return _put(
        session,
        event,
        now,
        lambda old: replace(old, sponsor_told=at, sponsor_aware=old.sponsor_aware or at),
    )


@needs(Right.CORRECT)
def correct_event(
    session: Session, event: UUID, asked: NewEvent, now: datetime, *, why: int, note: str = ""
) -> Reported:
    """Put what should have been entered; the trail keeps the old and the reason.

    Another grade replaces the log, which then starts anew.
    """
    said = _reason(why, note)
    with session.office.work(session.user.id, said) as unit:
        old = unit.get(AdverseEvent, event)
        new = _over(old, asked)
        if asked.grade != worst_grade(old) or (new.start != old.start and len(old.grades) == 1):
            new = replace(new, grade=asked.grade, grades=_first_step(new, asked.grade))
        else:
            new = replace(new, grade=worst_grade(old))
        refuse_event(unit, new, now)
        if new == old:
            raise Refusal(N_("Nothing was changed. Change an answer, or press Esc."))
        unit.put(new, Act.CORRECTED)
        remove_draft(unit, session.user.id, patient=old.patient, visit=event, form=FORM)
    return Reported(event=new, touched=unit.touched)


@needs(Right.CORRECT)
def remove_event(session: Session, event: UUID, *, why: int, note: str = "") -> frozenset[Ref]:
    """Take an event out of this record: it was entered by mistake, or belongs to another patient."""
    said = _reason(why, note)
    with session.office.work(session.user.id, said) as unit:
        unit.put(replace(unit.get(AdverseEvent, event), removed=True), Act.REMOVED)
    return unit.touched


def preview(asked: NewEvent, old: AdverseEvent | None = None) -> AdverseEvent:
    """The event as it would stand in the record; nothing is written or refused."""
    base = old or AdverseEvent(site=UUID(int=0), patient=UUID(int=0), term=asked.term)
    return _over(base, asked)


def _put(
    session: Session, event: UUID, now: datetime, change: Callable[[AdverseEvent], AdverseEvent]
) -> Reported:
    with session.office.work(session.user.id) as unit:
        new = change(unit.get(AdverseEvent, event))
        refuse_event(unit, new, now)
        unit.put(new)
    return Reported(event=new, touched=unit.touched)


def _reason(why: int, note: str) -> str:
    chosen, note = reason(why), note.strip()
    if chosen.note_needed and not note:
        raise Refusal(N_("This reason needs a note."))
    return f"{chosen.title}: {note}" if note else chosen.title


def _made(session: Session, patient: UUID, asked: NewEvent) -> AdverseEvent:
    return _over(AdverseEvent(site=session.site.id, patient=patient, term=asked.term), asked)


def _over(old: AdverseEvent, asked: NewEvent) -> AdverseEvent:
    """`old` with what was asked, without its grade log; seriousness is worked out from the criteria."""
    new = replace(
        old,
        term=asked.term.strip(),
        kind=asked.kind,
        scale=asked.scale or old.scale,
        grade=asked.grade,
        start=asked.start,
        end=asked.end,
        ongoing=asked.ongoing,
        verbatim=asked.verbatim.strip(),
        criteria=dict(asked.criteria),
        relations={key: told for key, told in asked.relations.items() if told},
        expected=asked.expected,
        outcome=asked.outcome,
        action=asked.action.strip(),
        treatment=asked.treatment.strip(),
        narrative=asked.narrative.strip(),
        reporter=asked.reporter.strip(),
        site_aware=asked.site_aware,
        sponsor_aware=asked.sponsor_aware or asked.sponsor_told,
        sponsor_told=asked.sponsor_told,
        worsened=asked.worsened,
        details={
            **{key: old.details[key] for key in CLOCKS if key in old.details},
            **{key: told for key, told in asked.details.items() if told is not None},
        },
        meddra_llt=asked.meddra_llt.strip(),
        meddra_pt=asked.meddra_pt.strip(),
        meddra_soc=asked.meddra_soc.strip(),
        meddra_version=asked.meddra_version.strip(),
    )
    return replace(new, serious=seriousness(new))


def _refuse_fixed(old: AdverseEvent, new: AdverseEvent) -> None:
    for name in FIXED:
        known = getattr(old, name)
        if known not in (None, EventKind.OTHER) and getattr(new, name) != known:
            raise Refusal(
                N_("What it is, when it began and since when you know stand in the record. F2 corrects.")
            )


def _last_grade(event: AdverseEvent) -> int | None:
    return max(event.grades, key=lambda step: step.day).grade if event.grades else event.grade


def _graded(new: AdverseEvent, old: AdverseEvent, grade: int, day: date) -> AdverseEvent:
    refuse_day(new, day)
    steps = old.grades or _first_step(old, old.grade)
    kept = [step for step in steps if step.day != day]
    log = tuple(sorted((*kept, GradeStep(day, grade)), key=lambda step: step.day))
    worst = old.grade if not steps else None
    return replace(new, grades=log, grade=worst)


def _first_step(event: AdverseEvent, grade: int | None) -> tuple[GradeStep, ...]:
    day = event.start.exact if event.start else None
    return (GradeStep(day, grade),) if day is not None and grade is not None else ()


def _refuse_twice(unit: UnitOfWork, new: AdverseEvent) -> None:
    for old in unit.find(AdverseEvent, patient=new.patient):
        going_on = old.end is None and old.ongoing is not False
        if old.term == new.term and going_on and new.end is None:
            raise Refusal(N_("This event is entered as open already. Change its grade, or end it first."))
