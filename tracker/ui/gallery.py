"""Every screen and state, set up as a person would see it and drawn into a picture."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from tracker.domain.infusion import Infusion
from tracker.domain.patient import Diagnosis, Patient
from tracker.domain.progress import Progress, silent
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.domain.visit import Visit
from tracker.language import Words, words
from tracker.services.session import Session
from tracker.ui.dialogs.about import AboutDialog
from tracker.ui.dialogs.crash import CrashDialog
from tracker.ui.dialogs.key_map import KeyMapDialog
from tracker.ui.doors import Doors, Entrance
from tracker.ui.errors import report
from tracker.ui.jobs import Jobs
from tracker.ui.news import ChangeBus
from tracker.ui.places import Route
from tracker.ui.screens.first_run import FirstRunScreen
from tracker.ui.screens.unlock import Locked, UnlockScreen
from tracker.ui.shell import Shell
from tracker.ui.theme.style import apply_theme, mark
from tracker.ui.theme.tokens import THEMES, Tokens
from tracker.ui.workplace import Workplace

_CODE = "7K3QD-M0XWA-4PZ9T-CB6HN-EJ2RS-81VYG-F5T8"
_CLINIC, _HOSPITAL = "Autoimmune Cell Therapy Clinic", "St Example Hospital"
_NAME, _SHORT = "Kemi Abara", "K. Abara"
_PHRASE = "river candle moss ninety acorn"


class _Wrong(Refusal):
    """What a wrong passphrase looks like, without trying one."""

    seconds = 4

    def __init__(self) -> None:
        super().__init__(
            N_("That passphrase does not open this file. Wait {seconds} s."), seconds=self.seconds
        )


@dataclass(frozen=True)
class Stage:
    """What the scenes of one theme and size have in common."""

    session: Session
    doors: Doors
    words: Words
    tokens: Tokens
    jobs: Jobs
    now: datetime

    def entrance(self, **other: object) -> Entrance:
        """The ways in, some of them replaced."""
        doors = replace(self.doors, **other) if other else self.doors
        return Entrance(words=self.words, tokens=self.tokens, jobs=self.jobs, doors=doors)

    def shell(self) -> Shell:
        """The open study at its first screen."""
        zone = ZoneInfo(self.session.study.time_zone)
        return Shell(
            Workplace(
                session=self.session,
                jobs=self.jobs,
                news=ChangeBus(),
                words=self.words,
                tokens=self.tokens,
                clock=lambda: self.now.astimezone(zone),
                print_letter=self.doors.print_letter,
            )
        )


Scene = Callable[[Stage], QWidget]


def draw_all(
    session: Session,
    folder: Path,
    doors: Doors,
    *,
    themes: Sequence[str] = ("light",),
    sizes: Sequence[tuple[int, int]] = ((1366, 688),),
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """One PNG for each scene, theme and size. Nothing in the study changes."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    QCursor.setPos(5000, 5000)
    app.setCursorFlashTime(0)
    harmless = replace(session, close=lambda: None)
    jobs = Jobs()
    made: list[Path] = []
    scenes = dict(_scenes(session))
    total = len(scenes) * len(themes) * len(sizes)
    for theme in themes:
        apply_theme(app, THEMES[theme])
        stage = Stage(harmless, doors, words(), THEMES[theme], jobs, doors.clock())
        for width, height in sizes:
            for name, scene in scenes.items():
                progress(len(made), total, "")
                path = folder / f"{name}-{theme}-{width}x{height}.png"
                _draw(scene, stage, (width, height), path)
                made.append(path)
    jobs.close()
    return tuple(made)


def settle(jobs: Jobs) -> None:
    """Wait for reads, and for what starts a moment after them."""
    for _ in range(3):
        jobs.settle()
        pause = QEventLoop()
        QTimer.singleShot(15, pause.quit)
        pause.exec()
    jobs.settle()


def _draw(scene: Scene, stage: Stage, size: tuple[int, int], path: Path) -> None:
    host = QWidget()
    host.setProperty("part", "sunken")
    host.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    host.resize(*size)
    host.show()
    host.activateWindow()
    shown = scene(stage)
    if isinstance(shown, QDialog):
        shown.setParent(host)
        shown.setAutoFillBackground(True)
        shown.adjustSize()
        shown.move((size[0] - shown.width()) // 2, max(0, (size[1] - shown.height()) // 2))
        shown.show()
    else:
        mark(host, part="bg")
        column.addWidget(shown)
    settle(stage.jobs)
    host.activateWindow()
    settle(stage.jobs)
    later = shown.property("later")
    if callable(later):
        later()
        settle(stage.jobs)
    host.grab().save(str(path))
    host.hide()
    host.deleteLater()
    settle(stage.jobs)


def _later(widget: QWidget, act: Callable[[], object]) -> QWidget:
    widget.setProperty("later", act)
    return widget


def _scenes(session: Session) -> Iterator[tuple[str, Scene]]:
    yield from _doors_scenes()
    yield "patients", lambda stage: stage.shell()
    yield "patients-search", _search(session)
    yield "enrol", lambda stage: _at(stage, Route("enrol"))
    for name, patient in _examples(session):
        yield f"trends-{name}", lambda stage, patient=patient: _at(stage, Route("record", patient))
    example = next((patient for _, patient in _examples(session)), None)
    if example is not None:
        yield from _patient_scenes(session, example)
    yield "keys", lambda stage: KeyMapDialog(stage.tokens, stage.words)
    yield "about", lambda stage: AboutDialog(stage.tokens, stage.words)
    yield "crash", lambda stage: CrashDialog(stage.tokens, stage.words, report(_example_error()))


def _patient_scenes(session: Session, patient: object) -> Iterator[tuple[str, Scene]]:
    visits = sorted(session.records.find(Visit, patient=patient), key=lambda visit: visit.day)
    yield "infusion", lambda stage: _at(stage, Route("infusion", patient))
    if visits:
        yield "visit", lambda stage: _at(stage, Route("visit", patient, visits[-1].id))
    yield "visit-new", lambda stage: _at(stage, Route("visit", patient))
    for paper in ("handout", "summary"):
        yield f"paper-{paper}", lambda stage, paper=paper: _at(stage, Route("paper", patient, None, paper))


def _at(stage: Stage, route: Route) -> Shell:
    shell = stage.shell()
    shell.go(route)
    return shell


def _search(session: Session) -> Scene:
    families = [patient.family for patient in session.records.find(Patient) if patient.family]
    twice = next((name for name in families if families.count(name) > 1), families[0] if families else "a")

    def scene(stage: Stage) -> QWidget:
        shell = stage.shell()
        return _later(shell, lambda: shell.command_bar.search.setText(twice[:3]))

    return scene


def _examples(session: Session) -> Iterator[tuple[str, object]]:
    """For each disease the patient with the most visits after an infusion."""
    infused = {infusion.patient for infusion in session.records.find(Infusion) if infusion.day0}
    visits: dict[object, int] = {}
    for visit in session.records.find(Visit):
        visits[visit.patient] = visits.get(visit.patient, 0) + 1
    best: dict[str, object] = {}
    for diagnosis in session.records.find(Diagnosis):
        known = best.get(diagnosis.disease)
        count = visits.get(diagnosis.patient, 0)
        if diagnosis.patient in infused and (known is None or count > visits.get(known, 0)):
            best[diagnosis.disease] = diagnosis.patient
    yield from sorted(best.items(), key=lambda pair: (pair[0] != "sle", pair[0]))


def _doors_scenes() -> Iterator[tuple[str, Scene]]:
    for step in range(4):
        yield f"first-run-{step + 1}", lambda stage, step=step: _first_run(stage, step)
    yield "unlock", _unlock
    yield "unlock-wrong", _wrong
    yield "unlock-practice", lambda stage: _unlock(stage, is_practice=lambda _folder: True)
    yield "locked", _locked


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

    return _later(screen, fill)


def _unlock(stage: Stage, locked: Locked | None = None, **other: object) -> UnlockScreen:
    known = {"is_practice": lambda _folder: False, "people": lambda _folder: (_NAME,), **other}
    screen = UnlockScreen(stage.entrance(**known), Path("study"), locked)
    _later(screen, lambda: screen.first_focus().setFocus())
    return screen


def _wrong(stage: Stage) -> QWidget:
    def refuse(*_secret: object) -> Session:
        raise _Wrong

    screen = _unlock(stage, open_study=refuse)

    def try_it() -> None:
        screen.secret.set_text(_PHRASE)
        screen.try_open()

    return _later(screen, try_it)


def _locked(stage: Stage) -> QWidget:
    return _unlock(stage, Locked("K. Abara", stage.now))


def _example_error() -> BaseException:
    try:
        raise ValueError
    except ValueError as error:
        return error
