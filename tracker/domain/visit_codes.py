"""The visits a form can be opened for, with the day after infusion each is named after."""

from dataclasses import dataclass

from tracker.domain.text import N_


@dataclass(frozen=True, slots=True)
class VisitCode:
    """`day` is the nominal one, counted from the infusion; None for a visit without one."""

    code: str
    title: str
    day: int | None = None


UNPLANNED = VisitCode("unplanned", N_("Unplanned visit"))

VISIT_CODES = (
    VisitCode("BL", N_("Before treatment"), -7),
    VisitCode("D0", N_("Day of infusion"), 0),
    VisitCode("D7", N_("Day 7"), 7),
    VisitCode("D14", N_("Day 14"), 14),
    VisitCode("M1", N_("Month 1"), 28),
    VisitCode("M2", N_("Month 2"), 61),
    VisitCode("M3", N_("Month 3"), 91),
    VisitCode("M6", N_("Month 6"), 183),
    VisitCode("M9", N_("Month 9"), 274),
    VisitCode("M12", N_("Month 12"), 365),
    VisitCode("M18", N_("Month 18"), 548),
    VisitCode("M24", N_("Month 24"), 731),
    VisitCode("M30", N_("Month 30"), 913),
    VisitCode("M36", N_("Month 36"), 1096),
    VisitCode("Y4", N_("Year 4"), 1461),
    VisitCode("Y5", N_("Year 5"), 1826),
    VisitCode("Y6", N_("Year 6"), 2192),
    VisitCode("Y7", N_("Year 7"), 2557),
    VisitCode("Y8", N_("Year 8"), 2922),
    VisitCode("Y9", N_("Year 9"), 3287),
    VisitCode("Y10", N_("Year 10"), 3653),
    VisitCode("Y11", N_("Year 11"), 4018),
    VisitCode("Y12", N_("Year 12"), 4383),
    VisitCode("Y13", N_("Year 13"), 4748),
    VisitCode("Y14", N_("Year 14"), 5114),
    VisitCode("Y15", N_("Year 15"), 5479),
    UNPLANNED,
)

NEAR = 3
"""A visit is offered by name when it lies within this many days, or a tenth of its own day."""


def nearest(day: int | None) -> VisitCode:
    """The visit somebody most likely means on this day after infusion; unplanned where none is near."""
    if day is None:
        return UNPLANNED
    dated = [(abs(day - each.day), each) for each in VISIT_CODES if each.day is not None]
    away, found = min(dated, key=lambda pair: pair[0])
    return found if away <= max(NEAR, abs(found.day or 0) // 10) else UNPLANNED


def visit_code(code: str) -> VisitCode:
    """The declaration of `code`; a code of another plan counts as unplanned."""
    return next((each for each in VISIT_CODES if each.code == code), UNPLANNED)
