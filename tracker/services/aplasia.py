"""Whether the B cells are gone: what the declaration of aplasia says of a record, read for every screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.domain.drug_effects import Effect
from tracker.domain.drugs import DRUGS, drug
from tracker.domain.instruments.bcell_aplasia import Sample, by_day, gone
from tracker.domain.instruments.bcell_aplasia import course as worked_out
from tracker.domain.known import INFINITY, Num
from tracker.domain.labs import analyte
from tracker.domain.medication import MedicationCourse
from tracker.domain.patient import Patient, Standing
from tracker.domain.settings import SETTINGS
from tracker.domain.study_options import as_answer
from tracker.domain.text import N_
from tracker.domain.visit import LabResult, LabState
from tracker.language import Words

CD19 = "cd19"
DEPLETING = tuple(code for code, each in DRUGS.items() if Effect.DEPLETES_B_CELLS in each.effects)
"""Codes of the drugs that take B cells away: samples after them say nothing about the infusion."""
_EXPECTED_GONE_BY = 28


@dataclass(frozen=True, slots=True)
class Rule:
    """The study's settings: B cells count as gone below `cutoff`; a return `confirmed` by a second sample."""

    cutoff: Decimal
    confirmed: bool


def rule_of(settings: Mapping[str, str]) -> Rule:
    """What the study answered, or the defaults."""
    cutoff, second = SETTINGS["b_cell_cutoff"], SETTINGS["b_cell_confirmation"]
    wanted = as_answer(second, settings.get(second.key, second.default))
    return Rule(Decimal(settings.get(cutoff.key, cutoff.default)), wanted is True)


USUAL = rule_of({})


class BCells(StrEnum):
    """Where the B cells are on the way down and up again."""

    NO_RESULT = "no_result"
    BEFORE = "before"
    UNTOLD = "untold"
    FALLING = "falling"
    STAYED = "stayed"
    NOT_SEEN = "not_seen"
    LOW = "low"
    BACK = "back"
    IN_RANGE = "in_range"


STATE_TITLES = {
    BCells.NO_RESULT: N_("No result"),
    BCells.BEFORE: N_("Before infusion"),
    BCells.UNTOLD: N_("Cannot be told"),
    BCells.FALLING: N_("Falling"),
    BCells.STAYED: N_("Never gone"),
    BCells.NOT_SEEN: N_("Not seen"),
    BCells.LOW: N_("Below cut-off"),
    BCells.BACK: N_("Back"),
    BCells.IN_RANGE: N_("In lab range"),
}

Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Aplasia:
    """Days from the infusion: `start` is the first result below the cut-off, `back` the day of recovery.

    `last_gone` is the last result below it before the return; `sure`: a second result confirms the return,
    or the study asks for none. `began` and `returned` are the days between which it really happened.
    `least` and `most` are days that aplasia lasted; `most` is None while it goes on. `unclear` are the days
    of samples that cannot tell: a detection limit above the cut-off, or two results that contradict.
    """

    state: BCells
    start: int | None = None
    back: int | None = None
    last_gone: int | None = None
    sure: bool = False
    last: LabResult | None = None
    began: Days | None = None
    returned: Days | None = None
    least: int | None = None
    most: int | None = None
    unclear: tuple[int, ...] = ()

    @property
    def observed(self) -> int | None:
        """Days from the first sample without to the first with B cells."""
        return None if self.back is None or self.start is None else self.back - self.start


def counted_from(found: Aplasia, offset: int) -> Aplasia:
    """The same with its days counted from a first infusion, `offset` days before the one it is about."""

    def later(day: int | None) -> int | None:
        return None if day is None else day + offset

    def both(days: Days | None) -> Days | None:
        return None if days is None else (days[0] + offset, days[1] + offset)

    return replace(
        found,
        start=later(found.start),
        back=later(found.back),
        last_gone=later(found.last_gone),
        began=both(found.began),
        returned=both(found.returned),
        unclear=tuple(day + offset for day in found.unclear),
    )


def censored(
    patient: Patient, medications: Iterable[MedicationCourse], day0: date, following: date | None
) -> date | None:
    """The first of: the next infusion on `following`, a B-cell depleting drug, death; None without any."""
    died = patient.standing_since if patient.standing is Standing.DIED else None
    return min(
        (*next_therapy(medications, day0, following), *((died.earliest,) if died else ())), default=None
    )


def next_therapy(
    medications: Iterable[MedicationCourse], day0: date, following: date | None
) -> tuple[date, ...]:
    """The days on which another treatment began: the next infusion, and drugs that deplete B cells."""
    drugs = [
        each.start.earliest
        for each in medications
        if Effect.DEPLETES_B_CELLS in drug(each.drug).effects and each.start and each.start.earliest > day0
    ]
    return (*((following,) if following else ()), *drugs)


def aplasia(
    labs: Sequence[LabResult],
    day0: date | None,
    rule: Rule = USUAL,
    today: date | None = None,
    until: date | None = None,
) -> Aplasia:
    """Read the B-cell results after `day0`, up to but not including the censoring day `until`."""
    seen = [lab for lab in labs if lab.analyte == CD19 and lab.value and lab.state is not LabState.NOT_DONE]
    seen = sorted(seen, key=lambda lab: lab.sampled)
    if until:
        seen = [lab for lab in seen if lab.sampled < until]
    last = seen[-1] if seen else None
    before = BCells.BEFORE if last else BCells.NO_RESULT
    if day0 is None or (today is not None and today < day0):
        return Aplasia(before, last=last)
    read = by_day(told for lab in seen if (told := _sample(lab, day0, rule.cutoff)))
    unclear = tuple(day for day, empty in read if empty is None)
    if last is None or not read:
        return Aplasia(before if last and last.sampled < day0 else BCells.NO_RESULT, last=last)
    found = worked_out(read, rule.confirmed)
    start, back = _day(found["aplasia_onset_day"]), _day(found["recovery_day"])
    least, began = _day(found["duration_min_days"]), _days(found["aplasia_onset_interval"])
    return Aplasia(
        _state(str(found["status"]), read, last),
        start,
        back,
        None if start is None or least is None else start + least,
        sure=found["status"] == "recovered",
        last=last,
        began=began,
        returned=_days(found["recovery_interval"]),
        least=least,
        most=_day(found["duration_max_days"]),
        unclear=unclear,
    )


def sentence(found: Aplasia, words: Words) -> str:
    """The state as a chip says it: "B cells back since Day 84"."""
    places = {"day": words.number(found.back or found.start or 0)}
    phrase = {
        BCells.NO_RESULT: N_("No B-cell result"),
        BCells.BEFORE: N_("Before infusion"),
        BCells.UNTOLD: N_("B cells: no result that tells"),
        BCells.FALLING: N_("B cells falling"),
        BCells.STAYED: N_("B cells never gone"),
        BCells.NOT_SEEN: N_("B cells not seen since Day {day}"),
        BCells.LOW: N_("B cells below the cut-off since Day {day}"),
        BCells.BACK: N_("B cells back since Day {day}"),
        BCells.IN_RANGE: N_("B cells back since Day {day}, in lab range"),
    }[found.state]
    return words(phrase, **places)


def _sample(lab: LabResult, day0: date, cutoff: Decimal) -> Sample | None:
    """The day after the infusion and whether B cells were gone; nothing without a number in a known unit."""
    known = analyte(CD19)
    unit = lab.unit or known.house_unit
    if lab.number is None or not known.converts(unit, known.house_unit):
        return None
    value = known.convert(lab.number, unit, known.house_unit)
    sign = lab.comparator.value
    count = Num(value, INFINITY if sign == ">" else value)
    return (lab.sampled - day0).days, gone(count, sign, cutoff)


def _state(status: str, read: Sequence[Sample], last: LabResult) -> BCells:
    if status == "no_data":
        return BCells.UNTOLD
    if status == "never_depleted":
        told = [day for day, empty in read if empty is not None]
        return BCells.FALLING if told[-1] < _EXPECTED_GONE_BY else BCells.STAYED
    if status == "ongoing":
        return BCells.NOT_SEEN if last.unseen else BCells.LOW
    return BCells.IN_RANGE if _in_range(last) else BCells.BACK


def _day(known: object) -> int | None:
    return known if isinstance(known, int) else None


def _days(known: object) -> Days | None:
    return (known[0], known[1]) if isinstance(known, list) else None


def _in_range(lab: LabResult) -> bool:
    number = lab.number
    return bool(lab.low) and number is not None and not lab.unseen and number >= Decimal(lab.low)
