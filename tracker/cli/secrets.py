"""How a command gets its study open: from a file or a prompt, never an argument; waits are waited out."""

import argparse
import getpass
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tracker.cli.parser import WRONG_USAGE
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.language import words
from tracker.services.session import Entered, Session
from tracker.services.studies import is_practice, open_study, people, seconds_to_wait

_LONGEST_LINE = 4096


class PassphraseToChoose(Refusal):
    """A one-time code is for choosing a passphrase, and for nothing else."""

    def __init__(self) -> None:
        super().__init__(
            N_("That was your one-time code. Choose a passphrase with it first: tracker users passphrase.")
        )


class SecretUnreadable(Refusal):
    """The file with the passphrase cannot be used."""


def add_study_arguments(parser: argparse.ArgumentParser, *, positional: bool = False) -> None:
    """Ask for the study, as --study or as the command's own argument, and for what opens it."""
    say = words()
    if positional:
        parser.add_argument("study", type=Path, metavar=say("STUDY"), help=say("the study's folder"))
    else:
        parser.add_argument(
            "--study", type=Path, required=True, metavar=say("FOLDER"), help=say("the study's folder")
        )
    add_passphrase_file(parser)
    parser.add_argument(
        "--user", default="", metavar=say("NAME"), help=say("who you are, where several people work")
    )


def add_passphrase_file(parser: argparse.ArgumentParser) -> None:
    """Ask for the file whose first line is the passphrase."""
    say = words()
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar=say("FILE"),
        help=say("its first line is the passphrase; without it you are asked"),
    )
    parser.add_argument(
        "--folder-confirmed",
        action="store_true",
        help=say("use a cloud or network folder all the same, from now on, at your own risk"),
    )


def open_from(
    args: argparse.Namespace,
    *,
    write: bool = True,
    with_code: bool = False,
    typed: Callable[[str], object] | None = None,
) -> Session:
    """Open the study that `args` name. Without `write` it is only read, also while a window holds it.

    A one-time code opens it only for the command that chooses a passphrase (`with_code`). `typed` is handed
    the secret, for commands that need it a second time.
    """
    holder = f"tracker {args.command}"
    if is_practice(args.study):
        return open_study(args.study, write=write, holder=holder)
    if not args.user and len(people(args.study)) > 1:
        wrong_usage(words()("Several people work in this study. Say who you are with --user."))
    passphrase = read_passphrase(args)
    time.sleep(seconds_to_wait(args.study))
    session = open_study(args.study, passphrase=passphrase, user=args.user, write=write, holder=holder)
    if session.entered is Entered.CODE and not with_code:
        session.close()
        raise PassphraseToChoose
    for said in session.told:
        print(words().say(said), file=sys.stderr)
    if typed is not None:
        typed(passphrase)
    return session


def read_new_passphrase(args: argparse.Namespace) -> str:
    """The passphrase that shall hold from now on, from its file or typed twice."""
    say = words()
    if args.new_passphrase_file is not None:
        return first_line(args.new_passphrase_file)
    if not sys.stdin.isatty():
        wrong_usage(say("No terminal to ask for the new passphrase: give --new-passphrase-file FILE."))
    typed = getpass.getpass(say("New passphrase: "))
    if getpass.getpass(say("The same again: ")) != typed:
        raise SecretUnreadable(N_("The two passphrases differ. Nothing was changed."))
    return typed


def read_passphrase(args: argparse.Namespace, *, twice: bool = False) -> str:
    """The passphrase from its file, or typed at a terminal; neither is wrong usage and ends the program."""
    say = words()
    if args.passphrase_file is not None:
        return first_line(args.passphrase_file)
    if not sys.stdin.isatty():
        wrong_usage(say("No terminal to ask for the passphrase: give --passphrase-file FILE."))
    typed = getpass.getpass(say("Passphrase: "))
    if twice and getpass.getpass(say("The same again: ")) != typed:
        raise SecretUnreadable(N_("The two passphrases differ. Nothing was made."))
    return typed


def first_line(path: Path) -> str:
    """The secret in a file, or a refusal that says what is wrong with the file."""
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST_LINE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SecretUnreadable(
            N_("“{file}” is not UTF-8 text. Save the passphrase as UTF-8."), file=str(path)
        ) from None
    except OSError:
        raise SecretUnreadable(
            N_("“{file}” cannot be read. Name a file whose first line is the passphrase."), file=str(path)
        ) from None
    text = line.rstrip("\r\n")
    if not text:
        raise SecretUnreadable(N_("The first line of “{file}” is empty."), file=str(path))
    return text


def wrong_usage(sentence: str) -> None:
    """Say what is missing, and end the program."""
    print(sentence, file=sys.stderr)
    raise SystemExit(WRONG_USAGE)
