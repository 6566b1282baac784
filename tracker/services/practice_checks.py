"""The safety checks of a practice patient: two a day to Day 10, one to Day 13, and one before treatment."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cache
from random import Random
from uuid import UUID

from tracker.domain.bedside import with_typed, with_way
from tracker.domain.bedside_sheets import CRS, ICANS, sheet
from tracker.domain.infusion import Infusion
from tracker.domain.medication import MedicationCourse
from tracker.domain.patient import Patient
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.text import Said
from tracker.services.bedside_entry import CheckEntry
from tracker.services.bedside_found import Found, facts
from tracker.services.bedside_judged import judge, own_answers
from tracker.services.course import Course
from tracker.services.practice_record import DOCTOR, PatientRecord

LAST_DAY, TWICE_UNTIL = 13, 10
TIMES = (time(8, 10, tzinfo=UTC), time(20, 10, tzinfo=UTC))
NO, FEVER, TREATED = 0, 1, 2
NO_VASOPRESSOR = 1
"""Ways of the questions about fever and blood pressure: bedside_sheets.py."""


def watch(record: PatientRecord, patient: Patient) -> None:
    """Add the checks that show what was planned for this patient, in the order they were made."""
    if record.day0 is None:
        return
    infusions = [each for each in record.entities if isinstance(each, Infusion)]
    medicines = tuple(each for each in record.entities if isinstance(each, MedicationCourse))
    course = Course(patient=patient, infusions=tuple(infusions), medications=medicines)
    rng = Random(" ".join(map(str, (record.id, *(each.seed for each in record.toxicities)))))
    course = _with(course, record, (-6, TIMES[0]), None, rng)
    for infusion in infusions:
        first = (infusion.day0.exact - record.day0).days if infusion.day0 and infusion.day0.exact else 0
        for day in range(first, first + LAST_DAY + 1):
            for at in TIMES if day - first <= TWICE_UNTIL else TIMES[:1]:
                if record.on(day) < record.today and not _left(record, day):
                    course = _with(course, record, (day, at), infusion.id, rng)
    record.entities.extend(course.checks)


def _left(record: PatientRecord, day: int) -> bool:
    return record.person.left is not None and day >= record.person.left[1]


def _with(
    course: Course, record: PatientRecord, moment: tuple[int, time], infusion: UUID | None, rng: Random
) -> Course:
    day, at = moment
    when = datetime.combine(record.on(day), at)
    entry = _answers(record, day, when, infusion, rng)
    known = {code: _values(found) for code, found in facts(course, when).items()}
    worked = {code: _worked(code, _text(entry.given(code)), _text(found)) for code, found in known.items()}
    worst = max(least for _, _, least in worked.values())
    check = SafetyCheck(
        id=UUID(int=rng.getrandbits(128), version=4),
        site=course.patient.site,
        patient=course.patient.id,
        infusion=infusion,
        at=when,
        answers={code: answers for code, (answers, _, _) in worked.items()},
        found=known,
        results={code: result for code, (_, result, _) in worked.items()},
        told=DOCTOR if worst > 1 else "",
    )
    return replace(course, checks=(*course.checks, check))


def _values(found: Mapping[str, Found]) -> dict[str, object]:
    return {key: each.value for key, each in found.items()}


def _text(answers: Mapping[str, object]) -> str:
    return json.dumps(answers, sort_keys=True)


@cache
def _worked(code: str, given: str, known: str) -> tuple[dict[str, object], dict[str, object], int]:
    """Answers, result and lowest grade; most checks of a quiet course have the same."""
    found = {key: Found(value, Said("")) for key, value in json.loads(known).items()}
    made = judge(sheet(code), json.loads(given), found)
    return own_answers(made, found), made.result.as_json(), made.at_least


def _answers(
    record: PatientRecord, day: int, when: datetime, infusion: UUID | None, rng: Random
) -> CheckEntry:
    crs = _crs(record, day, infusion, rng)
    if infusion is None:
        crs |= {"baseline_oxygen_modality": "none", "baseline_systolic_mmhg": "122"}
    ticks = {point.key: [True] * max(1, len(point.titles)) for point in ICANS.points}
    if _planned(record, ICANS.code, day, infusion):
        ticks |= {"ice_attention": [False], "ice_naming": [True, True, rng.random() < 0.5]}
    return CheckEntry(
        patient=record.id,
        at=when,
        answers={CRS.code: crs, ICANS.code: {pick.key: _none(pick.key) for pick in ICANS.picks}},
        ticks={ICANS.code: ticks},
    )


def _crs(record: PatientRecord, day: int, infusion: UUID | None, rng: Random) -> dict[str, object]:
    """Fever at grade 1, low pressure with it at 2; the day after the drug for it the fever is gone first."""
    grade = _planned(record, CRS.code, day, infusion)
    treated = any(each.grade > 1 and day == each.start + 2 for each in record.toxicities)
    fever, pressure, oxygen = CRS.questions
    given = with_way(fever, CRS, {}, TREATED if treated and grade > 1 else FEVER if grade else NO)
    if grade and not (treated and grade > 1):
        given = with_typed(fever, CRS, given, "temp_c", rng.choice(("38.1", "38.4", "38.7")))
    given = with_way(pressure, CRS, given, NO_VASOPRESSOR if grade > 1 else NO)
    given["systolic_mmhg"] = rng.choice(("86", "90") if grade > 1 else ("112", "118", "124"))
    return with_way(oxygen, CRS, given, NO)


def _none(key: str) -> str:
    """The first option of a list of findings: nothing is wrong."""
    return str(next(iter(ICANS.item(key).unknown().options)))


def _planned(record: PatientRecord, code: str, day: int, infusion: UUID | None) -> int:
    """The grade of a day: the highest on the second and third day of an episode, 1 around them."""
    for each in record.toxicities:
        inside = each.start <= day and (each.end is None or day <= each.end)
        if each.code == code and each.infusion == infusion and inside:
            return each.grade if each.grade == 1 or each.start < day <= each.start + 2 else 1
    return 0
