"""What a person types in a visit form, as it was typed: the content of a draft and what is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tracker.domain.visit import Comparator, LabResult, LabState, Visit


@dataclass(frozen=True, kw_only=True)
class LabEntry:
    """The text of one laboratory box. A `note` says why it is kept, not done or to be checked."""

    text: str = ""
    note: str = ""

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, kw_only=True)
class VisitEntry:
    """A visit form while it is being filled. `visit` is None until the first save.

    `labs` by analyte code, `answers` by instrument code and item key; None is "not answered". What the plan
    asks beside scores is answered under `QUESTIONS` (services/visit_questions.py).
    """

    patient: UUID
    visit: UUID | None = None
    day: date
    code: str = "unplanned"
    title: str = ""
    sampled: date | None = None
    labs: Mapping[str, LabEntry] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @property
    def sample_day(self) -> date:
        """The day the blood was taken: the visit's own unless another was typed."""
        return self.sampled or self.day

    def content(self) -> dict[str, object]:
        """As a draft keeps it: JSON and nothing else."""
        return {
            "day": self.day.isoformat(),
            "code": self.code,
            "title": self.title,
            "sampled": self.sampled.isoformat() if self.sampled else None,
            "labs": {code: {"text": lab.text, "note": lab.note} for code, lab in self.labs.items()},
            "answers": {code: dict(answers) for code, answers in self.answers.items()},
        }


def entry_from(content: Mapping[str, Any], *, patient: UUID, visit: UUID | None) -> VisitEntry:
    """Read back what `content` kept."""
    return VisitEntry(
        patient=patient,
        visit=visit,
        day=date.fromisoformat(content["day"]),
        code=content["code"],
        title=content["title"],
        sampled=date.fromisoformat(content["sampled"]) if content.get("sampled") else None,
        labs={code: LabEntry(**lab) for code, lab in content["labs"].items()},
        answers={code: dict(answers) for code, answers in content["answers"].items()},
    )


def entry_of(visit: Visit, typed: VisitEntry | None = None) -> VisitEntry:
    """A saved visit on a form, with what is `typed` there and not saved."""
    return VisitEntry(
        patient=visit.patient,
        visit=visit.id,
        day=visit.day,
        code=visit.code,
        title=visit.title,
        labs=typed.labs if typed else {},
        answers=typed.answers if typed else {},
    )


def as_typed(lab: LabResult) -> str:
    """The text that would be typed for a saved result."""
    if lab.state is LabState.NOT_DONE:
        return "nd"
    if lab.state is LabState.TO_CHECK and not lab.value:
        return "?"
    comparator = "" if lab.comparator is Comparator.EQUAL else lab.comparator.value
    return f"{comparator}{lab.value}"
