"""`tracker report handout|summary`: PDF files for one patient or for all, into a folder."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from tracker.cli import Commands
from tracker.cli.progress import progress_bar
from tracker.cli.secrets import add_study_arguments, open_from
from tracker.domain.patient import Patient
from tracker.domain.progress import Progress
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.domain.visit import Visit
from tracker.language import Words, words
from tracker.pdf.printer import print_letter
from tracker.pdf.style import PAPERS
from tracker.services.papers import KINDS, make_paper
from tracker.services.session import Session
from tracker.services.settings import setting


def add_parser(commands: Commands) -> None:
    """Declare `tracker report`."""
    speak = words()
    parser = commands.add_parser("report", description=speak("Print handouts and summaries as PDF files."))
    parser.add_argument("kind", choices=list(KINDS), help=speak("for the patient, or for the clinician"))
    add_study_arguments(parser)
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("--patient", metavar=speak("STUDY-ID"), help=speak("the study ID of one patient"))
    whom.add_argument("--all", action="store_true", help=speak("every patient that can be printed"))
    parser.add_argument(
        "--visit",
        type=date.fromisoformat,
        metavar=speak("DATE"),
        help=speak("the visit of that day (the last)"),
    )
    parser.add_argument("--output", type=Path, required=True, metavar=speak("FOLDER"))
    parser.add_argument("--language", metavar=speak("CODE"), help=speak("the language of the paper"))
    parser.add_argument("--paper", choices=list(PAPERS), help=speak("the size (as set in the study)"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the study, print, and say what was written."""
    speak = words()
    session = open_from(arguments)
    try:
        arguments.output.mkdir(parents=True, exist_ok=True)
        desk = Desk(
            session,
            arguments.output,
            words(arguments.language or setting(session.records, "handout_language")),
            arguments.paper or setting(session.records, "paper"),
        )
        patients = _patients(session, arguments.patient)
        if arguments.patient:
            visit = _visit_on(session, patients[0], arguments.visit)
            print(desk.print_one(arguments.kind, patients[0], visit))
            return 0
        with progress_bar(speak) as progress:
            made, left = desk.print_all(arguments.kind, progress)
    finally:
        session.close()
    print(speak.plural("{n} file in {folder}", "{n} files in {folder}", made, folder=arguments.output))
    for study_id, reason in left:
        print(f"{study_id}: {speak.say(reason.said)}", file=sys.stderr)
    return 0


@dataclass(frozen=True)
class Desk:
    """Where papers are printed: from which study, into which folder, in which language, on which paper."""

    session: Session
    folder: Path
    language: Words
    paper: str

    def print_one(self, kind: str, patient: Patient, visit: UUID | None = None) -> Path:
        """One file; a refusal says why there is none."""
        document = make_paper(
            self.session,
            kind,
            patient.id,
            visit=visit,
            folder=self.folder,
            print_letter=print_letter,
            words=self.language,
            paper=self.paper,
            now=datetime.now(UTC).astimezone(),
        )
        return self.folder / document.file_name

    def print_all(self, kind: str, progress: Progress) -> tuple[int, Sequence[tuple[str, Refusal]]]:
        """How many were printed; and who was left out, with the reason."""
        patients, left = _patients(self.session, ""), []
        for done, patient in enumerate(patients):
            progress(done, len(patients), N_("Printing"))
            try:
                self.print_one(kind, patient)
            except Refusal as refusal:
                left.append((patient.study_id, refusal))
        progress(len(patients), len(patients), N_("Printing"))
        return len(patients) - len(left), left


def _patients(session: Session, study_id: str) -> tuple[Patient, ...]:
    if not study_id:
        return tuple(sorted(session.records.find(Patient), key=lambda patient: patient.study_id))
    found = session.records.find(Patient, study_id=study_id)
    if not found:
        raise Refusal(
            N_("No patient has the study ID “{id}”. Look it up in the list of patients."), id=study_id
        )
    return found


def _visit_on(session: Session, patient: Patient, day: date | None) -> UUID | None:
    if day is None:
        return None
    found = session.records.find(Visit, patient=patient.id, day=day)
    if not found:
        raise Refusal(
            N_("{id} has no visit on {day}. Leave --visit out for the last one."),
            id=patient.study_id,
            day=words().day(day),
        )
    return found[-1].id
