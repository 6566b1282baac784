"""`tracker export trail`: the audit log of a study or of one patient as a CSV or PDF file."""

import argparse
from collections.abc import Callable
from datetime import date
from functools import partial

from tracker.cli.parser import DONE
from tracker.cli.progress import progress_bar
from tracker.domain.patient import Patient
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.exchange.trail import write_rows
from tracker.language import Words
from tracker.pdf.printer import print_letter
from tracker.services.session import Session
from tracker.services.settings import setting
from tracker.services.trail import TrailFilter
from tracker.services.trail_export import TrailExported, export_trail, print_trail


def add_filters(parser: argparse.ArgumentParser, say: Words) -> None:
    """What is left out of the file; without any of these it holds the whole trail."""
    only = parser.add_argument_group(say("only for the trail"))
    only.add_argument("--patient", default="", metavar=say("STUDY-ID"), help=say("one patient"))
    only.add_argument(
        "--from", dest="first", type=date.fromisoformat, metavar=say("DATE"), help=say("on or after")
    )
    only.add_argument(
        "--to", dest="last", type=date.fromisoformat, metavar=say("DATE"), help=say("on or before")
    )
    only.add_argument("--text", default="", help=say("words in a field, a value or a reason"))


def run_trail(session: Session, arguments: argparse.Namespace, say: Words) -> int:
    """Write the file that the ending of its name asks for, and say what it holds."""
    makers: dict[str, Callable[..., TrailExported]] = {
        ".csv": partial(export_trail, write=write_rows),
        ".pdf": partial(print_trail, print_letter=print_letter, paper=setting(session.records, "paper")),
    }
    make = makers.get(arguments.output.suffix.lower())
    if make is None:
        raise Refusal(N_("Name a file that ends in .csv or .pdf."))
    asked = TrailFilter(
        patient=_patient(session, arguments.patient).id if arguments.patient else None,
        first=arguments.first,
        last=arguments.last,
        text=arguments.text,
    )
    with progress_bar(say) as progress:
        made = make(session, arguments.output, asked, say, progress=progress)
    one, many = "{n} entry of the trail in {path}", "{n} entries of the trail in {path}"
    print(say.plural(one, many, made.entries, path=made.path))
    return DONE


def _patient(session: Session, study_id: str) -> Patient:
    found = session.records.find(Patient, study_id=study_id)
    if not found:
        raise Refusal(
            N_("No patient has the study ID “{id}”. Look it up in the list of patients."), id=study_id
        )
    return found[0]
