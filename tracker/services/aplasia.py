"""Whether the B cells are gone: when they went, when they came back, and how one says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.domain.labs import analyte
from tracker.domain.settings import SETTINGS
from tracker.domain.text import N_
from tracker.domain.visit import LabResult, LabState
from tracker.language import Words

CD19 = "cd19"
CUTOFF = Decimal(SETTINGS["b_cell_cutoff"].default)
_EXPECTED_GONE_BY = 28


class BCells(StrEnum):
    """Where the B cells are on the way down and up again."""

    NO_RESULT = "no_result"
    BEFORE = "before"
    FALLING = "falling"
    STAYED = "stayed"
    NOT_SEEN = "not_seen"
    LOW = "low"
    BACK = "back"
    IN_RANGE = "in_range"


STATE_TITLES = {
    BCells.NO_RESULT: N_("No result"),
    BCells.BEFORE: N_("Before infusion"),
    BCells.FALLING: N_("Falling"),
    BCells.STAYED: N_("Never gone"),
    BCells.NOT_SEEN: N_("Not seen"),
    BCells.LOW: N_("Below cut-off"),
    BCells.BACK: N_("Back"),
    BCells.IN_RANGE: N_("In lab range"),
}


@dataclass(frozen=True, slots=True)
class Aplasia:
    """Days from the infusion: `start` is the first result below the cut-off, `back` the first of two above.

    `last_gone` is the last result below it; `sure` says whether a second result confirms the return.
    """

    state: BCells
    start: int | None = None
    back: int | None = None
    last_gone: int | None = None
    sure: bool = False
    last: LabResult | None = None


def counted_from(found: Aplasia, offset: int) -> Aplasia:
    """The same with its days counted from a first infusion, `offset` days before the one it is about."""

    def later(day: int | None) -> int | None:
        return None if day is None else day + offset

    return replace(found, start=later(found.start), back=later(found.back), last_gone=later(found.last_gone))


def aplasia(
    labs: Sequence[LabResult],
    day0: date | None,
    cutoff: Decimal = CUTOFF,
    today: date | None = None,
    until: date | None = None,
) -> Aplasia:
    """Read the B-cell results after `day0`, up to but not including the next infusion on `until`."""
    seen = [lab for lab in labs if lab.analyte == CD19 and lab.value and lab.state is not LabState.NOT_DONE]
    seen = sorted(seen, key=lambda lab: lab.sampled)
    if until:
        seen = [lab for lab in seen if lab.sampled < until]
    last = seen[-1] if seen else None
    if day0 is None or (today is not None and today < day0):
        return Aplasia(BCells.BEFORE if seen else BCells.NO_RESULT, last=last)
    after = [((lab.sampled - day0).days, gone) for lab in seen if (gone := below(lab, cutoff)) is not None]
    after = [(day, gone) for day, gone in after if day > 0]
    if not after or last is None:
        return Aplasia(
            BCells.BEFORE if seen and last and last.sampled < day0 else BCells.NO_RESULT, last=last
        )
    start = next((day for day, gone in after if gone), None)
    if start is None:
        state = BCells.FALLING if after[-1][0] < _EXPECTED_GONE_BY else BCells.STAYED
        return Aplasia(state, last=last)
    back, sure = _return(after, start)
    last_gone = max(day for day, gone in after if gone and (back is None or day < back))
    if back is None:
        return Aplasia(BCells.NOT_SEEN if last.unseen else BCells.LOW, start, None, last_gone, last=last)
    return Aplasia(BCells.IN_RANGE if _in_range(last) else BCells.BACK, start, back, last_gone, sure, last)


def below(lab: LabResult, cutoff: Decimal) -> bool | None:
    """Whether the result is below the cut-off; None where it cannot be told ("<20" against 10)."""
    house = analyte(CD19).house_unit
    if lab.number is None or not analyte(CD19).converts(lab.unit or house, house):
        return None
    value = analyte(CD19).convert(lab.number, lab.unit or house, house)
    if lab.unseen:
        return True if value <= cutoff else None
    if lab.comparator.value == ">":
        return False if value >= cutoff else None
    return value < cutoff


def sentence(found: Aplasia, words: Words) -> str:
    """The state as a chip says it: "B cells back since Day 84"."""
    places = {"day": words.number(found.back or found.start or 0)}
    phrase = {
        BCells.NO_RESULT: N_("No B-cell result"),
        BCells.BEFORE: N_("Before infusion"),
        BCells.FALLING: N_("B cells falling"),
        BCells.STAYED: N_("B cells never gone"),
        BCells.NOT_SEEN: N_("B cells not seen since Day {day}"),
        BCells.LOW: N_("B cells below the cut-off since Day {day}"),
        BCells.BACK: N_("B cells back since Day {day}"),
        BCells.IN_RANGE: N_("B cells back since Day {day}, in lab range"),
    }[found.state]
    return words(phrase, **places)


def _return(after: Sequence[tuple[int, bool]], start: int) -> tuple[int | None, bool]:
    """The first result above whose next one is above too; the very last may stand alone, unconfirmed."""
    later = [(day, gone) for day, gone in after if day > start]
    for index, (day, gone) in enumerate(later):
        if not gone and index + 1 == len(later):
            return day, False
        if not gone and not later[index + 1][1]:
            return day, True
    return None, False


def _in_range(lab: LabResult) -> bool:
    number = lab.number
    return bool(lab.low) and number is not None and not lab.unseen and number >= Decimal(lab.low)
