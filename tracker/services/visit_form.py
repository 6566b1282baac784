"""What a visit form shows before anybody types: laboratory rows with their past, scores with theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from tracker.domain.diseases import disease
from tracker.domain.instrument import Instrument, Result
from tracker.domain.instruments import CATALOGUE
from tracker.domain.items import Item
from tracker.domain.labs import ANALYTES, Analyte, analyte
from tracker.domain.sources import Fact, Lab
from tracker.domain.text import N_, Said
from tracker.domain.visit import Assessment, LabResult, Signature, Visit
from tracker.services.course import Course
from tracker.services.visit_entry import VisitEntry

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
    """Belongs to this disease's visit; the others are offered on demand."""


@dataclass(frozen=True, kw_only=True)
class ScoreSection:
    """One instrument: saved answers, the assessment before this visit, and the one from before treatment."""

    instrument: Instrument
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
    signatures: tuple[Signature, ...] = ()

    @property
    def signed(self) -> bool:
        return bool(self.signatures)

    def row_of(self, code: str) -> LabRow:
        """The row of an analyte, asked for or not."""
        shown = next((row for row in self.labs if row.analyte.code == code), None)
        return shown or lab_row(self.course, code, self.day, self.visit.id if self.visit else None, None)

    def with_row(self, code: str) -> "VisitForm":
        """The form with one more row than the disease asks for."""
        return replace(self, labs=(*self.labs, self.row_of(code)))


def visit_form(course: Course, visit_id: UUID | None, day: date) -> VisitForm:
    """The form of a saved visit, or of a new one on `day`."""
    visit = course.visit(visit_id) if visit_id else None
    day = visit.day if visit else day
    saved = {lab.analyte: lab for lab in course.labs if visit_id and lab.visit == visit_id}
    return VisitForm(
        course=course,
        visit=visit,
        day=day,
        labs=tuple(lab_row(course, code, day, visit_id, saved.get(code)) for code in _order(course, saved)),
        scores=tuple(_score(course, each, visit, day) for each in _instruments(course)),
        signatures=tuple(s for s in course.signatures if visit and s.record == visit.id),
    )


def lab_row(course: Course, code: str, day: date, visit_id: UUID | None, saved: LabResult | None) -> LabRow:
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
        expected=code in expected_labs(course),
    )


@dataclass(frozen=True)
class _NoResult:
    low: str = ""
    high: str = ""
    laboratory: str = ""


_NONE = _NoResult()


def expected_labs(course: Course) -> tuple[str, ...]:
    """The analytes a visit of this patient asks for, in the order of the form."""
    return tuple(code for code in disease(course.disease).labs if code in ANALYTES)


def _order(course: Course, saved: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*expected_labs(course), *saved)))


def _instruments(course: Course) -> tuple[Instrument, ...]:
    wanted = {*disease(course.disease).core, *(each.instrument for each in course.assessments)}
    return tuple(each for each in CATALOGUE if each.code in wanted)


def _score(course: Course, instrument: Instrument, visit: Visit | None, day: date) -> ScoreSection:
    all_of = course.assessments_of(instrument.code)
    mine = next((a for v, a in all_of if visit and v.id == visit.id), None)
    earlier = [(v.day, a) for v, a in all_of if a is not mine and v.day < day]
    start = [pair for pair in earlier if course.day0 is None or pair[0] <= course.day0]
    return ScoreSection(
        instrument=instrument,
        saved=mine,
        before=earlier[-1] if earlier else None,
        baseline=start[-1] if start else earlier[0] if earlier else None,
    )


def asked(instrument: Instrument) -> tuple[Item, ...]:
    """The items a person answers; the others come from other scores, earlier visits or settings."""
    return tuple(
        item for item in instrument.items if item.found is None or isinstance(item.found, Lab | Fact)
    )


def caution(form: VisitForm) -> Said | None:
    """What to bear in mind in the first weeks, when much has another cause than the disease."""
    day = form.course.day_number(form.day)
    if day is None or not 0 <= day <= EARLY:
        return None
    phrase = N_(
        "Day {day}: count an item only if the disease is its cause, not conditioning, CRS, ICANS or infection."
    )
    return Said(phrase, {"day": Decimal(day)})


def live_result(section: ScoreSection, entry: VisitEntry) -> Result:
    """What a score says to the answers in the record and those typed since."""
    record = section.saved.answers if section.saved else {}
    typed = entry.answers.get(section.instrument.code, {})
    known = {item.key for item in section.instrument.items}
    given = {key: answer for key, answer in {**record, **typed}.items() if key in known}
    kept = {key: answer for key, answer in record.items() if answer is not None and key in known}
    return section.instrument({**given, **kept})
