"""Rows under headings: the keyboard skips headings, nothing that must be whole is cut."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.tables.grouped import Cell, ChipText, Column, Group, Row

KEY = Qt.Key
COLUMNS = (Column("Medicine"), Column("Dose", 130), Column("Site", 120, fold=600))


def row(key, text="Prednisolone", dose="5 mg"):
    return Row(key, (Cell(text, "tablet", strong=True), Cell(dose), Cell("Hall", chips=(ChipText("No"),))))


GROUPS = (Group("Now", (row("a"), row("b")), "2"), Group("Stopped", (row("c"),), "1"))


@pytest.fixture
def table(qtbot, workplace):
    made = GroupedTable(workplace().tokens, "Medicines", COLUMNS)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_groups(GROUPS)
    made.show()
    return made


def test_that_the_first_row_is_in_hand_and_arrows_skip_headings(table):
    stood = []
    table.stood.connect(stood.append)
    assert table.key == "a"
    for _ in range(3):
        QTest.keyClick(table, KEY.Key_Down)
    assert stood == ["b", "c"]
    QTest.keyClick(table, KEY.Key_Home)
    assert table.key == "a"
    QTest.keyClick(table, KEY.Key_End)
    assert table.key == "c"


def test_that_enter_opens_the_row_in_hand(table, qtbot):
    QTest.keyClick(table, KEY.Key_Down)
    with qtbot.waitSignal(table.opened) as got:
        QTest.keyClick(table, KEY.Key_Return)
    assert got.args == ["b"]


def test_that_the_row_in_hand_stays_when_the_rows_change(table):
    table.choose("c")
    table.show_groups((Group("Stopped", (row("c"), row("d"))),))
    assert table.key == "c"
    table.show_groups((Group("", (row("d"),)),))
    assert table.key == "d"


def test_that_a_cut_cell_is_told_and_one_that_fits_is_not(table):
    assert list(table.cut_cells()) == []
    table.show_groups((Group("", (row("a", dose="1000 mg twice daily and more"),)),))
    assert any("1000 mg" in told for told in table.cut_cells())


def test_that_a_column_is_left_out_where_there_is_no_room(table):
    assert not table.isColumnHidden(2)
    table.resize(420, 400)
    assert table.isColumnHidden(2)


def test_that_every_word_can_be_read_out(table):
    texts = [str(table.rows.index(r, c).data() or "") for r in range(5) for c in range(3)]
    assert "Now 2" in texts
    assert "Prednisolone tablet" in texts
    assert "Hall No" in texts
