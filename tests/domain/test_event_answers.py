"""Serious, suspected, of special interest, open: each is worked out from what was answered."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.adverse_event import AdverseEvent, EventKind, GradeStep
from tracker.domain.event_answers import (
    AESI,
    CAUSES,
    CRITERIA,
    LIKELIHOODS,
    SCALES,
    fatal_or_life_threatening,
    is_open,
    likeliest,
    seriousness,
    special_interest,
    suspected,
    worst_grade,
)
from tracker.domain.event_clocks import (
    FIRST,
    FOLLOW_UP,
    WORSENED,
    Urgency,
    expedited,
    site_clock,
)
from tracker.domain.event_terms import TERMS, term_named
from tracker.domain.partial_date import PartialDate

DAY = date(2026, 11, 22)
KNOWN = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
NONE = dict.fromkeys(CRITERIA, False)


def event(**given_):
    return AdverseEvent(site=uuid4(), patient=uuid4(), term="Pneumonia", **given_)


def serious(**more):
    return event(criteria={**NONE, "hospital": True}, site_aware=KNOWN, **more)


def test_that_a_grade_alone_makes_nothing_serious():
    assert seriousness(event(grade=3)) is None
    assert seriousness(event(grade=3, criteria=NONE)) is False
    assert seriousness(event(grade=1, criteria={"hospital": True})) is True


def test_that_one_unanswered_criterion_leaves_it_open():
    assert seriousness(event(criteria={**NONE, "death": None})) is None


def test_that_a_malignancy_is_serious_whatever_is_ticked():
    assert seriousness(event(kind=EventKind.MALIGNANCY, criteria=NONE)) is True


@pytest.mark.parametrize("likelihood", LIKELIHOODS)
def test_that_suspected_begins_at_possible(likelihood):
    causes = {key: "unrelated" for key, cause in CAUSES.items() if cause.studied}
    told = suspected(event(relations={**causes, "car_t": likelihood}))
    assert told is (likelihood in {"possible", "probable", "definite"})


def test_that_the_disease_as_a_cause_is_no_suspicion_of_the_treatment():
    assert suspected(event(relations={"disease": "definite"})) is None
    assert likeliest(event(relations={"disease": "definite", "car_t": "unlikely"})) == ("disease", "definite")
    assert likeliest(event()) is None


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ({"kind": EventKind.INFECTION, "grade": 2}, ()),
        ({"kind": EventKind.INFECTION, "grade": 3}, ("infection",)),
        ({"kind": EventKind.INFECTION}, ()),
        ({"kind": EventKind.LICATS, "grade": 1}, ("licats",)),
        ({"kind": EventKind.MALIGNANCY}, ("malignancy",)),
        ({"kind": EventKind.PREGNANCY}, ("pregnancy",)),
        ({"scale": "ICAHT", "grade": 2}, ()),
        ({"scale": "ICAHT", "grade": 3}, ("icaht",)),
    ],
)
def test_that_special_interest_follows_from_term_kind_and_grade(given_, wanted):
    assert special_interest(event(**given_)) == wanted


def test_that_terms_of_special_interest_are_known_by_name():
    found = {key for term in TERMS for key in special_interest(replace(event(), term=term.title))}
    assert found >= {"crs", "icans", "iec_hs", "hypogammaglobulinaemia"}
    assert {term.aesi for term in TERMS} - {""} <= set(AESI)


def test_that_a_term_is_found_by_synonym_case_and_accent():
    assert term_named("zoster").title == "Shingles (herpes zoster)"
    assert term_named("  LOW IGG ").title == "Hypogammaglobulinaemia"
    assert term_named("nothing of the kind") is None


def test_that_no_word_means_two_terms():
    words_ = [word.casefold() for term in TERMS for word in (term.title, *term.synonyms)]
    assert len(words_) == len(set(words_))
    assert {term.scale for term in TERMS} - {""} <= set(SCALES)


def test_that_the_worst_grade_comes_from_the_log():
    steps = (GradeStep(DAY, 1), GradeStep(DAY + timedelta(days=2), 3), GradeStep(DAY + timedelta(days=5), 2))
    graded = event(grades=steps, grade=3)
    assert worst_grade(graded) == 3


def test_that_an_event_without_an_end_is_open_until_somebody_says():
    begun = event(start=PartialDate.of(DAY))
    assert is_open(begun, DAY)
    assert not is_open(begun, DAY - timedelta(days=1))
    assert not is_open(replace(begun, ongoing=False), DAY)
    ended = replace(begun, end=PartialDate.of(DAY + timedelta(days=3)))
    assert is_open(ended, DAY + timedelta(days=2))
    assert not is_open(ended, DAY + timedelta(days=3))


@pytest.mark.parametrize(
    ("after", "urgency"),
    [
        (timedelta(hours=1), Urgency.CALM),
        (timedelta(hours=41), Urgency.SOON),
        (timedelta(hours=48), Urgency.LAST_DAY),
        (timedelta(hours=71, minutes=59), Urgency.LAST_DAY),
        (timedelta(hours=72, minutes=1), Urgency.LATE),
    ],
)
def test_that_the_clock_of_the_site_turns_before_its_last_day(after, urgency):
    assert site_clock(serious(), 72, KNOWN + after).urgency is urgency


def test_that_a_clock_of_one_day_is_in_its_last_day_at_once_and_stops_when_told():
    clock = site_clock(serious(), 24, KNOWN + timedelta(hours=2, minutes=48))
    assert (clock.urgency, clock.left) == (Urgency.LAST_DAY, timedelta(hours=21, minutes=12))
    told = serious(sponsor_told=KNOWN + timedelta(hours=27))
    late = site_clock(told, 24, KNOWN + timedelta(days=9))
    assert (late.urgency, late.left, late.runs) == (Urgency.TOLD_LATE, timedelta(hours=-3), False)


def test_that_no_clock_runs_without_seriousness_or_without_knowing():
    assert site_clock(event(site_aware=KNOWN), 24, KNOWN) is None
    assert site_clock(replace(serious(), site_aware=None), 24, KNOWN) is None


@pytest.mark.parametrize("day", [date(2026, 10, 24), date(2026, 3, 28), date(2026, 6, 1)])
def test_that_hours_are_real_hours_when_the_clocks_change(day):
    zone = ZoneInfo("Europe/Berlin")
    known = datetime(day.year, day.month, day.day, 12, 0, tzinfo=zone)
    clock = site_clock(replace(serious(), site_aware=known), 24, known)
    assert clock.due.astimezone(UTC) - known.astimezone(UTC) == timedelta(hours=24)
    assert clock.left == timedelta(hours=24)


def susar(**more):
    return serious(sponsor_aware=KNOWN, expected=False, relations={"car_t": "possible"}, **more)


def test_that_a_serious_unexpected_suspicion_is_due_in_15_calendar_days_whatever_the_weekday():
    (only,) = expedited(susar())
    assert (only.title, only.due, only.complete) == (FIRST, date(2026, 12, 8), None)


def test_that_a_fatal_one_is_due_in_7_days_and_complete_8_later():
    (only,) = expedited(replace(susar(), criteria={**NONE, "death": True}))
    assert (only.due, only.complete) == (date(2026, 11, 30), date(2026, 12, 8))


def test_that_an_upgrade_starts_a_new_clock_of_7_days_and_keeps_the_first():
    worse = replace(susar(worsened=date(2026, 12, 1)), criteria={**NONE, "life_threatening": True})
    first, second = expedited(worse)
    assert (first.title, first.due) == (FIRST, date(2026, 12, 8))
    assert (second.title, second.since, second.due) == (WORSENED, date(2026, 12, 1), date(2026, 12, 8))


def test_that_new_information_asks_for_a_follow_up():
    found = expedited(susar(details={"new_information": "2026-12-05"}))
    assert [(each.title, each.due) for each in found][-1] == (FOLLOW_UP, date(2026, 12, 20))


def test_that_what_decides_about_a_report_is_named_while_it_is_open():
    (only,) = expedited(replace(susar(), expected=None))
    assert only.due is None
    assert only.missing == ("unexpected",)
    assert expedited(replace(susar(), expected=True)) == ()
    assert expedited(event(criteria=NONE)) == ()
    (unknown,) = expedited(replace(susar(), sponsor_aware=None))
    assert (unknown.due, unknown.missing) == (None, ("sponsor_awareness_date",))


@given(st.dictionaries(st.sampled_from(list(CRITERIA)), st.sampled_from([True, False, None])))
def test_that_another_answer_never_turns_serious_into_not_serious(answers):
    before = seriousness(event(criteria=answers))
    for key in CRITERIA:
        if answers.get(key) is None:
            for told in (True, False):
                after = seriousness(event(criteria={**answers, key: told}))
                assert before is None or after is before or (before is False and told)
    assert fatal_or_life_threatening(event(criteria=answers)) in {True, False, None}
