"""The study and who works in it: Study, Site, User, Setting."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.entity import Entity
from tracker.domain.text import N_


@dataclass(frozen=True, kw_only=True)
class Study(Entity):
    """One encrypted folder. `practice` is set when the file is made and never again."""

    name: str
    time_zone: str
    created: date
    practice: bool = False


@dataclass(frozen=True, kw_only=True)
class Site(Entity):
    """A clinic that sees patients. Its own id is its `site`."""

    clinic: str
    hospital: str = ""


class Role(StrEnum):
    """What a person may do; enforced by services."""

    COORDINATOR = "coordinator"
    INVESTIGATOR = "investigator"
    MONITOR = "monitor"
    DATA_MANAGER = "data_manager"
    ADMIN = "admin"


ROLE_TITLES = {
    Role.COORDINATOR: N_("Coordinator"),
    Role.INVESTIGATOR: N_("Investigator"),
    Role.MONITOR: N_("Monitor"),
    Role.DATA_MANAGER: N_("Data manager"),
    Role.ADMIN: N_("Administrator"),
}


@dataclass(frozen=True, kw_only=True)
class User(Entity):
    """A person who opens the study; `short` is what stands beside an entry (K. Abara)."""

    name: str
    short: str
    role: Role = Role.COORDINATOR
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Setting(Entity):
    """The answer of this site to one declared question (domain/settings.py)."""

    key: str
    value: str
