"""What a person answers in a safety check, as it stands in the form: the content of a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tracker.domain.bedside import points_of, ticks_of
from tracker.domain.bedside_sheets import SHEETS, sheet
from tracker.domain.safety_check import SafetyCheck

FORM = "safety"
Ticks = Sequence[bool | None]


@dataclass(frozen=True, kw_only=True)
class CheckEntry:
    """Answers by code of the grading and item key; `ticks` holds points while some of them are open.

    `confirmed` is the investigator's grade and why it differs, by code; `check` the one being corrected.
    """

    patient: UUID
    at: datetime
    answers: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    ticks: Mapping[str, Mapping[str, Ticks]] = field(default_factory=dict)
    confirmed: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    told: str = ""
    note: str = ""
    check: UUID | None = None

    @property
    def visit(self) -> UUID | None:
        """A draft of a check belongs to no visit."""
        return None

    @property
    def empty(self) -> bool:
        """Whether nothing was answered yet."""
        said = [a for given in self.answers.values() for a in given.values() if a is not None]
        ticked = [
            t for given in self.ticks.values() for each in given.values() for t in each if t is not None
        ]
        return not said and not ticked and not self.confirmed

    def given(self, code: str) -> dict[str, object]:
        """The answers of one grading, points added up where each was answered."""
        points = {
            each.key: points_of(each, self.ticks.get(code, {}).get(each.key, ()))
            for each in sheet(code).points
        }
        reached = {key: count for key, count in points.items() if count is not None}
        return {**self.answers.get(code, {}), **reached}

    def ticks_for(self, code: str, key: str) -> list[bool | None]:
        """The ticks of one test, open where nothing was said."""
        points = next(each for each in sheet(code).points if each.key == key)
        return list(self.ticks.get(code, {}).get(key, ticks_of(points, None)))

    def with_answers(self, code: str, given: Mapping[str, object]) -> "CheckEntry":
        """The same with other answers in one grading."""
        return replace(self, answers={**self.answers, code: dict(given)})

    def with_ticks(self, code: str, key: str, ticks: Ticks) -> "CheckEntry":
        """The same with other ticks in one test."""
        return replace(self, ticks={**self.ticks, code: {**self.ticks.get(code, {}), key: list(ticks)}})

    def content(self) -> dict[str, object]:
        """As a draft keeps it: JSON and nothing else."""
        return {
            "at": self.at.isoformat(),
            "answers": {code: dict(given) for code, given in self.answers.items()},
            "ticks": {
                code: {key: list(ticks) for key, ticks in given.items()} for code, given in self.ticks.items()
            },
            "confirmed": {code: dict(given) for code, given in self.confirmed.items()},
            "told": self.told,
            "note": self.note,
        }


def entry_from(content: Mapping[str, Any], *, patient: UUID) -> CheckEntry:
    """Read back what `content` kept."""
    return CheckEntry(
        patient=patient,
        at=datetime.fromisoformat(content["at"]),
        answers={code: dict(given) for code, given in content["answers"].items()},
        ticks={code: dict(given) for code, given in content["ticks"].items()},
        confirmed={code: dict(given) for code, given in content.get("confirmed", {}).items()},
        told=content.get("told", ""),
        note=content.get("note", ""),
    )


def same_as(check: SafetyCheck, at: datetime) -> CheckEntry:
    """The answers of an earlier check for a new one at `at`; whom one told is never taken over."""
    answers: dict[str, dict[str, object]] = {}
    ticks: dict[str, dict[str, Ticks]] = {}
    for each in SHEETS:
        given = check.answers.get(each.code, {})
        if not isinstance(given, Mapping):
            continue
        points = {point.key: point for point in each.points}
        answers[each.code] = {key: answer for key, answer in given.items() if key not in points}
        ticks[each.code] = {
            key: ticks_of(point, given[key]) for key, point in points.items() if given.get(key) is not None
        }
    return CheckEntry(patient=check.patient, at=at, answers=answers, ticks=ticks)


def entry_of(check: SafetyCheck) -> CheckEntry:
    """A stored check as it would be typed again, to be corrected."""
    return replace(
        same_as(check, check.at),
        confirmed={
            code: dict(given) for code, given in check.confirmed.items() if isinstance(given, Mapping)
        },
        told=check.told,
        note=check.note,
        check=check.id,
    )
