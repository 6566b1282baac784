"""Which places the window has, and how each is made; a module is loaded when one first goes there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


@dataclass(frozen=True)
class Route:
    """Where a person is: enough to come back to it after a lock. It names no one."""

    place: str
    patient: UUID | None = None
    visit: UUID | None = None
    paper: str = ""
    topic: str = ""
    """The code of the score that help is about."""
    tab: str = ""
    """The part of the record; "" is its first."""
    code: str = ""
    """The planned visit that a new one is opened for."""
    check: UUID | None = None
    """A safety check in the record, to be corrected."""


TODAY, PATIENTS = Route("today"), Route("patients")
ROOTS = (TODAY, PATIENTS)
"""The lists that everything else is opened from."""
Maker = Callable[[Workplace, Route], Screen]


def _patients(workplace: Workplace, _route: Route) -> Screen:
    from tracker.ui.screens.patients import PatientsScreen

    return PatientsScreen(workplace)


def _today(workplace: Workplace, _route: Route) -> Screen:
    from tracker.ui.screens.today import TodayScreen

    return TodayScreen(workplace)


def _enrol(workplace: Workplace, _route: Route) -> Screen:
    from tracker.ui.screens.enrol import EnrolScreen

    return EnrolScreen(workplace)


def _record(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.record import RecordScreen

    return RecordScreen(workplace, route.patient, route.tab)


def _infusion(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.infusion import InfusionScreen

    return InfusionScreen(workplace, route.patient)


def _visit(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.visit import VisitScreen

    return VisitScreen(workplace, route.patient, route.visit, route.code)


def _paper(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.paper import PaperScreen

    return PaperScreen(workplace, route.patient, route.visit, route.paper)


def _move(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.move import MoveScreen

    return MoveScreen(workplace, route.patient)


def _help(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.help import HelpScreen

    return HelpScreen(workplace, route.topic)


def _safety(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.safety import SafetyScreen

    return SafetyScreen(workplace, route.patient, route.check)


def _people(workplace: Workplace, _route: Route) -> Screen:
    from tracker.ui.screens.people import PeopleScreen

    return PeopleScreen(workplace)


PLACES: Mapping[str, Maker] = MappingProxyType(
    {
        "today": _today,
        "patients": _patients,
        "enrol": _enrol,
        "record": _record,
        "infusion": _infusion,
        "visit": _visit,
        "paper": _paper,
        "move": _move,
        "help": _help,
        "safety": _safety,
        "people": _people,
    }
)
