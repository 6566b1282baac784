"""tracker users: people, codes, passphrases and the data key from the command line."""

import re

import pytest

from tests.fakes import make_keys_cheap
from tracker.__main__ import main
from tracker.services.studies import create_study, open_study

PASSPHRASE, OTHER = "four unrelated quiet words", "six pale herons walk slowly"
CODE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}(?!-)")


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def study(tmp_path):
    made = create_study(tmp_path / "S", name="S", clinic="C", user_name="Kemi Abara", passphrase=PASSPHRASE)
    made.session.close()
    return made.session.folder


@pytest.fixture
def users(study, tmp_path, capsys):
    """Runs `tracker users`; its exit code and what it printed."""

    def run(verb, *more, secret=PASSPHRASE, user="Kemi Abara", new=""):
        first, second = tmp_path / "secret.txt", tmp_path / "new.txt"
        first.write_text(secret, encoding="utf-8")
        second.write_text(new, encoding="utf-8")
        asked = ["--new-passphrase-file", str(second)] if new else []
        code = main(
            [
                "users",
                verb,
                *more,
                "--study",
                str(study),
                "--user",
                user,
                "--passphrase-file",
                str(first),
                *asked,
            ]
        )
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_that_a_person_goes_from_the_code_to_a_passphrase_a_role_and_out(users, study):
    code, out, _ = users("add", "Ama Mensah", "--role", "investigator")
    once = CODE.search(out)[0]
    assert (code, out.count(once)) == (0, 1)
    _, out, _ = users("list")
    assert re.search(r"Ama Mensah +Investigator +One-time code given +never", out)

    code, _, err = users("list", secret=once, user="Ama Mensah")
    assert (code, "one-time code" in err) == (1, True)
    assert users("passphrase", secret=once, user="Ama Mensah", new=OTHER)[0] == 0
    code, _, err = users("add", "Max Roth", secret=OTHER, user="Ama Mensah")
    assert (code, err.strip()) == (1, "Only an administrator manages people and the data key.")

    assert users("role", "Ama Mensah", "monitor", "--reason", "new post")[0] == 0
    assert re.search(r"Ama Mensah +Monitor +Active +\d\d-", users("list")[1])
    assert users("remove", "Ama Mensah", "--reason", "left")[0] == 0
    assert re.search(r"Ama Mensah +Monitor +Removed", users("list")[1])
    code, _, err = users("remove", "Ama Mensah")
    assert (code, "Nobody called" in err) == (1, True)


def test_that_one_changes_the_own_passphrase(users, study):
    assert users("passphrase", new=OTHER)[0] == 0
    assert users("list", secret=OTHER)[0] == 0


def test_that_a_weak_new_passphrase_changes_nothing(users):
    code, _, err = users("passphrase", new="short")
    assert (code, "12 characters" in err) == (1, True)
    assert users("list")[0] == 0


def test_that_who_forgot_the_passphrase_gets_a_code(users):
    users("add", "Ama Mensah")
    code, out, _ = users("code", "ama mensah")
    assert code == 0
    assert users("passphrase", secret=CODE.search(out)[0], user="Ama Mensah", new=OTHER)[0] == 0


def test_that_a_new_recovery_code_is_printed_once(users, study):
    code, out, _ = users("recovery")
    found = re.search(r"Recovery code: (\S{40})", out)[1]
    assert (code, out.count(found)) == (0, 1)
    open_study(study, recovery_code=found).close()


def test_that_the_data_key_is_renewed_and_others_get_codes(users, study):
    users("add", "Ama Mensah")
    code, out, _ = users("rotate-key")
    assert code == 0
    assert CODE.search(out.split("One-time code for Ama Mensah: ")[1])
    assert "Recovery code: " in out
    assert users("list")[0] == 0


def test_that_a_secret_is_never_an_argument(users, study, capsys):
    with pytest.raises(SystemExit) as left:
        main(["users", "add", "Ama Mensah", "--study", str(study), "--passphrase", "x"])
    assert left.value.code == 2


def test_that_a_damaged_key_file_is_said_on_standard_error(users, study):
    (study / "keys.json").write_bytes(b"{")
    code, out, err = users("list")
    assert (code, "damaged" in err, "Kemi Abara" in out) == (0, True, True)
    assert (study / "keys.json").read_bytes() == b"{"
    code, _, err = users("add", "Ama Mensah")
    assert (code, "put back from a copy" in err) == (0, True)
    assert (study / "keys.json.damaged").read_bytes() == b"{"
    assert users("list")[2] == ""
