"""The visits of the default plan of 15 years, as the formula of the visit window and the form know them.

The plan file car-t-follow-up.toml says the same and more; a test holds both against each other.
"""

from typing import Any

from tracker.domain.plan import Offset, PlanVisit, Unit
from tracker.domain.text import N_

_BY_CONTACT = ("", "phone", "questionnaire")
"""FDA guidance on long-term follow-up after gene therapy, 2020: from year 6 on a contact will do."""


def _days(code: str, title: str, count: int, before: int, after: int, **more: Any) -> PlanVisit:
    return PlanVisit(code, title, Offset(count), before, after, **more)


def _months(code: str, title: str, count: int, before: int, after: int, **more: Any) -> PlanVisit:
    return PlanVisit(code, title, Offset(count, Unit.MONTH), before, after, **more)


DEFAULT_VISITS = (
    _days("scr", N_("Screening"), -42, 28, 13, may_overlap=("aph", "bl")),
    _days("aph", N_("Leukapheresis"), -28, 28, 14, follows=("scr",), may_overlap=("scr", "bl")),
    _days("bl", N_("Baseline (pre-lymphodepletion)"), -6, 8, 0, follows=("aph",),
          may_overlap=("scr", "aph"), aliases=("BL",)),
    _days("ld_d5m", N_("Lymphodepletion day -5"), -5, 0, 0, follows=("bl",)),
    _days("ld_d4m", N_("Lymphodepletion day -4"), -4, 0, 0),
    _days("ld_d3m", N_("Lymphodepletion day -3"), -3, 0, 0),
    _days("d0", N_("Infusion"), 0, 0, 0, aliases=("D0",)),
    _days("d1", N_("Day 1"), 1, 0, 0),
    _days("d2", N_("Day 2"), 2, 0, 0),
    _days("d3", N_("Day 3"), 3, 0, 0),
    _days("d4", N_("Day 4"), 4, 0, 0),
    _days("d5", N_("Day 5"), 5, 0, 0),
    _days("d6", N_("Day 6"), 6, 0, 0),
    _days("d7", N_("Day 7"), 7, 0, 0, aliases=("D7",)),
    _days("d10", N_("Day 10"), 10, 1, 1),
    _days("d14", N_("Day 14"), 14, 1, 1, aliases=("D14",)),
    _days("d21", N_("Day 21"), 21, 2, 2),
    _days("d28", N_("Day 28"), 28, 3, 3, aliases=("M1",)),
    _days("d42", N_("Week 6"), 42, 4, 4),
    _days("d60", N_("Month 2"), 60, 7, 7, aliases=("M2",)),
    _days("d90", N_("Month 3"), 90, 10, 10, aliases=("M3",)),
    _days("d120", N_("Month 4"), 120, 10, 10),
    _days("d150", N_("Month 5"), 150, 10, 10),
    _months("m6", N_("Month 6"), 6, 14, 14, aliases=("M6",)),
    _months("m9", N_("Month 9"), 9, 21, 21, aliases=("M9",)),
    _months("m12", N_("Month 12"), 12, 28, 28, aliases=("M12",)),
    _months("m15", N_("Month 15"), 15, 28, 28),
    _months("m18", N_("Month 18"), 18, 28, 28, aliases=("M18",)),
    _months("m24", N_("Month 24"), 24, 30, 30, aliases=("M24",)),
    _months("m30", N_("Month 30"), 30, 45, 45, aliases=("M30",)),
    _months("m36", N_("Month 36"), 36, 45, 45, aliases=("M36",)),
    _months("m42", N_("Month 42"), 42, 45, 45),
    _months("m48", N_("Month 48"), 48, 45, 45, aliases=("Y4",)),
    _months("m54", N_("Month 54"), 54, 45, 45),
    _months("m60", N_("Month 60"), 60, 45, 45, aliases=("Y5",)),
    _months("y6", N_("Year 6"), 72, 60, 60, aliases=("Y6",), contacts=_BY_CONTACT),
    _months("y7", N_("Year 7"), 84, 60, 60, aliases=("Y7",), contacts=_BY_CONTACT),
    _months("y8", N_("Year 8"), 96, 60, 60, aliases=("Y8",), contacts=_BY_CONTACT),
    _months("y9", N_("Year 9"), 108, 60, 60, aliases=("Y9",), contacts=_BY_CONTACT),
    _months("y10", N_("Year 10"), 120, 60, 60, aliases=("Y10",), contacts=_BY_CONTACT),
    _months("y11", N_("Year 11"), 132, 60, 60, aliases=("Y11",), contacts=_BY_CONTACT),
    _months("y12", N_("Year 12"), 144, 60, 60, aliases=("Y12",), contacts=_BY_CONTACT),
    _months("y13", N_("Year 13"), 156, 60, 60, aliases=("Y13",), contacts=_BY_CONTACT),
    _months("y14", N_("Year 14"), 168, 60, 60, aliases=("Y14",), contacts=_BY_CONTACT),
    _months("y15", N_("Year 15"), 180, 60, 60, aliases=("Y15",), contacts=_BY_CONTACT),
)  # fmt: skip

BY_CODE = {each.code: each for each in DEFAULT_VISITS}
_BY_OLD_CODE = {alias: each for each in DEFAULT_VISITS for alias in each.aliases}


def default_visit(code: str) -> PlanVisit | None:
    """The visit with this code, old codes too; None for an unplanned one and those of other plans."""
    return BY_CODE.get(code) or _BY_OLD_CODE.get(code)
