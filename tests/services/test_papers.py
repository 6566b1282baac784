"""Making a paper: a safe name, the right bytes, an entry in the record; or nothing at all."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from tests.courses import SITE, okafor, published
from tests.fakes import fake_session
from tests.pdf.letters import text_of
from tracker.domain.change import Act
from tracker.domain.document import Document
from tracker.domain.refusal import Refusal
from tracker.domain.study import Setting
from tracker.language import words
from tracker.pdf.printer import print_letter
from tracker.services.papers import file_name, letter_for, make_paper

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def study(course=None, **more):
    course = course or okafor()
    number = Setting(site=SITE, key="emergency_number", value="999")
    clinic = (*course.diagnoses, *course.infusions, *course.visits, *course.labs, *course.assessments)
    others = (*course.medications, *course.events, *course.signatures, *course.facts, *course.sources)
    return fake_session(course.patient, *clinic, *others, number, **more)


def make(session, folder, kind="handout", course=None, printer=print_letter):
    patient = (course or okafor()).patient.id
    return make_paper(
        session,
        kind,
        patient,
        visit=None,
        folder=folder,
        print_letter=printer,
        words=words(),
        paper="a4",
        now=NOW,
    )


def test_that_a_handout_lies_in_the_folder_under_the_study_id(tmp_path):
    made = make(study(), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["CAR-SLE-07_2026-11-23_handout_v1.pdf"]
    pdf = (tmp_path / made.file_name).read_bytes()
    assert made.sha256 == hashlib.sha256(pdf).hexdigest()
    assert "Adaeze Okafor" in text_of(pdf)


def test_that_the_record_knows_what_was_printed_when_and_by_whom(tmp_path):
    session = study()
    made = make(session, tmp_path, "summary")
    (kept,) = session.records.find(Document)
    assert (kept.kind, kept.version, kept.made_at, kept.made_by) == ("summary", 1, NOW, session.user.id)
    assert kept.file_name == made.file_name
    (event,) = session.records.history(made.id)
    assert event.act is Act.PRINTED


def test_that_a_second_print_is_the_next_version_and_other_papers_count_apart(tmp_path):
    session = study()
    names = [make(session, tmp_path, kind).file_name for kind in ("handout", "handout", "summary")]
    assert [name[-6:-4] for name in names] == ["v1", "v2", "v1"]


def test_that_a_file_that_is_there_is_never_overwritten(tmp_path):
    there = tmp_path / "CAR-SLE-07_2026-11-23_handout_v1.pdf"
    there.write_text("somebody else's")
    assert make(study(), tmp_path).file_name.endswith("_v2.pdf")
    assert there.read_text() == "somebody else's"


def test_that_a_refusal_leaves_no_file_and_no_entry(tmp_path):
    course = published()
    session = study(course)
    with pytest.raises(Refusal):
        make(session, tmp_path, course=course)
    assert list(tmp_path.iterdir()) == []
    assert session.records.find(Document) == ()


def test_that_a_missing_glyph_leaves_no_file_and_no_entry(tmp_path):
    course = okafor()
    odd = okafor(patient=type(course.patient)(**{**vars(course.patient), "given": "王"}))
    session = study(odd)
    with pytest.raises(Refusal, match="王"):
        make(session, tmp_path, course=odd)
    assert list(tmp_path.iterdir()) == []
    assert session.records.find(Document) == ()


def test_that_an_entry_that_cannot_be_written_takes_the_file_back(tmp_path, monkeypatch):
    session = study()
    plain = type(session.office).work

    def failing(self, who, why=""):
        unit = plain(self, who, why)
        unit_exit = type(unit).__exit__

        class Failing(type(unit)):
            def __exit__(self, *error):
                unit_exit(self, OSError, OSError(), None)
                raise OSError("the disk is full")

        unit.__class__ = Failing
        return unit

    monkeypatch.setattr(type(session.office), "work", failing)
    with pytest.raises(OSError, match="disk is full"):
        make(session, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_that_a_folder_that_is_not_there_is_an_error_and_no_entry(tmp_path):
    session = study()
    with pytest.raises(OSError, match="No such file"):
        make(session, tmp_path / "absent")
    assert session.records.find(Document) == ()


def test_that_looking_at_a_letter_writes_nothing():
    session = study()
    letter = letter_for(
        session, "summary", okafor().patient.id, visit=None, words=words(), today=date(2026, 11, 24)
    )
    assert letter.title == "Month 6 visit, 23-Nov-2026"
    assert session.records.find(Document) == ()


def test_that_a_visit_that_is_gone_is_said_so():
    with pytest.raises(Refusal, match="not in the record"):
        letter_for(
            study(), "summary", okafor().patient.id, visit=SITE, words=words(), today=date(2026, 11, 24)
        )


@pytest.mark.parametrize("kind", ["handout", "summary"])
def test_that_papers_of_a_practice_study_say_so(tmp_path, kind):
    made = make(study(practice=True), tmp_path, kind)
    assert "PRACTICE" in text_of((tmp_path / made.file_name).read_bytes())


@pytest.mark.parametrize(
    ("study_id", "name"),
    [
        ("CAR-SLE-07", "CAR-SLE-07_2026-11-23_handout_v3.pdf"),
        ("../../etc/passwd", "etc-passwd_2026-11-23_handout_v3.pdf"),
        ("Ł 7:*?", "7_2026-11-23_handout_v3.pdf"),
        ("王", "patient_2026-11-23_handout_v3.pdf"),
        ("a_b", "a-b_2026-11-23_handout_v3.pdf"),
    ],
)
def test_that_a_file_name_is_safe_on_every_disk(study_id, name):
    assert file_name(study_id, date(2026, 11, 23), "handout", 3) == name
