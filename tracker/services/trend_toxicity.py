"""Toxicity on the time axis: the grade of each day as bars, and the days of low neutrophils."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tracker.domain.bedside import Sheet
from tracker.domain.bedside_sheets import SHEETS
from tracker.domain.chart import Event, Lane, Role
from tracker.domain.instruments import instrument
from tracker.domain.instruments.icaht_early import LAST_DAY, LOW
from tracker.language import Words
from tracker.services.course import Course
from tracker.services.day_grades import DayGrade, day_grades
from tracker.services.icaht import ANC, UNIT, icaht
from tracker.services.visit_record import in_unit

HALF = 0.45
"""A bar of one day reaches so far to both sides."""

CLOSE = 60
"""Days of follow-up up to which single days are told apart in the whole course, too."""


def day_lanes(course: Course, words: Words, day0: date) -> tuple[Lane, ...]:
    """A lane for each grading that was above 0 on some day, a bar for each stretch of one grade."""
    lanes = []
    for sheet in SHEETS:
        found = tuple(_bars(course, sheet, words, day0))
        if found:
            lanes.append(Lane(words(instrument(sheet.code).short), found, Role.TOXICITY))
    return tuple(lanes)


def icaht_events(course: Course, words: Words, day0: date, today: date) -> Iterator[Event]:
    """Early ICAHT above 0, from the first to the last count at its limit or below."""
    for each in icaht(course, today):
        grade = each.early_grade
        if not grade:
            continue
        low = [
            (lab.sampled - day0).days
            for lab in course.labs_of(ANC)
            if 0 <= (lab.sampled - each.day0).days <= LAST_DAY and _low(in_unit(lab, lab.value, UNIT))
        ]
        if low:
            text = words("Early ICAHT, grade {n}", n=words.number(grade))
            yield Event(min(low), text, max(low) if max(low) > min(low) else None)


def _low(value: str | None) -> bool:
    return value is not None and Decimal(value) <= LOW


def _bars(course: Course, sheet: Sheet, words: Words, day0: date) -> Iterator[Event]:
    run: list[DayGrade] = []
    for each in day_grades((check for check in course.checks if check.infusion is not None), sheet.code):
        follows = bool(run) and (each.day - run[-1].day).days == 1 and each.least == run[-1].least
        if run and not follows:
            yield _bar(run, sheet, words, day0)
            run = []
        if each.least:
            run.append(each)
    if run:
        yield _bar(run, sheet, words, day0)


def _bar(run: list[DayGrade], sheet: Sheet, words: Words, day0: date) -> Event:
    first, last = (run[0].day - day0).days, (run[-1].day - day0).days
    grade = words.number(run[0].least)
    places = {"what": words(instrument(sheet.code).short), "n": grade, "start": words.number(first)}
    detail = words("{what} grade {n}, Day {start}–{end}", **places, end=words.number(last))
    return Event(first - HALF, grade, last + HALF, detail=detail)
