"""tracker instruments: the catalogue with version, source and licence, or the definition of one score."""

import argparse
import json
from pathlib import Path
from typing import Any

from tracker.cli.parser import DONE
from tracker.domain.instruments import CATALOGUE, find
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.language import words


def add_parser(commands: Any) -> None:
    """Declare the command."""
    say = words()
    parser = commands.add_parser(
        "instruments", help=say("List the instruments with version, source and licence.")
    )
    parser.add_argument(
        "code", nargs="?", metavar=say("CODE"), help=say("the definition of this one in full")
    )
    parser.add_argument("--json", action="store_true", help=say("as a JSON list"))
    parser.add_argument("--pdf", type=Path, metavar=say("FILE"), help=say("the definition of CODE as PDF"))
    parser.set_defaults(run=run, usage_error=parser.error)


def run(args: argparse.Namespace) -> int:
    """Print one line for each instrument, or all of them as JSON, or the definition of one."""
    say = words()
    if args.code is not None and args.json:
        args.usage_error(say("--json lists the whole catalogue; leave the code out"))
    if args.pdf is not None and args.code is None:
        args.usage_error(say("--pdf wants the code of an instrument"))
    if args.code is not None:
        return _define(args.code, args.pdf)
    if args.json:
        entries = [
            {
                "code": each.code,
                "version": each.version,
                "title": say(each.title),
                "source": each.source,
                "licence": say(each.licence) if each.licence else "",
                "mark": each.mark,
                "inputs": [item.key for item in each.items],
                "outputs": [output.key for output in each.outputs],
            }
            for each in CATALOGUE
        ]
        print(json.dumps(entries, ensure_ascii=False, indent=1))
        return DONE
    width = max(len(each.code) for each in CATALOGUE)
    for each in CATALOGUE:
        print(f"{each.code:<{width}}  {each.version}  {say(each.title)}")
        for line in (each.source, say(each.licence) if each.licence else ""):
            if line:
                print(f"{'':<{width}}     {line}")
    return DONE


def _define(code: str, pdf: Path | None) -> int:
    from tracker.services.definition import definition

    known = find(code)
    if known is None:
        raise Refusal(
            N_("There is no instrument “{code}”. `tracker instruments` lists the codes."), code=code
        )
    letter = definition(known, words())
    if pdf is None:
        from tracker.cli.plain_letter import plain_letter

        print(plain_letter(letter), end="")
        return DONE
    from tracker.pdf.printer import print_letter

    made = print_letter(letter, "a4")
    try:
        with pdf.open("xb") as file:
            file.write(made)
    except FileExistsError:
        raise Refusal(N_("“{file}” is there already. Name another file."), file=str(pdf)) from None
    print(pdf)
    return DONE
