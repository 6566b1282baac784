"""No name and no value of a patient can be read outside of the program, while it runs or afterwards."""

import os
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.store.conftest import PASSPHRASE
from tracker.domain.change import Stale
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient
from tracker.domain.visit import Assessment, Draft, LabResult, Visit
from tracker.services.studies import create_study, open_study, verify
from tracker.store import refusals
from tracker.store._driver import sqlcipher

SECRETS = (
    "Zyxwvutova",
    "Qwghlmarine",
    "HOSP-77003311",
    "1977-07-13",
    "31415.92653",
    "Xolotlimab",
    "kept-in-draft",
)


def fill(session) -> None:
    """A visit as it is entered on a clinic day, with every kind of text a patient has."""
    site, me = session.site.id, session.user.id
    patient = Patient(
        site=site,
        study_id="ID-1",
        family=SECRETS[0],
        given=SECRETS[1],
        hospital_no=SECRETS[2],
        born=PartialDate.parse(SECRETS[3]),
    )
    visit = Visit(site=site, patient=patient.id, day=date(2026, 5, 1), note=SECRETS[0])
    lab = LabResult(
        site=site,
        patient=patient.id,
        visit=visit.id,
        analyte="cd19",
        sampled=visit.day,
        value=SECRETS[4],
    )
    with session.office.work(me, f"because of {SECRETS[0]}") as unit:
        unit.put(patient)
        unit.put(visit)
        unit.put(lab)
        unit.put(
            Assessment(
                site=site,
                patient=patient.id,
                visit=visit.id,
                instrument="pga",
                version=1,
                answers={"pga": SECRETS[4]},
                result={"note": SECRETS[1]},
            )
        )
        unit.put(
            MedicationCourse(
                site=site,
                patient=patient.id,
                drug="other",
                name=SECRETS[5],
                steps=(DoseStep(date(2026, 1, 1), "31415.92653"),),
            )
        )
        unit.put(
            Draft(
                site=site,
                patient=patient.id,
                visit=visit.id,
                author=me,
                form="visit",
                content={"note": SECRETS[6]},
                saved_at=unit.now,
            )
        )
    with session.office.work(me, "typing error") as unit:
        unit.put(replace(session.records.get(LabResult, lab.id), value="1"))
        for n in range(1500):
            unit.put(replace(lab, id=visit_of(n), value=f"{SECRETS[4]}{n}"))
    assert len(session.records.find(LabResult, patient=patient.id)) > 1500
    session.records.find(Patient, family=SECRETS[0])


def visit_of(number):
    from uuid import UUID

    return UUID(int=number + 1)


def found_in(*places: Path) -> set[str]:
    """Which secrets can be read in the files of these folders, however they are written there."""
    seen = set()
    for place in places:
        for path in place.rglob("*"):
            if path.is_file():
                content = path.read_bytes().lower()
                for secret in SECRETS:
                    low = secret.lower()
                    forms = (low.encode(), low.encode("utf-16-le"), low.encode().hex().encode())
                    if any(form in content for form in forms):
                        seen.add(secret)
    return seen


@pytest.fixture
def places(tmp_path, own_home):
    assert Path(tempfile.gettempdir()) == own_home / "tmp"
    return (tmp_path, own_home)


def test_that_nothing_can_be_read_while_the_study_is_open_and_afterwards(tmp_path, clock, places):
    made = create_study(tmp_path / "S", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE, now=clock)
    session = made.session
    fill(session)
    assert (tmp_path / "S" / "study.db-wal").stat().st_size > 0
    assert found_in(*places) == set()
    verify(session)
    session.file.back_up("test")
    assert found_in(*places) == set()
    session.close()
    assert found_in(*places) == set()
    with pytest.raises(refusals.WrongPassphrase):
        open_study(tmp_path / "S", passphrase="not this passphrase", now=clock)
    assert found_in(*places) == set()


def test_that_the_search_finds_everything_in_a_file_without_a_key(tmp_path, clock, places, monkeypatch):
    """The control: the same scenario with the key forgotten."""

    class Keyless:
        def __init__(self, connection):
            self.connection = connection

        def __getattr__(self, name):
            return (lambda _: None) if name == "set_key" else getattr(self.connection, name)

    real = sqlcipher.connect
    monkeypatch.setattr(sqlcipher, "connect", lambda *args, **more: Keyless(real(*args, **more)))
    monkeypatch.setattr("tracker.store.database.refuse_plaintext", lambda _: None)
    session = create_study(
        tmp_path / "S", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE, now=clock
    ).session
    fill(session)
    assert found_in(*places) == set(SECRETS)
    session.close()
    assert found_in(*places) >= set(SECRETS) - {SECRETS[6]}


def test_that_a_study_whose_key_was_forgotten_is_never_made(tmp_path, clock, monkeypatch):
    class Keyless:
        def __init__(self, connection):
            self.connection = connection

        def __getattr__(self, name):
            return (lambda _: None) if name == "set_key" else getattr(self.connection, name)

    real = sqlcipher.connect
    monkeypatch.setattr(sqlcipher, "connect", lambda *args, **more: Keyless(real(*args, **more)))
    with pytest.raises(RuntimeError, match="without encryption"):
        create_study(tmp_path / "S", name="S", clinic="C", user_name="K", practice=True, now=clock)
    assert list(tmp_path.iterdir()) == []


def test_that_no_refusal_repeats_what_stands_in_a_record(tmp_path, clock):
    session = create_study(
        tmp_path / "S", name="S", clinic="C", user_name="K", practice=True, now=clock
    ).session
    patient = Patient(site=session.site.id, study_id="ID-1", family=SECRETS[0])
    with session.office.work(session.user.id) as unit:
        unit.put(patient)
    told = []
    for asked in (
        lambda: session.records.get(Visit, patient.id),
        lambda: put(session, replace(patient, family=SECRETS[1], revision=7)),
    ):
        with pytest.raises((KeyError, Stale)) as failure:
            asked()
        told.append(f"{failure.value!r} {failure.value}")
    session.close()
    assert not any(secret in text for secret in SECRETS for text in told)


def put(session, entity):
    with session.office.work(session.user.id) as unit:
        unit.put(entity)


@pytest.mark.skipif(os.name == "nt", reason="Windows writes no core file")
def test_that_a_crash_leaves_no_picture_of_the_memory(session):
    import resource

    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
