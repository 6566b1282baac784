"""What the record knows when a safety check opens: age, findings from before, fever, drugs since onset."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from tracker.domain.bedside import Sheet
from tracker.domain.bedside_sheets import CRS, ICANS
from tracker.domain.drugs import drug
from tracker.domain.medication import MedicationCourse
from tracker.domain.patient import age_on
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.text import N_, Said
from tracker.services.course import Course
from tracker.services.day_grades import day_grades, grade_of
from tracker.services.steroids import dose_on, is_steroid, steroid_doses

ANTICYTOKINE = frozenset({"tocilizumab", "anakinra"})
ANTIPYRETIC = frozenset({"paracetamol"})
HIDES_FEVER = {"tocilizumab": "tocilizumab", "paracetamol": "paracetamol"}
"""Drug code -> option of the item "given before onset"."""

STEROID_HIDES = Decimal(10)
"""mg prednisone equivalent a day from which a steroid can hide fever: a house rule (safety-review 4)."""

BEFORE = timedelta(days=7)
"""How long before onset a single dose still counts as given before it: ours."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that the record gives, and where from."""

    value: object
    source: Said


Facts = Mapping[str, Mapping[str, Found]]
"""Code of a grading -> item key -> what was found."""


def facts(course: Course, at: datetime) -> Facts:
    """What is known at `at`, from checks before it, medicines and the patient's birth date."""
    earlier = tuple(check for check in course.checks if check.at < at)
    return {
        CRS.code: {**_carried(CRS, earlier), **_crs(course, earlier, at)},
        ICANS.code: {**_carried(ICANS, earlier), **_icans(course, earlier, at.date())},
    }


def since_onset(checks: Sequence[SafetyCheck], code: str, at: datetime) -> tuple[SafetyCheck, ...]:
    """The checks of the episode that is open at `at`: back to the day after the last one at grade 0."""
    quiet = [each.day for each in day_grades(checks, code) if each.grade == 0 and each.day < at.date()]
    since = max(quiet) if quiet else date.min
    return tuple(check for check in checks if since < check.at.date() and check.at < at)


def _crs(course: Course, earlier: Sequence[SafetyCheck], at: datetime) -> dict[str, Found]:
    found: dict[str, Found] = {}
    after = [check for check in earlier if check.infusion is not None]
    episode = since_onset(after, CRS.code, at)
    hot = [check for check in episode if _fever(check)]
    if hot:
        found["prior_fever_this_episode"] = Found(True, Said(N_("fever on {day}"), {"day": hot[0].at.date()}))
    elif after:
        found["prior_fever_this_episode"] = Found(False, Said(N_("no fever in the checks before")))
    onset = next((check.at.date() for check in episode if grade_of(check, CRS.code)), at.date())
    if course.medications:
        found |= _given(course, onset, at.date())
    return found


def _given(course: Course, onset: date, day: date) -> dict[str, Found]:
    since = [each for each in course.medications if _treats_fever(each) and _starts(each, onset, day)]
    found = {}
    if since:
        found["antipyretic_or_anticytokine_given"] = Found(True, _named(since[0]))
    masking = list(_masking(course, onset))
    found["fever_masked_by"] = Found(masking, Said(N_("from the medicines")))
    return found


def _masking(course: Course, onset: date) -> Iterator[str]:
    before = onset - timedelta(days=1)
    dose = dose_on(steroid_doses(course.medications), before)
    if dose is not None and dose >= STEROID_HIDES:
        yield "glucocorticoid"
    for code, option in HIDES_FEVER.items():
        if any(each.drug == code and _ran(each, onset - BEFORE, before) for each in course.medications):
            yield option


def _icans(course: Course, earlier: Sequence[SafetyCheck], day: date) -> dict[str, Found]:
    found: dict[str, Found] = {}
    age = age_on(course.patient.born, day)
    if age is not None:
        found["age_years"] = Found(age, Said(N_("from the date of birth")))
    before = [check for check in earlier if check.infusion is None]
    for check in before:
        result = check.results.get(ICANS.code)
        total = result.get("ice_total") if isinstance(result, Mapping) else None
        if isinstance(total, int):
            found["ice_baseline"] = Found(total, Said(N_("check on {day}"), {"day": check.at.date()}))
    return found


def _carried(sheet: Sheet, earlier: Sequence[SafetyCheck]) -> dict[str, Found]:
    """The state before treatment, as it was last written down."""
    found: dict[str, Found] = {}
    keys = (*sheet.before, *(key for pick in sheet.picks for key in pick.asks if _lasts(sheet, key)))
    for check in earlier:
        given = check.answers.get(sheet.code, {})
        for key in keys:
            if isinstance(given, Mapping) and given.get(key) is not None:
                found[key] = Found(given[key], Said(N_("check on {day}"), {"day": check.at.date()}))
    return found


def _lasts(sheet: Sheet, key: str) -> bool:
    """Findings from before treatment stay what they were."""
    return sheet.item(key).default == ()


def _fever(check: SafetyCheck) -> bool:
    result = check.results.get(CRS.code, {})
    return isinstance(result, Mapping) and result.get("fever_source") == "current"


def _treats_fever(each: MedicationCourse) -> bool:
    return each.drug in ANTICYTOKINE | ANTIPYRETIC or is_steroid(each)


def _starts(each: MedicationCourse, first: date, last: date) -> bool:
    return each.start is not None and first <= each.start.earliest and each.start.latest <= last


def _ran(each: MedicationCourse, first: date, last: date) -> bool:
    ends = each.end is None or each.end.latest >= first
    return each.start is not None and each.start.earliest <= last and ends


def _named(each: MedicationCourse) -> Said:
    return Said(N_("{drug} from {day}"), {"drug": Said(drug(each.drug).title), "day": each.start})
