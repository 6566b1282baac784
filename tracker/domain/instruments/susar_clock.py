"""SUSAR clock: by when a serious, suspected, unexpected reaction has to be reported, in calendar days."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.days import on_calendar
from tracker.domain.items import Day, Tick
from tracker.domain.known import Num, choose
from tracker.domain.outputs import Criterion, Detail, Flag, On
from tracker.domain.text import N_

SOON, LATER, COMPLETE = 7, 15, 8


def only_if(condition: Num, number: Num) -> Num | None:
    """The number where the condition holds; open while the condition is."""
    return None if condition.truth is False else choose(condition, number, number)


def due(condition: Num, day: Num) -> Num | None:
    found = only_if(condition, day)
    return None if found is None else on_calendar(found)


def work(a: Answers) -> dict[str, object]:
    reportable = a.serious & a.unexpected & a.related
    days = choose(a.fatal_or_life_threatening, SOON, LATER)
    report = a.sponsor_awareness_date + days
    return {
        "reportable": reportable,
        "clock_days": only_if(reportable, days),
        "due_date": due(reportable, report),
        "complete_report_due_date": due(reportable & a.fatal_or_life_threatening, report + COMPLETE),
        "contradictory": a.fatal_or_life_threatening & ~a.serious,
    }


SUSAR_CLOCK = Instrument(
    code="susar_clock",
    title=N_("SUSAR reporting clock"),
    short=N_("SUSAR"),
    work=work,
    items=(
        Day("sponsor_awareness_date", N_("Sponsor became aware on"), hint=N_(
            "Day 0 of the clock. Where a known event turns fatal or life-threatening, the day on which that became known.")),
        Tick("fatal_or_life_threatening", N_("Fatal or life-threatening"), hint=N_("It led to death, or put life in danger at the time, not only if it had been worse.")),
        Tick("serious", N_("Serious"), hint=N_(
            "Death, danger to life, admission or a longer stay, lasting disability, birth defect, or another medically important event.")),
        Tick("unexpected", N_("Unexpected"), hint=N_("By its nature or severity not in the reference safety information.")),
        Tick("related", N_("Suspected to be related"), hint=N_("Possible, probable or definite.")),
    ),
    outputs=(
        Criterion("reportable", N_("Has to be reported in an expedited way")),
        Detail("clock_days", N_("Calendar days")),
        On("due_date", N_("Report due on")),
        On("complete_report_due_date", N_("Complete report due on"), mark="M"),
        Flag("contradictory", N_("A fatal or life-threatening event is always serious: check the answers.")),
    ),
    source="21 CFR 312.32; Regulation (EU) 536/2014, article 42",
    licence=N_("Public law."),
)  # fmt: skip
