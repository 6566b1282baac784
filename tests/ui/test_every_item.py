"""Every item of every instrument is in the three places a person meets it: form, definition, export."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.courses import TODAY
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.item_words import named
from tracker.domain.items import Many
from tracker.domain.letter import Cell, Section, Table
from tracker.language import words
from tracker.services.definition import definition
from tracker.services.definition_words import source_words
from tracker.services.export_columns import columns
from tracker.ui.parts.instrument_form import InstrumentForm
from tracker.ui.theme.tokens import LIGHT, Tokens


@pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.code)
def test_that_every_item_appears_in_form_definition_and_export(
    themed: Callable[[str], Tokens], qtbot: QtBot, known: Instrument
) -> None:
    say = words()
    form = InstrumentForm(known, known.items, say, LIGHT, lambda: TODAY)
    qtbot.addWidget(form)
    assert list(form.answers()) == [item.key for item in known.items]

    asked = {
        cell.text
        for section in definition(known, say).blocks
        if isinstance(section, Section)
        for table in section.blocks
        if isinstance(table, Table)
        for row in table.rows
        for cell in row[:1]
        if isinstance(cell, Cell)
    }
    exported = {column.key for column in columns(known, say)}
    for item in known.items:
        assert say.say(named(item, known.items)) in asked
        assert any(key.startswith(f"answer_{item.key}") for key in exported)
        if isinstance(item, Many):
            assert {f"answer_{item.key}__{code}" for code in item.options} <= exported
        if item.found is not None:
            assert source_words(item, say)
