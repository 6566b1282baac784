"""Since when a patient takes no steroid, no other drug for the disease, nothing at all: dated facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.followup import Inquiry
from tracker.domain.medication import MedicationCourse
from tracker.domain.treatment import Stretch, Verdict, stretches, taken
from tracker.services.course import Course
from tracker.services.steroids import is_steroid

MEDICATIONS = "medications"
"""The topic of an inquiry about medicines."""


class Free(StrEnum):
    """`OPEN` waits for the investigator; `UNKNOWN`: nothing was entered and nobody was asked."""

    YES = "yes"
    NOT_YET = "not_yet"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Freedom:
    """`since` is the first day without; None: as far back as anybody knows. `planned` lies in the future.

    `sure` is false where the end of a medicine is known to the month or year only: then the latest is taken.
    """

    state: Free
    since: date | None = None
    days: int | None = None
    planned: date | None = None
    by: tuple[MedicationCourse, ...] = ()
    sure: bool = True


@dataclass(frozen=True, kw_only=True)
class DrugFree:
    """Separate facts; `drug_free` is the usual meaning, `fully` counts antimalarials too."""

    steroids: Freedom
    others: Freedom
    drug_free: Freedom
    fully: Freedom


def infusion_days(course: Course) -> tuple[date, ...]:
    """The days of all infusions that are known, in order."""
    return tuple(sorted(each.day0.exact for each in course.infusions if each.day0 and each.day0.exact))


def drug_free(
    course: Course, today: date, *, antimalarials_count: bool = False, asked: Sequence[Inquiry] = ()
) -> DrugFree:
    """What can be said on `today`."""
    infusions = infusion_days(course)
    usual = tuple(stretches(course.medications, infusions, antimalarials_count=antimalarials_count))
    strict = tuple(stretches(course.medications, infusions, antimalarials_count=True))
    steroids = tuple(
        Stretch(each, start, end, Verdict.YES)
        for each in course.medications
        if is_steroid(each)
        for start, end in taken(each)
    )
    others = tuple(each for each in usual if not is_steroid(each.course))
    known = bool(course.medications) or any(each.topic == MEDICATIONS for each in asked)
    return DrugFree(
        steroids=_free(steroids, today, known),
        others=_free(others, today, known),
        drug_free=_free(usual, today, known),
        fully=_free(strict, today, known),
    )


def free_spans(
    course: Course, today: date, *, antimalarials_count: bool = False
) -> tuple[tuple[date, date], ...]:
    """The stretches after the first infusion without any drug that counts, to `today` at the latest."""
    infusions = infusion_days(course)
    if not infusions or not course.medications:
        return ()
    busy = sorted(
        (each.start or date.min, min(each.end or date.max, today))
        for each in stretches(course.medications, infusions, antimalarials_count=antimalarials_count)
        if each.verdict in {Verdict.YES, Verdict.ASK}
    )
    free: list[tuple[date, date]] = []
    at = infusions[0]
    for start, end in busy:
        if start > at and start <= today:
            free.append((at, start))
        at = max(at, end)
    if at < today and not any(start <= today < end for start, end in busy):
        free.append((at, today))
    return tuple(free)


def _free(stretches_of: Sequence[Stretch], today: date, known: bool) -> Freedom:
    if not known:
        return Freedom(state=Free.UNKNOWN)
    mine = [each for each in stretches_of if each.verdict in {Verdict.YES, Verdict.ASK}]
    running = [each for each in mine if _holds(each, today)]
    if running:
        surely = [each for each in running if each.verdict is Verdict.YES]
        ends = [each.end for each in running]
        planned = max(end for end in ends if end) if all(ends) else None
        by = tuple(dict.fromkeys(each.course for each in surely or running))
        return Freedom(state=Free.NOT_YET if surely else Free.OPEN, planned=planned, by=by)
    ended = [each for each in mine if each.end is not None and each.end <= today]
    if not ended:
        return Freedom(state=Free.YES)
    last = max(ended, key=lambda each: each.end or date.min)
    since = last.end
    assert since is not None
    exact = last.course.end is None or last.course.end.exact is not None or since != last.course.end.latest
    return Freedom(state=Free.YES, since=since, days=(today - since).days, sure=exact)


def _holds(each: Stretch, day: date) -> bool:
    return (each.start is None or each.start <= day) and (each.end is None or day < each.end)
