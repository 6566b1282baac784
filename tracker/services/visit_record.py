"""What instruments can ask of a record while a visit is being typed: the record, and what is typed."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from tracker.domain.items import Item
from tracker.domain.labs import analyte
from tracker.domain.resolve import Found
from tracker.domain.settings import SETTINGS
from tracker.domain.sources import BASELINE, PREVIOUS, Series
from tracker.domain.study_options import as_answer
from tracker.domain.visit import Comparator, LabResult, Visit
from tracker.services.course import Course
from tracker.services.record_facts import fact
from tracker.services.treatment_line import TreatmentLine, line_after, line_at

NEW = UUID(int=0)
"""Stands for a visit that was not saved yet."""

NEAR = timedelta(days=7)
"""How long before a baseline visit a value may have been measured and still stand for it."""


class VisitRecord:
    """`answers` and `labs` are those of the visit at hand; every other visit is read from the course."""

    def __init__(
        self,
        course: Course,
        visit: UUID,
        when: date,
        answers: Mapping[str, Mapping[str, object]],
        labs: Mapping[str, LabResult],
    ) -> None:
        self._course, self._visit, self._when = course, visit, when
        self._answers, self._labs = answers, labs

    def visit_at(self, visit: UUID, moment: str) -> UUID | None:
        found = self.visit_of(visit, moment)
        return found.id if found else visit if moment not in {BASELINE, PREVIOUS} else None

    def visit_of(self, visit: UUID, moment: str) -> Visit | None:
        """The visit that another moment is about; None for the visit itself, or where there was none."""
        day = self.day(visit)
        if moment == BASELINE:
            line = self.response_line(visit)
            return line.baseline(self._course) if line else None
        if moment != PREVIOUS:
            return None
        assessed = {each.visit for each in self._course.assessments}
        earlier = [v for v in self._course.visits if v.id != visit and v.day < day and v.id in assessed]
        return earlier[-1] if earlier else None

    def response_line(self, visit: UUID) -> TreatmentLine | None:
        """The infusion that a response seen at this visit is a response to."""
        return line_after(self._course, self.day(visit))

    def answers(self, visit: UUID, instrument: str) -> Mapping[str, object]:
        if visit == self._visit:
            return self._answers.get(instrument, {})
        stored = self._course.assessment(visit, instrument)
        return {**stored.found, **_given(stored.answers)} if stored else {}

    def lab(self, visit: UUID, analyte: str, unit: str) -> Found | None:
        found = self._lab(visit, analyte)
        value = in_unit(found, found.value, unit) if found else None
        if found is None or value is None:
            return None
        return Found(f"{found.comparator}{value}", analyte, found.sampled)

    def lab_limit(self, visit: UUID, analyte: str, unit: str, end: str) -> Found | None:
        found = self._lab(visit, analyte)
        value = in_unit(found, {"low": found.low, "high": found.high}.get(end, ""), unit) if found else None
        return Found(value, analyte, found.sampled) if found and value is not None else None

    def series(self, visit: UUID, source: Series) -> Found | None:
        """Every result since the infusion before, up to this visit; None where it was never measured."""
        line, last = line_at(self._course, self.day(visit)), self.day(visit)
        if line is None:
            return None
        labs = [lab for lab in self._course.labs_of(source.analyte) if lab.visit != self._visit]
        labs += [lab for code, lab in self._labs.items() if code == source.analyte]
        kept = [lab for lab in labs if lab.sampled <= last and line.holds(lab.sampled)]
        rows = [row for lab in sorted(kept, key=_sampled) if (row := _row(lab, source, line.day0))]
        return Found(rows, source.analyte, kept[-1].sampled) if rows else None

    def fact(self, visit: UUID, name: str) -> Found | None:
        return fact(self._course, self.day(visit), name)

    def setting(self, visit: UUID, instrument: str, item: Item) -> object | None:
        """What the result of this visit was worked out with; for a new one what the study says today."""
        stored = self._course.assessment(visit, instrument)
        if stored is not None and stored.result:
            return stored.found.get(item.key, item.default)
        option = SETTINGS[item.setting]
        return as_answer(option, self._course.settings.get(item.setting, option.default))

    def day(self, visit: UUID) -> date:
        return self._when if visit == self._visit else self._course.visit(visit).day

    def _lab(self, visit: UUID, code: str) -> LabResult | None:
        """The result of the visit; for an earlier visit also one measured shortly before it."""
        if visit == self._visit:
            return self._labs.get(code)
        labs, day = self._course.labs_of(code), self.day(visit)
        mine = next((lab for lab in labs if lab.visit == visit), None)
        near = [lab for lab in labs if lab.value and timedelta() <= day - lab.sampled <= NEAR]
        return mine or (near[-1] if near else None)


def _sampled(lab: LabResult) -> date:
    return lab.sampled


def _row(lab: LabResult, source: Series, day0: date) -> dict[str, object] | None:
    """A result as a row of a table of that instrument; None for what was not measured."""
    value = in_unit(lab, lab.value, source.unit)
    if value is None:
        return None
    sign = lab.comparator.value
    own = source.sign and lab.comparator is not Comparator.ABOVE
    cells: dict[str, object] = {
        source.day: (lab.sampled - day0).days,
        source.date: lab.sampled.isoformat(),
        source.sign: (sign or "=") if own else "=",
        source.value: value if own else f"{sign}{value}",
    }
    return {name: cell for name, cell in cells.items() if name}


def in_unit(lab: LabResult, value: str, unit: str) -> str | None:
    """A value or limit of `lab` in `unit`, however that is spelled; None where it cannot be said."""
    known = analyte(lab.analyte)
    meant = known.unit_named(unit)
    if not value or meant is None or not known.converts(lab.unit, meant.code):
        return None
    return format(known.convert(Decimal(value), lab.unit, meant.code), "f")


def _given(answers: Mapping[str, object]) -> dict[str, object]:
    return {key: answer for key, answer in answers.items() if answer is not None}
