"""Another passphrase or recovery code: the old one opens nothing, no record changes, the trail tells."""

import pytest

from tests.fakes import make_keys_cheap
from tracker.domain.change import Act
from tracker.services.passphrases import change_passphrase
from tracker.services.recovery import new_recovery_code
from tracker.services.studies import (
    confirm_recovery,
    create_study,
    open_study,
    recovery_confirmed,
    verify,
)
from tracker.store import keys, refusals

OLD, NEW = "four unrelated quiet words", "four completely other words"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    make_keys_cheap(monkeypatch)


@pytest.fixture
def created(tmp_path):
    made = create_study(tmp_path / "S", name="S", clinic="C", user_name="Kemi Abara", passphrase=OLD)
    yield made
    made.session.close()


def test_that_a_new_passphrase_replaces_the_old_one(created):
    session = created.session
    change_passphrase(session, OLD, NEW)
    told = session.records.history(session.user.id)[-1]
    assert (told.act, told.why) == (Act.RIGHTS, "passphrase changed")
    assert verify(session).sound
    session.close()
    open_study(session.folder, passphrase=NEW).close()
    open_study(session.folder, recovery_code=created.recovery_code).close()
    with pytest.raises(refusals.WrongPassphrase):
        open_study(session.folder, passphrase=OLD)


def test_that_a_weak_passphrase_replaces_nothing(created):
    with pytest.raises(refusals.PassphraseTooWeak):
        change_passphrase(created.session, OLD, "short")
    created.session.close()
    open_study(created.session.folder, passphrase=OLD).close()


def test_that_a_new_recovery_code_replaces_the_old_one_and_wants_to_be_confirmed(created):
    session = created.session
    confirm_recovery(session)
    code = new_recovery_code(session)
    assert not recovery_confirmed(session)
    confirm_recovery(session)
    assert recovery_confirmed(session)
    session.close()
    open_study(session.folder, recovery_code=code).close()
    open_study(session.folder, passphrase=OLD).close()
    with pytest.raises(refusals.WrongRecoveryCode):
        open_study(session.folder, recovery_code=created.recovery_code)


def test_that_a_key_file_that_cannot_be_written_leaves_the_old_passphrase_and_no_event(created, monkeypatch):
    session = created.session
    before = session.records.trail()

    def full(*_):
        raise OSError(28, "full")

    monkeypatch.setattr(keys, "write_whole", full)
    with pytest.raises(refusals.FolderUnusable):
        change_passphrase(session, OLD, NEW)
    monkeypatch.undo()
    make_keys_cheap(monkeypatch)
    assert session.records.trail() == before
    session.close()
    open_study(session.folder, passphrase=OLD).close()


def test_that_a_session_that_only_reads_changes_no_passphrase(created):
    created.session.close()
    session = open_study(created.session.folder, passphrase=OLD, write=False)
    with pytest.raises(refusals.ReadOnly):
        change_passphrase(session, OLD, NEW)
    session.close()
    open_study(created.session.folder, passphrase=OLD).close()
