"""What a visit form shows before anybody types: laboratory rows with their past, scores with theirs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.cause import doubtful
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.items import Day, Item, Rows, Text
from tracker.domain.known import Num
from tracker.domain.labs import ANALYTES, Analyte, analyte
from tracker.domain.partial_date import PartialDate
from tracker.domain.planned_visit import PlannedVisit
from tracker.domain.resolve import Desk, Found
from tracker.domain.schedule import Schedule
from tracker.domain.signing import Signed
from tracker.domain.sources import VISIT, Fact, ItemOf, Lab, LabLimit, ResultOf, Setting
from tracker.domain.text import N_, Said
from tracker.domain.visit import Assessment, LabResult, Visit
from tracker.services.completeness import VisitItem
from tracker.services.course import Course
from tracker.services.humoral import clouded_on
from tracker.services.visit_due import Due, needed_labs, usually_due
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_record import NEW, VisitRecord

EARLY = 84
"""Up to this day after infusion, signs that look like the disease often have another cause."""


@dataclass(frozen=True, kw_only=True)
class LabRow:
    """One analyte: what this visit already holds, the last result before it, and the laboratory's range."""

    analyte: Analyte
    unit: str
    saved: LabResult | None = None
    last: LabResult | None = None
    series: tuple[LabResult, ...] = ()
    """Measured results before this visit, oldest first, all in `unit`."""
    low: str = ""
    high: str = ""
    laboratory: str = ""
    expected: bool = True
    """Due at this visit; the others are offered on demand."""
    clouded: PartialDate | None = None
    """When immunoglobulin was given that a result of this day cannot be told from."""


@dataclass(frozen=True, kw_only=True)
class ScoreSection:
    """One instrument: saved answers, the assessment before this visit, and the one from before treatment."""

    instrument: Instrument
    asked: tuple[Item, ...]
    """What a person answers here; the rest comes from the record, from other scores, or from settings."""
    saved: Assessment | None = None
    before: tuple[date, Assessment] | None = None
    baseline: tuple[date, Assessment] | None = None


@dataclass(frozen=True, kw_only=True)
class VisitForm:
    """`visit` is None for a visit that was not saved yet."""

    course: Course
    visit: Visit | None
    day: date
    labs: tuple[LabRow, ...]
    scores: tuple[ScoreSection, ...]
    due: Due = field(default_factory=Due)
    signature: Signed | None = None
    """The last signature, void or not."""
    schedule: Schedule = field(default_factory=Schedule)
    """Where the patient stands in the plan."""
    planned: PlannedVisit | None = None
    """The planned visit that this one fulfils; None for an unplanned one."""
    choices: tuple[tuple[str, str], ...] = ()
    """Codes and titles of the visits that the plan names."""
    items: tuple[VisitItem, ...] = ()
    """What the plan asks at this visit, and how far it is."""
    still_open: tuple[AdverseEvent, ...] = ()
    """Events that were open on the day, and of which nobody said at this visit whether they still are."""

    @property
    def signed(self) -> bool:
        return self.signature is not None and not self.signature.void

    def row_of(self, code: str) -> LabRow:
        """The row of an analyte, asked for or not."""
        shown = next((row for row in self.labs if row.analyte.code == code), None)
        return shown or lab_row(self.course, code, self.day, self.visit.id if self.visit else None)

    def with_row(self, code: str) -> "VisitForm":
        """The form with one more row than the disease asks for."""
        return replace(self, labs=(*self.labs, self.row_of(code)))

    def with_entry(self, entry: VisitEntry) -> "VisitForm":
        """The form with every row and score that `entry` holds, and the values that such a score needs."""
        rows = {row.analyte.code for row in self.labs}
        shown = {section.instrument.code for section in self.scores}
        added = {each.code for each in CATALOGUE if each.code in entry.answers} - shown
        more = dict.fromkeys(
            (*entry.labs, *needed_labs(each.code for each in CATALOGUE if each.code in added))
        )
        labs = (*self.labs, *(self.row_of(code) for code in more if code not in rows))
        wanted = shown | added
        scores = self.scores if wanted == shown else _scores(self.course, self.visit, self.day, wanted)
        return replace(self, labs=labs, scores=scores)


def offered_scores(form: VisitForm) -> tuple[Instrument, ...]:
    """What can still be assessed at this visit: what is answered there and then, and is no laboratory row."""
    shown = {section.instrument.code for section in form.scores}
    return tuple(
        each
        for each in CATALOGUE
        if each.code not in shown
        and not any(isinstance(item, Day | Rows | Text) for item in each.items)
        and not all(isinstance(item.found, Lab) for item in each.items)
    )


def offered_labs(form: VisitForm) -> tuple[Analyte, ...]:
    """What else the laboratory may have measured: first what the plan names, then in the usual order."""
    shown = {row.analyte.code for row in form.labs}
    found = [each for each in ANALYTES.values() if each.code not in shown]
    return tuple(sorted(found, key=lambda each: each.code not in form.due.offered))


def visit_form(course: Course, visit_id: UUID | None, day: date, due: Due | None = None) -> VisitForm:
    """The form of a saved visit, or of a new one on `day`; `due` is what the plan asks there."""
    visit = course.visit(visit_id) if visit_id else None
    day = visit.day if visit else day
    due = due or usually_due(course)
    saved = {lab.analyte: lab for lab in course.labs if visit_id and lab.visit == visit_id}
    assessed = {each.instrument for each in course.assessments if visit_id and each.visit == visit_id}
    rows = (
        lab_row(course, code, day, visit_id, saved.get(code), expected=code in due.labs)
        for code in dict.fromkeys((*due.labs, *saved))
    )
    return VisitForm(
        course=course,
        visit=visit,
        day=day,
        due=due,
        labs=tuple(rows),
        scores=_scores(course, visit, day, {*due.scores, *assessed}),
        signature=course.signed(visit.id) if visit else None,
    )


def lab_row(
    course: Course,
    code: str,
    day: date,
    visit_id: UUID | None,
    saved: LabResult | None = None,
    *,
    expected: bool = False,
) -> LabRow:
    """The past of one analyte up to `day`."""
    known = analyte(code)
    past = [
        lab
        for lab in course.labs_of(code)
        if lab.sampled <= day and lab.value and (visit_id is None or lab.visit != visit_id)
    ]
    last = past[-1] if past else None
    unit = saved.unit if saved and saved.unit else last.unit if last and last.unit else known.house_unit
    ranged = next((lab for lab in reversed(past) if (lab.low or lab.high) and lab.unit == unit), None)
    return LabRow(
        analyte=known,
        unit=unit,
        saved=saved,
        last=last,
        series=tuple(lab for lab in past if lab.unit == unit),
        low=(saved or ranged or _NONE).low,
        high=(saved or ranged or _NONE).high,
        laboratory=(saved or last or _NONE).laboratory,
        expected=expected,
        clouded=clouded_on(course, code, saved.sampled if saved else day),
    )


@dataclass(frozen=True)
class _NoResult:
    low: str = ""
    high: str = ""
    laboratory: str = ""


_NONE = _NoResult()


def _scores(
    course: Course, visit: Visit | None, day: date, codes: Collection[str]
) -> tuple[ScoreSection, ...]:
    shown = [each for each in CATALOGUE if each.code in codes]
    place = visit.id if visit else NEW
    desk = Desk(VisitRecord(course, place, day, {}, {}), CATALOGUE)
    limits = {code: _limits(course, code, visit, day) for each in shown for code in _limited(each)}
    return tuple(
        _score(course, each, _asked(each, codes, desk.found(each, place), limits), visit, day)
        for each in shown
    )


def _limited(instrument: Instrument) -> Iterator[str]:
    return (item.found.analyte for item in instrument.items if isinstance(item.found, LabLimit))


def _limits(course: Course, code: str, visit: Visit | None, day: date) -> Mapping[str, str]:
    """The laboratory's limits that a value of this visit will stand beside."""
    mine = (lab for lab in course.labs if visit and lab.visit == visit.id and lab.analyte == code)
    row = lab_row(course, code, day, visit.id if visit else None, next(mine, None))
    return {"low": row.low, "high": row.high}


def _asked(
    instrument: Instrument,
    codes: Collection[str],
    found: Mapping[str, Found],
    limits: Mapping[str, Mapping[str, str]],
) -> tuple[Item, ...]:
    """The items a person answers: those without a source, and those whose source says nothing here."""

    def asks(item: Item) -> bool:
        match item.found:
            case None:
                return True
            case ResultOf(instrument=code) | ItemOf(instrument=code):
                return code not in codes and _silent(found.get(item.key))
            case Fact() | Setting():
                return _silent(found.get(item.key))
            case Lab():
                return item.at != VISIT and _silent(found.get(item.key))
            case LabLimit(analyte=code, end=end):
                return not limits[code].get(end)
            case _:
                return False

    return tuple(item for item in instrument.items if asks(item))


def _silent(found: Found | None) -> bool:
    return found is None or (isinstance(found.value, Num) and bool(found.value.gaps))


def _score(
    course: Course, instrument: Instrument, asked: tuple[Item, ...], visit: Visit | None, day: date
) -> ScoreSection:
    all_of = course.assessments_of(instrument.code)
    mine = next((a for v, a in all_of if visit and v.id == visit.id), None)
    earlier = [(v.day, a) for v, a in all_of if a is not mine and v.day < day]
    start = [pair for pair in earlier if course.day0 is None or pair[0] <= course.day0]
    answered = mine.answers if mine else {}
    return ScoreSection(
        instrument=instrument,
        asked=tuple(i for i in instrument.items if i in asked or answered.get(i.key) is not None),
        saved=mine,
        before=earlier[-1] if earlier else None,
        baseline=start[-1] if start else earlier[0] if earlier else None,
    )


def asks_cause(form: VisitForm, item: Item) -> bool:
    """Whether a tick is asked for its cause at this visit: in the first weeks, where it can have another."""
    day = form.course.day_number(form.day)
    return day is not None and 0 <= day <= EARLY and bool(doubtful((item,)))


def caution(form: VisitForm) -> Said | None:
    """What to bear in mind in the first weeks, when much has another cause than the disease."""
    day = form.course.day_number(form.day)
    if day is None or not 0 <= day <= EARLY:
        return None
    phrase = N_(
        "Day {day}: count an item only if the disease causes it, not conditioning, CRS, ICANS or infection."
    )
    return Said(phrase, {"day": Decimal(day)})
