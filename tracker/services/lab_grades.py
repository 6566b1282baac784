"""Laboratory values graded by CTCAE: each by the version in force on its day, and what may be an event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.change import Records
from tracker.domain.instrument import Result
from tracker.domain.instruments import instrument
from tracker.domain.instruments.ctcae import ANALYTES
from tracker.domain.labs import analyte
from tracker.domain.settings import SETTINGS
from tracker.domain.study import Setting
from tracker.domain.text import N_
from tracker.domain.visit import LabResult
from tracker.services.course import Course
from tracker.services.visit_record import in_unit

CTCAE = "ctcae"
"""The setting that says by which version a study grades."""

GRADED = {
    "neutrophils": ("neutrophils", N_("Neutropenia")),
    "platelets": ("platelets", N_("Thrombocytopenia")),
    "lymphocytes": ("lymphocytes", N_("Lymphopenia")),
    "leukocytes": ("white_cells", N_("Leukopenia")),
    "cd4": ("cd4", N_("CD4 cells low")),
    "haemoglobin": ("haemoglobin", N_("Anaemia")),
    "alt": ("alt", N_("ALT raised")),
    "ast": ("ast", N_("AST raised")),
    "ck": ("cpk", N_("Creatine kinase raised")),
    "creatinine": ("creatinine", N_("Creatinine raised")),
    "bilirubin": ("bilirubin", N_("Bilirubin raised")),
    "albumin": ("albumin", N_("Low albumin")),
}
"""Code of the laboratory -> code of CTCAE, and what an event of it is called."""

SUGGESTED_FROM = 3
"""Grade from which an event is suggested: a house rule."""

EXPECTED_LOW_UNTIL = {"lymphocytes": 30}
"""Conditioning takes these cells from everybody: graded up to that day, but no event (safety-schedule 5)."""

Versions = Sequence[tuple[date, str]]
"""First day and code of the instrument, by day."""


@dataclass(frozen=True, kw_only=True)
class LabGrade:
    """A result with its grade and the version it was graded by; `day` counts from the infusion."""

    lab: LabResult
    version: str
    day: int | None
    result: Result

    @property
    def grade(self) -> int | None:
        value = self.result["grade"]
        return int(value) if isinstance(value, Decimal) else None

    @property
    def no_rule(self) -> bool:
        """The version has no rule for this analyte."""
        return self.result.status == "rule_not_available"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Results in a row that may be an event; nobody has recorded one of that name for these days."""

    term: str
    grade: int
    first: LabGrade
    last: LabGrade
    ongoing: bool


def versions(records: Records) -> Versions:
    """Since when which version grades: a change of the setting holds for samples from its day on."""
    found = [(date.min, SETTINGS[CTCAE].default)]
    for row in records.find(Setting, key=CTCAE):
        for event in records.history(row.id):
            found += [(event.at.date(), str(each.new)) for each in event.changes if each.path == "value"]
    return tuple(sorted(found, key=lambda each: each[0]))


def lab_grades(course: Course, known: Versions) -> tuple[LabGrade, ...]:
    """Every result that CTCAE has an analyte for, by day."""
    return tuple(_graded(course, lab, known) for lab in course.labs if lab.analyte in GRADED and lab.value)


def suggestions(course: Course, grades: Sequence[LabGrade]) -> tuple[Suggestion, ...]:
    """What may have to be recorded as an event. Nothing is recorded by this."""
    found: list[Suggestion] = []
    for code, (_, term) in GRADED.items():
        mine = [each for each in grades if each.lab.analyte == code and each.grade is not None]
        run: list[LabGrade] = []
        for each in [*mine, None]:
            if each is not None and _counts(each):
                run.append(each)
            elif run:
                found.append(_suggestion(term, run, ongoing=each is None))
                run = []
    return tuple(each for each in found if not _recorded(course, each))


def _counts(each: LabGrade) -> bool:
    until = EXPECTED_LOW_UNTIL.get(each.lab.analyte)
    after = each.day is not None and each.day >= 0 and (until is None or each.day > until)
    return after and (each.grade or 0) >= SUGGESTED_FROM


def _suggestion(term: str, run: Sequence[LabGrade], *, ongoing: bool) -> Suggestion:
    worst = max(each.grade or 0 for each in run)
    return Suggestion(term=term, grade=worst, first=run[0], last=run[-1], ongoing=ongoing)


def _recorded(course: Course, suggestion: Suggestion) -> bool:
    first, last = suggestion.first.lab.sampled, suggestion.last.lab.sampled
    for event in course.events:
        if event.term.casefold() != suggestion.term.casefold() or event.start is None:
            continue
        end = event.end.latest if event.end else date.max
        if event.start.earliest <= last and end >= first:
            return True
    return False


def _graded(course: Course, lab: LabResult, known: Versions) -> LabGrade:
    code, _ = GRADED[lab.analyte]
    version = next(version for since, version in reversed(known) if since <= lab.sampled)
    given = _given(lab, code)
    if given:
        baseline = _baseline(course, lab.analyte)
        given["baseline"] = in_unit(baseline, baseline.value, str(given["unit"])) if baseline else None
    return LabGrade(
        lab=lab,
        version=version,
        day=course.day_number(lab.sampled),
        result=instrument(version)({"analyte": code, **given}),
    )


def _given(lab: LabResult, code: str) -> dict[str, object]:
    """Value and limits in the first unit of CTCAE that the result converts to; nothing where none fits."""
    for unit in ANALYTES[code][1]:
        value = in_unit(lab, lab.value, unit)
        if value is not None and analyte(lab.analyte).unit_named(unit) is not None:
            return {
                "value": f"{lab.comparator}{value}",
                "unit": unit,
                "lln": in_unit(lab, lab.low, unit),
                "uln": in_unit(lab, lab.high, unit),
            }
    return {}


def _baseline(course: Course, code: str) -> LabResult | None:
    """The last result before lymphodepletion; before the infusion where its days are not known."""
    starts = [each.start.earliest for each in course.conditionings if each.start]
    until = min(starts) if starts else course.day0
    before = [lab for lab in course.labs_of(code) if until and lab.sampled < until and lab.number is not None]
    plain = [lab for lab in before if not lab.comparator.value]
    return plain[-1] if plain else None


def worst(grades: Sequence[LabGrade]) -> Mapping[str, LabGrade]:
    """For each analyte the result after infusion with the highest grade, the first of them."""
    found: dict[str, LabGrade] = {}
    for each in grades:
        known = found.get(each.lab.analyte)
        after = each.day is not None and each.day >= 0 and each.grade is not None
        if after and (known is None or (each.grade or 0) > (known.grade or 0)):
            found[each.lab.analyte] = each
    return found
