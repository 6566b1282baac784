"""Laboratory grades of CTCAE 5: falls below fixed limits, rises in multiples of a limit or a baseline."""

from collections.abc import Callable

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.ctcae import ITEMS, graded, open_input, ungraded
from tracker.domain.known import Num, choose, exact, highest
from tracker.domain.outputs import Flag, Score
from tracker.domain.text import N_

FALLS = {
    "neutrophils": (1500, 1000, 500),
    "platelets": (75000, 50000, 25000),
    "lymphocytes": (800, 500, 200),
    "white_cells": (3000, 2000, 1000),
    "cd4": (500, 200, 50),
    "haemoglobin": (100, 80),
    "albumin": (30, 20),
}
"""Grades 2, 3 and 4 lie below these, in cells/µL and g/L; the last grade of the last two is clinical."""

CLINICAL = ("haemoglobin", "albumin")
HALF_MORE, CPK_2 = exact("1.5"), exact("2.5")


def fall(a: Answers) -> Num:
    value, limits = a.value * a.unit.points, FALLS[a.analyte.value]
    return graded({1: a.value < a.lln, **{grade: value < limit for grade, limit in enumerate(limits, 2)}})


def transaminase(a: Answers) -> Num:
    start = highest(a.uln, a.baseline)
    raised = choose(a.baseline > a.uln, a.value >= HALF_MORE * start, 1)
    return graded({
        1: (a.value > a.uln) & raised,
        2: a.value > 3 * start,
        3: a.value > 5 * start,
        4: a.value > 20 * start,
    })  # fmt: skip


def bilirubin(a: Answers) -> Num:
    start = highest(a.uln, a.baseline)
    return graded({
        1: a.value > start,
        2: a.value > HALF_MORE * start,
        3: a.value > 3 * start,
        4: a.value > 10 * start,
    })  # fmt: skip


def creatinine(a: Answers) -> Num:
    by_baseline = graded({2: a.value > HALF_MORE * a.baseline, 3: a.value > 3 * a.baseline})
    if a.uln.gaps and not a.refused("uln"):
        return by_baseline if by_baseline.settled and by_baseline.low > 0 else ungraded("uln")
    return graded({
        1: a.value > a.uln,
        2: (a.value > HALF_MORE * a.uln) | (a.value > HALF_MORE * a.baseline),
        3: (a.value > 3 * a.uln) | (a.value > 3 * a.baseline),
        4: a.value > 6 * a.uln,
    })  # fmt: skip


def cpk(a: Answers) -> Num:
    return graded({
        1: a.value > a.uln,
        2: a.value > CPK_2 * a.uln,
        3: a.value > 5 * a.uln,
        4: a.value > 10 * a.uln,
    })  # fmt: skip


RISES: dict[str, Callable[[Answers], Num]] = {
    "alt": transaminase,
    "ast": transaminase,
    "bilirubin": bilirubin,
    "creatinine": creatinine,
    "cpk": cpk,
}


def work(a: Answers) -> dict[str, object]:
    waits = open_input(a)
    if waits is not None:
        return {"grade": waits, "within_local_range": None, "clinical_grade": None}
    analyte = a.analyte.value
    grade = RISES.get(analyte, fall)(a)
    falls = analyte in FALLS and not a.lln.gaps
    return {
        "grade": grade,
        "within_local_range": (a.value >= a.lln) & (grade > 0) if falls else None,
        "clinical_grade": grade.equals(3) if analyte in CLINICAL else None,
    }


CTCAE_V5_LAB = Instrument(
    code="ctcae_v5_lab",
    title=N_("CTCAE 5 laboratory grade"),
    short=N_("CTCAE 5"),
    work=work,
    items=ITEMS,
    outputs=(
        Score("grade", N_("Grade"), axis=(0, 4), low_key="grade_min"),
        Flag("within_local_range", N_("Graded by the fixed limit, yet within the range of the laboratory.")),
        Flag("clinical_grade", N_("Grade 4 is a clinical judgement here, never read from the number.")),
    ),
    source="NCI CTCAE 5.0, 27 November 2017",
    licence=N_("Public domain."),
)
