"""What was measured on one day of a practice patient, and how active the disease was."""

import math
from dataclasses import dataclass

from tracker.domain.visit import Comparator, Visit
from tracker.services.practice_curves import CAR_T_CELLS, CURVES, b_cells, between, digits, shaken
from tracker.services.practice_record import PatientRecord

BY_SIGN: dict[str, tuple[str, tuple[float, float], tuple[float, float] | None]] = {
    "anti_dsdna": ("increased_dna_binding", (60, 320), None),
    "c3": ("low_complement", (0.45, 0.72), (0.95, 1.3)),
    "c4": ("low_complement", (0.04, 0.08), (0.14, 0.24)),
    "upcr": ("proteinuria", (90, 180), (20, 44)),
}
"""Values that follow a sign of lupus: the sign, the span with it and the one without; None = not seen."""

BY_ACTIVITY = {
    ("iim", "ck"): (120.0, 4200.0),
    ("iim", "ldh"): (190.0, 260.0),
    ("ra", "crp"): (2.0, 38.0),
}
"""Values that follow the activity of a disease: when quiet, and what full activity adds."""

LIMITS = {"anti_dsdna": "10", "car_t": "0.5"}
_NEVER_GONE = ((-7, 140), (0, 62), (7, 31), (14, 24), (28, 22), (91, 34), (183, 71))
_FALLING_SIGNS = {84: ("rash", "low_complement"), 140: (), 168: ("low_complement",)}
"""The signs of the patient of the pictures on the days that the pictures show."""


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The stretch without B cells, as days since the first infusion: first and last such stretch."""

    start: int
    back: int | None
    level: float
    again: tuple[int, int] | None = None
    """Start and end of the second stretch, after a second infusion."""


def measure_b_cells(record: PatientRecord, visit: Visit, day: int, cells: Cells) -> None:
    """CD19+ cells: a number, or "below what the assay of that time could see"."""
    limit = "1" if day < 2000 else "0.5"
    value = _b_cells(record, day, cells)
    if value is None or value < float(limit):
        record.lab(visit, "cd19", limit, Comparator.BELOW, limit=limit)
        return
    exact = day in {cells.back, *(cells.again or ())} or "okafor" in record.person.stories
    drawn = value if exact else shaken(value, record.rng, 0.1)
    record.lab(visit, "cd19", str(max(1, round(drawn))), limit=limit)


def _b_cells(record: PatientRecord, day: int, cells: Cells) -> float | None:
    if not record.person.depletes:
        return between(_NEVER_GONE, day)
    if cells.again and record.person.second_infusion and day >= record.person.second_infusion:
        second = record.person.second_infusion
        start, back = (each - second for each in cells.again)
        return b_cells(day - second, start, back, cells.level)
    return b_cells(day, cells.start, cells.back, cells.level)


def activity(record: PatientRecord, day: int) -> float:
    """How much of the disease is left: 1 before treatment, near 0 after four months, back in a relapse."""
    relapse, second = record.person.relapse, record.person.second_infusion
    if relapse and day >= relapse:
        return 0.8 if not second or day <= second else 0.8 * math.exp(-(day - second) / 45)
    return 1.0 if day <= 0 else math.exp(-day / 52)


def active_signs(record: PatientRecord, day: int) -> tuple[str, ...]:
    """The signs of lupus still present, the most stubborn last."""
    if "okafor" in record.person.stories and day in _FALLING_SIGNS:
        return _FALLING_SIGNS[day]
    signs = record.person.signs
    left = activity(record, day)
    kept = len(signs) if left > 0.75 else math.ceil(len(signs) * left - 0.12)
    return signs[len(signs) - kept :] if kept > 0 else ()


def measure(record: PatientRecord, visit: Visit, code: str, day: int, signs: tuple[str, ...]) -> None:
    """One value of the day, as the laboratory would print it."""
    if code not in CURVES and code not in BY_SIGN:
        return
    value = _value(record, code, day, signs)
    if value is None:
        limit = LIMITS[code]
        record.lab(visit, code, limit, Comparator.BELOW, limit=limit)
        return
    record.lab(visit, code, digits(shaken(value, record.rng), code))


def _value(record: PatientRecord, code: str, day: int, signs: tuple[str, ...]) -> float | None:
    """None = below what the assay can see."""
    if code in BY_SIGN:
        sign, present, absent = BY_SIGN[code]
        span = present if sign in signs else absent
        return record.rng.uniform(*span) if span else None
    left = activity(record, day)
    if (record.person.disease, code) in BY_ACTIVITY:
        quiet, active = BY_ACTIVITY[record.person.disease, code]
        return quiet + active * math.pow(left, 1.4)
    return _curve(record, code, day)


def _curve(record: PatientRecord, code: str, day: int) -> float:
    """The value on its way back after the last infusion."""
    second = record.person.second_infusion
    return between(CURVES[code], day - second if second and day >= second - 3 else day)


def measure_car_t(record: PatientRecord, visit: Visit, day: int) -> None:
    """CAR T cells by flow: up to the second week after each infusion, then away."""
    second = record.person.second_infusion
    value = between(CAR_T_CELLS, day - second if second and day >= second else day)
    if value < 0.5:
        record.lab(visit, "car_t", LIMITS["car_t"], Comparator.BELOW, limit=LIMITS["car_t"])
    else:
        record.lab(visit, "car_t", digits(shaken(value, record.rng, 0.4), "car_t"), limit=LIMITS["car_t"])


def measure_subsets(record: PatientRecord, visit: Visit) -> None:
    """B cells that are back are nearly all naive."""
    naive = min(93.0, 78 + record.rng.uniform(0, 14))
    record.lab(visit, "cd19_naive", digits(naive, "cd19_naive"))
    record.lab(visit, "cd19_switched", digits((100 - naive) / 3, "cd19_switched"))
