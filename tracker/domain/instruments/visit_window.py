"""Visit window: planned day, first and last allowed day, and where a visit stands, by the plan of 15 years."""

from dataclasses import dataclass

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.days import FIRST, LAST, later, on_calendar
from tracker.domain.items import Choice, Day, Tick
from tracker.domain.known import Code, Num, choose, first_of
from tracker.domain.outputs import Category, Detail, Flag, On
from tracker.domain.sources import Fact
from tracker.domain.text import N_

DAY, MONTH = "day", "month"


@dataclass(frozen=True)
class Planned:
    """A visit `count` days or calendar months from the infusion, allowed so many days before and after."""

    title: str
    kind: str
    count: int
    before: int
    after: int

    def target(self, infusion: Num) -> Num:
        return infusion + self.count if self.kind == DAY else infusion.map(later(self.count))


PLAN = {
    "scr": Planned(N_("Screening"), DAY, -42, 28, 13),
    "aph": Planned(N_("Leukapheresis"), DAY, -28, 28, 14),
    "bl": Planned(N_("Baseline (pre-lymphodepletion)"), DAY, -6, 8, 0),
    "ld_d5m": Planned(N_("Lymphodepletion day -5"), DAY, -5, 0, 0),
    "ld_d4m": Planned(N_("Lymphodepletion day -4"), DAY, -4, 0, 0),
    "ld_d3m": Planned(N_("Lymphodepletion day -3"), DAY, -3, 0, 0),
    "d0": Planned(N_("Infusion"), DAY, 0, 0, 0),
    "d1": Planned(N_("Day 1"), DAY, 1, 0, 0),
    "d2": Planned(N_("Day 2"), DAY, 2, 0, 0),
    "d3": Planned(N_("Day 3"), DAY, 3, 0, 0),
    "d4": Planned(N_("Day 4"), DAY, 4, 0, 0),
    "d5": Planned(N_("Day 5"), DAY, 5, 0, 0),
    "d6": Planned(N_("Day 6"), DAY, 6, 0, 0),
    "d7": Planned(N_("Day 7"), DAY, 7, 0, 0),
    "d10": Planned(N_("Day 10"), DAY, 10, 1, 1),
    "d14": Planned(N_("Day 14"), DAY, 14, 1, 1),
    "d21": Planned(N_("Day 21"), DAY, 21, 2, 2),
    "d28": Planned(N_("Day 28"), DAY, 28, 3, 3),
    "d42": Planned(N_("Week 6"), DAY, 42, 4, 4),
    "d60": Planned(N_("Month 2"), DAY, 60, 7, 7),
    "d90": Planned(N_("Month 3"), DAY, 90, 10, 10),
    "d120": Planned(N_("Month 4"), DAY, 120, 10, 10),
    "d150": Planned(N_("Month 5"), DAY, 150, 10, 10),
    "m6": Planned(N_("Month 6"), MONTH, 6, 14, 14),
    "m9": Planned(N_("Month 9"), MONTH, 9, 21, 21),
    "m12": Planned(N_("Month 12"), MONTH, 12, 28, 28),
    "m15": Planned(N_("Month 15"), MONTH, 15, 28, 28),
    "m18": Planned(N_("Month 18"), MONTH, 18, 28, 28),
    "m24": Planned(N_("Month 24"), MONTH, 24, 30, 30),
    "m30": Planned(N_("Month 30"), MONTH, 30, 45, 45),
    "m36": Planned(N_("Month 36"), MONTH, 36, 45, 45),
    "m42": Planned(N_("Month 42"), MONTH, 42, 45, 45),
    "m48": Planned(N_("Month 48"), MONTH, 48, 45, 45),
    "m54": Planned(N_("Month 54"), MONTH, 54, 45, 45),
    "m60": Planned(N_("Month 60"), MONTH, 60, 45, 45),
    "y6": Planned(N_("Year 6"), MONTH, 72, 60, 60),
    "y7": Planned(N_("Year 7"), MONTH, 84, 60, 60),
    "y8": Planned(N_("Year 8"), MONTH, 96, 60, 60),
    "y9": Planned(N_("Year 9"), MONTH, 108, 60, 60),
    "y10": Planned(N_("Year 10"), MONTH, 120, 60, 60),
    "y11": Planned(N_("Year 11"), MONTH, 132, 60, 60),
    "y12": Planned(N_("Year 12"), MONTH, 144, 60, 60),
    "y13": Planned(N_("Year 13"), MONTH, 156, 60, 60),
    "y14": Planned(N_("Year 14"), MONTH, 168, 60, 60),
    "y15": Planned(N_("Year 15"), MONTH, 180, 60, 60),
}
UNPLANNED = "uns"


def dates(visit: Code, infusion: Num) -> tuple[Num, Num, Num] | None:
    """Planned day, opening and closing of the window; nothing for an unplanned visit."""
    if visit.value == UNPLANNED:
        return None
    if visit.value is None:
        somewhere = Num(FIRST, LAST, (*visit.of, *infusion.of), (*visit.gaps, *infusion.gaps))
        return somewhere, somewhere, somewhere
    planned = PLAN[visit.value]
    target = planned.target(infusion)
    return target, target - planned.before, target + planned.after


def work(a: Answers) -> dict[str, object]:
    found = dates(a.visit_code, a.infusion_date)
    if found is None:
        none = dict.fromkeys(("target_date", "window_open", "window_close", "status", "deviation_days"))
        return {**none, "provisional": a.infusion_planned}
    target, opens, closes = found
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
        "target_date": on_calendar(target),
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
        }),
        Day("infusion_date", N_("Infusion"), found=Fact("infusion_date"), hint=N_("Day 0, from which every visit is counted.")),
        Day("actual_date", N_("Done on"), hint=N_("Empty while the visit has not taken place.")),
        Day("today", N_("Today"), found=Fact("today")),
        Tick("infusion_planned", N_("The infusion is only planned"), default=False),
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
