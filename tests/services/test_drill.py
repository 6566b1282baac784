"""The restore drill: when it is due, that it proves a backup, and that its result stands in the trail."""

import pytest

from tests.fakes import fake_session
from tracker.domain.change import Act
from tracker.paths import state_folder
from tracker.services import backups
from tracker.services.drill import NothingToTry, drill, drill_due
from tracker.store.package import PackageDamaged, packages


def test_that_a_drill_is_due_after_half_a_year_and_again_after_another(session, clock):
    backups.back_up_now(session)
    assert not drill_due(session)
    clock.move(days=183)
    assert drill_due(session)
    drill(session)
    assert not drill_due(session)
    clock.move(days=183)
    assert drill_due(session)


def test_that_a_drill_signs_what_it_found_and_leaves_nothing_behind(session):
    backups.back_up_now(session)
    reach = session.file.anchor().seq
    done = drill(session)
    event = session.records.trail()[-1]
    assert event.act is Act.DRILLED
    assert event.why.startswith("restored, backup of 2026-11-23 12:00 UTC")
    assert done.entries == reach
    assert not list(state_folder().glob("drill-*"))
    assert not backups.backup_state(session).changed


def test_that_a_backup_that_cannot_be_restored_is_refused_and_signed(session):
    backups.back_up_now(session)
    path = packages(session.folder / "backups")[0].folder / "study.db"
    held = path.read_bytes()
    path.write_bytes(held[:9000] + b"\xff\xff" + held[9002:])
    with pytest.raises(PackageDamaged):
        drill(session)
    assert session.records.trail()[-1].why.startswith("failed")
    assert not list(state_folder().glob("drill-*"))


def test_that_without_a_backup_there_is_nothing_to_try(session, clock):
    clock.move(days=400)
    assert not drill_due(session)
    assert not drill_due(fake_session())
    with pytest.raises(NothingToTry):
        drill(session)
