"""Studies written by earlier versions of the program open, with everything that was in them."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.store.conftest import PASSPHRASE
from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import Act
from tracker.domain.followup import StudyPlan
from tracker.domain.infusion import Infusion
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.patient import Patient
from tracker.domain.visit import Assessment, Comparator, LabResult, Signature, Visit
from tracker.services.studies import open_study
from tracker.store import migrations

DATA = Path(__file__).resolve().parent.parent / "data"
OLD = sorted(DATA.glob("study-*"), key=lambda path: int(path.name.rpartition("-")[2]))


@pytest.fixture(params=OLD, ids=lambda path: path.name)
def old(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy, opened at the real cost of its passphrase."""
    monkeypatch.undo()
    return Path(shutil.copytree(request.param, tmp_path / "study"))


def test_that_a_study_of_each_earlier_version_is_kept_for_the_tests():
    assert [path.name for path in OLD] == [f"study-{number}" for number in range(1, migrations.NEWEST)]


def test_that_every_row_of_an_earlier_version_is_there(old, clock):
    session = open_study(old, passphrase=PASSPHRASE, now=clock)
    records = session.records
    (patient,) = records.find(Patient)
    (visit,) = records.find(Visit)
    (lab,) = records.find(LabResult)
    assert (patient.study_id, patient.coordinator, patient.plan) == ("A-1", None, "")
    assert records.find(Infusion)[0].planned is None
    assert (visit.code, visit.plan) == ("M6", "")
    assert (lab.comparator, lab.value) == (Comparator.BELOW, "1")
    assert records.find(Assessment)[0].answers == {"pga": "0.5"}
    assert records.find(MedicationCourse)[0].steps == (DoseStep(date(2026, 5, 22), "15"),)
    assert records.find(AdverseEvent)[0].grades == ()
    assert records.find(Signature)[0].voided_at is None
    assert records.find(StudyPlan) == ()
    assert Act.SIGNED in [event.act for event in records.trail(patient.id)]
    assert session.file.check().sound
    session.close()
