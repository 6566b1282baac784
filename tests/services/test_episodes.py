"""Episodes of CRS and ICANS, as the checks of the bedside show them."""

from datetime import timedelta

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from tests.services.safety_cases import DAY0, at, checked, crs, medicine, open_study
from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.bedside_sheets import CRS, ICANS
from tracker.domain.partial_date import PartialDate
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.visit import LabResult
from tracker.language import words
from tracker.services.course import course
from tracker.services.day_grades import day_grades
from tracker.services.episodes import all_events, current, episodes
from tracker.services.trends import trend_chart

say = words()
FEVER, LOW = crs(1, 0, 0, "38.6"), crs(1, 1, 0, "38.6")


def test_that_the_grade_of_a_day_is_its_highest() -> None:
    session, who = open_study()
    for hour, given in ((6, FEVER), (12, LOW), (20, crs())):
        checked(session, who, at(2, hour), given)
    days = day_grades(course(session.records, who).checks, CRS.code)
    assert [(each.grade, each.checks) for each in days] == [(2, 3)]


def test_that_a_day_without_an_answer_is_not_a_day_of_grade_0() -> None:
    session, who = open_study()
    checked(session, who, at(2), FEVER)
    checked(session, who, at(3), crs(None, 0, 0))
    checked(session, who, at(5), FEVER)
    checked(session, who, at(6))
    found = episodes(course(session.records, who))
    assert [(each.onset_day, each.lasted, each.over) for each in found] == [(2, 4, True)]


def test_that_a_day_of_grade_0_parts_two_episodes() -> None:
    session, who = open_study()
    for day, given in ((2, FEVER), (3, LOW), (4, crs()), (5, FEVER)):
        checked(session, who, at(day), given)
    one, two = episodes(course(session.records, who))
    assert (one.maximum, one.maximum_day, one.lasted, one.end) == (2, at(3).date(), 2, at(3).date())
    assert (two.onset_day, two.over, two.end) == (5, False, None)
    assert current(course(session.records, who), CRS.code) is not None


def test_that_an_unfinished_check_only_forces_a_grade_and_says_so() -> None:
    session, who = open_study()
    checked(session, who, at(2), crs(1, 3, None, "38.6"))
    checked(session, who, at(3), crs(1, 1, None, "38.6"))
    found = episodes(course(session.records, who))[0]
    assert found.maximum == 4
    assert found.sure
    session, who = open_study()
    checked(session, who, at(3), crs(1, 1, None, "38.6"))
    found = episodes(course(session.records, who))[0]
    assert (found.maximum, found.sure) == (2, False)
    assert "not finished" in say.say(found.review()[0])


@pytest.mark.parametrize(("day", "late"), [(14, False), (15, True)])
def test_that_crs_after_day_14_asks_for_another_cause(day: int, late: bool) -> None:
    session, who = open_study()
    checked(session, who, at(day), FEVER)
    found = episodes(course(session.records, who))[0]
    assert found.late is late
    assert bool(found.review()) is late


def test_that_icans_is_expected_within_28_days() -> None:
    session, who = open_study()
    checked(session, who, at(29), ice=8)
    found = next(each for each in episodes(course(session.records, who)) if each.sheet is ICANS)
    assert found.late
    assert say.say(found.review()[0]) == "ICANS that starts after Day 28 is unusual: look for another cause."


def test_that_drugs_against_it_are_listed_and_the_steroid_of_the_disease_is_not() -> None:
    session, who = open_study(
        lambda who: medicine(who, "tocilizumab", 3, 3),
        lambda who: medicine(who, "dexamethasone", 3, 5, "10", purpose="toxicity"),
        lambda who: medicine(who, "prednisolone", -60, None, "15", purpose="disease"),
        lambda who: medicine(who, "anakinra", 9, 10),
    )
    for day in (2, 3, 4):
        checked(session, who, at(day), LOW)
    checked(session, who, at(5))
    found = episodes(course(session.records, who))[0]
    assert [each.drug for each in found.treated] == ["tocilizumab", "dexamethasone"]


def test_that_an_episode_stands_among_the_events_once() -> None:
    session, who = open_study()
    for day, given in ((2, FEVER), (3, LOW), (4, crs())):
        checked(session, who, at(day), given)
    whole = course(session.records, who)
    events = all_events(whole)
    assert [(e.term, e.grade, e.scale, e.start.exact, e.end.exact) for e in events] == [
        ("CRS", 2, "ASTCT 2019", at(2).date(), at(3).date())
    ]
    assert all_events(whole)[0].id == events[0].id
    recorded = AdverseEvent(
        site=whole.patient.site, patient=who, term="CRS", kind=EventKind.TOXICITY, grade=2,
        start=PartialDate.of(at(2).date()), end=PartialDate.of(at(4).date()), details={"icu_days": 2},
    )  # fmt: skip
    with session.office.work(session.user.id) as unit:
        unit.put(recorded)
    whole = course(session.records, who)
    assert [e.id for e in all_events(whole)] == [recorded.id]
    assert episodes(whole)[0].icu_days == 2


def test_that_checks_before_the_infusion_open_no_episode() -> None:
    session, who = open_study()
    checked(session, who, at(-3), FEVER)
    assert episodes(course(session.records, who)) == ()


@hypothesis_given(grades=st.lists(st.sampled_from([None, 0, 1, 2, 3]), min_size=1, max_size=25))
def test_that_episodes_cover_every_day_above_0_and_never_a_day_of_0(grades: list[int | None]) -> None:
    session, who = open_study()
    infusion = course(session.records, who).infusions[0].id
    checks = [
        SafetyCheck(
            site=session.site.id, patient=who, infusion=infusion, at=at(day),
            results={CRS.code: {"grade": grade, "grade_min": 0}},
        )
        for day, grade in enumerate(grades)
    ]  # fmt: skip
    with session.office.work(session.user.id) as unit:
        for check in checks:
            unit.put(check)
    found = episodes(course(session.records, who))
    inside = {day.day for each in found for day in each.days}
    assert inside == {at(day).date() for day, grade in enumerate(grades) if grade}
    for each in found:
        last = each.end or at(len(grades)).date()
        quiet = [day for day, grade in enumerate(grades) if grade == 0]
        assert not any(each.onset <= at(day).date() <= last for day in quiet if each.over)
        assert each.maximum == max(day.grade for day in each.days)
        assert each.onset >= DAY0


def lanes(session, who, window: str) -> dict[str, list[tuple[str, float, float | None]]]:
    chart = trend_chart(course(session.records, who), say, at(90).date(), window)
    found = (lane for panel in chart.panels for lane in panel.lanes)
    return {lane.title: [(e.text, e.start, e.end) for e in lane.events] for lane in found}


def test_that_the_first_month_shows_the_grade_of_each_day_and_the_year_the_episode() -> None:
    session, who = open_study(clock=lambda: at(90))
    for day, given in ((2, FEVER), (3, LOW), (4, LOW), (5, crs())):
        checked(session, who, at(day), given)
    month = lanes(session, who, "30d")
    assert month["CRS"] == [("1", 1.55, 2.45), ("2", 2.55, 4.45)]
    assert month["Toxicity"] == []
    year = lanes(session, who, "1y")
    assert "CRS" not in year
    assert year["Toxicity"] == [("CRS, grade 2", 2, 4)]


def test_that_early_icaht_lies_in_the_lane_of_toxicity() -> None:
    session, who = open_study(clock=lambda: at(90))
    counts = {0: "3", 4: "0.4", 9: "0.3", 12: "1.5", 20: "2"}
    labs = [
        LabResult(
            site=session.site.id, patient=who, visit=None, analyte="neutrophils", value=text,
            unit="10^9/L", sampled=DAY0 + timedelta(days=day),
        )
        for day, text in counts.items()
    ]  # fmt: skip
    with session.office.work(session.user.id) as unit:
        for each in labs:
            unit.put(each)
    assert lanes(session, who, "1y")["Toxicity"] == [("Early ICAHT, grade 1", 4, 9)]
