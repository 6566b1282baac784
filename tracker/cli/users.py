"""tracker users: the people of a study, their roles, passphrases and codes, and the data key."""

import argparse
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from tracker.cli import Commands
from tracker.cli.parser import DONE
from tracker.cli.progress import progress_bar
from tracker.cli.secrets import add_study_arguments, open_from, read_new_passphrase, wrong_usage
from tracker.domain.refusal import Refusal
from tracker.domain.study import ROLE_TITLES, Role
from tracker.domain.text import N_
from tracker.language import Words, words
from tracker.services.data_key import renew_data_key
from tracker.services.passphrases import change_passphrase, set_passphrase
from tracker.services.people import (
    STATE_TITLES,
    State,
    add_person,
    change_role,
    new_code_for,
    people_of,
    remove_person,
)
from tracker.services.recovery import new_recovery_code
from tracker.services.session import Entered, Session

PLACES = (28, 16, 22)


def add_parser(commands: Commands) -> None:
    """Declare the command and its verbs."""
    say = words()
    parser = commands.add_parser("users", help=say("Manage the people of a study and the data key."))
    verbs = parser.add_subparsers(dest="verb", metavar=say("VERB"), required=True)
    roles = [role.value for role in Role]

    def verb(name: str, run: Callable[[argparse.Namespace], int], line: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(name, help=line, allow_abbrev=False)
        add_study_arguments(made)
        made.set_defaults(run=run)
        return made

    verb("list", _list, say("who works in the study, and as what"))
    add = verb("add", _add, say("add a person; prints a one-time code once"))
    add.add_argument("name", metavar=say("PERSON"), help=say("the whole name"))
    add.add_argument(
        "--role", choices=roles, default=Role.COORDINATOR.value, help=say("what the person may do")
    )
    add.add_argument("--short", default="", help=say("what stands beside an entry (default: K. Abara)"))
    remove = verb("remove", _remove, say("let a person come in no more; entries stay"))
    remove.add_argument("name", metavar=say("PERSON"))
    role = verb("role", _role, say("change what a person may do"))
    role.add_argument("name", metavar=say("PERSON"))
    role.add_argument("role", choices=roles)
    for each in (remove, role):
        each.add_argument("--reason", default="", help=say("why, for the trail"))
    own = verb("passphrase", _passphrase, say("change your passphrase, or choose it with a one-time code"))
    own.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar=say("FILE"),
        help=say("its first line is the new one; without it you are asked"),
    )
    code = verb("code", _code, say("print a one-time code for a person who forgot the passphrase"))
    code.add_argument("name", metavar=say("PERSON"))
    verb("recovery", _recovery, say("print a new recovery code once"))
    verb("rotate-key", _rotate, say("put another data key in place; everybody else gets a one-time code"))


def _list(args: argparse.Namespace) -> int:
    say, session = words(), open_from(args, write=False)
    try:
        found = people_of(session)
    finally:
        session.close()
    _print_row(say("Name"), say("Role"), say("State"), say("Last login"))
    for each in found:
        last = say.day(each.last_login.date()) if each.last_login else say("never")
        _print_row(each.user.name, say(ROLE_TITLES[each.user.role]), say(STATE_TITLES[each.state]), last)
    return DONE


def _print_row(*cells: str) -> None:
    print("".join(f"{cell:<{width}}" for cell, width in zip(cells, (*PLACES, 0), strict=True)).rstrip())


def _add(args: argparse.Namespace) -> int:
    say, session = words(), open_from(args)
    try:
        invited = add_person(session, args.name, Role(args.role), args.short)
    finally:
        session.close()
    _print_code(say, invited.user.name, invited.code)
    return DONE


def _remove(args: argparse.Namespace) -> int:
    say, session = words(), open_from(args)
    try:
        remove_person(session, _person(session, args.name), args.reason)
    finally:
        session.close()
    print(say("{name} comes in no more. Entries stay as they are.", name=args.name))
    print(say("Whoever kept a copy of the study may still read that copy: tracker users rotate-key."))
    return DONE


def _role(args: argparse.Namespace) -> int:
    say, session = words(), open_from(args)
    try:
        change_role(session, _person(session, args.name), Role(args.role), args.reason)
    finally:
        session.close()
    print(say("{name} is {role} now.", name=args.name, role=say(ROLE_TITLES[Role(args.role)])))
    return DONE


def _passphrase(args: argparse.Namespace) -> int:
    say, typed = words(), list[str]()
    session = open_from(args, with_code=True, typed=typed.append)
    try:
        new = read_new_passphrase(args)
        if session.entered is Entered.CODE:
            set_passphrase(session, new)
        else:
            change_passphrase(session, "".join(typed), new)
    finally:
        session.close()
    print(say("From now on the new passphrase opens the study."))
    return DONE


def _code(args: argparse.Namespace) -> int:
    say, session = words(), open_from(args)
    try:
        invited = new_code_for(session, _person(session, args.name))
    finally:
        session.close()
    _print_code(say, invited.user.name, invited.code)
    return DONE


def _recovery(args: argparse.Namespace) -> int:
    say, session = words(), open_from(args)
    try:
        code = new_recovery_code(session)
    finally:
        session.close()
    print(say("Recovery code: {code}", code=code))
    print(say("Write it on paper now, then type it back in the window. Until then the old one opens too."))
    return DONE


def _rotate(args: argparse.Namespace) -> int:
    say, typed = words(), list[str]()
    session = open_from(args, typed=typed.append)
    try:
        if not typed:
            wrong_usage(say("A practice study has no data key to renew."))
        with progress_bar(say) as progress:
            renewed = renew_data_key(session, typed[0], progress)
    finally:
        session.close()
    print(say("The data key is new. Backups made before open with the secrets of their time."))
    for user, code in renewed.codes:
        _print_code(say, user.name, code)
    print(say("Recovery code: {code}", code=renewed.recovery_code))
    print(say("Write it on paper now. The old recovery code opens nothing any more."))
    return DONE


def _person(session: Session, name: str) -> UUID:
    wanted = name.strip().casefold()
    for each in people_of(session):
        if each.state is not State.REMOVED and each.user.name.casefold() == wanted:
            return each.user.id
    raise Refusal(N_("Nobody called “{name}” works in this study. See tracker users list."), name=name)


def _print_code(say: Words, name: str, code: str) -> None:
    print(say("One-time code for {name}: {code}", name=name, code=code))
    print(say("It is shown this once. At the first unlock the person exchanges it for a passphrase."))
