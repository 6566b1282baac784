"""Which version of a plan asks for a visit: PlanHistory, the versions of one plan, each from a day on."""

from dataclasses import dataclass, field
from datetime import date

from tracker.domain.plan import Plan, PlanVisit, Window


@dataclass(frozen=True)
class Asked:
    """A visit, the version of the plan that asks for it, and its days after one infusion."""

    visit: PlanVisit
    plan: Plan
    window: Window


@dataclass(frozen=True, eq=False)
class PlanHistory:
    """Versions of one plan, oldest first, each with the day it applies from; the first applies always.

    A visit is asked by the version in force on its planned day. Where an amendment moves a visit across the
    day it applies from, the newer version decides, so that no visit is asked twice or falls between two.
    """

    versions: tuple[tuple[date, Plan], ...]
    elsewhere: tuple[Plan, ...] = ()
    """Versions of other plans: a finished visit keeps the one it was held under, whatever is chosen later."""
    _known: dict[date, tuple[Asked, ...]] = field(default_factory=dict, repr=False)

    @property
    def newest(self) -> Plan:
        return self.versions[-1][1]

    def on(self, day: date) -> Plan:
        """The version in force on `day`."""
        found = [plan for start, plan in self.versions if start <= day]
        return found[-1] if found else self.versions[0][1]

    def named(self, name: str) -> Plan | None:
        """The version a finished visit kept ("car-t-follow-up/1"); None where the study never had it."""
        known = (*(plan for _, plan in self.versions), *self.elsewhere)
        return next((plan for plan in known if plan.name == name), None)

    def asked(self, day0: date) -> tuple[Asked, ...]:
        """Every visit after an infusion on `day0`, by planned day; read once for each day."""
        found = self._known.get(day0)
        if found is None:
            found = self._known[day0] = self._work_out(day0)
        return found

    def _work_out(self, day0: date) -> tuple[Asked, ...]:
        chosen: dict[str, Asked] = {}
        met: set[str] = set()
        for at, (start, plan) in enumerate(self.versions):
            first = start if at else date.min
            end = self.versions[at + 1][0] if at + 1 < len(self.versions) else None
            for visit in plan.visits:
                window = visit.window(day0)
                if window is None:
                    continue
                inside = window.target >= first and (end is None or window.target < end)
                between = end is None and visit.code in met and visit.code not in chosen
                if inside or between:
                    chosen[visit.code] = Asked(visit, plan, window)
                met.add(visit.code)
        return tuple(sorted(chosen.values(), key=lambda each: (each.window.target, each.window.open)))
