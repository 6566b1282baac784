"""tracker study create, info, verify: what they print, how they end, and what they leave."""

import pytest

from tests.fakes import make_keys_cheap
from tests.store.test_audit import damage
from tests.store.test_opening import fingerprint
from tracker.__main__ import main
from tracker.services.anchor import anchor_code
from tracker.services.studies import create_study, open_study
from tracker.store import recovery_code

PASSPHRASE = "four unrelated quiet words"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "passphrase.txt"
    path.write_text(f"{PASSPHRASE}\r\nsecond line\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def study(tmp_path, secret, capsys):
    assert main(["study", "create", str(tmp_path / "S"), "--passphrase-file", secret]) == 0
    capsys.readouterr()
    return tmp_path / "S"


def test_that_create_prints_the_recovery_code_once_and_it_opens_the_study(tmp_path, secret, capsys):
    assert main(["study", "create", str(tmp_path / "S"), "--passphrase-file", secret]) == 0
    printed = capsys.readouterr().out
    (code,) = [word for word in printed.split() if word.count("-") == 6]
    recovery_code.read_code(code)
    open_study(tmp_path / "S", recovery_code=code).close()


def test_that_create_has_a_default_for_everything_but_the_secret(study, secret, capsys):
    assert main(["study", "info", str(study), "--passphrase-file", secret]) == 0
    printed = capsys.readouterr().out
    assert "S (study)" in printed
    assert "Europe/Berlin" in printed


def test_that_create_takes_what_it_is_told(tmp_path, secret, capsys):
    asked = ["--name", "CASTLE", "--site", "Rheuma", "--time-zone", "Asia/Tokyo", "--user", "Kemi Abara"]
    assert main(["study", "create", str(tmp_path / "S"), *asked, "--passphrase-file", secret]) == 0
    capsys.readouterr()
    assert (
        main(["study", "info", str(tmp_path / "S"), "--passphrase-file", secret, "--user", "Kemi Abara"]) == 0
    )
    printed = capsys.readouterr().out
    assert all(text in printed for text in ("CASTLE", "Rheuma", "Asia/Tokyo", "Kemi Abara"))


@pytest.mark.parametrize("verb", ["info", "verify"])
def test_that_looking_at_a_study_changes_nothing_in_it(study, secret, verb, capsys):
    before = fingerprint(study)
    assert main(["study", verb, str(study), "--passphrase-file", secret]) == 0
    assert fingerprint(study) == before
    assert capsys.readouterr().err == ""


def test_that_verify_reads_a_study_that_a_window_holds(study, secret, capsys):
    session = open_study(study, passphrase=PASSPHRASE, holder="the window")
    assert main(["study", "verify", str(study), "--passphrase-file", secret]) == 0
    session.close()
    assert "Sound" in capsys.readouterr().out


def one_sentence(capsys) -> str:
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    return printed.err.strip()


def test_that_each_refusal_is_one_sentence_exit_one_and_nothing_changed(study, secret, tmp_path, capsys):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not this passphrase\n")
    empty = tmp_path / "empty.txt"
    empty.write_text("\n")
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\xff\xfe\x00")
    before = fingerprint(tmp_path)
    said = set()
    for command in (
        ["study", "info", str(study), "--passphrase-file", str(wrong)],
        ["study", "info", str(study), "--passphrase-file", str(empty)],
        ["study", "info", str(study), "--passphrase-file", str(binary)],
        ["study", "info", str(study), "--passphrase-file", str(tmp_path / "none.txt")],
        ["study", "info", str(tmp_path / "none"), "--passphrase-file", secret],
        ["study", "info", str(tmp_path), "--passphrase-file", secret],
        ["study", "create", str(study), "--passphrase-file", secret],
        ["study", "create", str(tmp_path / "new"), "--time-zone", "Nowhere", "--passphrase-file", secret],
    ):
        assert main(command) == 1, command
        said.add(one_sentence(capsys))
    assert len(said) == 8
    assert fingerprint(tmp_path) == before


def test_that_a_damaged_study_fails_verify(study, secret, capsys):
    path = study / "study.db"
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    assert main(["study", "verify", str(study), "--passphrase-file", secret]) == 1
    assert "damaged" in one_sentence(capsys)


def test_that_no_terminal_and_no_file_is_wrong_usage(study, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(SystemExit) as ended:
        main(["study", "info", str(study)])
    assert ended.value.code == 2
    assert "--passphrase-file" in capsys.readouterr().err


def test_that_a_terminal_is_asked(study, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSPHRASE)
    assert main(["study", "info", str(study)]) == 0


def test_that_a_new_passphrase_is_asked_for_twice(tmp_path, capsys, monkeypatch):
    typed = iter([PASSPHRASE, "another text altogether"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    assert main(["study", "create", str(tmp_path / "S")]) == 1
    assert list(tmp_path.glob("*")) == []


def test_that_the_command_line_waits_the_delay_out(study, secret, tmp_path, capsys, monkeypatch):
    waited = []
    monkeypatch.setattr("tracker.cli.secrets.time.sleep", waited.append)
    monkeypatch.setattr("tracker.cli.secrets.seconds_to_wait", lambda folder: 4)
    assert main(["study", "info", str(study), "--passphrase-file", secret]) == 0
    assert waited == [4]


def test_that_a_practice_study_opens_without_a_secret(tmp_path, capsys):
    made = create_study(tmp_path / "P", name="P", clinic="C", user_name="K", practice=True)
    made.session.close()
    assert main(["study", "info", str(tmp_path / "P")]) == 0
    assert "practice study" in capsys.readouterr().out


def test_that_a_cloud_folder_needs_the_flag_once(tmp_path, secret, capsys):
    asked = ["study", "create", str(tmp_path / "Dropbox" / "S"), "--passphrase-file", secret]
    assert main(asked) == 1
    assert "add --folder-confirmed" in capsys.readouterr().err
    assert main([*asked, "--folder-confirmed"]) == 0
    assert main(["study", "info", str(tmp_path / "Dropbox" / "S"), "--passphrase-file", secret]) == 0


def test_that_verify_proves_the_code_of_a_paper_and_finds_a_cut_end(study, secret, capsys):
    session = open_study(study, passphrase=PASSPHRASE)
    code = anchor_code(session)
    dek = session.file._dek
    session.close()
    asked = ["study", "verify", str(study), "--passphrase-file", secret, "--anchor"]
    assert main([*asked, code]) == 0
    capsys.readouterr()

    seq = int(code.split("-")[0])
    harm = (f"DELETE FROM audit_{table} WHERE seq = {seq}" for table in ("payload", "event"))
    damage(study, dek, *harm)

    assert main([*asked, code]) == 1
    assert f"does not hold the entry {seq} of that code" in capsys.readouterr().err
    assert main([*asked, "4812"]) == 1
    assert "Type it as on paper" in capsys.readouterr().err
