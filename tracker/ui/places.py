"""Which places the window has, and how each is made; a module is loaded when one first goes there."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tracker.ui.routes import AUDIT, PATIENTS, ROOTS, TODAY, Route
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace

__all__ = ["AUDIT", "PATIENTS", "PLACES", "ROOTS", "TODAY", "Maker", "Route"]

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

    return RecordScreen(workplace, route.whose, route.tab)


def _infusion(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.infusion import InfusionScreen

    return InfusionScreen(workplace, route.whose)


def _visit(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.visit import VisitScreen

    screen = VisitScreen(workplace, route.whose, route.visit, route.code, route.query)
    screen.page.wanted = route.topic
    return screen


def _queries(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.queries import QueriesScreen

    return QueriesScreen(workplace, route.patient, route.query, route.about)


def _paper(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.paper import PaperScreen

    return PaperScreen(workplace, route.whose, route.visit, route.paper)


def _move(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.move import MoveScreen

    return MoveScreen(workplace, route.whose)


def _plan(workplace: Workplace, _route: Route) -> Screen:
    from tracker.ui.screens.plan import PlanScreen

    return PlanScreen(workplace)


def _patient_plan(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.patient_plan import PatientPlanScreen

    return PatientPlanScreen(workplace, route.whose)


def _calendar(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.calendar import CalendarScreen

    return CalendarScreen(workplace, route.whose)


def _help(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.help import HelpScreen

    return HelpScreen(workplace, route.topic)


def _safety(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.safety import SafetyScreen

    return SafetyScreen(workplace, route.whose, route.check)


def _people(workplace: Workplace, _route: Route) -> Screen:
    from tracker.ui.screens.people import PeopleScreen

    return PeopleScreen(workplace)


def _settings(workplace: Workplace, route: Route) -> Screen:
    from tracker.ui.screens.settings import SettingsScreen

    return SettingsScreen(workplace, route.tab)


def _audit(workplace: Workplace, _route: Route) -> Screen:
    from tracker.ui.screens.audit import AuditScreen

    return AuditScreen(workplace)


PLACES: Mapping[str, Maker] = MappingProxyType(
    {
        "today": _today,
        "patients": _patients,
        "enrol": _enrol,
        "record": _record,
        "infusion": _infusion,
        "visit": _visit,
        "queries": _queries,
        "paper": _paper,
        "move": _move,
        "plan": _plan,
        "patient-plan": _patient_plan,
        "calendar": _calendar,
        "help": _help,
        "safety": _safety,
        "people": _people,
        "audit": _audit,
        "settings": _settings,
    }
)
