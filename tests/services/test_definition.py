"""The definition of a score says everything its declaration holds, for every instrument of the catalogue."""

from collections.abc import Iterator

import pytest

from tests.pdf.letters import text_of
from tracker.cli.plain_letter import plain_letter
from tracker.domain.instrument import FROM_MEMORY, OURS, Instrument
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.item_words import named
from tracker.domain.items import Choice, Many, Number
from tracker.domain.known import exact
from tracker.domain.letter import Cell, Letter, Section, Table, Text
from tracker.domain.outputs import Criterion, Score
from tracker.domain.sources import Fact
from tracker.language import words
from tracker.pdf.printer import print_letter
from tracker.services.definition import definition, search_definitions
from tracker.services.definition_results import MARKS
from tracker.services.definition_words import FACTS

SAY = words()
every = pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.code)


def strings(letter: Letter) -> list[str]:
    def walk(blocks: tuple) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Section):
                yield block.title
                yield from walk(block.blocks)
            elif isinstance(block, Text):
                yield from (block.lead, block.text)
            elif isinstance(block, Table):
                for row in block.rows:
                    for cell in row:
                        yield from (cell.text, cell.under) if isinstance(cell, Cell) else (cell,)

    return [letter.title, letter.subtitle, *walk(letter.blocks)]


def rows_of(letter: Letter, title: str) -> list[tuple[str, ...]]:
    return [
        tuple(cell.text if isinstance(cell, Cell) else cell for cell in row)
        for block in letter.blocks
        if isinstance(block, Section) and block.title.startswith(title)
        for table in block.blocks
        if isinstance(table, Table)
        for row in table.rows
    ]


@every
def test_that_every_item_and_every_result_stands_in_the_definition(known: Instrument) -> None:
    said = strings(definition(known, SAY))
    for item in known.items:
        assert SAY.say(named(item, known.items)) in said
        assert SAY(item.hint) in said
    for output in known.outputs:
        assert SAY(output.title) in said
    for item in known.items:
        if isinstance(item, Choice | Many):
            for option in item.options.values():
                title = option if isinstance(option, str) else option[0]
                assert any(SAY(title) in each for each in said)
        if isinstance(item, Number) and item.high is not None and not item.allowed:
            assert any(SAY.number(exact(item.high)) in each for each in said)


@every
def test_that_every_class_and_every_limit_stands_in_the_definition(known: Instrument) -> None:
    said = strings(definition(known, SAY))
    for output in known.outputs:
        if isinstance(output, Criterion) and output.limit:
            assert any(f" {SAY.number(exact(output.limit.value))}" in each for each in said)
        for scheme in output.schemes if isinstance(output, Score) else ():
            assert any(SAY(scheme.title) in each for each in said)
            for band in scheme.bands:
                edge = band.upto if band.upto is not None else band.below
                assert SAY(band.title) in said
                assert edge is None or any(SAY.number(exact(edge)) in each for each in said)


@every
def test_that_source_version_licence_and_what_was_not_checked_are_said(known: Instrument) -> None:
    letter = definition(known, SAY)
    said = strings(letter)
    assert {known.source, SAY(known.licence), MARKS[known.mark]} <= {*said, ""}
    assert str(known.version) in letter.subtitle
    doubted = {each.title for each in known.items if each.mark in FROM_MEMORY | OURS}
    doubted |= {each.title for each in known.outputs if each.mark in FROM_MEMORY | OURS}
    assert {SAY(title) for title in doubted} <= {row[0] for row in rows_of(letter, "How far")}


def test_that_an_input_that_is_found_says_where() -> None:
    rows = {row[0]: row for row in rows_of(definition(instrument("doris_2021"), SAY), "What is asked")}
    assert rows["Prednisolone"] == (
        "Prednisolone",
        "0 to 50000 mg/day",
        "result: Prednisone equivalent (Prednisone equivalent)",
    )
    assert rows["Other drugs stable"][-1] == "answered here"
    lung = rows_of(definition(instrument("ssc_ild_progression"), SAY), "What is asked")
    assert (
        lung[0][-1]
        == "laboratory: Forced vital capacity in % predicted, at the baseline visit of the infusion"
    )


def test_that_the_edges_of_classes_say_to_which_side_they_belong() -> None:
    letter = definition(instrument("sledai_2k"), SAY)
    assert rows_of(letter, "SLEDAI-2K: BSR 2018") == [
        ("mild", "below 6"),
        ("moderate", "6 or more, up to 12"),
        ("severe", "over 12"),
    ]


def test_that_every_fact_that_feeds_a_score_has_words() -> None:
    named = {item.found.name for known in CATALOGUE for item in known.items if isinstance(item.found, Fact)}
    assert named <= FACTS.keys()


@every
def test_that_the_definition_prints_as_text_no_wider_than_a_page(known: Instrument) -> None:
    text = plain_letter(definition(known, SAY))
    assert max(map(len, text.splitlines())) <= 110
    assert known.code in text


def test_that_the_definition_prints_as_pdf() -> None:
    text = text_of(print_letter(definition(instrument("doris_2021"), SAY), "a4"))
    assert "Prednisolone ≤ 5 mg/day" in text


@pytest.mark.parametrize(
    ("typed", "found"),
    [("doris", "doris_2021"), ("mRSS", "mrss"), ("casts", "sledai_2k"), ("lupus-2021-000538", "doris_2021")],
)
def test_that_a_score_is_found_by_title_code_item_or_source(typed: str, found: str) -> None:
    assert found in [each.code for each in search_definitions(typed, SAY)]
    assert search_definitions("", SAY) == CATALOGUE
    assert search_definitions("no such thing", SAY) == ()
