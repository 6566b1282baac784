"""B-cell aplasia: when B cells went below the cut-off, when they came back, and between which samples."""

from collections.abc import Iterable, Sequence

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Choice, Day, Number, Rows, Tick
from tracker.domain.known import INFINITY, ZERO, Code, Known, Num
from tracker.domain.outputs import Category, Detail, Flag
from tracker.domain.sources import Fact, Series, Setting
from tracker.domain.text import N_

DAYS = (
    "aplasia_onset_day",
    "recovery_day",
    "duration_observed_days",
    "duration_min_days",
    "duration_max_days",
)
INTERVALS = ("aplasia_onset_interval", "recovery_interval")
STATUS = {
    "recovered": N_("B cells are back"),
    "recovered_unconfirmed": N_("B cells are back in the last sample, not confirmed yet"),
    "ongoing": N_("aplasia goes on"),
    "never_depleted": N_("never below the cut-off"),
    "no_data": N_("no sample after the infusion"),
}
Sample = tuple[int, bool | None]
"""Day after the infusion, and whether B cells were gone; None where the sample cannot tell."""


def samples(a: Answers) -> list[Sample] | None:
    """One for each day before the censoring, in order; None while it cannot be told which belong."""
    if a.counts is None or a.infusion_date.value is None or a.refused("censor_date"):
        return None
    found: list[Sample] = []
    for row in a.counts:
        if row.cells_per_ul.gaps:
            continue
        if row.date.value is None or row.qualifier.value is None:
            return None
        day = int(row.date.value - a.infusion_date.value)
        censored = not a.censor_date.gaps and row.date.value >= a.censor_date.low
        if not censored:
            found.append((day, gone(row.cells_per_ul, row.qualifier.value, a.threshold_cells_per_ul)))
    return by_day(found)


def by_day(found: Iterable[Sample]) -> list[Sample]:
    """One sample for each day after the infusion, in order; those of a day that contradict tell nothing."""
    days: dict[int, set[bool | None]] = {}
    for day, empty in found:
        if day > 0:
            days.setdefault(day, set()).add(empty)
    return [(day, told.pop() if len(told) == 1 else None) for day, told in sorted(days.items())]


def gone(count: Num, sign: str, threshold: Known) -> bool | None:
    """Whether B cells are below the threshold; `sign` "<": the count is what the assay could see."""
    if sign == "<":
        if count.high <= 0:
            return None
        count = count.below()
    below: Num = count < threshold
    return below.truth


def recovery(later: Sequence[tuple[int, bool]], confirm: bool) -> tuple[int | None, str]:
    """The first sample with B cells whose next one has them too, and the status that follows."""
    for at, (day, empty) in enumerate(later):
        if empty:
            continue
        if not confirm:
            return day, "recovered"
        if at + 1 == len(later):
            return day, "recovered_unconfirmed"
        if not later[at + 1][1]:
            return day, "recovered"
    return None, "ongoing"


def course(read: Sequence[Sample], confirm: bool) -> dict[str, object]:
    """What the samples of one infusion tell, with the days between which it happened; none is made up."""
    told = [(day, empty) for day, empty in read if empty is not None]
    nothing: dict[str, object] = dict.fromkeys((*DAYS, *INTERVALS))
    onset = next((day for day, empty in told if empty), None)
    if onset is None:
        return nothing | {"status": "never_depleted" if told else "no_data"}
    before = max((day for day, _ in told if day < onset), default=0)
    back, status = recovery([each for each in told if each[0] > onset], confirm)
    last = max(day for day, empty in told if empty and (back is None or day < back))
    return nothing | {
        "status": status,
        "aplasia_onset_day": onset,
        "aplasia_onset_interval": [before, onset],
        "recovery_day": back,
        "recovery_interval": None if back is None else [last, back],
        "duration_observed_days": None if back is None else back - onset,
        "duration_min_days": last - onset,
        "duration_max_days": None if back is None else back - before,
    }


def undecided(gaps: tuple[str, ...]) -> dict[str, object]:
    number = Num(ZERO, INFINITY, gaps, gaps)
    status = Code(dict.fromkeys(STATUS, ZERO), gaps, gaps)
    return {**dict.fromkeys((*DAYS, *INTERVALS), number), "status": status}


def work(a: Answers) -> dict[str, object]:
    read = samples(a)
    needed = (a.infusion_date, a.threshold_cells_per_ul, a.require_confirmation)
    gaps = tuple(name for known in needed for name in known.gaps)
    if read is None or gaps:
        waits = gaps or (("censor_date",) if a.refused("censor_date") else ("counts",))
        if a.counts is None and "counts" not in waits:
            waits = (*waits, "counts")
        return {**undecided(waits), "left_out": None, "unit_doubtful": None}
    small = [row.cells_per_ul.value for row in a.counts if row.qualifier.value == "="]
    return {
        **course(read, a.require_confirmation.truth),
        "left_out": any(empty is None for _, empty in read),
        "unit_doubtful": any(count is not None and 0 < count < 1 for count in small),
    }


BCELL_APLASIA = Instrument(
    code="bcell_aplasia",
    title=N_("B-cell aplasia and recovery"),
    short=N_("B-cell aplasia"),
    work=work,
    items=(
        Day("infusion_date", N_("Infusion"), found=Fact("infusion_date"), hint=N_("Day 0: samples before it do not count.")),
        Number("threshold_cells_per_ul", N_("B cells count as gone below"), "0.01", 1000, N_("cells/µL"), default="10", mark="P",
               found=Setting("b_cell_cutoff"), hint=N_("Decides where aplasia starts and ends, on every chart and list. No published consensus.")),
        Tick("require_confirmation", N_("A return needs a second sample"), default=True, found=Setting("b_cell_confirmation"),
             mark="P", hint=N_("B cells are back when two samples in a row have them.")),
        Day("censor_date", N_("Samples count until"), found=Fact("b_cell_censor_date"), hint=N_(
            "The day of the next infusion, of a B-cell depleting drug or of death; empty where there was none.")),
        Rows("counts", N_("B cells"), found=Series(
            "cd19", "cells/uL", date="date", value="cells_per_ul", sign="qualifier"), items=(
            Day("date", N_("Sampled on"), hint=N_("The day on which the blood was taken, not that of the report.")),
            Number("cells_per_ul", N_("CD19+ B cells"), 0, 100000, N_("cells/µL"), hint=N_("The count, or the detection limit where the sign is <.")),
            Choice("qualifier", N_("Sign"), {"=": ("=", 0), "<": ("<", 0)}, default="=", hint=N_("“<” where the laboratory saw fewer than it can count.")),
        ), hint=N_("Every dated count of CD19+ B cells with its sign, from the laboratory results.")),
    ),
    outputs=(
        Category("status", N_("Status"), options=STATUS),
        Detail("aplasia_onset_day", N_("Aplasia seen from day")),
        Detail("aplasia_onset_interval", N_("Aplasia began between days")),
        Detail("recovery_day", N_("B cells back on day")),
        Detail("recovery_interval", N_("B cells came back between days")),
        Detail("duration_observed_days", N_("Days from the first sample without to the first with B cells")),
        Detail("duration_min_days", N_("Aplasia lasted at least (days)")),
        Detail("duration_max_days", N_("Aplasia lasted at most (days)")),
        Flag("left_out", N_("A sample whose detection limit lies above the cut-off, or that contradicts another of its day, is left out.")),
        Flag("unit_doubtful", N_("A count between 0 and 1 per µL: check that it was not typed in 10⁹/L"), mark="P"),
    ),
    source="Definitions of this program; timing: Mackensen 2022, doi 10.1038/s41591-022-02017-5",
    licence=N_("Own definition."),
    mark="P",
)  # fmt: skip
