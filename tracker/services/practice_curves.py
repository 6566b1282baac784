"""How the values of practice patients run after an infusion, after the published courses."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from random import Random
from statistics import NormalDist

from tracker.domain.labs import analyte

Knots = Sequence[tuple[float, float]]

BEFORE_TREATMENT = -7

CURVES: Mapping[str, Knots] = {
    "lymphocytes": ((-7, 0.9), (0, 0.12), (7, 0.35), (28, 0.7), (91, 1.0), (183, 1.2), (400, 1.6)),
    "neutrophils": ((-7, 4.8), (0, 2.2), (7, 0.9), (14, 1.6), (28, 2.6), (91, 3.0), (183, 3.3)),
    "leukocytes": ((-7, 6.2), (0, 2.6), (7, 1.5), (14, 2.6), (28, 3.8), (91, 4.7), (183, 5.3)),
    "platelets": ((-7, 265), (0, 210), (7, 145), (14, 165), (28, 205), (91, 240), (183, 255)),
    "haemoglobin": ((-7, 112), (0, 102), (7, 95), (28, 104), (91, 118), (183, 126), (400, 131)),
    "cd3": ((-7, 690), (0, 45), (7, 260), (28, 520), (91, 760), (183, 905), (400, 1080)),
    "cd4": ((-7, 380), (0, 22), (7, 90), (28, 165), (91, 230), (183, 330), (400, 470)),
    "cd8": ((-7, 290), (0, 20), (7, 160), (28, 330), (91, 470), (183, 520), (400, 560)),
    "igg": ((-7, 9.8), (28, 7.9), (63, 6.0), (91, 5.0), (183, 4.6), (274, 5.8), (548, 7.4), (1500, 8.6)),
    "iga": ((-7, 2.1), (91, 0.9), (183, 0.8), (365, 1.2), (1500, 1.7)),
    "igm": ((-7, 0.9), (91, 0.3), (183, 0.4), (365, 0.7), (1500, 0.9)),
    "creatinine": ((-7, 82), (28, 78), (91, 74), (183, 72), (1500, 74)),
    "alt": ((-7, 31), (7, 44), (28, 27), (183, 24)),
    "ast": ((-7, 29), (7, 40), (28, 25), (183, 23)),
    "ldh": ((-7, 265), (28, 225), (183, 198)),
    "crp": ((-7, 9), (3, 48), (7, 22), (14, 6), (28, 3), (183, 2)),
    "ferritin": ((-7, 240), (3, 620), (7, 880), (14, 430), (28, 260), (183, 140)),
    "esr": ((-7, 38), (28, 24), (91, 14), (183, 10)),
    "ck": ((-7, 90), (183, 85)),
    "fvc": ((-7, 71), (91, 73), (183, 76), (365, 78), (1500, 79)),
    "dlco": ((-7, 58), (91, 59), (183, 62), (365, 65), (1500, 66)),
}

RANGES: Mapping[str, tuple[str, str]] = {
    "cd19": ("100", "500"),
    "cd3": ("700", "2100"),
    "cd4": ("300", "1400"),
    "cd8": ("200", "900"),
    "lymphocytes": ("1.0", "3.5"),
    "neutrophils": ("1.8", "7.5"),
    "leukocytes": ("4.0", "10.0"),
    "platelets": ("150", "400"),
    "haemoglobin": ("120", "160"),
    "igg": ("7", "16"),
    "iga": ("0.7", "4.0"),
    "igm": ("0.4", "2.3"),
    "c3": ("0.9", "1.8"),
    "c4": ("0.1", "0.4"),
    "anti_dsdna": ("", "10"),
    "upcr": ("", "50"),
    "creatinine": ("45", "84"),
    "ck": ("", "170"),
    "alt": ("", "35"),
    "ast": ("", "35"),
    "ldh": ("", "250"),
    "crp": ("", "5"),
    "ferritin": ("15", "200"),
    "esr": ("", "20"),
}

CAR_T_CELLS: Knots = ((0, 0.2), (3, 2), (9, 160), (14, 62), (28, 9), (61, 1.4), (91, 0.4), (183, 0.1))


def between(knots: Knots, day: float) -> float:
    """The straight line through `knots`; level before the first and after the last."""
    if day <= knots[0][0]:
        return knots[0][1]
    for (left, low), (right, high) in pairwise(knots):
        if day <= right:
            return low + (high - low) * (day - left) / (right - left)
    return knots[-1][1]


def digits(value: float, code: str) -> str:
    """The value as a laboratory would print it."""
    return str(Decimal(value).quantize(Decimal(1).scaleb(-analyte(code).decimals)))


def shaken(value: float, rng: Random, share: float = 0.06) -> float:
    """`value` with the scatter of real samples."""
    return value * (1 + rng.uniform(-share, share))


def b_cells(day: int, start: int, back: int | None, level: float) -> float | None:
    """B cells per µL on a day since the infusion; None = below detection. `level` is where they end up."""
    if day <= BEFORE_TREATMENT:
        return level * 0.75
    if day < start:
        return 36.0 * math.exp(-day / 3.2) if day >= 0 else level * 0.5
    if back is None or day < back:
        return None
    grown = (day - back) / 110
    return min(level, 12.0 * math.exp(grown * math.log(max(level, 30) / 12.0)))


def days_drawn(count: int, fixed: Sequence[int], mean: float, deviation: float) -> tuple[int, ...]:
    """`count` whole days that, together with the `fixed` ones, have the published mean and spread."""
    shape = [NormalDist().inv_cdf((i + 0.5) / count) for i in range(count)]
    middle = mean + sum(mean - each for each in fixed) / count
    wanted = deviation**2 * (count + len(fixed) - 1)
    wanted -= sum((each - mean) ** 2 for each in fixed) + count * (middle - mean) ** 2
    stretch = math.sqrt(wanted / sum(each**2 for each in shape))
    return tuple(max(21, round(middle + stretch * each)) for each in shape)
