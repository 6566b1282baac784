"""Where the window is put together: paths, look, the ways into a study, the printer of papers."""

import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path, user_data_path
from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from tracker.domain.progress import Progress
from tracker.language import Words, words
from tracker.paths import state_folder
from tracker.store.process import use_no_network
from tracker.ui import errors
from tracker.ui.doors import BackupLine, Doors, NewStudy, RestoreAsked
from tracker.ui.look import Look
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.style import apply_theme
from tracker.ui.theme.tokens import THEMES
from tracker.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tracker.domain.letter import Letter
    from tracker.domain.sheet import Cell
    from tracker.services.appointments import Booked
    from tracker.services.restore import Restored
    from tracker.services.session import Session

SOON = 200
"""Milliseconds after which the window has been painted."""

STUDY, GEOMETRY, THEME, TEXT_SCALE = "study", "geometry", "theme", "text_scale"
"""All that is remembered between two runs; no name is among it."""


def run(folder: Path | None = None) -> int:
    """Show the window on `folder`, else on the study of the last time, else the first run."""
    use_no_network()
    app = application()
    kept = QSettings(
        str(user_config_path("tracker", appauthor=False) / "window.ini"), QSettings.Format.IniFormat
    )
    speak = words()
    look = chosen_look(kept)
    tokens = look.tokens(dark=prefers_dark(app))
    apply_theme(app, tokens)
    if speak.code != "en":
        translate_qt(app, speak)
    window = Window(doors(), speak, tokens, folder or _last_study(kept))
    window.look = look
    window.look_chosen.connect(lambda chosen: change_look(app, kept, window, chosen))
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: wear(app, window, window.look))
    errors.watch(window.tell)
    window.watch_idle(app)
    window.entered.connect(lambda study: kept.setValue(STUDY, str(study)))
    window.left.connect(lambda: kept.setValue(GEOMETRY, window.saveGeometry()))
    geometry = kept.value(GEOMETRY)
    if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
        window.resize(1366, 688)
    window.show()
    QTimer.singleShot(SOON, lambda: _lock_with_the_computer(window))
    QTimer.singleShot(SOON, _keep_log)
    QTimer.singleShot(SOON, _sweep)
    QTimer.singleShot(SOON, lambda: window.jobs.read(_load_the_store, lambda _: None, lambda _: None))
    window.left.connect(_sweep)
    if folder is not None:
        window.open_practice()
    return app.exec()


def _lock_with_the_computer(window: Window) -> None:
    from tracker.ui.system_lock import SystemLock

    SystemLock(window).locked.connect(window.lock)


def _sweep() -> None:
    from tracker.store.scratch import sweep

    sweep()


def _load_the_store() -> None:
    """While the passphrase is typed: the window is painted before half of the program is read."""
    import tracker.services.studies  # noqa: F401


def application(arguments: list[str] | None = None) -> QApplication:
    """The one QApplication, named without anything about the study."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(arguments if arguments is not None else sys.argv[:1])
    app.setApplicationName("tracker")
    app.setWindowIcon(QIcon(_mark()))
    return app


def chosen_look(kept: QSettings) -> Look:
    """The theme and text size kept; what the system prefers where none was."""
    return Look.read(kept.value(THEME, ""), kept.value(TEXT_SCALE, ""))


def prefers_dark(app: QApplication) -> bool:
    """Whether the computer is set to dark."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def change_look(app: QApplication, kept: QSettings, window: Window, look: Look) -> None:
    """Keep another look in the window's own file and wear it at once."""
    kept.setValue(THEME, look.theme)
    kept.setValue(TEXT_SCALE, look.text_scale)
    wear(app, window, look)


def wear(app: QApplication, window: Window, look: Look) -> None:
    """Dress program and window."""
    tokens = look.tokens(dark=prefers_dark(app))
    apply_theme(app, tokens)
    window.dress(look, tokens)


def doors(clock: "Callable[[], datetime] | None" = None, home: Path | None = None) -> Doors:
    """The ways into a study; what they need is loaded when one first goes through."""
    from tracker.services import study_door
    from tracker.store.passphrase import check_new
    from tracker.store.recovery_code import groups, same_group

    now = clock or study_door.local_now

    def open_study(folder: Path, passphrase: str, code: str, person: str) -> "Session":
        from tracker.services import studies

        return studies.open_study(
            folder,
            passphrase=passphrase or None,
            recovery_code=code or None,
            user=person,
            now=now,
            holder="window",
        )

    def create(asked: NewStudy) -> "tuple[Session, str]":
        from tracker.services import studies

        made = studies.create_study(
            asked.folder,
            name=asked.name,
            clinic=asked.clinic,
            hospital=asked.hospital,
            time_zone=asked.time_zone,
            user_name=asked.user_name,
            user_short=asked.user_short,
            passphrase=asked.passphrase,
            now=now,
            holder="window",
        )
        return made.session, made.recovery_code

    def backups_of(folder: Path) -> tuple[BackupLine, ...]:
        from tracker.services.found_backups import found_backups

        return tuple(BackupLine(**line) for line in found_backups(folder))

    def restore(asked: RestoreAsked, progress: Progress) -> "Restored":
        from tracker.services.package_key import Secret
        from tracker.services.restore import restore as put_back

        secret = Secret(passphrase=asked.passphrase, recovery_code=asked.recovery_code, user=asked.person)
        return put_back(
            asked.package,
            asked.folder,
            secret,
            reason=asked.reason,
            now=now,
            progress=progress,
            holder="window",
        )

    def confirm(session: "Session") -> None:
        from tracker.services import studies

        studies.confirm_recovery(session)

    def renew(session: "Session", passphrase: str) -> str:
        from tracker.services.passphrases import set_passphrase
        from tracker.services.recovery import new_recovery_code

        set_passphrase(session, passphrase)
        return new_recovery_code(session)

    def welcome(session: "Session", passphrase: str) -> "Session":
        from tracker.services.passphrases import set_passphrase

        return set_passphrase(session, passphrase)

    def practise(folder: Path, progress: Progress) -> "Session":
        from tracker.services.practice_study import create_practice_study

        folder.parent.mkdir(parents=True, exist_ok=True)
        return create_practice_study(folder, progress, now)

    return Doors(
        home=home or user_data_path("tracker", appauthor=False),
        open_study=open_study,
        create_study=create,
        create_practice=practise,
        backups_of=backups_of,
        restore=restore,
        confirm_recovery=confirm,
        renew=renew,
        welcome=welcome,
        people=study_door.people,
        newcomers=study_door.newcomers,
        is_practice=study_door.is_practice,
        check_passphrase=check_new,
        key_groups=groups,
        same_group=same_group,
        clock=now,
        print_letter=print_letter,
        write_calendar=write_calendar,
        write_rows=write_rows,
    )


def print_letter(letter: "Letter", paper: str) -> bytes:
    """A letter as PDF; reportlab is loaded with the first one."""
    from tracker.pdf.printer import print_letter as to_pdf

    return to_pdf(letter, paper)


def write_calendar(rows: "Sequence[Booked]", speak: Words, zone: str, now: "datetime") -> str:
    """Visits to come as the text of a calendar file, by study ID."""
    from tracker.exchange.calendar import calendar_text, entry_of

    return calendar_text((entry_of(row, speak) for row in rows), zone=zone, now=now)


def write_rows(path: Path, head: "Sequence[str]", rows: "Iterable[Sequence[Cell]]") -> None:
    """A table as a new CSV file."""
    from tracker.exchange.trail import write_rows as to_file

    to_file(path, head, rows)


def translate_qt(app: QApplication, speak: Words) -> None:
    """Qt's own buttons in the language of the window."""
    from PySide6.QtCore import QLibraryInfo

    translator = QTranslator(app)
    if translator.load(f"qtbase_{speak.code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def _last_study(kept: QSettings) -> Path | None:
    folder = Path(str(kept.value(STUDY, "")))
    return folder if folder.parts and (folder / "keys.json").is_file() else None


def _mark() -> QPixmap:
    return pixmap("trends", THEMES["light"].primary, 64)


def _keep_log() -> None:
    from logging.handlers import RotatingFileHandler

    with suppress(OSError):
        folder = state_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(
            folder / "window.log", maxBytes=200_000, backupCount=2, encoding="utf-8"
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        errors.LOG.addHandler(handler)
