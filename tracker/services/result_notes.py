"""What misleads in a result: drugs that disturb what it rests on, and another way of measuring."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from tracker.domain.depends import analytes_of
from tracker.domain.drug_effects import DISTURBANCES, Disturbance, Effect
from tracker.domain.drugs import drug
from tracker.domain.instrument import Instrument, Result
from tracker.domain.labs import ANALYTES
from tracker.domain.medication import MedicationCourse
from tracker.domain.text import N_, Said
from tracker.services.course import Course
from tracker.services.record_facts import courses_with
from tracker.services.variants import changed_since


def disturbed(course: Course, known: Instrument, day: date) -> Iterator[Said]:
    """One warning for each analyte of the score and each drug that was given shortly before `day`."""
    for code in sorted(analytes_of(known.code)):
        analyte = ANALYTES.get(code)
        for effect in analyte.disturbed_by if analyte else ():
            found = _given(course, effect, DISTURBANCES[effect], day)
            if analyte and found:
                yield _warning(Said(analyte.short), found, DISTURBANCES[effect])


def changed(course: Course, known: Instrument, result: Result, day: date) -> Iterator[Said]:
    """What differs from the last result before `day` in how it was measured or worked out."""
    earlier = [each for visit, each in course.assessments_of(known.code) if visit.day < day]
    said = changed_since(known, earlier[-1], result) if earlier else None
    if said is not None:
        yield Said(N_("Not comparable with the result before. {what}"), {"what": said})


def _given(course: Course, effect: Effect, disturbance: Disturbance, day: date) -> MedicationCourse | None:
    first = day - timedelta(days=disturbance.days)
    return next(
        (
            each
            for each in courses_with(course, effect)
            if (each.start is None or each.start.earliest <= day)
            and (each.end is None or each.end.latest >= first)
        ),
        None,
    )


def _warning(analyte: Said, given: MedicationCourse, disturbance: Disturbance) -> Said:
    phrase = N_(
        "{drug} was given within {weeks} weeks: {because}. Read {analyte} with care (a rule of this program)."
    )
    return Said(
        phrase,
        {
            "drug": Said(drug(given.drug).title),
            "weeks": Decimal(disturbance.days // 7),
            "because": Said(disturbance.because),
            "analyte": analyte,
        },
    )
