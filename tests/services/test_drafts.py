"""What was typed and not saved yet."""

from datetime import date
from uuid import uuid4

from tests.fakes import fake_session
from tracker.domain.patient import Patient
from tracker.domain.visit import Draft
from tracker.services.drafts import draft_of, drop_draft, keep_draft
from tracker.services.visit_entry import LabEntry, VisitEntry, entry_from

SITE = uuid4()


def _session():
    patient = Patient(site=SITE, study_id="CAR-01")
    return fake_session(patient), patient


def test_that_a_form_and_author_have_one_draft_however_often_it_is_kept():
    session, patient = _session()
    visit = uuid4()

    keep_draft(session, {"labs": {"c3": "0.7"}}, patient=patient.id, visit=visit)
    keep_draft(session, {"labs": {"c3": "0.71"}}, patient=patient.id, visit=visit)

    assert len(session.records.find(Draft)) == 1
    kept = draft_of(session.records, session.user.id, patient=patient.id, visit=visit)
    assert kept is not None
    assert kept.content == {"labs": {"c3": "0.71"}}


def test_that_a_draft_is_no_event_in_the_trail():
    session, patient = _session()

    keep_draft(session, {}, patient=patient.id, visit=None)

    assert session.office.events == []


def test_that_another_person_does_not_see_the_draft():
    session, patient = _session()
    keep_draft(session, {"labs": {}}, patient=patient.id, visit=None)

    assert draft_of(session.records, uuid4(), patient=patient.id, visit=None) is None


def test_that_a_dropped_draft_is_gone():
    session, patient = _session()
    keep_draft(session, {}, patient=patient.id, visit=None)

    drop_draft(session, patient=patient.id, visit=None)

    assert draft_of(session.records, session.user.id, patient=patient.id, visit=None) is None


def test_that_an_entry_comes_back_from_its_draft_as_it_was_typed():
    entry = VisitEntry(
        patient=uuid4(),
        day=date(2026, 11, 23),
        code="M6",
        title="Month 6",
        sampled=date(2026, 11, 22),
        labs={"cd19": LabEntry(text="<1"), "c4": LabEntry(text="nd", note="tube broken")},
        answers={"sledai_2k": {"fever": False, "rash": None, "arthritis": True}},
    )

    assert entry_from(entry.content(), patient=entry.patient, visit=None) == entry
