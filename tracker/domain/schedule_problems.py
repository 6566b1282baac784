"""What does not fit in a schedule, each as a sentence: dates before the infusion, order, two visits a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from tracker.domain.plan import PlanVisit
from tracker.domain.text import N_, Said


@dataclass(frozen=True)
class ScheduleProblem:
    """A sentence about saved visits; nothing is left out of the schedule because of it."""

    said: Said
    visits: tuple[UUID, ...] = ()


def problem(phrase: str, *visits: UUID, **values: object) -> ScheduleProblem:
    """`phrase` is marked by the caller; `values` fill its places."""
    return ScheduleProblem(Said(phrase, values), visits)


def order_problems(
    held: Sequence[tuple[PlanVisit, date, UUID]], day0: date | None, left: date | None
) -> list[ScheduleProblem]:
    """Problems of one line: `held` are its visits in the order of the plan, with their actual days."""
    found = []
    for visit, day, id in held:
        if day0 and day < day0 and visit.offset.count > 0:
            found.append(
                problem(
                    N_("{title} was held on {day}, before the infusion on {day0}."),
                    id, title=Said(visit.title), day=day, day0=day0,
                )
            )  # fmt: skip
        if left and day > left:
            found.append(
                problem(
                    N_("{title} was held on {day}, after the patient had left on {left}."),
                    id, title=Said(visit.title), day=day, left=left,
                )
            )  # fmt: skip
    for (one, first, first_id), (two, second, second_id) in pairwise(held):
        both, values = (first_id, second_id), {"one": Said(one.title), "two": Said(two.title), "day": second}
        if second < first and not _free(one, two):
            found.append(problem(N_("{two} on {day} comes before {one}: out of order."), *both, **values))
        elif second == first:
            found.append(problem(N_("{one} and {two} are both on {day}."), *both, **values))
    return found


def _free(one: PlanVisit, two: PlanVisit) -> bool:
    """Windows that may overlap have no order, except where one follows the other."""
    overlap = two.code in one.may_overlap or one.code in two.may_overlap
    return overlap and one.code not in two.follows
