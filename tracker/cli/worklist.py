"""`tracker worklist`: what is overdue, due and unfinished on a day, as a table or as JSON."""

import argparse
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from tracker.cli import Commands
from tracker.cli.secrets import add_study_arguments, open_from
from tracker.domain.planned_visit import PlannedVisit, Timing
from tracker.exchange.calendar import Entry, calendar_text, entry_of
from tracker.language import Words, words
from tracker.services.appointments import everybody_to_come
from tracker.services.session import Session
from tracker.services.worklist import GROUP_TITLES, Worklist, WorkRow
from tracker.services.worklist_reader import read_worklist


def add_parser(commands: Commands) -> None:
    """Declare `tracker worklist`."""
    speak = words()
    parser = commands.add_parser(
        "worklist", description=speak("List what is overdue, due today and due in the next days.")
    )
    add_study_arguments(parser)
    parser.add_argument(
        "--on",
        type=date.fromisoformat,
        metavar=speak("DATE"),
        help=speak("the day, as 2026-11-23 (default: today)"),
    )
    parser.add_argument("--json", action="store_true", help=speak("print JSON; patients by study ID only"))
    parser.add_argument(
        "--calendar",
        type=Path,
        metavar=speak("FILE"),
        help=speak("write the visits to come as a calendar file, by study ID, without names"),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the worklist; the study is only read."""
    speak = words()
    session = open_from(arguments, write=False)
    try:
        now = datetime.now().astimezone()
        today = arguments.on or now.date()
        if arguments.calendar:
            text = calendar_text(calendar_entries(session, today), zone=session.study.time_zone, now=now)
            arguments.calendar.write_text(text, encoding="utf-8", newline="")
            print(arguments.calendar)
            return 0
        found = read_worklist(session.records, today)
    finally:
        session.close()
    if arguments.json:
        print(json.dumps([row_json(row, speak) for row in found.rows], ensure_ascii=False, indent=1))
        return 0
    for line in table(found, speak):
        print(line)
    return 0


def calendar_entries(session: Session, today: date) -> Iterator[Entry]:
    """The visits to come of everybody, for a file that leaves the clinic: no name, no birth date."""
    speak = words()
    for row in everybody_to_come(session.records, today):
        yield entry_of(row, speak)


def row_json(row: WorkRow, speak: Words) -> dict[str, object]:
    """One row with ISO dates; a patient is a study ID, never a name."""
    planned = row.planned
    window = planned.window if planned else None
    return {
        "patient": row.patient.study_id,
        "disease": row.disease.code,
        "visit_code": planned.code if planned else row.visit.code if row.visit else None,
        "visit": speak(row.title) if row.title else None,
        "target_date": window.target.isoformat() if window else None,
        "window_open": window.open.isoformat() if window else None,
        "window_close": window.close.isoformat() if window else None,
        "status": status(planned) if planned else None,
        "group": row.group.value,
        "due_date": row.due.isoformat() if row.due else None,
        "time": row.time or None,
        "actual_date": row.visit.day.isoformat() if row.visit else None,
        "deviation_days": planned.outside if planned else None,
        "days_late": row.late,
        "day": row.day,
        "provisional": planned.provisional if planned else False,
        "plan": planned.plan if planned else None,
        "to_do": [
            {"kind": each.kind.value, "code": each.code, "text": speak.say(each.said)} for each in row.todo
        ],
    }


def status(planned: PlannedVisit) -> str:
    """The word of the formula of the visit window."""
    if planned.timing is None:
        return planned.state.value
    return "done_in_window" if planned.timing is Timing.IN_WINDOW else "done_out_of_window"


def table(found: Worklist, speak: Words) -> list[str]:
    """Lines for a terminal, under the headings of the screen."""
    lines: list[str] = []
    for group, title in GROUP_TITLES.items():
        rows = [row for row in found.rows if row.group is group]
        if rows:
            lines += ["", f"{speak(title)} ({len(rows)})"]
        for row in rows:
            day = row.due or (row.visit.day if row.visit else None)
            late = " ".join(speak.say(each) for each in row.due_words)
            todo = ", ".join(speak.say(each.said) for each in row.todo)
            cells = (
                speak.day(day) if day else "",
                row.patient.study_id,
                speak(row.title) if row.title else "",
            )
            lines.append(f"{cells[0]:<12} {cells[1]:<14} {cells[2]:<32} {late:<40} {todo}".rstrip())
    return lines[1:] if lines else [speak("Nothing is due.")]
