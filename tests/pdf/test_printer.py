"""Letters on paper: every block, every page, words unharmed, fonts our own."""

import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.pdf.letters import EVERYTHING, for_patient, places_of, read, small, text_of
from tracker.domain.letter import Cell, Column, Section, Table, Text
from tracker.domain.refusal import Refusal
from tracker.pdf.printer import print_letter

GOLDENS = Path(__file__).parent / "goldens"
MANY = Table((Column("Fact", 2), Column("Value")), tuple((f"Fact {n}", str(n)) for n in range(120)))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_that_a_letter_has_the_words_and_places_it_had(paper):
    found = "\n".join(places_of(print_letter(EVERYTHING, paper, invariant=True))) + "\n"
    kept = GOLDENS / f"everything-{paper}.txt"
    if os.environ.get("WRITE_GOLDENS"):
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8")


def test_that_the_same_letter_gives_the_same_bytes():
    assert print_letter(EVERYTHING, invariant=True) == print_letter(EVERYTHING, invariant=True)


def test_that_the_paper_is_as_large_as_asked():
    assert [round(float(x)) for x in read(print_letter(small())).pages[0].mediabox[2:]] == [595, 842]
    assert [round(float(x)) for x in read(print_letter(small(), "letter")).pages[0].mediabox[2:]] == [
        612,
        792,
    ]


@pytest.mark.parametrize("letter", [EVERYTHING, for_patient(MANY, watermark="DRAFT", mark="PRACTICE")])
def test_that_no_font_is_used_that_the_file_does_not_hold(letter):
    pdf = print_letter(letter)
    assert b"Helvetica" not in pdf
    for page in read(pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()
            assert "TrackerSans" in described["/BaseFont"]
            assert "/FontFile2" in described["/FontDescriptor"]


def test_that_a_bare_canvas_would_have_been_found_out():
    target = BytesIO()
    canvas = Canvas(target)
    canvas.drawString(10, 10, "x")
    canvas.save()
    assert b"Helvetica" in target.getvalue()


def test_that_markup_in_data_is_printed_as_it_was_typed():
    hostile = "R&D <b> Łukasz &amp; </para><img src='x'/> ${page} {page}"
    table = Table((Column(hostile),), ((hostile,), (Cell(hostile, strong=True, under=hostile),)))
    letter = small(Text(hostile, hostile), Section(hostile, (table,)), foot=hostile)
    said = text_of(print_letter(replace(letter, title=hostile, subtitle=hostile)))
    assert said.count(hostile) >= 8


@pytest.mark.parametrize("name", ["Nguyễn Thị Ánh", "Παπαδόπουλος", "Щербаков", "Dvořák-Štěpánová", "İpek Ğ"])
def test_that_names_in_many_scripts_reach_the_paper(name):
    assert name in text_of(print_letter(small(Text(name))))


def test_that_a_name_in_separate_accents_is_put_together():
    assert "Nguyễn" in text_of(print_letter(small(Text("Nguye\u0302\u0303n"))))


@pytest.mark.parametrize("where", ["title", "foot", "person", "blocks"])
def test_that_a_character_without_a_glyph_is_named_before_anything_is_printed(where):
    hidden = {
        "title": "王",
        "foot": "王",
        "person": ("王", ""),
        "blocks": (Section("A", (Table((Column("B"),), (("x",), (Cell("y", under="王"),))),)),),
    }[where]
    with pytest.raises(Refusal, match=r"王.*U\+738B"):
        print_letter(replace(small(), **{where: hidden}))


def test_that_control_characters_leave_no_trace():
    assert "onetwo" in text_of(print_letter(small(Text("one\x00\x1b\u202etwo"))))


def test_that_every_page_names_sender_person_and_number_of_pages():
    pages = read(print_letter(small(MANY, foot="The foot"))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        said = " ".join(page.extract_text().split())
        assert "Clinic" in said
        assert "ŁUKASZ" in said
        assert "The foot" in said
        assert f"Page {number} of {len(pages)}" in said


def test_that_headings_of_a_table_are_repeated_on_each_page():
    for page in read(print_letter(small(MANY))).pages:
        assert "Fact" in page.extract_text()
        assert "Value" in page.extract_text()


def test_that_practice_and_draft_stand_on_every_page():
    for page in read(print_letter(small(MANY, mark="PRACTICE", watermark="DRAFT, NOT SIGNED"))).pages:
        assert "PRACTICE" in page.extract_text()
        assert "DRAFT, NOT SIGNED" in page.extract_text()


def test_that_a_letter_that_is_neither_says_neither():
    said = text_of(print_letter(small(MANY)))
    assert "PRACTICE" not in said
    assert "DRAFT" not in said


def test_that_the_properties_hold_a_title_without_a_name():
    found = read(print_letter(EVERYTHING))
    assert found.metadata.title == "Clinician summary, 23-Nov-2026"
    assert found.metadata.author == "Autoimmune Cell Therapy Clinic"
    assert "OKAFOR" not in str(dict(found.metadata))
    assert found.trailer["/Root"]["/Lang"] == "en"
    assert found.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_that_sections_are_bookmarks_that_lead_to_their_page():
    letter = small(Section("First", (MANY,)), Section("Second", (Text("x"),)))
    found = read(print_letter(letter))
    flat = [entry for each in found.outline for entry in (each if isinstance(each, list) else [each])]
    pages = {entry.title: found.get_destination_page_number(entry) for entry in flat}
    assert pages["Title"] == pages["First"] == 0
    assert pages["Second"] == len(found.pages) - 1


def test_that_a_long_name_is_made_smaller_and_never_cut():
    name = "WOLFESCHLEGELSTEINHAUSENBERGERDORFF-ALBUQUERQUE, Maximiliane Alexandra Theodora Elisabeth"
    assert name in text_of(print_letter(replace(small(), person=(name, "No. 104 0027"))))


def test_that_a_table_longer_than_any_page_flows_on_after_its_heading():
    said = [page.extract_text() for page in read(print_letter(small(Section("Results", (MANY,))))).pages]
    assert "Fact 0" in said[0]
    assert "Fact 119" in said[-1]
