"""Signing needs the passphrase again, in the service: wrong tries wait, and stand in the trail at once."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.fakes import NOON, make_keys_cheap
from tests.services.test_visits import month_6, okafor
from tracker.domain.change import Act
from tracker.domain.letter import Reader
from tracker.domain.patient import Patient
from tracker.domain.refusal import Refusal
from tracker.domain.signing import ADDED_LATER, NOT_AS_SIGNED
from tracker.domain.study import Setting
from tracker.domain.visit import LabResult, Signature, Visit
from tracker.language import words
from tracker.pdf.printer import print_letter
from tracker.services.anchor import code_of
from tracker.services.backups import back_up_now, list_backups
from tracker.services.corrections import LabTarget, correct_value
from tracker.services.course import course
from tracker.services.papers import KINDS, SUMMARY, letter_for, make_paper
from tracker.services.printed_lists import calendar_letter, worklist_letter
from tracker.services.proof import WRONG_HERE, NotYours, ProofNeeded
from tracker.services.studies import NOT_HELD, create_study, open_study, verify
from tracker.services.visits import Saved, save_visit, sign_visit
from tracker.services.worklist_reader import read_worklist
from tracker.store import refusals

PASSPHRASE = "four unrelated quiet words"


class Clock:
    """A clock that stands until it is moved."""

    now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def session(tmp_path, clock, monkeypatch):
    make_keys_cheap(monkeypatch)
    made = create_study(
        tmp_path / "S", name="S", clinic="C", user_name="Kemi Abara", passphrase=PASSPHRASE, now=clock
    )
    whole = okafor()
    with made.session.office.work(made.session.user.id) as unit:
        for entity in (whole.patient, *whole.diagnoses, *whole.infusions, *whole.medications):
            unit.put(entity)
    yield made.session
    made.session.close()


def test_that_nobody_signs_without_a_passphrase(session):
    saved = save_visit(session, month_6(session))

    with pytest.raises(ProofNeeded):
        sign_visit(session, saved)

    assert session.records.find(Signature) == ()
    assert Act.FAILED_LOGIN not in [event.act for event in session.records.history(session.user.id)]


def test_that_the_right_passphrase_signs(session):
    saved = save_visit(session, month_6(session))

    sign_visit(session, saved, PASSPHRASE)

    (signature,) = session.records.find(Signature)
    assert signature.record == saved.visit.id


def test_that_five_wrong_tries_wait_longer_each_time_and_stand_in_the_trail(session, clock):
    saved = save_visit(session, month_6(session))
    waits = []
    for _ in range(5):
        with pytest.raises(NotYours) as told:
            sign_visit(session, saved, "somebody else's long words")
        waits.append(told.value.seconds)
        with pytest.raises(refusals.TooSoon):
            sign_visit(session, saved, PASSPHRASE)
        clock.now += timedelta(seconds=told.value.seconds)

    failed = [e for e in session.records.history(session.user.id) if e.act is Act.FAILED_LOGIN]
    assert waits == [1, 2, 4, 8, 16]
    assert [event.why for event in failed] == [WRONG_HERE] * 5
    assert session.records.find(Signature) == ()

    sign_visit(session, saved, PASSPHRASE)
    assert len(session.records.find(Signature)) == 1


def test_that_a_restart_does_not_forget_the_wait(session, clock):
    with pytest.raises(NotYours):
        session.prove("somebody else's long words")
    session.close()
    again = open_study(session.folder, passphrase=PASSPHRASE, now=clock)
    with pytest.raises(refusals.TooSoon):
        again.prove(PASSPHRASE)
    again.close()


def month_6_signed(session):
    saved = sign_visit(session, save_visit(session, month_6(session)), PASSPHRASE)
    return saved.visit


def corrected(session, visit, new="14"):
    target = LabTarget(patient=visit.patient, visit=visit.id, analyte="igg")
    return correct_value(session, target, new, why=1)


def stands(session, visit):
    return course(session.records, visit.patient).signed(visit.id)


def paper(session, visit, folder):
    folder.mkdir(exist_ok=True)
    made = make_paper(
        session,
        SUMMARY,
        visit.patient,
        visit=visit.id,
        folder=folder,
        print_letter=print_letter,
        words=words(),
        paper="a4",
        now=NOON,
    )
    read = PdfReader(folder / made.file_name)
    return "\n".join(page.extract_text() for page in read.pages)


def test_that_a_correction_voids_the_signature_in_the_same_change_and_on_paper(session, tmp_path):
    visit = month_6_signed(session)
    before = paper(session, visit, tmp_path / "P")
    assert "DRAFT" not in before
    assert stands(session, visit).void is False

    touched = corrected(session, visit).touched

    signed = stands(session, visit)
    assert (signed.void, signed.since, signed.why) == (True, NOON, "Typing error")
    assert "Signature" in {ref.kind for ref in touched}
    last = session.records.history(signed.signature.id)[-1]
    assert (last.act, last.why) == (Act.VOIDED, "Typing error")
    after = paper(session, visit, tmp_path / "P")
    assert "DRAFT, NOT SIGNED" in after
    assert "Signature void since 23-Nov-2026 12:00, because: Typing error" in after


def test_that_a_visit_whose_signature_is_void_can_be_signed_again(session, tmp_path):
    visit = month_6_signed(session)
    corrected(session, visit)

    sign_visit(session, Saved(visit=session.records.get(Visit, visit.id), touched=frozenset()), PASSPHRASE)

    assert stands(session, visit).void is False
    assert len(session.records.find(Signature)) == 2
    assert "DRAFT" not in paper(session, visit, tmp_path / "P")


def test_that_a_value_added_later_voids_the_signature_without_a_reason(session):
    visit = month_6_signed(session)
    with session.office.work(session.user.id) as unit:
        unit.put(
            LabResult(
                site=visit.site, patient=visit.patient, visit=visit.id, analyte="ferritin",
                sampled=visit.day, value="90", unit="ug_l",
            )
        )  # fmt: skip
    assert stands(session, visit).why == ADDED_LATER


def test_that_nothing_else_voids_a_signature(session):
    visit = month_6_signed(session)
    with session.office.work(session.user.id, "a new address") as unit:
        unit.put(replace(unit.get(Patient, visit.patient), hospital_no="1 2 3"))
    assert stands(session, visit).void is False


def test_that_a_signature_over_other_content_is_void_though_nobody_voided_it(session):
    visit = month_6_signed(session)
    (signature,) = session.records.find(Signature)
    with session.office.work(session.user.id, "bent") as unit:
        unit.put(replace(signature, content="0" * 64))
    signed = stands(session, visit)
    assert (signed.void, signed.since, signed.why) == (True, None, NOT_AS_SIGNED)


def test_that_the_hash_of_a_visit_is_the_same_after_reading_it_again(session, clock):
    visit = month_6_signed(session)
    session.close()
    again = open_study(session.folder, passphrase=PASSPHRASE, now=clock, write=False)
    assert stands(again, visit).void is False
    again.close()


def test_that_the_code_on_paper_proves_that_the_file_still_holds_the_entry(session, tmp_path, clock):
    visit = month_6_signed(session)
    code = re.search(r"Trail (\d+-[0-9a-f]{8})\.", paper(session, visit, tmp_path / "P"))[1]
    assert verify(session, code=code).sound
    seq, start = code.split("-")
    other = f"{seq}-{'0' * 8 if start != '0' * 8 else '1' * 8}"
    assert [each.n for each in verify(session, code=other).problems] == [int(seq)]
    beyond = f"{int(seq) + 50}-{start}"
    assert [each.phrase for each in verify(session, code=beyond).problems] == [NOT_HELD]
    with pytest.raises(Refusal, match="no code of the trail"):
        verify(session, code="four")


@pytest.mark.parametrize("kind", KINDS)
def test_that_every_paper_for_the_clinic_carries_the_code_and_the_handout_does_not(session, kind):
    visit = month_6_signed(session)
    with session.office.work(session.user.id) as unit:
        unit.put(Setting(site=session.site.id, key="emergency_number", value="999"))
    letter = letter_for(session, kind, visit.patient, visit=visit.id, words=words(), today=NOON.date())
    assert proven_by(session, letter) is (letter.reader is Reader.CLINICIAN)


def test_that_both_lists_carry_the_code(session):
    patient = session.records.get(Patient, month_6_signed(session).patient)
    work = read_worklist(session.records, NOON.date())
    assert proven_by(session, worklist_letter(session, work, words()))
    assert proven_by(session, calendar_letter(session, patient, (), words(), NOON.date()))


def test_that_each_backup_tells_a_code_that_proves_the_file(session):
    month_6_signed(session)
    back_up_now(session)
    (made,) = list_backups(session)
    assert verify(session, code=code_of(made.manifest.anchor)).sound


def proven_by(session, letter):
    """Whether a code stands in the foot, on paper, that the study holds."""
    pdf = PdfReader(BytesIO(print_letter(letter, "a4")))
    codes = {re.search(r"Trail (\d+-[0-9a-f]{8})\.", page.extract_text()) for page in pdf.pages}
    return all(codes) and all(verify(session, code=code[1]).sound for code in codes)
