"""tracker backup and tracker restore: what they print, how they end, and what they leave."""

import shutil

import pytest

from tests.fakes import make_keys_cheap
from tests.store.test_opening import fingerprint
from tracker.__main__ import main
from tracker.domain.patient import Patient
from tracker.services.studies import create_study, open_study

PASSPHRASE = "four unrelated quiet words"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return str(path)


@pytest.fixture
def made(tmp_path):
    made = create_study(tmp_path / "S", name="S", clinic="C", user_name="K", passphrase=PASSPHRASE)
    made.session.close()
    return made


@pytest.fixture
def study(made):
    return made.session.folder


def backups_of(study):
    return sorted(path for path in (study / "backups").iterdir() if path.is_dir())


def test_that_a_backup_goes_round_from_make_over_list_and_verify_to_restore(study, secret, tmp_path, capsys):
    key = ["--passphrase-file", secret]
    stick = tmp_path / "stick"
    stick.mkdir()
    assert main(["backup", "--study", str(study), "--to", str(stick), *key]) == 0
    (made,) = backups_of(study)
    assert str(made) in capsys.readouterr().out
    assert main(["backup", "list", "--study", str(study), *key]) == 0
    line = capsys.readouterr().out
    assert str(made) in line
    assert "by hand" in line
    (there,) = [path.parent for path in stick.rglob("manifest.json")]
    assert main(["backup", "verify", str(there), *key]) == 0
    assert "is whole" in capsys.readouterr().out
    shutil.rmtree(study)
    assert main(["restore", str(there), "--study", str(study), *key]) == 0
    assert main(["study", "verify", str(study), *key]) == 0


def test_that_restoring_an_older_state_asks_for_a_reason_and_keeps_the_file(study, secret, capsys):
    key = ["--passphrase-file", secret]
    assert main(["backup", "--study", str(study), *key]) == 0
    session = open_study(study, passphrase=PASSPHRASE)
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="A-1"))
    session.close()
    (made,) = backups_of(study)
    before = fingerprint(study)
    capsys.readouterr()
    assert main(["restore", str(made), "--study", str(study), *key]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert fingerprint(study) == before
    assert main(["restore", str(made), "--study", str(study), "--reason", "wrong file", *key]) == 0
    assert "before-restore" in capsys.readouterr().out


def test_that_the_recovery_code_restores_from_a_file(made, study, secret, tmp_path, capsys):
    assert main(["backup", "--study", str(study), "--passphrase-file", secret]) == 0
    code = tmp_path / "code.txt"
    code.write_text(made.recovery_code)
    asked = ["--study", str(tmp_path / "new"), "--recovery-file", str(code)]
    assert main(["restore", str(backups_of(study)[0]), *asked]) == 0
    assert "recovery code was used" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["backup"], ["backup", "verify"], ["backup", "list"], ["restore", "x"]])
def test_that_a_command_without_its_folder_is_wrong_usage(words, capsys):
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    assert capsys.readouterr().err


def test_that_a_folder_that_is_no_backup_is_refused_in_one_sentence(study, secret, tmp_path, capsys):
    for words in (["backup", "verify", str(tmp_path)], ["restore", str(tmp_path), "--study", str(study)]):
        assert main([*words, "--passphrase-file", secret]) == 1
        assert "is no backup of this program" in capsys.readouterr().err


def test_that_a_place_that_is_not_there_is_named(study, secret, tmp_path, capsys):
    asked = ["--to", str(tmp_path / "stick"), "--passphrase-file", secret]
    assert main(["backup", "--study", str(study), *asked]) == 1
    assert str(tmp_path / "stick") in capsys.readouterr().err
    assert len(backups_of(study)) == 1
