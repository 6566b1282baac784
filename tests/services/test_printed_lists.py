"""The worklist and a patient's visits to come as letters: whole rows, marked for the clinic only."""

from dataclasses import replace
from datetime import date

from tests.fakes import fake_session
from tests.pdf.letters import text_of
from tests.plans import infusion, person
from tracker.language import words
from tracker.pdf.printer import print_letter
from tracker.services.appointments import to_come
from tracker.services.printed_lists import calendar_letter, worklist_letter
from tracker.services.worklist_reader import read_worklist

TODAY = date(2026, 11, 23)


def printed(letter, paper="a4"):
    return text_of(print_letter(letter, paper))


def study():
    patient = replace(person(), family="Okafor", given="Adaeze <b>", plan="short")
    return fake_session(patient, infusion(patient)), patient


def test_that_the_printed_worklist_has_every_row_of_the_screen():
    session, _ = study()
    text = text_of(
        print_letter(worklist_letter(session, read_worklist(session.records, TODAY), words()), "a4")
    )
    for part in (
        "Worklist, 23-Nov-2026",
        "Overdue",
        "OKAFOR, Adaeze <b>",
        "Month 6",
        "1 day late",
        "For the clinic only",
    ):
        assert part in text


def test_that_an_empty_day_is_said():
    session = fake_session()
    text = text_of(
        print_letter(worklist_letter(session, read_worklist(session.records, TODAY), words()), "letter")
    )
    assert "Nothing is due." in text


def test_that_the_visits_to_come_show_day_window_and_whether_they_are_booked():
    session, patient = study()
    rows = to_come(session.records, patient.id, TODAY)
    text = text_of(print_letter(calendar_letter(session, patient, rows, words(), TODAY), "a4"))
    for part in (
        "OKAFOR, Adaeze <b>",
        "Month 9",
        "22-Feb-2027",
        "01-Feb-2027 to 15-Mar-2027",
        "planned, not booked",
    ):
        assert part in text
