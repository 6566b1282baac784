"""The scenes of people, keys and backups: the list, a new person, a code, another data key."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tracker.domain.study import Role, User
from tracker.domain.text import N_, Said
from tracker.services.backups import BackupState
from tracker.ui.dialogs.backups import BackupsDialog
from tracker.ui.dialogs.codes import CodesDialog
from tracker.ui.gallery_stage import Scene, Stage, later
from tracker.ui.routes import Route
from tracker.ui.shell import Shell

_RECOVERY = "7K3QD-M0XWA-4PZ9T-CB6HN-EJ2RS-81VYG-F5T8"
_CODES = ("4PZ9T-CB6HN-EJ2RS-M0XWA", "81VYG-7K3QD-F5T8X-0A4PZ")


def people_scenes() -> Iterator[tuple[str, Scene]]:
    yield "people", _people
    yield "people-managed", lambda stage: _people(_real(stage))
    yield "people-as-monitor", lambda stage: _people(_real(stage, Role.MONITOR))
    yield "people-add", lambda stage: _dialog(stage, "primary")
    yield "people-code", lambda stage: _codes(stage, (("Ama Mensah", _CODES[0]),))
    yield "people-passphrase", lambda stage: _dialog(stage, "change_own")
    yield "people-renew", lambda stage: _dialog(stage, "renew_key")
    yield "backups", _backups
    yield (
        "people-renewed",
        lambda stage: _codes(
            stage, (("Recovery key", _RECOVERY), ("Ama Mensah", _CODES[0]), ("Max Roth", _CODES[1]))
        ),
    )


def _real(stage: Stage, role: Role = Role.ADMIN) -> Stage:
    """The same study as if it were not for practice: what can be done there is shown, not done."""
    session = stage.session
    user = next((each for each in session.records.find(User) if each.role is role), session.user)
    return replace(
        stage,
        session=replace(
            session,
            study=replace(session.study, practice=False),
            user=user,
        ),
    )


def _people(stage: Stage) -> Shell:
    shell = stage.shell()
    shell.go(Route("people"))
    return shell


def _dialog(stage: Stage, act: str) -> QWidget:
    shell = _people(_real(stage))
    show: Callable[[], object] = getattr(shell.screen, act)
    return later(shell, show)


def _backups(stage: Stage) -> QWidget:
    shell = _real(stage).shell()
    said = Said(N_("There is no backup of this study yet."))
    state = BackupState(place=Path("/media/STICK"), verdict=said)
    return later(shell, lambda: BackupsDialog(shell.workplace, state, shell).open())


def _codes(stage: Stage, codes: tuple[tuple[str, str], ...]) -> QWidget:
    shell = _people(_real(stage))
    say = stage.words(
        "It is exchanged for a passphrase at the first unlock. It is shown this once and never saved."
    )
    title = stage.words("One-time code")
    return later(shell, lambda: CodesDialog(shell.workplace, title, say, codes, shell).open())
