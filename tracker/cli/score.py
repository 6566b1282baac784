"""tracker score: work out an instrument from answers in JSON, one at a time or a whole list."""

import argparse
import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from tracker.cli.parser import DONE
from tracker.domain.instruments import find
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.language import Words, words


def add_parser(commands: Any) -> None:
    """Declare the command."""
    say = words()
    parser = commands.add_parser("score", help=say("Work out an instrument from answers in JSON."))
    parser.add_argument(
        "code", nargs="?", metavar=say("CODE"), help=say("which instrument; see `tracker instruments`")
    )
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar=say("FILE"),
        help=say("answers as one JSON object; - reads standard input"),
    )
    parser.add_argument(
        "--batch",
        metavar=say("FILE"),
        help=say('a JSON list of {"instrument", "inputs"}; - reads standard input'),
    )
    parser.set_defaults(run=run, usage_error=parser.error)


def run(args: argparse.Namespace) -> int:
    """Score one object or a list; a bad entry of a list is told in its place and stops nothing."""
    say = words()
    if (args.code is None) == (args.batch is None):
        args.usage_error(say("give the code of an instrument, or --batch FILE"))
    if args.batch is not None:
        entries = _read(args.batch)
        if not isinstance(entries, list):
            raise Refusal(N_("The file must hold a JSON list of entries."))
        _print([_entry(entry, say) for entry in entries])
        return DONE
    result = score(args.code, _read(args.file), say)
    _print(result)
    if "error" in result:
        raise Refusal(N_("{problem}"), problem=result["error"])
    return DONE


def score(code: object, inputs: object, say: Words) -> dict[str, object]:
    """The result as JSON, or what is wrong with the entry under `error`."""
    instrument = find(code) if isinstance(code, str) else None
    if instrument is None:
        return {"instrument": code, "error": say("There is no instrument “{code}”.", code=str(code))}
    if not isinstance(inputs, Mapping):
        return {"instrument": code, "error": say("The inputs must be one JSON object.")}
    unknown = sorted(str(key) for key in inputs.keys() - instrument.keys)
    if unknown:
        return {
            "instrument": code,
            "error": say("{code} has no input “{key}”.", code=str(code), key=", ".join(unknown)),
        }
    return instrument(inputs).as_json()


def _entry(entry: object, say: Words) -> dict[str, object]:
    if not isinstance(entry, Mapping):
        return {
            "instrument": None,
            "error": say("An entry must be an object with “instrument” and “inputs”."),
        }
    return score(entry.get("instrument"), entry.get("inputs"), say)


def _read(name: str) -> object:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return json.loads(raw.decode("utf-8-sig"), parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError):
        raise Refusal(N_("The answers are not JSON in UTF-8.")) from None


def _print(result: object) -> None:
    print(json.dumps(result, ensure_ascii=False, allow_nan=False))
