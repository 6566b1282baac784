"""All about a patient's toxicity at once: checks, episodes, ICAHT, laboratory grades, what needs a look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.domain.change import Records, Ref
from tracker.domain.study import User
from tracker.domain.text import Said
from tracker.services.course import Course, course
from tracker.services.episodes import Episode, episodes
from tracker.services.icaht import Icaht, icaht
from tracker.services.lab_grades import LabGrade, Suggestion, lab_grades, suggestions, versions, worst
from tracker.services.renal_crisis import renal_crisis


@dataclass(frozen=True, kw_only=True)
class SafetyOverview:
    """`by` says who entered a check; `worst` and `latest` are grades by analyte after the infusion."""

    course: Course
    by: Mapping[UUID, str]
    episodes: tuple[Episode, ...]
    icaht: tuple[Icaht, ...]
    worst: Mapping[str, LabGrade]
    latest: Mapping[str, LabGrade]
    suggestions: tuple[Suggestion, ...]
    today: tuple[tuple[Said, Ref], ...]
    """What somebody has to look at today."""


def safety_overview(records: Records, patient: UUID, today: date) -> SafetyOverview:
    """Read it all."""
    whole = course(records, patient)
    graded = lab_grades(whole, versions(records))
    people = {user.id: user.short for user in records.find(User)}
    by = {}
    for check in whole.checks:
        events = records.history(check.id)
        if events:
            by[check.id] = people.get(events[0].who, "")
    return SafetyOverview(
        course=whole,
        by=by,
        episodes=episodes(whole),
        icaht=icaht(whole, today),
        worst=worst(graded),
        latest={each.lab.analyte: each for each in graded if each.day is not None and each.day >= 0},
        suggestions=suggestions(whole, graded),
        today=renal_crisis(whole, today),
    )
