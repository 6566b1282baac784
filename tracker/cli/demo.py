"""The practice study for whoever wants to look: a window, or without a display its papers and screens."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from tracker.cli import Commands
from tracker.cli.progress import progress_bar
from tracker.cli.report import Desk
from tracker.cli.shots import SIZES, render_screens
from tracker.domain.patient import Patient
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.language import Words, words
from tracker.services.papers import HANDOUT, SUMMARY
from tracker.services.practice_study import create_practice_study
from tracker.services.session import Session
from tracker.services.settings import setting
from tracker.services.studies import is_practice, open_study

PLACES = {HANDOUT: "handouts", SUMMARY: "summaries"}


def add_parser(commands: Commands) -> None:
    """Declare `tracker demo`."""
    speak = words()
    parser = commands.add_parser("demo", description=speak("Open a practice study with invented patients."))
    parser.add_argument(
        "--headless", action="store_true", help=speak("write papers and screens; open no window")
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("demo-output"),
        metavar="DIR",
        help=speak("where it goes (demo-output)"),
    )
    parser.add_argument("--fresh", action="store_true", help=speak("make the practice study anew"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make or reuse the study, then show it or write it down."""
    speak, output = words(), arguments.output
    folder = output / "study"
    if arguments.fresh and folder.exists():
        _remove_practice(folder)
    if arguments.headless or not has_display():
        return _write_down(output, folder, speak)
    _open(folder, speak).close()
    from tracker.app import run as run_window

    return run_window(folder)


def has_display() -> bool:
    """Whether a window could be seen by anybody."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in {"offscreen", "minimal"}:
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open(folder: Path, speak: Words) -> Session:
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with progress_bar(speak) as progress:
            return create_practice_study(folder, progress)
    _refuse_a_real_study(folder)
    return open_study(folder)


def _remove_practice(folder: Path) -> None:
    _refuse_a_real_study(folder)
    shutil.rmtree(folder)


def _refuse_a_real_study(folder: Path) -> None:
    if not is_practice(folder):
        raise Refusal(
            N_("“{folder}” holds no practice study. Choose another folder with --output."), folder=str(folder)
        )


def _write_down(output: Path, folder: Path, speak: Words) -> int:
    session = _open(folder, speak)
    try:
        n = len(session.records.find(Patient))
        lines = [speak.plural("{n} patient in {folder}", "{n} patients in {folder}", n, folder=folder)]
        for kind, place in PLACES.items():
            made = _print(session, kind, _emptied(output / place))
            lines.append(
                speak.plural("{n} paper in {folder}", "{n} papers in {folder}", made, folder=output / place)
            )
        pictures = _emptied(output / "screens")
        with progress_bar(speak) as progress:
            screens = render_screens(session, pictures, sizes=SIZES[:1], progress=progress)
        lines.append(
            speak.plural("{n} picture in {folder}", "{n} pictures in {folder}", len(screens), folder=pictures)
        )
    finally:
        session.close()
    print("\n".join(lines))
    return 0


def _print(session: Session, kind: str, folder: Path) -> int:
    speak = words()
    with progress_bar(speak) as progress:
        made, left = Desk(session, folder, speak, setting(session.records, "paper")).print_all(kind, progress)
    for study_id, reason in left:
        print(f"{study_id}: {speak.say(reason.said)}", file=sys.stderr)
    return made


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
