"""The worklist: its groups and chips, against an obvious slow reading of the same study, day after day."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import uuid4

import pytest

from tests.fakes import fake_session
from tests.plans import DAY0, SITE, infusion, moved, person, visit
from tracker.domain.followup import (
    Appointment,
    Closure,
    Inquiry,
    NotAssessed,
    NotDone,
    PlannedVisitNote,
    Query,
)
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Standing
from tracker.domain.planned_visit import State
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.schedule_conflicts import Diary, conflicts
from tracker.domain.text import Said
from tracker.domain.visit import LabResult, LabState, Visit
from tracker.services.schedules import note_not_done, patient_schedule
from tracker.services.worklist import Group, Kind, Tile, ToDo, Wanted
from tracker.services.worklist_reader import WorklistReader, read_worklist

TODAY = date(2026, 11, 23)


def sle(patient):
    return Diagnosis(site=SITE, patient=patient.id, disease="sle")


def lab(held, code, state=LabState.MEASURED, value="1"):
    return LabResult(
        site=SITE, patient=held.patient, visit=held.id, analyte=code, sampled=held.day,
        value=value, state=state,
    )  # fmt: skip


@pytest.fixture
def study():
    patient = replace(person(), family="Okafor", plan="short")
    held = visit(patient, "d150", moved(DAY0, 150))
    return fake_session(patient, sle(patient), infusion(patient), held), patient


def rows(session, today=TODAY):
    return read_worklist(session.records, today).rows


def told(session, today=TODAY):
    return [(row.group, row.planned.code if row.planned else None) for row in rows(session, today)]


def test_that_a_visit_stands_under_overdue_today_or_the_next_days_by_its_planned_day(study):
    session, _ = study
    assert (Group.OVERDUE, "m6") in told(session)
    assert (Group.TODAY, "m6") in told(session, date(2026, 11, 22))
    assert (Group.NEXT_7, "m6") in told(session, date(2026, 11, 15))
    assert (Group.LATER, "m6") in told(session, date(2026, 11, 10))
    assert "m6" not in {code for _, code in told(session, date(2026, 11, 1))}


def test_that_late_and_window_are_two_facts(study):
    session, _ = study
    row = next(each for each in rows(session) if each.planned.code == "m6")
    assert (row.late, row.closed, row.planned.state) == (1, 0, State.DUE)
    assert [each.phrase for each in row.due_words] == ["1 day late", "window closes {day}"]
    later = next(each for each in rows(session, date(2026, 12, 8)) if each.planned.code == "m6")
    assert (later.late, later.closed, later.planned.state) == (16, 2, State.OVERDUE)


def test_that_an_appointment_decides_the_day(study):
    session, patient = study
    planned = patient_schedule(session.records, patient.id, TODAY).planned("m6")
    booked = Appointment(
        site=SITE, patient=patient.id, infusion=planned.infusion, code="m6", day=TODAY, time="09:30"
    )
    with session.office.work(session.user.id) as unit:
        unit.put(booked)
    row = next(each for each in rows(session) if each.planned.code == "m6")
    assert (row.group, row.time, row.late) == (Group.TODAY, "09:30", 0)


def test_that_values_to_check_results_awaited_and_queries_are_chips_of_their_visit(study):
    session, patient = study
    held = session.records.find(Visit)[0]
    with session.office.work(session.user.id) as unit:
        unit.put(lab(held, "igg", LabState.TO_CHECK, "610"))
        unit.put(lab(held, "c3", LabState.AWAITED, ""))
        unit.put(
            Query(
                site=SITE, patient=patient.id, kind="Visit", record=held.id, path="note", question="Why?",
                raised_by=session.user.id,
            )
        )  # fmt: skip
    row = next(each for each in rows(session) if each.visit)
    assert [each.kind for each in row.todo] == [Kind.TO_CHECK, Kind.QUERY, Kind.AWAITED]
    assert {Tile.TO_CHECK, Tile.QUERIES, Tile.AWAITED} <= row.tiles
    found = read_worklist(session.records, TODAY)
    assert found.counts()[Tile.TO_CHECK] == 1
    assert found.chosen(Wanted(tile=Tile.TO_CHECK)) == (row,)


def test_that_what_is_missing_at_a_held_visit_goes_when_it_is_done_or_has_a_reason(study):
    session, patient = study
    with session.office.work(session.user.id) as unit:
        unit.put(visit(patient, "m6", TODAY))
    held = next(each for each in session.records.find(Visit) if each.day == TODAY)
    row = next(each for each in rows(session) if each.visit and each.visit.id == held.id)
    assert {"bcell_count", "sledai_2k", "adverse_events", "complement"} <= {each.code for each in row.todo}
    asked, measured = ("adverse_events", "concomitant_meds"), {each.code for each in row.todo[2:]}
    assert tuple(each.code for each in row.todo[:2]) == asked
    at = {"site": held.site, "patient": held.patient, "visit": held.id}
    with session.office.work(session.user.id) as unit:
        for topic in asked:
            unit.put(Inquiry(topic=topic, asked=held.day, **at))
        for code in measured - {"bcell_count"}:
            unit.put(NotAssessed(assessment=code, reason="Patient too tired", **at))
    left = next(each for each in rows(session) if each.visit and each.visit.id == held.id)
    assert [each.code for each in left.todo] == ["bcell_count"]
    with session.office.work(session.user.id) as unit:
        unit.put(NotAssessed(assessment="bcell_count", reason="Tube was lost", **at))
    assert not any(each.visit and each.visit.id == held.id for each in rows(session))


def test_that_patients_who_left_and_published_ones_are_expected_nowhere():
    gone, paper = person(Standing.DIED, moved(DAY0, 60)), replace(person(), published=True)
    session = fake_session(gone, paper, infusion(gone), infusion(paper))
    assert rows(session) == ()


def test_that_the_first_30_days_show_the_last_check_and_when_the_next_is_due():
    patient = person()
    given_one = infusion(patient, moved(TODAY, -6))
    at = datetime.combine(moved(TODAY, -1), time(16, 10), tzinfo=UTC)
    check = SafetyCheck(site=SITE, patient=patient.id, infusion=given_one.id, at=at)
    found = read_worklist(fake_session(patient, given_one, check).records, TODAY).first_days
    assert [(each.day, each.last.id, each.next_due) for each in found] == [
        (6, check.id, at + timedelta(days=1))
    ]
    assert found[0].overdue(at + timedelta(days=2))


def many(rng, count=25):
    entities = []
    for number in range(count):
        standing = rng.choice([Standing.FOLLOWED] * 5 + [Standing.LOST])
        patient = replace(
            person(standing, moved(TODAY, -rng.randrange(300)) if standing is Standing.LOST else None),
            study_id=f"P-{number:03}",
            family=rng.choice(["Okafor", "Roth", "Abdi"]),
            plan=rng.choice(["", "short"]),
        )
        day0 = moved(TODAY, -rng.randrange(-30, 4000))
        given_one = infusion(patient, day0) if day0 <= TODAY else infusion(patient, None, planned=day0)
        entities += [patient, sle(patient), given_one]
        if rng.random() < 0.2 and day0 < moved(TODAY, -200):
            entities.append(infusion(patient, moved(day0, 150), number=2))
        for code, by in (
            ("d0", 0),
            ("d28", 29),
            ("d90", 95),
            ("m6", 180),
            ("unplanned", 200),
            ("M9", 270),
            ("old", 366),
        ):
            if rng.random() < 0.7 and moved(day0, by) <= TODAY:
                held = visit(patient, code, moved(day0, by))
                entities += [held, lab(held, "cd19", rng.choice(list(LabState)), "4")]
        if rng.random() < 0.3:
            entities.append(
                PlannedVisitNote(
                    site=SITE, patient=patient.id, infusion=given_one.id, code="m12",
                    state=NotDone.MISSED, reason="x",
                )
            )  # fmt: skip
        if rng.random() < 0.4:
            entities.append(
                Appointment(
                    site=SITE, patient=patient.id, infusion=given_one.id,
                    code=rng.choice(["m6", "m12", "y6"]),
                    day=moved(TODAY, rng.randrange(-5, 9)), time="10:00",
                )
            )  # fmt: skip
    return entities


def slowly(session, today):
    """What is expected of whom, read from each schedule of the day one by one."""
    from tracker.domain.patient import Patient

    found = []
    for patient in session.records.find(Patient):
        if patient.published or patient.standing is not Standing.FOLLOWED:
            continue
        booked = session.records.find(Appointment, patient=patient.id)
        plan = patient_schedule(session.records, patient.id, today)
        for each in plan.visits:
            if not each.is_open:
                continue
            days = [b.day for b in booked if b.code == each.code and b.infusion == each.infusion]
            due = days[0] if days else each.window.target
            near = due <= moved(today, 7) or each.window.open <= today
            (line,) = (line for line in plan.lines if line.infusion.id == each.infusion)
            mine = {(b.infusion, b.code): b for b in booked}
            against = conflicts(line, Diary(session.records.find(Closure), mine)).get(each.code)
            if near or (against and each.window.close >= today):
                late = max((today - due).days, 0)
                found.append((patient.study_id, each.day, each.code, each.state, due, late))
    return sorted(found)


@pytest.mark.parametrize("seed", range(4))
def test_that_the_quick_worklist_and_an_obvious_slow_one_agree_day_after_day(seed):
    rng = Random(seed)
    session = fake_session(*many(rng))
    reader = WorklistReader(session.records)
    for later in (0, 1, 9, 120, -30, 400):
        today = moved(TODAY, later)
        quick = sorted(
            (row.patient.study_id, row.planned.day, row.planned.code, row.planned.state, row.due, row.late)
            for row in reader.read(today).rows
            if row.planned and row.visit is None
        )
        assert quick == slowly(session, today)


def test_that_what_nobody_decided_stays_a_thing_to_do_until_it_is_decided(study):
    session, patient = study
    planned = patient_schedule(session.records, patient.id, TODAY).planned("m9")
    shut = Closure(site=SITE, start=planned.window.open, end=planned.window.close, title="Building work")
    reader = WorklistReader(session.records)
    assert "m9" not in {row.planned.code for row in reader.read(TODAY).rows if row.planned}
    with session.office.work(session.user.id) as unit:
        unit.put(shut)
    (row,) = (row for row in reader.read(TODAY).rows if row.planned and row.planned.code == "m9")
    assert row.group is Group.DECIDE
    days = (shut.end - shut.start).days + 1
    assert row.todo[0] == ToDo(Kind.DECIDE, Said("clinic closed all {n} days", {"n": days}), "m9")
    note_not_done(session, patient.id, planned, NotDone.MISSED, reason="Clinic closed")
    assert Group.DECIDE not in {row.group for row in reader.read(TODAY).rows}


def test_that_a_reader_sees_each_later_change_of_one_patient(study):
    session, patient = study
    reader = WorklistReader(session.records)
    reader.read(TODAY)
    planned = patient_schedule(session.records, patient.id, TODAY).planned("m6")
    note_not_done(session, patient.id, planned, NotDone.MISSED, reason="On holiday")
    assert "m6" not in [row.planned.code for row in reader.read(TODAY).rows if row.planned]
    newcomer = replace(person(), id=uuid4(), study_id="NEW")
    with session.office.work(session.user.id) as unit:
        unit.put(newcomer)
        unit.put(replace(infusion(newcomer), planned=PartialDate.of(TODAY), day0=None))
    again = reader.read(TODAY)
    assert "NEW" in {row.patient.study_id for row in again.rows}
    assert again.rows == read_worklist(session.records, TODAY).rows
