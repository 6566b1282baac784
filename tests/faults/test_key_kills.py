"""kill -9 while passphrase, recovery code or data key change: the old or the new one opens, never neither."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes import make_keys_cheap
from tracker.domain.patient import Patient
from tracker.domain.refusal import Refusal
from tracker.services.passphrases import change_passphrase
from tracker.services.session import Session
from tracker.services.studies import create_study, open_study, verify
from tracker.store import attempts, renewal
from tracker.store.key_copies import read_keys

FIRST, SECOND = "four unrelated quiet words", "six pale herons walk slowly"
SEED = 20261127

CHILD = """
import sys
from pathlib import Path
from tracker.store import keys
keys.COST = keys.FLOOR = keys.Cost(memory=16, passes=1, lanes=1)
from tracker.services.data_key import renew_data_key
from tracker.services.passphrases import change_passphrase
from tracker.services.recovery import new_recovery_code
from tracker.services.studies import open_study
act, folder, first, second = sys.argv[1:]
session = open_study(Path(folder), passphrase=first)
print("ready", flush=True)
while True:
    if act == "passphrase":
        change_passphrase(session, first, second)
        change_passphrase(session, second, first)
    elif act == "recovery":
        new_recovery_code(session)
    else:
        renew_data_key(session, first)
"""


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


def killed(act: str, folder: Path, after: float) -> None:
    """Run the act over and over in a program of its own, and kill that program `after` seconds."""
    asked = [sys.executable, "-c", CHILD, act, str(folder), FIRST, SECOND]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline().strip() == "ready"
        time.sleep(after)
        child.kill()
        child.wait()


def opened(folder: Path) -> Session:
    for phrase in (FIRST, SECOND):
        attempts.forget(read_keys(folder).database)
        try:
            return open_study(folder, passphrase=phrase)
        except Refusal:
            continue
    pytest.fail("neither the old nor the new passphrase opens the study")


@pytest.mark.parametrize("act", ["passphrase", "recovery", "data key"])
def test_that_after_a_kill_the_old_or_the_new_secret_opens_everything(tmp_path, act):
    made = create_study(tmp_path / "S", name="S", clinic="C", user_name="Kemi Abara", passphrase=FIRST)
    folder, paper = made.session.folder, made.recovery_code
    with made.session.office.work(made.session.user.id) as unit:
        unit.put(Patient(site=made.session.site.id, study_id="A-1", family="Okafor", given="Adaeze"))
    made.session.close()
    dice = random.Random(SEED)
    for _ in range(3):
        killed(act, folder, dice.uniform(0, 0.5))
        session = opened(folder)
        assert verify(session).sound
        assert session.records.find(Patient)[0].family == "Okafor"
        assert not (folder / renewal.UNFINISHED).exists()
        assert read_keys(folder).next == ()
        session.close()
        if act != "data key":
            open_study(folder, recovery_code=paper).close()
        for phrase in (SECOND,) if act == "passphrase" else ():
            _back_to_first(folder, phrase)


def _back_to_first(folder: Path, phrase: str) -> None:
    try:
        session = open_study(folder, passphrase=phrase)
    except Refusal:
        attempts.forget(read_keys(folder).database)
        return
    change_passphrase(session, phrase, FIRST)
    session.close()
