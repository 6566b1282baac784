"""What the list of medicines shows: what is taken and was, what counts, and the curve of the steroid dose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from tracker.domain.change import Records
from tracker.domain.chart import Chart, Dash, Marker, Role, Step, Tick
from tracker.domain.drugs import ROUTES, drug
from tracker.domain.followup import Inquiry
from tracker.domain.medication import MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.taper import Taper
from tracker.domain.treatment import Counted, counted, taken
from tracker.language import Words
from tracker.services.course import Course, course
from tracker.services.drug_free import MEDICATIONS, DrugFree, drug_free, infusion_days
from tracker.services.medicines import name_of
from tracker.services.settings import number_setting, setting
from tracker.services.steroids import dose_on, is_steroid, steroid_doses, steroid_sum
from tracker.services.trend_axis import day_ticks
from tracker.services.trend_panels import steroid_panel

WINDOWS: dict[str, tuple[float, float]] = {"6m": (-30, 214), "1y": (-30, 398)}
AHEAD = 60
"""Days of the curve after a planned stop."""


@dataclass(frozen=True, kw_only=True)
class MedicineLine:
    """One course, and whether it counts as treatment on the day in question."""

    course: MedicationCourse
    counted: Counted
    running: bool
    since: PartialDate | None
    until: PartialDate | None


@dataclass(frozen=True, kw_only=True)
class MedicineView:
    """`dose` and `summed` are mg of prednisone; None where a dose is not known or there is no infusion."""

    course: Course
    today: date
    lines: tuple[MedicineLine, ...]
    free: DrugFree
    dose: Decimal | None
    highest: Decimal | None
    summed: Decimal | None
    antimalarials_count: bool
    taper_step: Decimal
    asked: Inquiry | None = None
    """The last time somebody said that nothing is taken; None where nobody was asked."""

    @property
    def now(self) -> tuple[MedicineLine, ...]:
        return tuple(line for line in self.lines if line.running)

    @property
    def stopped(self) -> tuple[MedicineLine, ...]:
        """Newest first."""
        over = [line for line in self.lines if not line.running]
        return tuple(sorted(over, key=_last_day, reverse=True))

    def line(self, course_id: UUID) -> MedicineLine | None:
        return next((line for line in self.lines if line.course.id == course_id), None)


def medicine_view(records: Records, patient: UUID, today: date) -> MedicineView:
    """Read everything about the medicines of `patient`."""
    read = course(records, patient)
    counts = setting(records, "hcq_counts") == "yes"
    inquiries = [i for i in records.find(Inquiry, patient=patient) if i.topic == MEDICATIONS]
    doses = steroid_doses(read.medications)
    since = [dose.amount for dose in doses if dose.amount is not None and _after(dose.start, read)]
    return MedicineView(
        course=read,
        today=today,
        lines=tuple(_line(each, read, today, counts) for each in read.medications),
        free=drug_free(read, today, antimalarials_count=counts, asked=inquiries),
        dose=dose_on(doses, today) if doses else None,
        highest=max(since, default=None),
        summed=steroid_sum(doses, read.day0, today) if read.day0 and doses else None,
        antimalarials_count=counts,
        taper_step=number_setting(records, "taper_step"),
        asked=max(inquiries, key=lambda each: each.asked, default=None),
    )


def with_taper(view: MedicineView, course_id: UUID, taper: Taper) -> Course:
    """The course as it would be with the lines of `taper` that can be read."""

    def tapered(each: MedicationCourse) -> MedicationCourse:
        steps = taper.steps()
        if each.id != course_id or not steps:
            return each
        kept = tuple(step for step in each.steps if step.start < steps[0].start)
        return replace(each, steps=(*kept, *steps), end=None)

    return replace(view.course, medications=tuple(map(tapered, view.course.medications)))


def dose_chart(
    whole: Course,
    words: Words,
    today: date,
    window: str,
    *,
    antimalarials: bool = False,
    typed_from: date | None = None,
) -> Chart:
    """The daily steroid on one panel: as it was to today, as it is planned, or being typed, after it."""
    day0 = whole.day0 or today
    now = (today - day0).days
    doses = steroid_doses(whole.medications)
    plan = typed_from or (today if any(dose.start > today for dose in doses) else None)
    planned = [(dose.start - day0).days for dose in doses if plan is not None and dose.start > plan]
    last = max([now, *planned]) + (AHEAD if plan else 0)
    panel = steroid_panel(whole, words, day0, now, antimalarials)
    steps = tuple(_named(step, panel.steps[i - 1] if i else None) for i, step in enumerate(panel.steps))
    panel = replace(
        panel,
        steps=steps,
        steps_end=max(last, now + 1),
        steps_named=True,
        planned_from=(plan - day0).days if plan else None,
        steps_words=_stop_words(panel.steps, now, words) or panel.steps_words,
        height=0.8,
    )
    span = _days_shown(window, min([step.day for step in steps] + [0]), last, planned=plan is not None)
    axis, ticks = day_ticks(span, words, day0)
    if whole.day0 is None:
        axis, ticks = (words("Date"), ""), tuple(Tick(tick.at, tick.under) for tick in ticks)
    markers = [Marker(0, words("Day 0"))] if whole.day0 else []
    if now:
        markers.append(Marker(now, words("Today"), Dash.DOTTED, Role.LIMIT))
    return Chart(panels=(panel,), days=span, ticks=ticks, axis=axis, day0=day0, markers=tuple(markers))


def _days_shown(window: str, first: float, last: float, *, planned: bool) -> tuple[float, float]:
    """A window starts at the infusion, as in Trends; one that a plan lies far beyond moves on to hold it."""
    if window not in WINDOWS:
        return first - 4, last + 7
    low, high = WINDOWS[window]
    length = high - low
    if planned and last + 7 - low > 2 * length:
        return last + 7 - length, last + 7
    return max(low, first - 7), max(high, last + 7) if planned else high


def sub_line(line: MedicineLine, words: Words) -> str:
    """What stands below the name: how it is given, and in how many steps."""
    route, steps = words(ROUTES.get(line.course.route, "")), len(line.course.steps)
    if is_steroid(line.course) and steps > 1:
        counted_steps = words.plural("{n} dose step", "{n} dose steps", steps)
        return words("{route}, {steps}", route=route, steps=counted_steps) if route else counted_steps
    title = words(drug(line.course.drug).title)
    return route or (title if name_of(line.course, words) != title else "")


def _named(step: Step, before: Step | None) -> Step:
    return step if before is None or before.value != step.value else replace(step, text="")


def _stop_words(steps: Sequence[Step], now: int, words: Words) -> str:
    off = steps[-1] if len(steps) > 1 and steps[-1].value == 0 else None
    if off is None or off.day <= now:
        return ""
    return words("Planned stop Day {day}", day=words.number(round(off.day)))


def _line(each: MedicationCourse, read: Course, today: date, counts: bool) -> MedicineLine:
    spans = list(taken(each))
    running = any((start is None or start <= today) and (end is None or today < end) for start, end in spans)
    ahead = bool(spans) and all(start is not None and start > today for start, _ in spans)
    on = today
    if not running and not ahead and spans and spans[-1][1] is not None:
        on = date.fromordinal(spans[-1][1].toordinal() - 1)
    last = spans[-1][1] if spans else None
    return MedicineLine(
        course=each,
        counted=counted(each, on, infusion_days(read), antimalarials_count=counts),
        running=running or ahead,
        since=each.start or (PartialDate.of(each.steps[0].start) if each.steps else None),
        until=each.end or (PartialDate.of(last) if last else None),
    )


def _last_day(line: MedicineLine) -> date:
    return line.until.latest if line.until else date.min


def _after(day: date, read: Course) -> bool:
    return read.day0 is not None and day >= read.day0
