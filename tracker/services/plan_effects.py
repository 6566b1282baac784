"""What a new version of a plan would do to everybody who follows it, before it is adopted."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.change import Records
from tracker.domain.patient import Patient
from tracker.services.plans import check_plan, plan_book
from tracker.services.replan import Effect, Replan, preview_plan


@dataclass(frozen=True)
class PlanEffect:
    """One patient: how many visits move, are new or go, and how many need a decision."""

    patient: Patient
    found: Replan

    @property
    def moved(self) -> int:
        return len(self.found.moved)

    @property
    def new(self) -> int:
        return self.found.counts()[Effect.NEW]

    @property
    def gone(self) -> int:
        return self.found.counts()[Effect.GONE]

    @property
    def decisions(self) -> int:
        return len(self.found.decisions)

    @property
    def changes(self) -> bool:
        return bool(self.moved or self.new or self.gone)


def plan_effects(records: Records, text: str, applies_from: date, today: date) -> tuple[PlanEffect, ...]:
    """Everybody who follows the plan with this key, by study ID; () for a text with problems."""
    plan = check_plan(text).plan
    book = plan_book(records)
    if plan is None:
        return ()
    following = [
        each for each in records.find(Patient) if not each.published and book.of(each).newest.key == plan.key
    ]
    following.sort(key=lambda each: each.study_id)
    return tuple(
        PlanEffect(each, preview_plan(records, each.id, text, applies_from, today)) for each in following
    )
