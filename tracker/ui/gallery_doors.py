"""The scenes before a study is open: the first run, the door, the lock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.services.session import Session
from tracker.ui.doors import BackupLine
from tracker.ui.gallery_stage import Scene, Stage, later
from tracker.ui.screens.first_run import FirstRunScreen
from tracker.ui.screens.restore import RestoreScreen
from tracker.ui.screens.unlock import Locked, UnlockScreen
from tracker.ui.screens.welcome import WelcomeScreen

_CODE = "7K3QD-M0XWA-4PZ9T-CB6HN-EJ2RS-81VYG-F5T8"
_CLINIC, _HOSPITAL = "Autoimmune Cell Therapy Clinic", "St Example Hospital"
_NAME, _SHORT, _OTHER = "Kemi Abara", "K. Abara", "Ama Mensah"
_PHRASE = "river candle moss ninety acorn"


class _Wrong(Refusal):
    """What a wrong passphrase looks like, without trying one."""

    seconds = 4

    def __init__(self) -> None:
        super().__init__(
            N_("That passphrase does not open this file. Wait {seconds} s."), seconds=self.seconds
        )


def doors_scenes() -> Iterator[tuple[str, Scene]]:
    for step in range(4):
        yield f"first-run-{step + 1}", lambda stage, step=step: _first_run(stage, step)
    yield "unlock", _unlock
    yield "unlock-wrong", _wrong
    yield "unlock-practice", lambda stage: _unlock(stage, is_practice=lambda _folder: True)
    yield "locked", _locked
    yield "unlock-newcomer", _newcomer
    yield "welcome", _welcome
    yield "restore", _restore
    yield (
        "restore-damaged",
        lambda stage: _restore(
            stage,
            (
                stage.words("The key is right, but study.db is damaged or belongs to another study."),
                stage.words("Damaged pages: {bad} of {pages}.", bad=3, pages=412),
            ),
        ),
    )
    yield (
        "restore-none",
        lambda stage: RestoreScreen(stage.entrance(backups_of=lambda _folder: ()), Path("study")),
    )


def _restore(stage: Stage, known: tuple[str, ...] = ()) -> QWidget:
    place = Path("studies", "castle", "backups")
    lines = tuple(
        BackupLine(
            folder=place / f"{days}",
            made=stage.now - timedelta(days=days, hours=days % 5),
            reason=reason,
            entries=4820 - 37 * days,
            size=9_400_000 - 20_000 * days,
            people=(_NAME,),
        )
        for days, reason in enumerate(
            (
                N_("during work"),
                N_("when the study was closed"),
                N_("by hand"),
                N_("when the study was closed"),
                N_("before an import"),
            )
        )
    )
    screen = RestoreScreen(stage.entrance(backups_of=lambda _folder: lines), Path("study"), known)

    def fill() -> None:
        screen.secret.set_text(_PHRASE)
        screen.first_focus().setFocus()

    return later(screen, fill)


def _first_run(stage: Stage, step: int) -> QWidget:
    screen = FirstRunScreen(
        stage.entrance(
            create_study=lambda _asked: (stage.session, _CODE),
            confirm_recovery=lambda _session: None,
            home=Path("studies"),
        )
    )

    def fill() -> None:
        screen.study.clinic.setText(_CLINIC)
        screen.study.hospital.setText(_HOSPITAL)
        screen.study.person.setText(_NAME)
        screen.study.short.setText(_SHORT)
        screen.study.zone.choose("Europe/London")
        if step >= 1:
            screen.next()
            screen.phrase.first.set_text(_PHRASE)
            screen.phrase.again.set_text(_PHRASE[:12])
        if step >= 2:
            screen.phrase.again.set_text(_PHRASE)
            screen.next()
            stage.jobs.settle()
            screen.recovery.show_code(_CODE, (1, 4, 6))
            screen.recovery.boxes[0].set_text("m0xwa")
            screen.recovery.boxes[1].set_text("EJ2R")
        if step == 3:
            for box, text in zip(screen.recovery.boxes, ("M0XWA", "EJ2RS", "F5T8"), strict=True):
                box.set_text(text)
            screen.recovery.safe.setChecked(True)
            screen.next()
        screen.first_focus().setFocus()

    return later(screen, fill)


def _unlock(stage: Stage, locked: Locked | None = None, **other: object) -> UnlockScreen:
    known = {
        "is_practice": lambda _folder: False,
        "people": lambda _folder: (_NAME,),
        "newcomers": lambda _folder: (),
        **other,
    }
    screen = UnlockScreen(stage.entrance(**known), Path("study"), locked)
    later(screen, lambda: screen.first_focus().setFocus())
    return screen


def _wrong(stage: Stage) -> QWidget:
    def refuse(*_secret: object) -> Session:
        raise _Wrong

    screen = _unlock(stage, open_study=refuse)

    def try_it() -> None:
        screen.secret.set_text(_PHRASE)
        screen.try_open()

    return later(screen, try_it)


def _locked(stage: Stage) -> QWidget:
    return _unlock(stage, Locked(_SHORT, stage.now, _NAME), people=lambda _folder: (_NAME, _OTHER))


def _newcomer(stage: Stage) -> QWidget:
    def two(_folder: Path) -> tuple[str, ...]:
        return (_OTHER, _NAME)

    return _unlock(stage, people=two, newcomers=lambda _folder: (_OTHER,))


def _welcome(stage: Stage) -> QWidget:
    user = replace(stage.session.user, name=_OTHER)
    screen = WelcomeScreen(stage.entrance(), replace(stage.session, user=user, close=lambda: None))

    def fill() -> None:
        screen.phrase.first.set_text(_PHRASE)
        screen.phrase.again.set_text(_PHRASE)
        screen.first_focus().setFocus()

    return later(screen, fill)
