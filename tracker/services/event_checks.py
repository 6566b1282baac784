"""What an adverse event cannot be, named in a sentence; and what is odd about it, said beside it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import UnitOfWork
from tracker.domain.event_answers import (
    CAUSES,
    CRITERIA,
    DEATH,
    LIKELIHOODS,
    OUTCOMES,
    SCALES,
    TOLD_BY,
    fatal_or_life_threatening,
    seriousness,
)
from tracker.domain.event_forms import EVENT_FORMS
from tracker.domain.item_words import refusals
from tracker.domain.patient import Patient
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_, Said
from tracker.services.course import Course

SLACK = timedelta(minutes=5)
HIGHEST = 5


def refuse_event(unit: UnitOfWork, event: AdverseEvent, now: datetime) -> None:
    """Refuse what cannot be: dates in the wrong order, before birth or to come, a grade that is none."""
    if not event.term:
        raise Refusal(N_("Write what happened."))
    if event.grade is not None:
        refuse_grade(event.scale, event.grade)
    _refuse_answers(event)
    _refuse_dates(event, unit.get(Patient, event.patient), now.date())
    _refuse_instants(event, now)
    for step in event.grades:
        refuse_grade(event.scale, step.grade)
        refuse_day(event, step.day)
    if event.grade == HIGHEST and event.criteria.get(DEATH) is not True and event.criteria:
        raise Refusal(N_("Grade 5 is death. Tick death, or choose another grade."))


def refuse_grade(scale: str, grade: int) -> None:
    """A grade that the scale does not have."""
    if isinstance(grade, bool) or not 1 <= grade <= HIGHEST:
        raise Refusal(N_("A grade is a whole number from 1 to 5."))
    if scale in SCALES and grade not in SCALES[scale].grades:
        places = {"scale": SCALES[scale].title, "highest": max(SCALES[scale].grades)}
        raise Refusal(N_("{scale} goes to grade {highest}."), **places)


def refuse_day(event: AdverseEvent, day: date) -> None:
    """A day on which the event was not there."""
    if event.start is not None and day < event.start.earliest:
        raise Refusal(N_("The day of the grade lies before the start. Check both dates."))
    if event.end is not None and day > event.end.latest:
        raise Refusal(N_("The day of the grade lies after the end. Check both dates."))


def remarks(course: Course, event: AdverseEvent) -> Iterator[Said]:
    """What is unusual and yet may be: before Day 0, severe but not serious, a grade without its reason."""
    first = min((i.day0.earliest for i in course.infusions if i.day0), default=None)
    if first is not None and event.start is not None and event.start.latest < first:
        yield Said(N_("It began before Day 0: before the cells were given."))
    if event.start is None:
        yield Said(N_("The start is not known. At least the year can be entered."))
    if event.grade is not None and event.grade >= 3 and seriousness(event) is False:
        yield Said(N_("Grade {grade} alone is not serious."), {"grade": str(event.grade)})
    if event.grade is not None and event.grade >= 4 and fatal_or_life_threatening(event) is False:
        yield Said(N_("Grade 4 means danger to life. Check whether that is ticked."))
    if seriousness(event) is True and event.site_aware is None:
        yield Said(N_("Say when you knew of it: the time to tell the sponsor runs from then."))


def _refuse_answers(event: AdverseEvent) -> None:
    known = set(event.criteria) <= set(CRITERIA)
    if not known or not set(event.relations) <= {*CAUSES, TOLD_BY}:
        raise Refusal(N_("An answer belongs to no question. Choose it from the list."))
    if any(event.relations[key] not in LIKELIHOODS for key in event.relations if key in CAUSES):
        raise Refusal(N_("Choose how likely it is that it comes from there."))
    if event.outcome and event.outcome not in OUTCOMES:
        raise Refusal(N_("Choose how it ended."))
    for _, why in refusals(EVENT_FORMS.get(event.kind, ()), event.details):
        raise Refusal.of(why)


def _refuse_dates(event: AdverseEvent, patient: Patient, today: date) -> None:
    for day in (event.start, event.end):
        if day is not None and patient.born is not None and day.latest < patient.born.earliest:
            raise Refusal(N_("The event lies before the date of birth. Look at both dates."))
        if day is not None and day.earliest > today:
            raise Refusal(N_("The event lies in the future. Check its dates."))
    if event.start and event.end and event.end.latest < event.start.earliest:
        raise Refusal(N_("The end lies before the start. Check both dates."))
    if event.end is not None and event.ongoing:
        raise Refusal(N_("It has an end and is said to go on. Take one of the two away."))


def _refuse_instants(event: AdverseEvent, now: datetime) -> None:
    times = [each for each in (event.site_aware, event.sponsor_aware, event.sponsor_told) if each]
    if any(each.tzinfo is None for each in times):
        raise Refusal(N_("A time needs the time zone of the clinic."))
    if any(each > now + SLACK for each in times):
        raise Refusal(N_("The time lies in the future. Check it."))
    if event.worsened is not None and event.worsened > now.date():
        raise Refusal(N_("The time lies in the future. Check it."))
    if event.site_aware and event.start and event.site_aware.date() < event.start.earliest:
        raise Refusal(N_("You cannot have known of it before it began. Check both dates."))
    if event.sponsor_told and event.site_aware and event.sponsor_told < event.site_aware:
        raise Refusal(N_("The sponsor cannot have been told before you knew. Check both times."))
