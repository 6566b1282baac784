"""Planned visits derived from the record: states, facts, problems, and what never drifts."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.plans import DAY0, SITE, days, history, infusion, moved, person, plans, shipped, visit
from tracker.domain.calendar_days import months_after
from tracker.domain.followup import NotDone, PlannedVisitNote
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Standing
from tracker.domain.plan import Offset, PlanVisit, Unit
from tracker.domain.planned_visit import OPEN, State, Timing, calendar_state
from tracker.domain.schedule import schedule

TODAY = date(2026, 11, 23)


def made(patient=None, infusions=None, *, visits=(), notes=(), today=TODAY, plan=None):
    patient = patient or person()
    given_ones = [infusion(patient)] if infusions is None else infusions
    return schedule(patient, plan or history(), given_ones, visits, notes, today)


def said(found):
    return [each.said.phrase for each in found.problems]


def test_that_planned_window_actual_and_where_it_lies_are_four_facts():
    patient = person()
    found = made(patient, visits=[visit(patient, "d21", date(2026, 6, 15))]).planned("d21")
    assert (found.window.target, found.window.open, found.window.close) == (
        date(2026, 6, 12), date(2026, 6, 10), date(2026, 6, 14),
    )  # fmt: skip
    assert (found.actual, found.difference, found.outside, found.timing) == (
        date(2026, 6, 15), 3, 1, Timing.LATE,
    )  # fmt: skip
    assert (found.state, found.day) == (State.DONE, 21)


def test_that_the_calendar_alone_tells_upcoming_due_and_overdue():
    found = made()
    assert [found.planned(code).state for code in ("d90", "m6", "m9")] == [
        *(State.OVERDUE, State.DUE, State.UPCOMING)
    ]
    assert found.next.code == "m6"


def test_that_an_old_code_fulfils_the_visit_it_is_an_alias_of():
    patient = person()
    found = made(patient, visits=[visit(patient, "M6", TODAY)])
    assert found.planned("m6").timing is Timing.IN_WINDOW


def test_that_a_foreign_code_goes_to_the_window_of_its_day_and_an_unplanned_one_is_only_offered():
    patient = person()
    found = made(patient, visits=[visit(patient, "W26", TODAY), visit(patient, "unplanned", moved(DAY0, 28))])
    assert found.planned("m6").actual == TODAY
    assert found.planned("d28").held is None
    assert [(each.nearest, each.visit.code) for each in found.unplanned] == [("d28", "unplanned")]


def test_that_of_two_visits_claiming_one_window_none_is_lost():
    patient = person()
    visits = [visit(patient, "m6", TODAY), visit(patient, "m6", moved(TODAY, -1))]
    found = made(patient, visits=visits)
    assert found.planned("m6").held == visits[1].id
    assert [each.visit.id for each in found.unplanned] == [visits[0].id]
    assert said(found) == ["{count} visits claim {title}; the one on {day} counts."]


def test_that_a_visit_before_the_infusion_or_out_of_order_is_named_and_kept():
    patient = person()
    visits = [
        visit(patient, "d7", moved(DAY0, -2)),
        visit(patient, "d14", moved(DAY0, 15)),
        visit(patient, "d21", moved(DAY0, 14)),
    ]
    found = made(patient, visits=visits)
    assert "{title} was held on {day}, before the infusion on {day0}." in said(found)
    assert "{two} on {day} comes before {one}: out of order." in said(found)
    assert found.planned("d7").timing is Timing.EARLY
    same = made(patient, visits=[replace(visits[1], day=TODAY), replace(visits[2], day=TODAY)])
    assert "{one} and {two} are both on {day}." in said(same)


def test_that_after_death_later_visits_are_not_applicable_and_kept():
    found = made(person(Standing.DIED, moved(DAY0, 100)))
    states = {each.code: each.state for each in found.visits}
    assert (states["d42"], states["d90"], states["d120"], states["y15"]) == (
        State.OVERDUE, State.DIED, State.DIED, State.DIED,
    )  # fmt: skip
    assert len(states) == 45


def test_that_somebody_lost_on_an_unknown_day_is_expected_nowhere():
    patient = replace(person(Standing.LOST), standing_since=PartialDate(2026))
    assert not any(each.is_open for each in made(replace(patient, standing_since=None)).visits)


def test_that_a_second_infusion_closes_the_first_line_and_the_clock_runs_from_the_last():
    patient = person()
    second = infusion(patient, moved(DAY0, 100), number=2)
    found = made(patient, [infusion(patient), second])
    first, last = found.lines
    assert first.closed == moved(DAY0, 100)
    assert {each.state for each in first.visits if each.day > 110} == {State.SUPERSEDED}
    assert last.end == months_after(moved(DAY0, 100), 180) == found.end
    planned = replace(second, day0=None, planned=second.day0)
    assert made(patient, [infusion(patient), planned]).lines[0].closed is None


def test_that_a_planned_infusion_gives_provisional_days_and_an_inexact_one_is_named():
    patient = person()
    found = made(patient, [infusion(patient, None, planned=date(2026, 12, 8))])
    assert found.planned("d0").provisional
    vague = made(patient, [replace(infusion(patient), day0=PartialDate(2026, 5))])
    assert vague.lines == ()
    assert said(vague) == ["The day of infusion {number} is not known, so that it has no plan."]


def test_that_what_somebody_noted_decides_over_the_calendar():
    patient = person()
    given_one = infusion(patient)
    notes = [
        PlannedVisitNote(
            site=SITE, patient=patient.id, infusion=given_one.id, code=code, state=state, reason="Travel"
        )
        for code, state in (
            ("d42", NotDone.MISSED),
            ("D7", NotDone.NOT_RECOVERABLE),
            ("m6", NotDone.VITAL_STATUS),
        )
    ]
    found = made(patient, [given_one], notes=notes)
    assert [found.planned(code).state for code in ("d42", "d7", "m6")] == [
        *(State.MISSED, State.NOT_RECOVERABLE, State.VITAL_STATUS)
    ]


def test_that_an_amendment_leaves_held_visits_their_version_and_drops_nothing_held():
    old = shipped()
    later = [
        replace(each, offset=Offset(200), before=5, after=5) if each.code == "m6" else each
        for each in old.visits
        if each.code != "d120"
    ]
    new = replace(old, version=2, visits=tuple(later))
    plan = history(old, new, starts=(moved(DAY0, 110),))
    patient = person()
    visits = [
        visit(patient, "d120", moved(DAY0, 120), plan=old.name),
        visit(patient, "m6", TODAY, plan=old.name),
    ]
    found = made(patient, visits=visits, plan=plan)
    assert (found.planned("d120").state, found.planned("d120").plan) == (State.DONE, old.name)
    assert found.planned("m6").window.target == months_after(DAY0, 6)
    fresh = made(patient, plan=plan)
    assert fresh.planned("d120") is None
    assert (fresh.planned("m6").day, fresh.planned("m6").plan) == (200, new.name)
    assert fresh.planned("d90").plan == old.name


def test_that_a_visit_moved_across_the_day_of_an_amendment_is_asked_once():
    old, first = shipped(), moved(DAY0, 195)
    new = replace(
        old,
        version=2,
        visits=tuple(replace(each, offset=Offset(210)) if each.code == "m6" else each for each in old.visits),
    )
    codes = [each.code for each in made(plan=history(old, new, starts=(first,))).visits]
    assert codes.count("m6") == 1
    back = [each.code for each in made(plan=history(new, replace(old, version=3), starts=(first,))).visits]
    assert back.count("m6") == 1


@given(plans(), days)
def test_that_targets_are_counted_from_the_infusion_and_windows_hold_them(plan, day0):
    for each in plan.visits:
        window = each.window(day0)
        assert window.open <= window.target <= window.close
        count = each.offset.count
        expected = day0 + timedelta(days=count) if each.offset.unit is Unit.DAY else months_after(day0, count)
        assert window.target == expected
        if each.offset.unit is Unit.MONTH:
            assert (window.target.year * 12 + window.target.month) - (day0.year * 12 + day0.month) == count
            assert window.target.day <= day0.day


@given(days, st.integers(0, 200), st.integers(0, 60), st.integers(0, 60), st.integers(-100, 7000))
def test_that_states_partition_the_time_line(day0, months, before, after, later):
    window = PlanVisit("v", "V", Offset(months, Unit.MONTH), before, after).window(day0)
    today = day0 + timedelta(days=later)
    state = calendar_state(window, today)
    facts = {
        State.UPCOMING: today < window.open,
        State.DUE: window.holds(today),
        State.OVERDUE: today > window.close,
    }
    assert [each for each, true in facts.items() if true] == [state]


CODES = st.sampled_from(["d0", "v0", "v1", "v2", "unplanned", "old"])


@given(plans(), days, st.lists(st.tuples(CODES, st.integers(-90, 900)), max_size=8), st.integers(-90, 6000))
def test_that_every_saved_visit_is_accounted_for_once(plan, day0, held, later):
    patient = person()
    visits = [visit(patient, code, moved(day0, by)) for code, by in held]
    found = schedule(patient, history(plan), [infusion(patient, day0)], visits, [], moved(day0, later))
    claimed = [each.held for each in found.visits if each.held]
    assert sorted(map(str, (*claimed, *(each.visit.id for each in found.unplanned)))) == sorted(
        str(each.id) for each in visits
    )
    assert len([each for each in found.visits if each.is_open or each.held]) == len(plan.visits)
    assert all((each.state in OPEN) is (each.held is None) for each in found.visits)
