"""tracker restore BACKUP --study STUDY: put a study back as a backup has it."""

import argparse
from pathlib import Path

from tracker.cli import Commands
from tracker.cli.parser import DONE
from tracker.cli.progress import progress_bar
from tracker.cli.secrets import add_passphrase_file, first_line, read_passphrase
from tracker.language import words
from tracker.services.package_key import Secret, own_keys
from tracker.services.restore import restore


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    say = words()
    parser = commands.add_parser("restore", help=say("Put a study back as a backup has it."))
    parser.add_argument("backup", type=Path, metavar=say("BACKUP"), help=say("the folder of one backup"))
    parser.add_argument(
        "--study",
        type=Path,
        required=True,
        metavar=say("FOLDER"),
        help=say("the study's folder, or a new one; what stands there is kept aside"),
    )
    parser.add_argument(
        "--reason",
        default="",
        metavar=say("TEXT"),
        help=say("why, where the study holds more than the backup"),
    )
    add_passphrase_file(parser)
    parser.add_argument(
        "--recovery-file",
        type=Path,
        metavar=say("FILE"),
        help=say("its first line is the recovery code, instead of a passphrase"),
    )
    parser.add_argument(
        "--user", default="", metavar=say("NAME"), help=say("who you are, where several people work")
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    say = words()
    if own_keys(args.backup).practice:
        secret = Secret()
    elif args.recovery_file is not None:
        secret = Secret(recovery_code=first_line(args.recovery_file), user=args.user)
    else:
        secret = Secret(passphrase=read_passphrase(args), user=args.user)
    with progress_bar(say) as progress:
        done = restore(
            args.backup, args.study, secret, reason=args.reason, progress=progress, holder="tracker restore"
        )
    done.session.close()
    print(say("The study in {folder} is as the backup has it.", folder=args.study))
    if done.aside is not None:
        print(say("What stood there before is kept in {file}.", file=done.aside))
    if done.recovered:
        print(say("The recovery code was used. Open the study in the window to make new ones."))
    return DONE
