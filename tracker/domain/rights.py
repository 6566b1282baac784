"""Who may do what: the one matrix of roles and rights, read by services, window and help."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from tracker.domain.study import Role
from tracker.domain.text import N_


class Right(StrEnum):
    """One thing that not everybody may do. Reading the record needs no right of its own."""

    ENTER = "enter"
    CORRECT = "correct"
    SIGN = "sign"
    QUERY = "query"
    CLOSE = "close"
    PRINT = "print"
    EXPORT = "export"
    IMPORT = "import"
    SETTINGS = "settings"
    APPROVE = "approve"
    TRAIL = "trail"
    BACK_UP = "back_up"
    RESTORE = "restore"
    RECOVERY_KEY = "recovery_key"
    PEOPLE = "people"
    OWN_ACCESS = "own_access"


RIGHT_TITLES: Mapping[Right, str] = MappingProxyType(
    {
        Right.ENTER: N_("enter patients, visits and treatment"),
        Right.CORRECT: N_("correct what is in the record"),
        Right.SIGN: N_("sign visits"),
        Right.QUERY: N_("raise queries"),
        Right.CLOSE: N_("close queries of others"),
        Right.PRINT: N_("print papers"),
        Right.EXPORT: N_("export data"),
        Right.IMPORT: N_("import data"),
        Right.SETTINGS: N_("change the clinic's settings"),
        Right.APPROVE: N_("approve sentences for patients"),
        Right.TRAIL: N_("read the whole trail"),
        Right.BACK_UP: N_("make backups"),
        Right.RESTORE: N_("restore a backup"),
        Right.RECOVERY_KEY: N_("make a new recovery key"),
        Right.PEOPLE: N_("manage people and the data key"),
        Right.OWN_ACCESS: N_("change one's own passphrase"),
    }
)

_DOCTORS = frozenset({Role.COORDINATOR, Role.INVESTIGATOR, Role.ADMIN})
_WORKERS = _DOCTORS | {Role.DATA_MANAGER}
_ALL = frozenset(Role)

MATRIX: Mapping[Right, frozenset[Role]] = MappingProxyType(
    {
        Right.ENTER: _DOCTORS,
        Right.CORRECT: _WORKERS,
        Right.SIGN: _DOCTORS,
        Right.QUERY: _ALL,
        Right.CLOSE: frozenset({Role.MONITOR, Role.DATA_MANAGER, Role.ADMIN}),
        Right.PRINT: _WORKERS,
        Right.EXPORT: _WORKERS,
        Right.IMPORT: _WORKERS,
        Right.SETTINGS: _WORKERS,
        Right.APPROVE: frozenset({Role.INVESTIGATOR, Role.ADMIN}),
        Right.TRAIL: _ALL,
        Right.BACK_UP: _WORKERS,
        Right.RESTORE: frozenset({Role.ADMIN}),
        Right.RECOVERY_KEY: _WORKERS,
        Right.PEOPLE: frozenset({Role.ADMIN}),
        Right.OWN_ACCESS: _ALL,
    }
)

VIEWS_LOGGED = frozenset({Role.MONITOR})
"""Roles whose opening of a patient is an entry of the trail: they come from outside of the clinic."""

REFUSALS: Mapping[Right, str] = MappingProxyType(
    {
        Right.ENTER: N_("Your role does not enter data. Ask a coordinator or an investigator."),
        Right.CORRECT: N_("Your role does not correct the record. Ask a coordinator."),
        Right.SIGN: N_("Your role does not sign visits. Ask a coordinator or an investigator."),
        Right.QUERY: N_("Your role does not raise queries."),
        Right.CLOSE: N_("Whoever raised a query closes it, or a monitor or data manager."),
        Right.PRINT: N_("Your role does not print papers. Ask a coordinator."),
        Right.EXPORT: N_("Your role does not export data. Ask a coordinator."),
        Right.IMPORT: N_("Your role does not import data. Ask a coordinator."),
        Right.SETTINGS: N_("Your role does not change the clinic's settings. Ask a coordinator."),
        Right.APPROVE: N_("Your role does not approve sentences for patients. Ask an investigator."),
        Right.TRAIL: N_("Your role does not read the whole trail."),
        Right.BACK_UP: N_("Your role does not make backups. Ask a coordinator."),
        Right.RESTORE: N_("Only an administrator restores a backup."),
        Right.RECOVERY_KEY: N_("Your role does not make a recovery key. Ask an administrator."),
        Right.PEOPLE: N_("Only an administrator manages people and the data key."),
        Right.OWN_ACCESS: N_("Your role has no passphrase of its own."),
    }
)

_READERS: Mapping[Role, str] = MappingProxyType(
    {Role.MONITOR: N_("A monitor reads the record and does not change it.")}
)


def may(role: Role, right: Right) -> bool:
    """Whether `role` has `right`."""
    return role in MATRIX[right]


def why_not(role: Role, right: Right) -> str:
    """The reason as a marked phrase, "" where `role` may."""
    return "" if may(role, right) else _READERS.get(role, REFUSALS[right])
