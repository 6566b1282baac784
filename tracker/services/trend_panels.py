"""The curves of a course that are no scores: B cells on a log axis, and the steroid dose."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from math import ceil, log10

from tracker.domain.chart import Bar, Limit, Panel, Point, Role, Scale, Series, Step, Tick, Zone
from tracker.domain.diseases import disease
from tracker.domain.instruments import CATALOGUE
from tracker.domain.labs import analyte, unit_title
from tracker.domain.trend import CutOff, cut_offs, decades, rules_on, tick_values
from tracker.domain.visit import LabResult
from tracker.language import Words
from tracker.services.aplasia import CD19
from tracker.services.course import Course
from tracker.services.drug_free import free_spans
from tracker.services.steroids import steroid_doses

DOSE = ("prednisone_equivalent", "prednisone_eq_mg_per_day")


def cells_panel(found: Sequence[LabResult], words: Words, day0: date) -> Panel:
    """CD19+ B cells with the laboratory's range and the detection limit of each day."""
    declared = analyte(CD19)
    unit = words(unit_title(declared.house_unit))
    labs = [(lab, value) for lab in found if (value := _house(lab)) is not None]
    points = tuple(
        Point(
            (lab.sampled - day0).days,
            float(value),
            f"{lab.comparator}{words.number(value)}",
            unseen=lab.unseen,
            beyond=lab.comparator == ">",
        )
        for lab, value in labs
    )
    ranges = [
        (lab, low, high) for lab, _ in labs if (low := _edge(lab, lab.low)) and (high := _edge(lab, lab.high))
    ]
    zones: tuple[Zone, ...] = ()
    if ranges:
        _, low, high = ranges[-1]
        label = words("Lab range {low}–{high}", low=words.number(low), high=words.number(high))
        zones = (Zone(float(low), float(high), label),)
    return Panel(
        title=words("B cells (CD19+)"),
        hint=words("{unit}, log scale", unit=unit),
        scale=cells_scale(points, zones, words),
        role=Role.B_CELLS,
        series=(
            Series(words("B cells"), points, Role.B_CELLS, unit, last=points[-1].text if points else ""),
        ),
        zones=zones,
        limits=tuple(_detection(labs, day0, unit, words)),
        spans_named=True,
        remark=remark(points, words("No B-cell results yet."), words),
        height=1.1,
    )


PULSE = 7
"""Days: a dose that lasts no longer and is more than four times all others is cut at the top of the axis."""


def steroid_panel(course: Course, words: Words, day0: date, last: int, antimalarials: bool = False) -> Panel:
    """The daily steroid as prednisone, with the limits that remission rules set, and when no drug was taken.

    `antimalarials` says whether the study counts them as treatment.
    """
    doses = steroid_doses(course.medications)
    today = date.fromordinal(day0.toordinal() + last)
    free = free_spans(course, today, antimalarials_count=antimalarials)
    steps = tuple(
        Step(
            (dose.start - day0).days,
            None if dose.amount is None else float(dose.amount),
            words("not known") if dose.amount is None else words.number(short(dose.amount)),
        )
        for dose in doses
    )
    headline = disease(course.disease).headline
    rules = rules_on(CATALOGUE, headline.instrument) if headline else ()
    limits = cut_offs(rules, *DOSE)
    top, pulse = _dose_axis(steps, [*(float(limit.value) for limit in limits), 10.0])
    above = (
        words(
            "{dose} mg/day on Day {day} is above the axis",
            dose=pulse.text,
            day=words.number(round(pulse.day)),
        )
        if pulse
        else ""
    )
    off = steps[-1] if len(steps) > 1 and steps[-1].value == 0 else None
    return Panel(
        title=words("Prednisone equivalent"),
        hint=words("mg/day. {above}", above=above) if above else words("mg/day"),
        scale=Scale(0, top, tuple(Tick(v, words.number(plain_value(v))) for v in tick_values(0, top, 3))),
        role=Role.STEROID,
        steps=steps,
        steps_end=last,
        steps_unit=words("mg/day"),
        steps_words=words("Off since Day {day}", day=words.number(round(off.day))) if off else "",
        steps_words_at=off.day if off else 0,
        limits=tuple(_dose_limit(limit, words) for limit in limits),
        bars=tuple(
            Bar((start - day0).days, (end - day0).days, words("Drug-free"), Role.STEROID)
            for start, end in free
        ),
        remark="" if steps else words("No steroids entered."),
        height=0.75,
    )


def _dose_axis(steps: Sequence[Step], least: Sequence[float]) -> tuple[float, Step | None]:
    """The top of the axis, and the highest dose where it is cut: a pulse must not flatten all else."""
    ends = [step.day for step in steps[1:]]
    lasting = [
        s.value or 0 for s, end in zip(steps, [*ends, float("inf")], strict=False) if end - s.day > PULSE
    ]
    top = max([*lasting, *least])
    highest = max(steps, key=lambda step: step.value or 0, default=None)
    if highest is None or (highest.value or 0) <= top * 4:
        return max(top, (highest.value or 0) if highest else 0), None
    return top, highest


def _dose_limit(limit: CutOff, words: Words) -> Limit:
    label = words("{rule}: {sign} {value} mg/day", **limit_words(limit, words))
    return Limit(((float("-inf"), float(limit.value)),), label)


def limit_words(limit: CutOff, words: Words) -> dict[str, str]:
    """The rule, its sign as printed, and the value."""
    sign = {"<=": "≤", ">=": "≥"}.get(limit.sign, limit.sign)
    return {"rule": words(limit.rule), "sign": sign, "value": words.number(short(limit.value))}


def cells_scale(points: Sequence[Point], zones: Sequence[Zone], words: Words) -> Scale:
    """From the lowest limit or value to above the highest; 500 is marked while it is the head of the axis."""
    known = [point.value for point in points if point.value > 0]
    low = 10.0 ** min(int(log10(min(known)) // 1) if known else 0, 0)
    top = max([*known, *(zone.high for zone in zones), 100])
    high = top if top <= 500 else 10.0 ** ceil(log10(top))
    values = [*decades(low, high), *([500] if 400 < high <= 500 else [])]
    ticks = tuple(Tick(value, words.number(plain_value(value))) for value in values)
    return Scale(low, high, ticks, log=True, unseen=words("Not seen"))


def _detection(
    labs: Sequence[tuple[LabResult, Decimal]], day0: date, unit: str, words: Words
) -> Iterator[Limit]:
    """What the assay of that day could see, step by step: stated with the result, or told by a "<"."""
    steps: list[tuple[float, float | None]] = []
    limits: list[Decimal] = []
    for lab, value in labs:
        limit = _edge(lab, lab.detection_limit) or (value if lab.unseen else None)
        if limit and (not limits or limits[-1] != limit):
            limits.append(limit)
            steps.append(((lab.sampled - day0).days if steps else float("-inf"), float(limit)))
    for index, (start, height) in enumerate(steps):
        ended = ((steps[index + 1][0], None),) if index + 1 < len(steps) else ()
        label = words("Detection limit {value} {unit}", value=words.number(short(limits[index])), unit=unit)
        yield Limit(((start, height), *ended), label)


def _house(lab: LabResult) -> Decimal | None:
    return None if lab.number is None else _edge(lab, lab.value)


def _edge(lab: LabResult, text: str) -> Decimal | None:
    declared = analyte(lab.analyte)
    unit = lab.unit or declared.house_unit
    if not text or not declared.converts(unit, declared.house_unit):
        return None
    return declared.convert(Decimal(text), unit, declared.house_unit)


def remark(points: Sequence[Point], none: str, words: Words) -> str:
    """What stands in a panel that holds nothing or little."""
    if not points:
        return none
    return words("One result so far.") if len(points) == 1 else ""


def short(amount: Decimal) -> Decimal:
    """A worked-out dose with two decimals at most, and none that says nothing."""
    rounded = round(amount, 2)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def plain_value(value: float) -> Decimal:
    """A place on an axis as its tick is written."""
    return short(Decimal(str(value))) if value >= 0.01 or value == 0 else Decimal(str(value))
