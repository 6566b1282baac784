"""Episodes of CRS and ICANS: onset, end, maximum, length and treatment, from the checks at the bedside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.bedside import Sheet
from tracker.domain.bedside_sheets import SHEETS
from tracker.domain.drugs import DrugClass, drug
from tracker.domain.instruments import instrument
from tracker.domain.medication import MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.text import N_, Said
from tracker.services.course import Course
from tracker.services.day_grades import DayGrade, day_grades
from tracker.services.steroids import TOXICITY

SCALE = "ASTCT 2019"
TREATS = frozenset({"tocilizumab", "anakinra"})


@dataclass(frozen=True, kw_only=True)
class Episode:
    """Consecutive days without a whole day of grade 0 between them; `end` is the last day at grade 1 or more.

    `over` is True once a day of grade 0 followed. `days` are the graded days from onset to end.
    """

    sheet: Sheet
    infusion: UUID | None
    day0: date | None
    days: tuple[DayGrade, ...]
    over: bool
    treated: tuple[MedicationCourse, ...] = ()
    icu_days: int | None = None

    @property
    def onset(self) -> date:
        return self.days[0].day

    @property
    def end(self) -> date | None:
        """None while it goes on."""
        return self.days[-1].day if self.over else None

    @property
    def maximum(self) -> int:
        """The highest grade, or what unfinished checks force."""
        return max(each.least for each in self.days)

    @property
    def maximum_day(self) -> date:
        """The first day at the maximum."""
        return next(each.day for each in self.days if each.least == self.maximum)

    @property
    def sure(self) -> bool:
        """False where the maximum is only what unfinished checks force."""
        return any(each.grade == self.maximum for each in self.days)

    @property
    def lasted(self) -> int:
        """Days from the first to the last at grade 1 or more, both counted."""
        return (self.days[-1].day - self.onset).days + 1

    @property
    def onset_day(self) -> int | None:
        """Days after the infusion."""
        return (self.onset - self.day0).days if self.day0 else None

    @property
    def late(self) -> bool:
        return self.onset_day is not None and self.onset_day > self.sheet.expected

    @property
    def title(self) -> str:
        return instrument(self.sheet.code).short

    def review(self) -> tuple[Said, ...]:
        """What asks for a second look."""
        said = []
        if self.late:
            places = {"title": Said(self.title), "day": self.sheet.expected}
            said.append(
                Said(N_("{title} that starts after Day {day} is unusual: look for another cause."), places)
            )
        if not self.sure:
            said.append(Said(N_("The highest grade comes from a check that was not finished.")))
        return tuple(said)


def episodes(course: Course) -> tuple[Episode, ...]:
    """Every episode of every infusion, by grading and onset."""
    found = (each for sheet in SHEETS for each in _of(course, sheet))
    return tuple(sorted(found, key=lambda each: (each.onset, each.sheet.code)))


def current(course: Course, code: str) -> Episode | None:
    """The episode that goes on now."""
    mine = [each for each in episodes(course) if each.sheet.code == code]
    return mine[-1] if mine and not mine[-1].over else None


def as_events(course: Course) -> tuple[AdverseEvent, ...]:
    """The episodes as events of the course, without those that somebody recorded as an event of that name."""
    return tuple(_event(course, each) for each in episodes(course) if not _recorded(course, each))


def all_events(course: Course) -> tuple[AdverseEvent, ...]:
    """What was recorded and what the checks show, by first day."""
    events = (*course.events, *as_events(course))
    return tuple(sorted(events, key=lambda each: each.start.earliest if each.start else date.max))


def _of(course: Course, sheet: Sheet) -> Iterator[Episode]:
    days = {i.id: i.day0.exact if i.day0 else None for i in course.infusions}
    for infusion in dict.fromkeys(check.infusion for check in course.checks):
        if infusion is None:
            continue
        checks = [check for check in course.checks if check.infusion == infusion]
        for run, over in _runs(day_grades(checks, sheet.code)):
            made = Episode(sheet=sheet, infusion=infusion, day0=days.get(infusion), days=run, over=over)
            yield replace(made, treated=_treated(course, made), icu_days=_intensive(course, made))


def _runs(days: Sequence[DayGrade]) -> Iterator[tuple[tuple[DayGrade, ...], bool]]:
    """The graded days of each episode, and whether a day of grade 0 ended it."""
    run: list[DayGrade] = []
    for each in days:
        if each.least >= 1:
            run.append(each)
        elif each.grade == 0 and run:
            yield tuple(run), True
            run = []
    if run:
        yield tuple(run), False


def _treated(course: Course, episode: Episode) -> tuple[MedicationCourse, ...]:
    last = episode.end or date.max
    return tuple(
        each
        for each in course.medications
        if each.start is not None
        and each.start.earliest <= last
        and (each.end is None or each.end.latest >= episode.onset)
        and _treats(each, episode)
    )


def _treats(each: MedicationCourse, episode: Episode) -> bool:
    """Drugs against the toxicity, and steroids given for it."""
    steroid = drug(each.drug).drug_class is DrugClass.STEROID
    begun = each.start is not None and each.start.latest >= episode.onset - timedelta(days=1)
    return each.drug in TREATS or (steroid and each.purpose == TOXICITY and begun)


def _intensive(course: Course, episode: Episode) -> int | None:
    """Days in intensive care as they stand with the recorded event."""
    given = [event.details.get("icu_days") for event in course.events if _same(event, episode)]
    counts = [int(str(each)) for each in given if str(each or "").isdigit()]
    return max(counts, default=None)


def _recorded(course: Course, episode: Episode) -> bool:
    return any(_same(event, episode) for event in course.events)


def _same(event: AdverseEvent, episode: Episode) -> bool:
    if event.kind is not EventKind.TOXICITY or event.term != episode.title or event.start is None:
        return False
    last = event.end.latest if event.end else date.max if event.ongoing else event.start.latest
    return event.start.earliest <= (episode.end or date.max) and last >= episode.onset


def _event(course: Course, episode: Episode) -> AdverseEvent:
    patient = course.patient
    return AdverseEvent(
        id=uuid5(patient.id, f"{episode.sheet.code} {episode.onset}"),
        site=patient.site,
        patient=patient.id,
        term=episode.title,
        kind=EventKind.TOXICITY,
        scale=SCALE,
        grade=episode.maximum,
        start=PartialDate.of(episode.onset),
        end=PartialDate.of(episode.end) if episode.end else None,
        ongoing=not episode.over,
        action=", ".join(dict.fromkeys(drug(each.drug).title for each in episode.treated)),
        details={} if episode.icu_days is None else {"icu_days": episode.icu_days},
    )
