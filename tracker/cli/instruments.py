"""tracker instruments: the catalogue with version, source and licence."""

import argparse
import json
from typing import Any

from tracker.cli.parser import DONE
from tracker.domain.instruments import CATALOGUE
from tracker.language import words


def add_parser(commands: Any) -> None:
    """Declare the command."""
    say = words()
    parser = commands.add_parser(
        "instruments", help=say("List the instruments with version, source and licence.")
    )
    parser.add_argument("--json", action="store_true", help=say("as a JSON list"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one line for each instrument, or all of them as JSON."""
    say = words()
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
