"""A picture of every screen and state, light and dark, large and small."""

import argparse
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tracker.cli import Commands
from tracker.cli.progress import progress_bar
from tracker.domain.progress import Progress, silent
from tracker.language import words
from tracker.services.session import Session
from tracker.store.scratch import scratch

SIZES = ((1366, 688), (1093, 550))
"""What a clinic laptop leaves for the window, at 100 % and at 125 %."""


def add_parser(commands: Commands) -> None:
    """Declare `tracker shots`."""
    speak = words()
    parser = commands.add_parser("shots", description=speak("Write a picture of every screen."))
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=speak("where the pictures go"))
    parser.add_argument(
        "--study", type=Path, metavar="STUDY", help=speak("a practice study; without it, a new one is made")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw everything and say how much it was."""
    speak = words()
    with scratch() as place, progress_bar(speak) as progress:
        session = _practice(arguments.study, place, progress)
        try:
            made = render_screens(
                session, arguments.folder, themes=("light", "dark"), forms=True, progress=progress
            )
        finally:
            session.close()
    print(
        speak.plural(
            "{n} picture in “{folder}”", "{n} pictures in “{folder}”", len(made), folder=arguments.folder
        )
    )
    return 0


def render_screens(
    session: Session,
    folder: Path,
    *,
    themes: Sequence[str] = ("light",),
    sizes: Sequence[tuple[int, int]] = SIZES,
    forms: bool = False,
    progress: Progress = silent,
    now: datetime | None = None,
) -> tuple[Path, ...]:
    """Write one PNG for each screen, theme and size; the session stays open and nothing in it changes.

    With `forms`, the form of every instrument is pictured too, scrolled on where it is long.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tracker.app import application, doors
    from tracker.ui.errors import log_qt
    from tracker.ui.gallery import draw_all

    application(["tracker"])
    log_qt()
    ways = doors(clock=lambda: now) if now else doors()
    return draw_all(session, folder, ways, themes=themes, sizes=sizes, forms=forms, progress=progress)


def _practice(study: Path | None, scratch: Path, progress: Progress) -> Session:
    from tracker.services.practice_study import create_practice_study
    from tracker.services.studies import open_study

    if study is not None:
        return open_study(study, write=False)
    return create_practice_study(scratch / "study", progress)
