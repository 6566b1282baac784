"""Moving Day 0, a further infusion, a new plan: what is shown before, and what is kept after."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from tests.fakes import fake_session
from tests.plans import DAY0, SITE, infusion, moved, person, visit
from tracker.domain.document import Document
from tracker.domain.followup import Appointment, Closure
from tracker.domain.infusion import Infusion
from tracker.domain.planned_visit import State
from tracker.domain.refusal import Refusal
from tracker.domain.study import Role
from tracker.services.plans import next_version, shipped_plans
from tracker.services.replan import (
    Effect,
    apply_infusion,
    apply_move,
    preview_choice,
    preview_infusion,
    preview_move,
    preview_plan,
)
from tracker.services.schedules import patient_schedule

TODAY = date(2026, 11, 23)
PLANNED = date(2026, 12, 8)


@pytest.fixture
def waiting():
    """A patient screened on 12-Nov, cells taken on 20-Nov, infusion planned for 08-Dec."""
    patient = person()
    given_one = infusion(patient, None, planned=PLANNED)
    visits = [visit(patient, "scr", date(2026, 11, 12)), visit(patient, "aph", date(2026, 11, 20))]
    return patient, given_one, visits


def by_code(found):
    return {row.planned.code: row for row in found.rows}


def words(row):
    return [each.said.phrase for each in row.conflicts]


def test_that_a_later_day_0_moves_what_is_planned_and_keeps_what_was_held(waiting):
    patient, given_one, visits = waiting
    session = fake_session(patient, given_one, *visits)
    found = preview_move(session.records, patient.id, given_one.id, date(2026, 12, 16), TODAY)
    rows = by_code(found)
    assert (len(found.moved), len(found.kept)) == (43, 2)
    assert {row.by for row in found.moved if row.planned.day < 60} == {8}
    assert (rows["d0"].old.window.target, rows["d0"].new.window.target) == (PLANNED, date(2026, 12, 16))
    assert found.end == date(2041, 12, 16)
    assert not found.correction
    assert patient_schedule(session.records, patient.id, TODAY).planned("d0").window.target == PLANNED


def test_that_conflicts_are_named_without_naming_another_patient(waiting):
    patient, given_one, visits = waiting
    other = replace(person(), family="Secret", study_id="CAR-SLE-99")
    taken = Appointment(
        site=SITE, patient=other.id, infusion=None, code="m6", day=date(2026, 12, 30), time="10:00"
    )
    own = replace(taken, id=uuid4(), patient=patient.id, code="d14", day=date(2026, 12, 22))
    closed = Closure(site=SITE, start=date(2026, 12, 24), end=date(2026, 12, 27))
    session = fake_session(patient, other, given_one, *visits, taken, own, closed)
    found = preview_move(session.records, patient.id, given_one.id, date(2026, 12, 16), TODAY)
    rows = by_code(found)
    assert words(rows["ld_d5m"]) == ["bloods {age} days old, limit {limit}"]
    assert rows["ld_d5m"].conflicts[0].said.values == {"age": 29, "limit": 28}
    assert words(rows["d10"]) == ["clinic closed all {n} days"]
    assert words(rows["d14"]) == ["booked on {day}, outside the window", "clinic full at {time}"]
    assert "Secret" not in str([row.conflicts for row in found.rows])
    assert {row.planned.code for row in found.decisions} >= {"ld_d5m", "d10", "d14"}
    before = preview_move(session.records, patient.id, given_one.id, PLANNED, TODAY)
    assert (before.moved, by_code(before)["d10"].conflicts) == ((), ())


def test_that_a_correction_after_the_infusion_flips_held_visits_and_lists_papers():
    patient = person()
    given_one = infusion(patient)
    held = [visit(patient, f"d{n}", moved(DAY0, n)) for n in (0, 7, 14, 28)]
    paper = Document(
        site=SITE, patient=patient.id, visit=None, kind="handout", version=1, language="en", file_name="x",
        sha256="", made_at=datetime(2026, 6, 1, tzinfo=UTC), made_by=uuid4(),
    )  # fmt: skip
    session = fake_session(patient, given_one, *held, paper)
    found = preview_move(session.records, patient.id, given_one.id, moved(DAY0, 3), TODAY)
    rows = by_code(found)
    assert found.correction
    assert [each.id for each in found.papers] == [paper.id]
    assert [rows[code].effect for code in ("d0", "d7", "d14", "d28")] == [
        Effect.FLIPS_OUT, Effect.FLIPS_OUT, Effect.FLIPS_OUT, Effect.KEEPS,
    ]  # fmt: skip
    apply_move(session, patient.id, given_one.id, moved(DAY0, 3), "Typing error")
    after = patient_schedule(session.records, patient.id, TODAY)
    assert [(each.actual - DAY0).days for each in after.visits if each.actual] == [0, 7, 14, 28]
    assert after.planned("d7").outside == -3
    assert session.office.events[-1].why == "Typing error"
    back = preview_move(session.records, patient.id, given_one.id, DAY0, TODAY)
    assert back.counts()[Effect.FLIPS_IN] == 3


def test_that_the_day_of_a_planned_infusion_can_become_the_day_it_was_given(waiting):
    patient, given_one, visits = waiting
    session = fake_session(patient, given_one, *visits)
    apply_move(session, patient.id, given_one.id, PLANNED, "Given", given=True)
    kept = session.records.get(Infusion, given_one.id)
    assert (str(kept.day0), str(kept.planned)) == ("2026-12-08", "2026-12-08")
    assert not patient_schedule(session.records, patient.id, TODAY).line.provisional


def test_that_a_further_infusion_closes_the_line_before_and_starts_the_long_clock_again():
    patient = person()
    session = fake_session(patient, infusion(patient))
    second = date(2026, 11, 20)
    found = preview_infusion(session.records, patient.id, second, TODAY, given=True)
    assert found.counts()[Effect.NEW] == 45
    closed = [row for row in found.rows if row.effect is Effect.CLOSED]
    assert {row.new.state for row in closed} == {State.SUPERSEDED}
    assert found.end == date(2041, 11, 20)
    apply_infusion(session, patient.id, second, "Relapse", given=True)
    assert len(patient_schedule(session.records, patient.id, TODAY).lines) == 2


def test_that_a_new_plan_is_shown_before_it_is_adopted():
    patient = person()
    session = fake_session(patient, infusion(patient))
    text = next_version(session.records, shipped_plans()[0].text)
    text = text.replace("month = 9\n", "month = 10\n")
    found = preview_plan(session.records, patient.id, text, TODAY, TODAY)
    assert [(row.planned.code, row.by) for row in found.moved] == [("m9", 28)]
    shorter = preview_choice(session.records, patient.id, "short", TODAY)
    assert shorter.counts()[Effect.GONE] == 45 - 26


def test_that_day_0_moves_only_with_a_reason_and_not_by_a_monitor(waiting):
    patient, given_one, visits = waiting
    session = fake_session(patient, given_one, *visits)
    with pytest.raises(Refusal, match="Say why"):
        apply_move(session, patient.id, given_one.id, PLANNED, " ")
    monitor = fake_session(patient, given_one, *visits, role=Role.MONITOR)
    with pytest.raises(Refusal, match="monitor"):
        apply_move(monitor, patient.id, given_one.id, PLANNED, "Because")
