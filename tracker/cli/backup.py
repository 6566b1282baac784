"""tracker backup [list|verify]: make a verified backup, list them, check one."""

import argparse
from datetime import datetime
from pathlib import Path

from tracker.cli import Commands
from tracker.cli.parser import DONE
from tracker.cli.progress import progress_bar
from tracker.cli.secrets import add_passphrase_file, open_from, read_passphrase, wrong_usage
from tracker.language import Words, words
from tracker.services.anchor import code_of
from tracker.services.backups import REASONS, back_up_now, list_backups
from tracker.services.package_key import Secret, own_keys, verify_with


def add_parser(commands: Commands) -> None:
    """Declare the command; without a verb it makes a backup."""
    say = words()
    parser = commands.add_parser("backup", help=say("Make a verified backup, list backups, check one."))
    parser.add_argument(
        "verb", nargs="?", choices=("make", "list", "verify"), default="make", help=say("default: make")
    )
    parser.add_argument(
        "backup", nargs="?", type=Path, metavar=say("BACKUP"), help=say("verify: the folder of one backup")
    )
    parser.add_argument("--study", type=Path, metavar=say("FOLDER"), help=say("the study's folder"))
    parser.add_argument(
        "--to", type=Path, metavar=say("FOLDER"), help=say("a second place, such as a stick, for this once")
    )
    add_passphrase_file(parser)
    parser.add_argument(
        "--user", default="", metavar=say("NAME"), help=say("who you are, where several people work")
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    say = words()
    if args.verb == "verify":
        if args.backup is None:
            wrong_usage(say("Name the folder of the backup: tracker backup verify BACKUP."))
        return _verify(args, say)
    if args.study is None:
        wrong_usage(say("Name the study: --study FOLDER."))
    return _list(args, say) if args.verb == "list" else _make(args, say)


def _make(args: argparse.Namespace, say: Words) -> int:
    session = open_from(args)
    try:
        with progress_bar(say) as progress:
            state = back_up_now(session, progress, second=args.to)
        newest = list_backups(session)[0]
    finally:
        session.close()
    print(say("The backup is in {folder}, read back and found whole.", folder=newest.folder))
    if args.to:
        print(say("A copy is in {folder}, read back there.", folder=args.to))
    elif state.place is None:
        print(say("Keep a second copy on a stick or another drive: --to FOLDER."))
    return DONE


def _list(args: argparse.Namespace, say: Words) -> int:
    session = open_from(args, write=False)
    try:
        found = list_backups(session)
    finally:
        session.close()
    for each in found:
        if each.manifest is None:
            print(say("{folder}  cannot be read", folder=each.folder))
            continue
        note = say("older than a restore") if each.superseded else say(REASONS.get(each.manifest.reason, ""))
        print(f"{each.folder}  {_moment(each.manifest.made, say)}  {each.manifest.anchor.seq}  {note}")
    if not found:
        print(say("There is no backup of this study yet."))
    return DONE


def _verify(args: argparse.Namespace, say: Words) -> int:
    practice = own_keys(args.backup).practice
    passphrase = "" if practice else read_passphrase(args)
    with progress_bar(say) as progress:
        manifest = verify_with(args.backup, Secret(passphrase=passphrase, user=args.user), progress)
    print(
        say(
            "The backup of {moment} is whole: {n} entries in the trail, {code}.",
            moment=_moment(manifest.made, say),
            n=manifest.anchor.seq,
            code=code_of(manifest.anchor),
        )
    )
    return DONE


def _moment(made: datetime, say: Words) -> str:
    local = made.astimezone()
    return f"{say.day(local)} {local:%H:%M}"
