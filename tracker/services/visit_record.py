"""What instruments can ask of a record while a visit is being typed: the record, and what is typed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from tracker.domain.drugs import DrugClass, drug
from tracker.domain.items import Item
from tracker.domain.labs import analyte
from tracker.domain.patient import age_on
from tracker.domain.resolve import Found
from tracker.domain.settings import SETTINGS
from tracker.domain.sources import BASELINE, PREVIOUS
from tracker.domain.study_options import as_answer
from tracker.domain.visit import LabResult
from tracker.services.course import Course
from tracker.services.steroids import dose_on, is_steroid, steroid_doses

NEW = UUID(int=0)
"""Stands for a visit that was not saved yet."""

_TAKES = {
    "on_antimalarial": DrugClass.ANTIMALARIAL,
    "on_immunosuppressant": DrugClass.IMMUNOSUPPRESSANT,
    "on_biologic": DrugClass.BIOLOGIC,
}


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
        if moment not in {BASELINE, PREVIOUS}:
            return visit
        if moment == BASELINE:
            return self._baseline()
        earlier = [v for v in self._course.visits if v.id != visit and v.day < self.day(visit)]
        return earlier[-1].id if earlier else None

    def _baseline(self) -> UUID | None:
        """The last visit up to day 0 at which something was assessed, if possible before day 0 itself.

        On day 0 conditioning has changed blood counts and temperature already.
        """
        day0 = self._course.day0
        assessed = {each.visit for each in self._course.assessments}
        early = [v for v in self._course.visits if day0 and v.day <= day0 and v.id in assessed]
        before = [v for v in early if day0 and v.day < day0] or early
        return before[-1].id if before else None

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

    def series(self, analyte: str) -> Found | None:
        return None

    def fact(self, visit: UUID, name: str) -> Found | None:
        """What medicines and birth date say; nothing is said of medicines where none was ever entered."""
        day = self.day(visit)
        if name == "age_years":
            age = age_on(self._course.patient.born, day)
            return None if age is None else Found(age, name)
        if name in _TAKES:
            taken = self._takes(_TAKES[name], day)
            return None if taken is None else Found(taken, name, day)
        return self._steroids(day) if name == "glucocorticoids" else None

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
        if visit == self._visit:
            return self._labs.get(code)
        return next((lab for lab in self._course.labs_of(code) if lab.visit == visit), None)

    def _takes(self, kind: DrugClass, day: date) -> bool | None:
        if not self._course.medications:
            return None
        return any(
            drug(each.drug).drug_class is kind
            and (each.start is None or each.start.earliest <= day)
            and (each.end is None or each.end.latest > day)
            for each in self._course.medications
        )

    def _steroids(self, day: date) -> Found | None:
        if not self._course.medications:
            return None
        if not any(is_steroid(each) for each in self._course.medications):
            return Found([], "glucocorticoids", day)
        amount = dose_on(steroid_doses(self._course.medications), day)
        if amount is None:
            return None
        row = {"drug": "prednisone", "dose_mg": str(amount), "doses": 1, "per_days": 1, "route": "oral"}
        return Found([row], "glucocorticoids", day)


def in_unit(lab: LabResult, value: str, unit: str) -> str | None:
    """A value or limit of `lab` in `unit`, however that is spelled; None where it cannot be said."""
    known = analyte(lab.analyte)
    meant = known.unit_named(unit)
    if not value or meant is None or not known.converts(lab.unit, meant.code):
        return None
    return format(known.convert(Decimal(value), lab.unit, meant.code), "f")


def _given(answers: Mapping[str, object]) -> dict[str, object]:
    return {key: answer for key, answer in answers.items() if answer is not None}
