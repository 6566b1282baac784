"""What is agreed about the visits after an infusion: Plan, PlanVisit, DueAssessment, Milestone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from tracker.domain.calendar_days import days_after, months_after

UNPLANNED = "unplanned"
"""The code of a visit that no plan asks for; it has no window."""


class Unit(StrEnum):
    """What the distance from the infusion is counted in."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance from Day 0, always counted from the infusion itself and never from another target."""

    count: int
    unit: Unit = Unit.DAY

    def from_day0(self, day0: date) -> date | None:
        """The day meant, None beyond the calendar."""
        return (days_after if self.unit is Unit.DAY else months_after)(day0, self.count)

    @property
    def about(self) -> int:
        """About how many days that is, for sorting before any infusion is known."""
        return self.count if self.unit is Unit.DAY else self.count * 365 // 12


@dataclass(frozen=True, slots=True)
class Window:
    """The planned day and the first and last day allowed, both ends included."""

    target: date
    open: date
    close: date

    def holds(self, day: date) -> bool:
        return self.open <= day <= self.close


@dataclass(frozen=True)
class PlanVisit:
    """One visit of a plan: `before` and `after` are days allowed around the planned one.

    `follows` names visits that come first whatever the windows say; `may_overlap` those whose window may
    share days with this one; `aliases` are codes under which older records hold it. `contacts` are the ways
    it may be held, codes of domain/followup.py CONTACTS.
    """

    code: str
    title: str
    offset: Offset
    before: int = 0
    after: int = 0
    follows: tuple[str, ...] = ()
    may_overlap: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ("",)

    def window(self, day0: date) -> Window | None:
        """Target and window after an infusion on `day0`; None where one of them leaves the calendar."""
        target = self.offset.from_day0(day0)
        if target is None:
            return None
        first, last = days_after(target, -self.before), days_after(target, self.after)
        return Window(target, first, last) if first and last else None

    @property
    def one_day(self) -> bool:
        """Allowed on its planned day only."""
        return self.before == self.after == 0


class Meets(StrEnum):
    """How a measured value is held against a limit."""

    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    BELOW_DETECTION = "below_detection"


@dataclass(frozen=True)
class Criterion:
    """A state that laboratory values can answer: `analyte` against `limit` in `unit`.

    `setting` names the clinic's own answer that stands for the limit (domain/settings.py), where it has one.
    """

    analyte: str
    meets: Meets
    limit: Decimal = Decimal(0)
    unit: str = ""
    setting: str = ""


@dataclass(frozen=True)
class DueAssessment:
    """What is due at `visits`, for `diseases` (none named: for all).

    `words` say a condition as a person reads it. `until` ends it once met, `when` starts it; a condition in
    words alone is judged by the person at the visit and never counts as missing.
    """

    id: str
    visits: tuple[str, ...]
    diseases: tuple[str, ...] = ()
    required: bool = True
    words: str = ""
    until: Criterion | None = None
    when: Criterion | None = None

    @property
    def judged(self) -> bool:
        """Whether only a person can say if it is due."""
        return bool(self.words) and self.until is None and self.when is None


@dataclass(frozen=True)
class Milestone:
    """A day that means something without a visit: the end of a counting period, a report that is due."""

    code: str
    title: str
    offset: Offset


@dataclass(frozen=True)
class Plan:
    """A version of a visit plan. `visits` stand in the order they are held.

    `bloods_valid` is how many days screening bloods count before conditioning, `bloods` names the visit they
    are taken at and `conditioning` the visits they have to be fresh for.
    """

    key: str
    version: int
    title: str
    visits: tuple[PlanVisit, ...]
    assessments: tuple[DueAssessment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bloods: str = ""
    bloods_valid: int = 28
    conditioning: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a finished visit keeps: "car-t-follow-up/1"."""
        return f"{self.key}/{self.version}"

    @cached_property
    def _by_code(self) -> Mapping[str, PlanVisit]:
        old = {alias: each for each in self.visits for alias in each.aliases}
        return old | {each.code: each for each in self.visits}

    def visit(self, code: str) -> PlanVisit | None:
        """The visit stored under `code`, an alias of older records too; None for another plan's."""
        return self._by_code.get(code)

    def due_at(self, visit: PlanVisit, disease: str) -> tuple[DueAssessment, ...]:
        """What this visit asks of a patient with this disease, conditions not yet looked at."""
        return tuple(
            each for each in self._at.get(visit.code, ()) if not each.diseases or disease in each.diseases
        )

    @cached_property
    def _at(self) -> Mapping[str, tuple[DueAssessment, ...]]:
        return {
            visit.code: tuple(each for each in self.assessments if visit.code in each.visits)
            for visit in self.visits
        }

    def end(self, day0: date) -> date | None:
        """The last planned day after an infusion on `day0`."""
        days = [window.target for each in self.visits if (window := each.window(day0))]
        return max(days) if days else None
