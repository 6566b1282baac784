"""What a person does with medicines is kept with its reason; what cannot be is refused."""

from dataclasses import replace
from datetime import date

import pytest

from tests.courses import DAY0, TODAY, okafor, on
from tests.fakes import fake_session
from tracker.domain.change import Act
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.refusal import Refusal
from tracker.domain.taper import read_taper
from tracker.language import words
from tracker.services.drug_free import Free
from tracker.services.medicine_view import dose_chart, medicine_view, sub_line, with_taper
from tracker.services.prescriptions import (
    NewMedicine,
    add_medicine,
    correct_medicine,
    remove_medicine,
    rule_on,
    stop_medicine,
    takes_none,
    taper_medicine,
)


@pytest.fixture
def session():
    whole = okafor()
    return fake_session(whole.patient, *whole.diagnoses, *whole.infusions, *whole.visits)


@pytest.fixture
def patient():
    return okafor().patient.id


def asked(drug="prednisolone", dose="20", **more):
    given = {"start": PartialDate.of(on(-14)), "purpose": "disease", **more}
    return NewMedicine(drug=drug, dose=dose, **given)


@pytest.fixture
def steroid(session, patient):
    add_medicine(session, patient, asked())
    return session.records.find(MedicationCourse)[0].id


def test_that_a_medicine_is_kept_with_its_first_dose(session, steroid):
    kept = session.records.get(MedicationCourse, steroid)
    assert kept.steps == (DoseStep(on(-14), "20"),)
    assert (kept.route, kept.purpose) == ("oral", "disease")


@pytest.mark.parametrize(
    ("change", "words_"),
    [
        ({"drug": "aspirine"}, "from the list"),
        ({"drug": "other"}, "name of the medicine"),
        ({"unit": ""}, "no unit"),
        ({"dose": "a few"}, "not a dose"),
        ({"dose": "0"}, "not a dose"),
        ({"dose": "NaN"}, "not a dose"),
        ({"start": None}, "day it began"),
        ({"end": PartialDate.of(on(-20))}, "before the start"),
        ({"per_days": 0}, "how often"),
    ],
    ids=str,
)
def test_that_what_cannot_be_is_refused_and_nothing_is_kept(session, patient, change, words_):
    with pytest.raises(Refusal, match=words_):
        add_medicine(session, patient, replace(asked(), **change))
    assert session.records.find(MedicationCourse) == ()


def test_that_the_same_medicine_is_not_entered_twice_while_it_is_taken(session, patient, steroid):
    with pytest.raises(Refusal, match="already"):
        add_medicine(session, patient, asked())
    stop_medicine(session, steroid, PartialDate.of(on(10)), 2)
    add_medicine(session, patient, asked(start=PartialDate.of(on(20))))
    assert len(session.records.find(MedicationCourse)) == 2


def test_that_a_taper_takes_the_place_of_all_later_steps(session, steroid):
    text = "15 x 7 d\n10 x 7 d, stop"
    taper_medicine(session, steroid, read_taper(text, on(0)), text)
    kept = session.records.get(MedicationCourse, steroid)
    assert [step.dose for step in kept.steps] == ["20", "15", "10", "0"]
    assert (kept.end, kept.taper) == (PartialDate.of(on(14)), text)
    taper_medicine(session, steroid, read_taper("12.5", on(7)), "12.5")
    kept = session.records.get(MedicationCourse, steroid)
    assert [step.dose for step in kept.steps] == ["20", "15", "12.5"]
    assert (kept.end, kept.stop_reason) == (None, "")


def test_that_a_taper_with_a_line_that_cannot_be_read_is_refused(session, steroid):
    with pytest.raises(Refusal, match="how long"):
        taper_medicine(session, steroid, read_taper("reduce slowly", on(0)), "reduce slowly")
    with pytest.raises(Refusal, match="before the medicine"):
        taper_medicine(session, steroid, read_taper("5 x 7 d", on(-30)), "5 x 7 d")


def test_that_a_stop_needs_a_reason_and_takes_later_steps_away(session, steroid):
    taper_medicine(session, steroid, read_taper("15 x 7 d\n10", on(0)), "")
    with pytest.raises(Refusal, match="1 to 6"):
        stop_medicine(session, steroid, PartialDate.of(on(5)), 9)
    with pytest.raises(Refusal, match="note"):
        stop_medicine(session, steroid, PartialDate.of(on(5)), 6)
    with pytest.raises(Refusal, match="before the start"):
        stop_medicine(session, steroid, PartialDate.of(on(-15)), 2)
    stop_medicine(session, steroid, PartialDate.of(on(5)), 3)
    kept = session.records.get(MedicationCourse, steroid)
    assert [step.dose for step in kept.steps] == ["20", "15"]
    assert kept.stop_reason == "Not tolerated"


def test_that_a_correction_keeps_old_and_reason_in_the_trail(session, steroid):
    correct_medicine(session, steroid, asked(dose="25"), why=1)
    last = session.records.history(steroid)[-1]
    assert (last.act, last.why) == (Act.CORRECTED, "Typing error")
    assert [change.path for change in last.changes] == ["steps"]
    remove_medicine(session, steroid, why=2, note="belongs to no. 104 0044")
    assert session.records.find(MedicationCourse) == ()


def test_that_a_ruling_needs_its_reason(session, patient):
    late = asked("dexamethasone", "10", purpose="toxicity", start=PartialDate.of(on(5)))
    add_medicine(session, patient, late)
    course = session.records.find(MedicationCourse)[0]
    assert medicine_view(session.records, patient, on(40)).free.drug_free.state is Free.OPEN
    with pytest.raises(Refusal, match="Say why"):
        rule_on(session, course.id, False, " ")
    rule_on(session, course.id, False, "As told by Dr Mensah: still ICANS")
    view = medicine_view(session.records, patient, on(40))
    assert view.free.drug_free.state is Free.YES
    assert view.lines[0].counted.why.values["why"].startswith("As told")


def test_that_none_taken_is_a_fact_of_its_own_and_not_possible_beside_a_medicine(session, patient):
    assert medicine_view(session.records, patient, TODAY).free.drug_free.state is Free.UNKNOWN
    takes_none(session, patient, TODAY)
    view = medicine_view(session.records, patient, TODAY)
    assert (view.free.drug_free.state, view.asked.asked) == (Free.YES, TODAY)
    add_medicine(session, patient, asked())
    with pytest.raises(Refusal, match="Stop it first"):
        takes_none(session, patient, TODAY)


def test_that_the_view_tells_dose_sum_and_what_is_over(session, patient, steroid):
    add_medicine(session, patient, asked("aciclovir", "400", doses=2, purpose="prophylaxis"))
    taper_medicine(session, steroid, read_taper("10 x 10 d, stop", on(0)), "")
    view = medicine_view(session.records, patient, TODAY)
    assert [line.course.drug for line in view.now] == ["aciclovir"]
    assert [line.course.drug for line in view.stopped] == ["prednisolone"]
    assert (view.dose, view.highest, view.summed) == (0, 10, 100)
    assert sub_line(view.stopped[0], words()) == "By mouth, 3 dose steps"


def test_that_a_taper_being_typed_is_drawn_as_a_plan_from_today(session, patient, steroid):
    view = medicine_view(session.records, patient, TODAY)
    whole = with_taper(view, steroid, read_taper("15 x 7 d\nnonsense\n5 x 7 d, stop", TODAY))
    panel = dose_chart(whole, words(), TODAY, "6m", typed_from=TODAY).panels[0]
    assert panel.planned_from == (TODAY - DAY0).days
    assert [step.value for step in panel.steps] == [20, 15]
    done = with_taper(view, steroid, read_taper("15 x 7 d, stop", TODAY))
    panel = dose_chart(done, words(), TODAY, "6m").panels[0]
    assert panel.steps_words.startswith("Planned stop Day")
    assert panel.steps_words_at == (date(2026, 11, 30) - DAY0).days


def test_that_six_months_begin_at_the_infusion_and_move_on_only_to_hold_a_plan(session, patient, steroid):
    later = on(5000)
    view = medicine_view(session.records, patient, later)
    low, high = dose_chart(view.course, words(), later, "6m").days
    assert low <= 0
    assert 180 < high < 365
    whole = with_taper(view, steroid, read_taper("5 x 7 d, stop", later))
    low, high = dose_chart(whole, words(), later, "6m", typed_from=later).days
    assert low < 5000
    assert 5007 < high < low + 365
