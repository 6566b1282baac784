"""tracker study create|info|verify: make a study, say what it holds, check it."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from tracker.cli.parser import DONE, REFUSED
from tracker.cli.progress import progress_bar
from tracker.cli.secrets import add_passphrase_file, add_study_arguments, open_from, read_passphrase
from tracker.language import Words, words
from tracker.services.studies import create_study, info, verify


def add_parser(commands: Any) -> None:
    """Declare the command and its three verbs."""
    say = words()
    parser = commands.add_parser("study", help=say("Create a study, show what it holds, verify it."))
    verbs = parser.add_subparsers(dest="verb", metavar=say("VERB"), required=True)
    create = verbs.add_parser("create", help=say("make an encrypted study; prints its recovery code once"))
    create.add_argument("study", type=Path, metavar=say("STUDY"), help=say("a new or empty folder"))
    create.add_argument("--name", default="", help=say("the study's name (default: the folder's)"))
    create.add_argument("--site", default="", help=say("the clinic (default: the study's name)"))
    create.add_argument("--hospital", default="", help=say("the hospital the clinic belongs to"))
    create.add_argument("--time-zone", default="Europe/Berlin", help=say("such as Europe/Berlin"))
    create.add_argument("--user", default="", help=say("your name (default: your login name)"))
    add_passphrase_file(create)
    create.set_defaults(run=_create)
    for verb, run, line in (
        ("info", _info, say("say what a study holds, in numbers")),
        ("verify", _verify, say("check a whole study; it is only read")),
    ):
        command = verbs.add_parser(verb, help=line)
        add_study_arguments(command, positional=True)
        command.set_defaults(run=run)
    command.add_argument("--anchor", default="", metavar=say("CODE"), help=say("from the foot of a paper"))


def _create(args: argparse.Namespace) -> int:
    say = words()
    folder: Path = args.study
    name = args.name or folder.resolve().name
    created = create_study(
        folder,
        name=name,
        clinic=args.site or name,
        hospital=args.hospital,
        time_zone=args.time_zone,
        user_name=args.user or _login_name(),
        passphrase=read_passphrase(args, twice=True),
        holder="tracker study",
    )
    created.session.close()
    print(say("The study “{name}” is in {folder}.", name=name, folder=folder))
    print(say("Recovery code: {code}", code=created.recovery_code))
    print(
        say(
            "Write it on paper now. It is shown this once, is saved nowhere, and opens the study when "
            "the passphrase is lost."
        )
    )
    return DONE


def _info(args: argparse.Namespace) -> int:
    say = words()
    session = open_from(args, write=False)
    try:
        found = info(session)
    finally:
        session.close()
    kind = say("practice study") if found.study.practice else say("study")
    for title, text in (
        (say("Study"), f"{found.study.name} ({kind})"),
        (say("Clinic"), ", ".join(part for part in (found.site.clinic, found.site.hospital) if part)),
        (say("Time zone"), found.study.time_zone),
        (say("Created"), say.day(found.study.created)),
        (say("People"), ", ".join(person.name for person in found.people)),
        *((title, str(found.rows[table])) for table, title in _counted(say).items()),
        (say("Trail"), f"{found.last_entry}-{found.last_hash[:8]}"),
    ):
        print(f"{title + ':':<20}{text}")
    return DONE


def _verify(args: argparse.Namespace) -> int:
    say = words()
    session = open_from(args, write=False)
    try:
        with progress_bar(say) as progress:
            found = verify(session, progress, args.anchor)
    finally:
        session.close()
    for problem in found.problems:
        print(say(problem.phrase, n=problem.n), file=sys.stderr)
    if not found.sound:
        return REFUSED
    print(say.plural("Sound: {n} entry in the trail.", "Sound: {n} entries in the trail.", found.events))
    if found.redacted:
        numbers = ", ".join(map(str, found.redacted))
        print(say("Content was taken out of these entries, their place is kept: {numbers}.", numbers=numbers))
    return DONE


def _counted(say: Words) -> dict[str, str]:
    return {
        "patient": say("Patients"),
        "infusion": say("Infusions"),
        "visit": say("Visits"),
        "lab_result": say("Laboratory results"),
        "assessment": say("Assessments"),
        "medication_course": say("Medicines"),
        "adverse_event": say("Adverse events"),
        "published_fact": say("Published facts"),
        "published_source": say("Published sources"),
        "document": say("Papers made"),
    }


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Coordinator"
