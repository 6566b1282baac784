"""One question that a clinic or a study answers once for everybody, and how its answer is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.items import Item


class SettingKind(StrEnum):
    """How the answer is written: all are kept as text."""

    TEXT = "text"
    PHONE = "phone"
    LINES = "lines"
    NUMBER = "number"
    CHOICE = "choice"
    PLAN = "plan"
    """One of the visit plans that this study holds."""
    SENTENCES = "sentences"
    """Sentences for patients, one a line; they are written and approved one by one."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One question to the clinic; `help` says what the answer changes."""

    key: str
    title: str
    help: str
    page: str = ""
    """Key of the page of the settings that asks it (domain/setting_pages.py)."""
    kind: SettingKind = SettingKind.TEXT
    default: str = ""
    choices: Mapping[str, str] | None = None
    needed: bool = False
    """Something cannot be done while the answer is empty."""
    unit: str = ""
    low: str = ""
    high: str = ""
    item: Item | None = None
    """The item of an instrument that the study answers here; None for what is no variant of a score."""
    used_by: tuple[str, ...] = ()
    """Codes of the instruments whose item it answers."""
