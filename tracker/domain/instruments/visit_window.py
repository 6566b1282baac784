"""Visit window: planned day, first and last allowed day, and where a visit stands, by the plan of 15 years."""

from tracker.domain.default_visits import BY_CODE as PLAN
from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.days import FIRST, LAST, later, on_calendar
from tracker.domain.items import Choice, Day, Tick
from tracker.domain.known import Code, Num, choose, first_of
from tracker.domain.outputs import Category, Detail, Flag, On
from tracker.domain.plan import PlanVisit, Unit
from tracker.domain.sources import Fact
from tracker.domain.text import N_

UNPLANNED = "uns"


def target(planned: PlanVisit, infusion: Num) -> Num:
    """The planned day, counted from the infusion."""
    count = planned.offset.count
    return infusion + count if planned.offset.unit is Unit.DAY else infusion.map(later(count))


def dates(visit: Code, infusion: Num) -> tuple[Num, Num, Num] | None:
    """Planned day, opening and closing of the window; nothing for an unplanned visit."""
    if visit.value == UNPLANNED:
        return None
    if visit.value is None:
        somewhere = Num(FIRST, LAST, (*visit.of, *infusion.of), (*visit.gaps, *infusion.gaps))
        return somewhere, somewhere, somewhere
    planned = PLAN[visit.value]
    day = target(planned, infusion)
    return day, day - planned.before, day + planned.after


def work(a: Answers) -> dict[str, object]:
    found = dates(a.visit_code, a.infusion_date)
    if found is None:
        none = dict.fromkeys(("target_date", "window_open", "window_close", "status", "deviation_days"))
        return {**none, "provisional": a.infusion_planned}
    planned, opens, closes = found
    done, today = a.actual_date, a.today
    early, late = done < opens, done > closes
    waiting = bool(done.gaps) and not a.refused("actual_date")
    status = (
        first_of((today < opens, "upcoming"), (today <= closes, "due"), otherwise="overdue")
        if waiting
        else first_of((early | late, "done_out_of_window"), otherwise="done_in_window")
    )
    deviation = choose(early, done - opens, choose(late, done - closes, 0))
    return {
        "target_date": on_calendar(planned),
        "window_open": on_calendar(opens),
        "window_close": on_calendar(closes),
        "status": status,
        "deviation_days": None if waiting else deviation,
        "provisional": a.infusion_planned,
    }


VISIT_WINDOW = Instrument(
    code="visit_window",
    title=N_("Visit window"),
    work=work,
    items=(
        Choice("visit_code", N_("Visit"), {
            **{code: (planned.title, 0) for code, planned in PLAN.items()},
            UNPLANNED: (N_("Unplanned visit"), 0),
        }, hint=N_("Which visit of the plan; an unplanned one has no window.")),
        Day("infusion_date", N_("Infusion"), found=Fact("infusion_date"), hint=N_("Day 0, from which every visit is counted.")),
        Day("actual_date", N_("Done on"), hint=N_("Empty while the visit has not taken place.")),
        Day("today", N_("Today"), found=Fact("today"), hint=N_("The day from which due and overdue are judged.")),
        Tick("infusion_planned", N_("The infusion is only planned"), default=False, hint=N_("The infusion has not been given yet: every date may still move.")),
    ),
    outputs=(
        On("target_date", N_("Planned day")),
        On("window_open", N_("First day allowed")),
        On("window_close", N_("Last day allowed")),
        Category("status", N_("Status"), options={
            "upcoming": N_("upcoming"),
            "due": N_("due"),
            "overdue": N_("overdue"),
            "done_in_window": N_("done in the window"),
            "done_out_of_window": N_("done outside the window"),
        }),
        Detail("deviation_days", N_("Days outside the window")),
        Flag("provisional", N_("Counted from a planned infusion: every date is provisional.")),
    ),
    source="Default plan of this program, from published trial schedules and FDA long-term follow-up guidance 2020",
    licence=N_("Own plan."),
    mark="P",
)  # fmt: skip
