"""Early ICAHT: how long neutrophils stay at or below 500 and 100 per µL from Day 0 to Day 30."""

from itertools import pairwise

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.anc_series import BEFORE, SERIES, SHOWN, Counts, readings, shown
from tracker.domain.items import Choice, Number, Tick
from tracker.domain.known import ZERO, Num, exact, truth
from tracker.domain.outputs import Detail, Flag, Score
from tracker.domain.sources import Fact, Setting
from tracker.domain.text import N_

LAST_DAY, DAYS = 30, 31
LOW, VERY_LOW = 500, 100
FILLED, JOINED, START = 7, 2, 3
"""Longest gap that is filled, longest recovery that is not stable, latest day on which "never recovered" starts."""

LONGEST, CUMULATIVE = "longest_run_join_gap2_interp7", "cumulative_join_gap2_interp7"
Run = tuple[int, int]
Graded = tuple[int, int, int, int]
"""Grade, days at or below 500, days at or below 100, last evaluable day."""


def filled(counts: Counts, end: int) -> Counts:
    """A count for every day that has one or lies in a short gap: a straight line, the nearest at both ends."""
    days = sorted(day for day in counts if 0 <= day <= end)
    found = {day: counts[day] for day in days}
    if not days:
        return found
    if days[0] <= FILLED:
        found |= dict.fromkeys(range(days[0]), counts[days[0]])
    if end - days[-1] <= FILLED:
        found |= dict.fromkeys(range(days[-1] + 1, end + 1), counts[days[-1]])
    for left, right in pairwise(days):
        if right - left - 1 <= FILLED:
            slope = (counts[right] - counts[left]) / (right - left)
            found |= {day: counts[left] + slope * (day - left) for day in range(left + 1, right)}
    return found


def runs(counts: Counts, limit: int) -> list[Run]:
    """First and last days of the stretches at or below `limit`, joined over recoveries that are too short."""
    found: list[Run] = []
    for day in sorted(day for day, count in counts.items() if count <= limit):
        if found and day - found[-1][1] <= JOINED + 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def graded(counts: Counts, end: int, cumulative: bool) -> Graded | None:
    daily = filled(counts, min(LAST_DAY, end))
    if not daily:
        return None
    low, very_low = runs(daily, LOW), runs(daily, VERY_LOW)
    days, deep = length(low, cumulative), length(very_low, cumulative)
    last = max(daily)
    never = any(first <= START and final == last for first, final in low)
    return by_days(days, deep, never), days, deep, last


def length(found: list[Run], cumulative: bool) -> int:
    days = [last - first + 1 for first, last in found]
    return sum(days) if cumulative else max(days, default=0)


def by_days(days: int, deep: int, never: bool) -> int:
    if days == DAYS or deep >= 14 or never:
        return 4
    if days >= 14 or deep >= 7:
        return 3
    return 2 if days >= 7 else int(days > 0)


def possible(a: Answers) -> list[Graded | None]:
    """What comes out at the least and the most of every count, for each end and way of counting still open."""
    read = readings(a)
    if read is None:
        return [None]
    end = a.last_followup_day.value
    ends = range(DAYS) if end is None else (int(end),)
    ways = [CUMULATIVE, LONGEST] if a.algorithm.value is None else [a.algorithm.value]
    return [graded(counts, end, way == CUMULATIVE) for end in ends for way in ways for counts in read]


def hull(found: list[Graded], at: int, unless: int, gaps: tuple[str, ...]) -> Num:
    names = ("anc_series", "last_followup_day", "algorithm")
    if "anc_series" in gaps:
        return Num(ZERO, exact(unless), names, gaps)
    values = [exact(each[at]) for each in found]
    low, high = min(values), max(values)
    return Num(low, high, names, gaps if low != high else ())


def work(a: Answers) -> dict[str, object]:
    outcomes = possible(a)
    found = [each for each in outcomes if each is not None]
    settings = (("last_followup_day", a.last_followup_day.gaps), ("algorithm", a.algorithm.gaps))
    gaps = tuple(name for name, open_ in settings if open_)
    if len(found) < len(outcomes):
        gaps = ("anc_series", *gaps)
    short = {each[3] < LAST_DAY for each in found}
    open_name = "last_followup_day" if found else "anc_series"
    unfinished = truth(short.pop() if len(short) == 1 else None, open_name)
    return {
        "grade": hull(found, 0, 4, gaps),
        "days_le_500": hull(found, 1, DAYS, gaps),
        "days_le_100": hull(found, 2, DAYS, gaps),
        "provisional": unfinished & ~a.died,
        **shown(a),
    }


ICAHT_EARLY = Instrument(
    code="icaht_early",
    title=N_("Early ICAHT grade"),
    short=N_("Early ICAHT"),
    work=work,
    items=(
        SERIES,
        Number("last_followup_day", N_("Last day of follow-up"), 0, 36500, N_("days"), step=1, decimals=0,
               found=Fact("days_since_infusion"), hint=N_("Until which day after the infusion the counts are complete; the window may still be open.")),
        Choice("algorithm", N_("Early ICAHT counts days as"), {
            LONGEST: (N_("the longest run"), 0),
            CUMULATIVE: (N_("all runs together"), 0),
        }, found=Setting("icaht_runs"), default=LONGEST, hint=N_(
            "Runs are joined over 1 or 2 days; up to 7 missing days are filled. Publications differ.")),
        Tick("died", N_("Died before Day 30"), default=False, found=Fact("died_by_day_30"), hint=N_("Death before the window closed, whatever its cause.")),
        *BEFORE,
    ),
    outputs=(
        Score("grade", N_("Early ICAHT grade"), axis=(0, 4), low_key="grade_min"),
        Detail("days_le_500", N_("Days at 500 per µL or below")),
        Detail("days_le_100", N_("Days at 100 per µL or below")),
        Flag("provisional", N_("Provisional: the counts do not reach Day 30"), mark="P"),
        *SHOWN,
    ),
    source="Rejeski 2023, doi 10.1182/blood.2023020578; runs: Liang, automated ICAHT grading",
    licence=N_("Published criteria."),
)  # fmt: skip
