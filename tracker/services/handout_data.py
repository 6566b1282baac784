"""What of a patient's record may go on his own paper: signed results, medicines, an approved message."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from tracker.domain.change import Records
from tracker.domain.chart import Point
from tracker.domain.diseases import disease
from tracker.domain.drugs import DrugClass, drug
from tracker.domain.followup import Appointment
from tracker.domain.instruments import CATALOGUE
from tracker.domain.medication import MedicationCourse
from tracker.domain.outputs import Score
from tracker.domain.patient import Standing
from tracker.domain.refusal import Refusal
from tracker.domain.study import Site
from tracker.domain.text import N_
from tracker.domain.trend import cut_offs
from tracker.domain.visit import LabState, Visit
from tracker.language import Words
from tracker.services.aplasia import CD19, BCells
from tracker.services.appointments import booked
from tracker.services.b_cells import after
from tracker.services.course import Course
from tracker.services.handout import HandoutData, HandoutMedicine, HandoutNext
from tracker.services.medicines import amount, changes, name_of, often, step_on, stopped_between, taken_on
from tracker.services.schedules import course_schedule
from tracker.services.settings import lines_setting, setting
from tracker.services.treatment_line import line_at
from tracker.services.trend_panels import cells_panel
from tracker.services.trend_scores import as_number

_STOPPED_LATELY = 200
_APPOINTMENTS, _COMING = 3, 400
"""How many appointments are told, and how many days ahead."""
_FIRST = date(1900, 1, 1)


class NoEmergencyNumber(Refusal):
    """A handout without the number to call in an emergency is never made."""

    def __init__(self) -> None:
        super().__init__(N_("Set the emergency number of the papers first: no handout is made without it."))


@dataclass(frozen=True)
class _Allowed:
    """The record as far as the patient may see it: visits that somebody signed."""

    course: Course
    visit: Visit

    @cached_property
    def signed(self) -> frozenset[UUID]:
        held = {each.id: self.course.signed(each.id) for each in self.course.visits}
        return frozenset(visit for visit, signed in held.items() if signed and not signed.void)

    @property
    def visits(self) -> tuple[Visit, ...]:
        return tuple(v for v in self.course.visits if v.id in self.signed and v.day <= self.visit.day)


def handout_data(
    course: Course, records: Records, words: Words, visit: Visit | None, *, site: Site, practice: bool
) -> HandoutData:
    """Pick what is allowed; refuse where no handout may be made, and say what to do."""
    patient, number = course.patient, setting(records, "emergency_number")
    if patient.published:
        raise Refusal(N_("This is a published patient: there is nobody to give a handout to."))
    if patient.standing is Standing.DIED:
        raise Refusal(N_("This patient has died: no handout is made."))
    if not number:
        raise NoEmergencyNumber
    seen = visit or (course.visits[-1] if course.visits else None)
    if seen is None:
        raise Refusal(N_("This patient has no visit yet. Enter the visit, then print."))
    allowed = _Allowed(course, seen)
    cells, gone, state = _cells(allowed, words)
    shown = disease(course.disease)
    score, axis, lower = _score(allowed, words)
    days = course.day_number(seen.day)
    return HandoutData(
        clinic=site.clinic,
        hospital=site.hospital,
        name=patient.spoken_name or patient.study_id,
        born=patient.born,
        hospital_no=patient.hospital_no,
        day=seen.day,
        months=_months(course.day0, seen.day) if days is not None and days >= 0 else None,
        message=_message(records, seen, words),
        disease=shown.plain,
        score=score,
        score_axis=axis,
        lower_is_better=lower,
        quiet_up_to=_quiet(course),
        cells=cells,
        gone=gone,
        back=state is BCells.BACK,
        in_range=state is BCells.IN_RANGE,
        medicines=tuple(_medicines(course, _before(course, seen), seen.day, words)),
        next=tuple(_agreed(records, course, seen.day, words)),
        phone=setting(records, "clinic_phone"),
        emergency_number=number,
        signs=tuple(words(sign) for sign in lines_setting(records, "warning_signs")),
        practice=practice,
        draft=seen.id not in allowed.signed,
    )


def _message(records: Records, visit: Visit, words: Words) -> str:
    """The sentences chosen for the visit, each of them approved; else the neutral one of this clinic."""
    chosen = visit.main_message.strip()
    if not chosen:
        return words(setting(records, "main_message_default"))
    rest, approved = chosen, lines_setting(records, "approved_sentences")
    for sentence in sorted((*approved, *map(words, approved)), key=len, reverse=True):
        rest = rest.replace(sentence, "")
    if rest.strip():
        raise Refusal(N_("The main message is not one of the approved sentences. Choose one in the visit."))
    return chosen


def _score(allowed: _Allowed, words: Words) -> tuple[tuple[Point, ...], tuple[float, float], bool]:
    course = allowed.course
    headline = disease(course.disease).headline
    instrument = next((i for i in CATALOGUE if headline and i.code == headline.instrument), None)
    if headline is None or instrument is None:
        return (), (0, 100), True
    score = next(o for o in instrument.outputs if isinstance(o, Score) and o.key == headline.output)
    days = {visit.id: visit.day for visit in allowed.visits}
    points = tuple(
        Point(course.day_number(days[a.visit]) or 0, float(value), words.number(value))
        for _, a in course.assessments_of(instrument.code)
        if a.visit in days and (value := as_number(a.result.get(score.key))) is not None
    )
    return points, (float(score.axis[0]), float(score.axis[1])), score.better == "lower"


def _quiet(course: Course) -> float | None:
    """What rules call quiet, where the catalogue holds a rule for this score."""
    headline = disease(course.disease).headline
    limits = cut_offs(CATALOGUE, headline.instrument, headline.output) if headline else ()
    upper = [limit.value for limit in limits if limit.sign in {"<", "<="} and limit.value > 0]
    return float(max(upper)) if upper else None


def _cells(allowed: _Allowed, words: Words) -> tuple[tuple[Point, ...], tuple[int, int] | None, BCells]:
    course = allowed.course
    if course.day0 is None:
        return (), None, BCells.NO_RESULT
    signed = {visit.id for visit in allowed.visits}
    labs = tuple(
        lab
        for lab in course.labs_of(CD19)
        if lab.visit in signed and lab.state is LabState.MEASURED and lab.sampled <= allowed.visit.day
    )
    points = cells_panel(labs, words, course.day0).series[0].points
    unseen = [int(point.day) for point in points if point.unseen and point.day > 0]
    line = line_at(course, allowed.visit.day)
    state = after(replace(course, labs=labs), line).state if line else BCells.BEFORE
    gone = (min(unseen), max(unseen)) if len(unseen) > 1 else None
    return points, gone, state


def _medicines(course: Course, since: date, day: date, words: Words) -> Iterator[HandoutMedicine]:
    for each in taken_on(course.medications, day):
        step = step_on(each, day)
        yield HandoutMedicine(
            name=_plain_name(each, words),
            strength=amount(step, words) if step else "",
            how=each.how_to_take or (often(step, words) if step else words("As your doctor told you")),
            change=_change(each, since, day, words),
        )
    lately = date.fromordinal(day.toordinal() - _STOPPED_LATELY)
    for each in stopped_between(course.medications, lately, day):
        if each.end:
            change = words("Stopped on {day}", day=words.plain_day(each.end))
            yield HandoutMedicine(name=_plain_name(each, words), change=change, stopped=True)


def _agreed(records: Records, course: Course, day: date, words: Words) -> Iterator[HandoutNext]:
    """The next appointments after `day`; a day that is only planned is not promised to the patient."""
    made = records.find(Appointment, patient=course.patient.id)
    coming = booked(course.patient, course_schedule(records, course, day), made, day, _COMING)
    for each in [each for each in coming if each.agreed and each.day > day][:_APPOINTMENTS]:
        when, title = words.long_day(each.day), words(each.planned.title)
        yield HandoutNext(
            when=words("{day}, {time}", day=when, time=each.time) if each.time else when,
            what=words("{visit} visit, {place}", visit=title, place=each.place)
            if each.place
            else words("{visit} visit", visit=title),
        )


def _change(course: MedicationCourse, since: date, day: date, words: Words) -> str:
    if course.start and course.start.earliest > since:
        return words("New since {day}", day=words.plain_day(course.start))
    changed = list(changes(course, since, day))
    return (
        words("New dose since {day}", day=words.plain_day(changed[-1].start))
        if changed
        else words("No change")
    )


def _plain_name(course: MedicationCourse, words: Words) -> str:
    name = name_of(course, words)
    steroid = drug(course.drug).drug_class is DrugClass.STEROID
    return words("{name} (steroid)", name=name) if steroid else name


def _before(course: Course, visit: Visit) -> date:
    """The day of the visit before; changes are told since then."""
    earlier = [each.day for each in course.visits if each.day < visit.day]
    return max(earlier) if earlier else _FIRST


def _months(day0: date | None, day: date) -> int | None:
    if day0 is None:
        return None
    return (day.year - day0.year) * 12 + day.month - day0.month - (day.day < day0.day)
