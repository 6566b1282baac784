"""Late ICAHT: the two lowest neutrophil counts after Day 30, both low, graded by the lower."""

from fractions import Fraction

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.anc_series import BEFORE, SERIES, SHOWN, Counts, readings, shown
from tracker.domain.items import Number
from tracker.domain.known import ZERO, Num, exact
from tracker.domain.outputs import Score
from tracker.domain.sources import Fact
from tracker.domain.text import N_

FIRST_DAY, LAST_DAY = 31, 100
LIMITS = ((100, 4), (500, 3), (1000, 2), (1500, 1))
LOW = LIMITS[-1][0]


def graded(counts: Counts, end: int) -> int | None:
    """The grade from the counts up to and including day `end`; None where there is none."""
    lowest = sorted(count for day, count in counts.items() if FIRST_DAY <= day <= end)[:2]
    if not lowest:
        return None
    return 0 if lowest[-1] > LOW else by_depth(lowest[0])


def by_depth(count: Fraction) -> int:
    return next((grade for limit, grade in LIMITS if count <= limit), 0)


def work(a: Answers) -> dict[str, object]:
    read = readings(a)
    missing = (*(("anc_series",) if read is None else ()), *(("end_day",) if a.end_day.value is None else ()))
    if read is not None and not missing:
        grades = [graded(counts, int(a.end_day.low)) for counts in (read[1], read[0])]
        known = [exact(grade) for grade in grades if grade is not None]
        if known:
            return {"grade": Num(min(known), max(known), ("anc_series", "end_day")), **shown(a)}
        missing = ("anc_series",)
    return {"grade": Num(ZERO, exact(4), ("anc_series", "end_day"), missing), **shown(a)}


ICAHT_LATE = Instrument(
    code="icaht_late",
    title=N_("Late ICAHT grade"),
    short=N_("Late ICAHT"),
    work=work,
    items=(
        SERIES,
        Number("end_day", N_("Last day of the window"), 0, 36500, N_("days"), step=1, decimals=0,
               found=Fact("late_window_end"), hint=N_(
            "The earliest of Day 100, next therapy, relapse and last follow-up.")),
        *BEFORE,
    ),
    outputs=(Score("grade", N_("Late ICAHT grade"), axis=(0, 4), low_key="grade_min"), *SHOWN),
    source="Rejeski 2023, doi 10.1182/blood.2023020578; two lowest counts: Liang, automated ICAHT grading",
    licence=N_("Published criteria."),
    mark="V1",
)  # fmt: skip
