"""Which saved visit fulfils which planned one: by code and infusion, else by the window of its day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tracker.domain.plan import UNPLANNED
from tracker.domain.plan_history import Asked, PlanHistory
from tracker.domain.schedule_problems import ScheduleProblem, problem
from tracker.domain.text import N_, Said
from tracker.domain.visit import Visit

OUTSIDE = frozenset({"", UNPLANNED, "uns"})
"""Codes of visits that never claim a planned one by themselves."""


@dataclass(frozen=True)
class Claim:
    """A saved visit, and the planned one it fulfils."""

    visit: Visit
    asked: Asked


@dataclass(frozen=True)
class Unplanned:
    """A saved visit outside the plan; `nearest` is an open planned one whose window holds its day.

    It is only offered: a person may adopt the visit, nothing does so by itself.
    """

    visit: Visit
    infusion: UUID | None
    nearest: str = ""


@dataclass(frozen=True)
class Claims:
    """Who fulfils what, by infusion and code of the planned visit."""

    held: Mapping[tuple[UUID, str], Claim]
    unplanned: tuple[Unplanned, ...]
    problems: tuple[ScheduleProblem, ...]

    def of(self, infusion: UUID, code: str) -> Claim | None:
        return self.held.get((infusion, code))

    def under(self, infusion: UUID) -> tuple[Claim, ...]:
        """Every claim of one infusion, also of visits that a newer version no longer asks for."""
        return tuple(claim for (line, _), claim in self.held.items() if line == infusion)


def claims(
    lines: Sequence[tuple[UUID, date]],
    asked: Mapping[UUID, Sequence[Asked]],
    history: PlanHistory,
    visits: Sequence[Visit],
) -> Claims:
    """`lines` are infusions by Day 0, `asked` what each asks for. No saved visit is left out."""
    names = {
        line: {name: each for each in of for name in (*each.visit.aliases, each.visit.code)}
        for line, of in asked.items()
    }
    wanting: dict[tuple[UUID, str], list[Claim]] = {}
    outside: list[Unplanned] = []
    for visit in sorted(visits, key=lambda each: (each.day, str(each.id))):
        line = _line(visit, lines)
        found = _asked(visit, line, asked, names, history) if line else None
        if line and found:
            wanting.setdefault((line[0], found.visit.code), []).append(Claim(visit, found))
        else:
            outside.append(Unplanned(visit, line[0] if line else None))
    held, problems = {}, []
    for place, several in wanting.items():
        best, *others = sorted(several, key=_merit)
        held[place] = best
        outside += [Unplanned(each.visit, place[0]) for each in others]
        if others:
            problems.append(
                problem(
                    N_("{count} visits claim {title}; the one on {day} counts."),
                    *(each.visit.id for each in several),
                    count=len(several), title=Said(best.asked.visit.title), day=best.visit.day,
                )
            )  # fmt: skip
    return Claims(held, tuple(_offered(each, asked, held) for each in outside), tuple(problems))


def _line(visit: Visit, lines: Sequence[tuple[UUID, date]]) -> tuple[UUID, date] | None:
    """The infusion the visit names, else the last one up to its day, else the first."""
    if visit.infusion:
        return next((line for line in lines if line[0] == visit.infusion), None)
    before = [line for line in lines if line[1] <= visit.day]
    return before[-1] if before else lines[0] if lines else None


def _asked(
    visit: Visit,
    line: tuple[UUID, date],
    asked: Mapping[UUID, Sequence[Asked]],
    names: Mapping[UUID, Mapping[str, Asked]],
    history: PlanHistory,
) -> Asked | None:
    if visit.code in OUTSIDE:
        return None
    found = names[line[0]].get(visit.code)
    if found and visit.plan in {"", found.plan.name}:
        return found
    kept = history.named(visit.plan) if visit.plan else None
    known = kept.visit(visit.code) if kept else None
    if kept and known and (window := known.window(line[1])):
        return Asked(known, kept, window)
    if found:
        return found
    holding = [each for each in asked[line[0]] if each.window.holds(visit.day)]
    return min(holding, key=lambda each: abs((each.window.target - visit.day).days), default=None)


def _merit(claim: Claim) -> tuple[bool, int, str]:
    """In the window first, then near the planned day."""
    window, day = claim.asked.window, claim.visit.day
    return not window.holds(day), abs((day - window.target).days), str(claim.visit.id)


def _offered(
    found: Unplanned, asked: Mapping[UUID, Sequence[Asked]], held: Mapping[tuple[UUID, str], Claim]
) -> Unplanned:
    if found.infusion is None:
        return found
    free = [
        each
        for each in asked[found.infusion]
        if each.window.holds(found.visit.day) and (found.infusion, each.visit.code) not in held
    ]
    near = min(free, key=lambda each: abs((each.window.target - found.visit.day).days), default=None)
    return replace(found, nearest=near.visit.code) if near else found
