"""Where a patient stands in the plan: every planned visit derived from the record, none of it stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.domain.followup import PlannedVisitNote
from tracker.domain.infusion import Infusion
from tracker.domain.patient import Patient
from tracker.domain.plan import Milestone, Plan
from tracker.domain.plan_history import Asked, PlanHistory
from tracker.domain.planned_visit import PlannedVisit, State, held_visit, left_on, open_state
from tracker.domain.schedule_claims import Claim, Unplanned, claims
from tracker.domain.schedule_problems import ScheduleProblem, order_problems, problem
from tracker.domain.text import N_
from tracker.domain.visit import Visit


@dataclass(frozen=True)
class Line:
    """The visits of one infusion, by planned day; `closed` is the day of the infusion that ended it."""

    infusion: Infusion
    day0: date
    provisional: bool
    plan: Plan
    visits: tuple[PlannedVisit, ...]
    milestones: tuple[tuple[Milestone, date], ...] = ()
    closed: date | None = None

    @property
    def end(self) -> date | None:
        """The last planned day."""
        return self.visits[-1].window.target if self.visits else None


@dataclass(frozen=True)
class Schedule:
    """All lines of a patient, the oldest infusion first, and what fits into none of them."""

    lines: tuple[Line, ...] = ()
    unplanned: tuple[Unplanned, ...] = ()
    problems: tuple[ScheduleProblem, ...] = ()

    @property
    def line(self) -> Line | None:
        """The line of the last infusion: the long-term clock runs from there."""
        return self.lines[-1] if self.lines else None

    @property
    def visits(self) -> tuple[PlannedVisit, ...]:
        """Every planned visit of every line."""
        return tuple(each for line in self.lines for each in line.visits)

    @property
    def next(self) -> PlannedVisit | None:
        """The first open visit that is due or still to come; else the last overdue one."""
        coming = [each for each in self.visits if each.state in {State.UPCOMING, State.DUE}]
        late = [each for each in self.visits if each.state is State.OVERDUE]
        if coming:
            return min(coming, key=lambda each: each.window.target)
        return late[-1] if late else None

    @property
    def end(self) -> date | None:
        """The last planned day of the last line."""
        return self.line.end if self.line else None

    def planned(self, code: str, infusion: UUID | None = None) -> PlannedVisit | None:
        """The planned visit with this code in one line, by default the last."""
        lines = [line for line in self.lines if infusion is None or line.infusion.id == infusion]
        visits = lines[-1].visits if lines else ()
        return next((each for each in visits if code == each.code or code in each.visit.aliases), None)

    def claimed_by(self, code: str, day: date) -> PlannedVisit | None:
        """The planned visit that a new one with `code` on `day` fulfils: of the line whose window holds the
        day, else of the last line; None for an unplanned visit.
        """
        named = [each for each in self.visits if code == each.code or code in each.visit.aliases]
        holding = [each for each in named if each.window.holds(day)]
        found = holding or named
        return found[-1] if found else None

    def of_visit(self, visit: UUID) -> PlannedVisit | None:
        """The planned visit that a saved visit fulfils; None for an unplanned one."""
        return next((each for each in self.visits if each.held == visit), None)

    def around(self, day: date) -> PlannedVisit | None:
        """The visit that a new one on `day` most likely is: not held yet, its window holds the day."""
        holding = [
            each for each in self.visits if each.held is None and each.is_open and each.window.holds(day)
        ]
        return min(holding, key=lambda each: abs((each.window.target - day).days), default=None)


def day0_of(infusion: Infusion) -> tuple[date, bool] | None:
    """The day everything counts from, and whether it is only planned; None while neither is known."""
    if infusion.day0:
        return (infusion.day0.exact, False) if infusion.day0.exact else None
    return (infusion.planned.exact, True) if infusion.planned and infusion.planned.exact else None


def schedule(  # noqa: PLR0917 - everything a schedule is derived from, each once
    patient: Patient,
    history: PlanHistory,
    infusions: Sequence[Infusion],
    visits: Sequence[Visit],
    notes: Sequence[PlannedVisitNote],
    today: date,
) -> Schedule:
    """Derive every planned visit of `patient` as it stands on `today`."""
    dated = [(each, *known) for each in infusions if (known := day0_of(each))]
    dated.sort(key=lambda row: row[1])
    problems = [
        problem(N_("The day of infusion {number} is not known, so that it has no plan."), number=each.number)
        for each in infusions
        if day0_of(each) is None and (each.day0 or each.planned)
    ]
    asked = {each.id: history.asked(day0) for each, day0, _ in dated}
    claimed = claims([(each.id, day0) for each, day0, _ in dated], asked, history, visits)
    lines = []
    for at, (infusion, day0, provisional) in enumerate(dated):
        after = [day for _, day, planned_only in dated[at + 1 :] if not planned_only]
        closed = after[0] if after else None
        own = {
            note.code: note
            for note in notes
            if note.infusion in {infusion.id, None if at == 0 else infusion.id}
        }
        planned = tuple(
            _planned(
                patient,
                each,
                infusion,
                day0,
                provisional,
                claimed.of(infusion.id, each.visit.code),
                own,
                closed,
                today,
            )
            for each in asked[infusion.id]
        )
        codes = {each.code for each in planned}
        dropped = (claim for claim in claimed.under(infusion.id) if claim.asked.visit.code not in codes)
        planned += tuple(held_visit(each, infusion.id, day0, provisional, None) for each in dropped)
        planned = tuple(sorted(planned, key=lambda each: (each.window.target, each.window.open)))
        plan = history.on(today)
        stones = tuple((stone, day) for stone in plan.milestones if (day := stone.offset.from_day0(day0)))
        lines.append(Line(infusion, day0, provisional, plan, planned, stones, closed))
    problems += claimed.problems
    for line in lines:
        rows = [(each.visit, each.actual, each.held) for each in line.visits if each.actual and each.held]
        problems += order_problems(rows, None if line.provisional else line.day0, left_on(patient))
    return Schedule(tuple(lines), claimed.unplanned, tuple(problems))


def _planned(  # noqa: PLR0917 - one private assembly
    patient: Patient,
    asked: Asked,
    infusion: Infusion,
    day0: date,
    provisional: bool,
    claim: Claim | None,
    notes: Mapping[str, PlannedVisitNote],
    closed: date | None,
    today: date,
) -> PlannedVisit:
    note = next((notes[code] for code in (asked.visit.code, *asked.visit.aliases) if code in notes), None)
    if claim:
        return held_visit(claim, infusion.id, day0, provisional, note)
    return PlannedVisit(
        visit=asked.visit,
        plan=asked.plan.name,
        infusion=infusion.id,
        window=asked.window,
        day=(asked.window.target - day0).days,
        provisional=provisional,
        state=open_state(patient, asked.window, note, closed, today),
        note=note,
    )
