"""`tracker export KIND`: the data of a study as files for statistics, coded unless asked otherwise."""

import argparse
from pathlib import Path

from tracker.cli import Commands
from tracker.cli.export_trail import add_filters, run_trail
from tracker.cli.parser import DONE
from tracker.cli.progress import progress_bar
from tracker.cli.secrets import add_study_arguments, open_from
from tracker.exchange.assessments import write_part
from tracker.language import words
from tracker.services.export_assessments import export_assessments
from tracker.services.export_profile import PROFILES

TRAIL = "trail"
KINDS = {"assessments": export_assessments}
"""What can be exported, by the word on the command line."""


def add_parser(commands: Commands) -> None:
    """Declare `tracker export`."""
    say = words()
    parser = commands.add_parser("export", description=say("Write the data of a study as files."))
    parser.add_argument("kind", choices=[*KINDS, TRAIL], help=say("the scores, or the trail with names"))
    add_study_arguments(parser)
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar=say("PATH"),
        help=say("a new folder; for the trail a new .csv or .pdf file"),
    )
    parser.add_argument(
        "--profile",
        choices=list(PROFILES),
        default="coded",
        help=say("coded: study IDs and days only; identified: names, numbers and dates too"),
    )
    add_filters(parser, say)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the study, write the folder, and say what it holds."""
    say = words()
    session = open_from(arguments)
    try:
        if arguments.kind == TRAIL:
            return run_trail(session, arguments, say)
        with progress_bar(say) as progress:
            made = KINDS[arguments.kind](
                session,
                arguments.output,
                arguments.profile,
                write=write_part,
                words=say,
                progress=progress,
            )
    finally:
        session.close()
    print(
        say.plural(
            "{n} file and the codebook in {folder}",
            "{n} files and the codebook in {folder}",
            made.files,
            folder=made.folder,
        )
    )
    return DONE
