"""Every screen and state, set up as a person would see it and drawn into a picture."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from tracker.domain.instruments import CATALOGUE
from tracker.domain.progress import Progress, silent
from tracker.language import words
from tracker.services.session import Session
from tracker.ui.doors import Doors
from tracker.ui.gallery_doors import doors_scenes
from tracker.ui.gallery_forms import draw_forms
from tracker.ui.gallery_stage import Scene, Stage
from tracker.ui.gallery_study import study_scenes
from tracker.ui.jobs import Jobs
from tracker.ui.theme.style import apply_theme, mark
from tracker.ui.theme.tokens import THEMES


def draw_all(
    session: Session,
    folder: Path,
    doors: Doors,
    *,
    themes: Sequence[str] = ("light",),
    sizes: Sequence[tuple[int, int]] = ((1366, 688),),
    forms: bool = False,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """One PNG for each scene, theme and size, and of each instrument's form; the study stays as it is."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    QCursor.setPos(5000, 5000)
    app.setCursorFlashTime(0)
    harmless = replace(session, close=lambda: None)
    jobs = Jobs()
    made: list[Path] = []
    scenes = dict((*doors_scenes(), *study_scenes(session)))
    total = (len(scenes) + len(CATALOGUE) * forms) * len(themes) * len(sizes)
    for theme in themes:
        apply_theme(app, THEMES[theme])
        stage = Stage(harmless, doors, words(), THEMES[theme], jobs, doors.clock())
        for width, height in sizes:
            for name, scene in scenes.items():
                progress(len(made), total, "")
                path = folder / f"{name}-{theme}-{width}x{height}.png"
                _draw(scene, stage, (width, height), path)
                made.append(path)
            for path in draw_forms(stage, (width, height), folder, partial(settle, jobs)) if forms else ():
                progress(min(len(made), total), total, "")
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
        _lay_over(host, shown)
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
        for dialog in host.findChildren(QDialog):
            _lay_over(host, dialog)
            settle(stage.jobs)
    host.grab().save(str(path))
    host.hide()
    host.deleteLater()
    settle(stage.jobs)


def _lay_over(host: QWidget, dialog: QDialog) -> None:
    """A dialog is a window of its own; for the picture it lies in the middle of `host`."""
    dialog.setParent(host)
    dialog.setAutoFillBackground(True)
    dialog.adjustSize()
    dialog.move((host.width() - dialog.width()) // 2, max(0, (host.height() - dialog.height()) // 2))
    dialog.show()
