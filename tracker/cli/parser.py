"""Which command was meant, and how its end is told: an exit code, and one plain sentence on refusal."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from tracker import __version__
from tracker.domain.progress import Cancelled
from tracker.domain.refusal import Refusal
from tracker.domain.shared_folders import WORD, SharedFolder
from tracker.domain.text import N_
from tracker.language import Words, words

DONE, REFUSED, WRONG_USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141

COMMANDS = {
    "demo": (
        "tracker.cli.demo",
        N_("Open the practice study, or without a display write its papers."),
    ),
    "instruments": (
        "tracker.cli.instruments",
        N_("List the instruments with version, source and licence."),
    ),
    "score": ("tracker.cli.score", N_("Work out an instrument from answers in JSON.")),
    "study": ("tracker.cli.study", N_("Create a study, show what it holds, verify it.")),
    "backup": ("tracker.cli.backup", N_("Make a verified backup, list backups, check one.")),
    "restore": ("tracker.cli.restore", N_("Put a study back as a backup has it.")),
    "users": ("tracker.cli.users", N_("Manage the people of a study and the data key.")),
    "import": ("tracker.cli.import_", N_("Bring data from files into a study.")),
    "export": ("tracker.cli.export", N_("Write the data of a study as files.")),
    "worklist": (
        "tracker.cli.worklist",
        N_("List what is overdue, due today and due in the next days."),
    ),
    "report": ("tracker.cli.report", N_("Print handouts and summaries as PDF files.")),
    "shots": ("tracker.cli.shots", N_("Write a picture of every screen.")),
    "self-test": ("tracker.cli.self_test", N_("Check that this installation does what it should.")),
}
"""Command word -> the module that has `add_parser(commands)`, and its line in the help."""


def run_command_line(argv: Sequence[str]) -> int:
    """Read `argv`, run the command it names, and tell how it ended."""
    speak = words()
    _write_text_as_utf8()
    try:
        arguments = build_parser(argv, speak).parse_args(argv)
        _confirm_folders(arguments)
        code = int(arguments.run(arguments))
        sys.stdout.flush()
    except SharedFolder as refusal:
        sentence = speak.say(refusal.said)
        return _refuse(f"{sentence} {speak('To use it all the same, add --folder-confirmed.')}")
    except Refusal as refusal:
        return _refuse(speak.say(refusal.said))
    except (KeyboardInterrupt, Cancelled):
        _say(speak("Stopped. Nothing half-done was kept."))
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        if not error.filename:
            raise
        name = os.fspath(error.filename)
        reason = error.strerror or type(error).__name__
        return _refuse(speak("“{name}” could not be read or written: {reason}.", name=name, reason=reason))
    return code


def build_parser(argv: Sequence[str], speak: Words) -> argparse.ArgumentParser:
    """A parser that loads only the module of the command in `argv`; the others are names with a line."""
    parser = argparse.ArgumentParser(
        prog="tracker",
        description=speak(
            "Follow-up of patients after CD19 CAR T-cell therapy. Without a command: the window."
        ),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"tracker {__version__}")
    commands = parser.add_subparsers(dest="command", metavar=speak("COMMAND"), required=True)
    meant = argv[0] if argv else ""
    for name, (module, line) in COMMANDS.items():
        if name == meant:
            importlib.import_module(module).add_parser(commands)
        else:
            commands.add_parser(name, help=speak(line))
    return parser


def _confirm_folders(arguments: argparse.Namespace) -> None:
    if not getattr(arguments, "folder_confirmed", False):
        return
    from tracker.services.shared_folders import confirm_folder

    for name in ("study", "to"):
        folder = getattr(arguments, name, None)
        if folder is not None:
            confirm_folder(folder, WORD)


def _refuse(sentence: str) -> int:
    _say(sentence)
    return REFUSED


def _say(sentence: str) -> None:
    print(" ".join(sentence.split()), file=sys.stderr)


def _write_text_as_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
