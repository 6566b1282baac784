"""tracker import published: bring published patients from a folder of four files into a study."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from tracker.cli import Commands
from tracker.cli.parser import DONE
from tracker.cli.progress import progress_bar
from tracker.cli.secrets import add_study_arguments, open_from
from tracker.domain.text import N_
from tracker.exchange.published import read_published
from tracker.language import Words, words
from tracker.services.backups import BEFORE_IMPORT, back_up_if_changed
from tracker.services.published import Imported, import_published


def add_parser(commands: Commands) -> None:
    """Declare the command and what it can import."""
    say = words()
    parser = commands.add_parser("import", help=say("Bring data from files into a study."))
    kinds = parser.add_subparsers(dest="kind", metavar=say("KIND"), required=True)
    published = kinds.add_parser("published", help=say("patients and groups as papers printed them"))
    published.add_argument(
        "folder", type=Path, metavar=say("FOLDER"), help=say("the folder that holds the four files")
    )
    add_study_arguments(published)
    published.set_defaults(run=_published)


def _published(args: argparse.Namespace) -> int:
    say = words()
    rows = read_published(args.folder)
    session = open_from(args)
    try:
        with progress_bar(say) as progress:
            back_up_if_changed(session, BEFORE_IMPORT, progress)
            done = import_published(session, rows, progress)
    finally:
        session.close()
    for line in summary_lines(done, say):
        print(line)
    return DONE


def summary_lines(done: Imported, say: Words) -> tuple[str, ...]:
    """What came of an import, one plain sentence a line; what is nought is left out."""
    lines = [
        say.plural("{n} patient added.", "{n} patients added.", done.patients),
        say.plural("{n} source added.", "{n} sources added.", done.sources),
        say.plural(
            "{n} fact added, {there} there already.",
            "{n} facts added, {there} there already.",
            done.added,
            there=done.there,
        ),
    ]
    if done.disagreements:
        lines.append(
            say.plural(
                "In {n} place sources disagree; each is kept.",
                "In {n} places sources disagree; each is kept.",
                done.disagreements,
            )
        )
    if done.contradictions:
        lines.append(
            say.plural(
                "{n} value differs between the files; both are kept.",
                "{n} values differ between the files; both are kept.",
                done.contradictions,
            )
        )
    if done.overlaps:
        lines.append(
            say.plural(
                "{n} patient may be the same person as another one.",
                "{n} patients may be the same person as another one.",
                done.overlaps,
            )
        )
    unknown = (
        (N_("Unknown variables, kept as printed: {names}."), done.unknown_variables),
        (N_("Unknown units, kept as printed: {names}."), done.unknown_units),
        (N_("Unknown time points, kept as printed: {names}."), done.unknown_timepoints),
        (N_("Sources that no file describes: {names}."), done.unknown_sources),
    )
    lines += [say(phrase, names=_names(found)) for phrase, found in unknown if found]
    return tuple(lines)


def _names(found: Mapping[str, int]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in found.items())
