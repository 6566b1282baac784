"""A chart on paper: every mark is accepted, words are text, lines are vectors, nothing leaves the page."""

import dataclasses

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.pdf.letters import CHART, small, text_of
from tracker.domain import marks
from tracker.domain.chart import Panel
from tracker.domain.letter import Figure
from tracker.pdf.chart import _Strip
from tracker.pdf.printer import print_letter
from tracker.pdf.style import INKS


def test_that_every_role_has_an_ink():
    assert set(INKS) == set(marks.Role)


@pytest.mark.parametrize("kind", marks.Mark.__args__)
def test_that_every_kind_of_mark_has_a_way_to_print(kind):
    assert vars(_Strip)["mark"].dispatcher.dispatch(kind) is not vars(_Strip)["mark"].dispatcher.dispatch(
        object
    )


def test_that_an_unknown_mark_is_an_error_and_not_a_blank():
    with pytest.raises(TypeError):
        vars(_Strip)["mark"].dispatcher.dispatch(str)(None, "what")


def test_that_the_words_of_a_chart_are_text():
    said = text_of(print_letter(small(Figure(CHART, 90))))
    for words in (
        "B cells (CD19+)",
        "Not seen",
        "Lab range 100–500",
        "Off since Day 84",
        "DORIS met",
        "14-Aug",
    ):
        assert words in said


def test_that_a_chart_is_drawn_with_vectors_and_holds_no_picture():
    pdf = print_letter(small(Figure(CHART, 90)))
    assert b"/Subtype /Image" not in pdf
    assert len(pdf) < 80_000


def test_that_everything_drawn_stays_on_the_page(monkeypatch):
    drawn = []
    for name in ("line", "circle", "rect"):
        plain = getattr(Canvas, name)

        def note(self, x, y, *rest, plain=plain, **more):
            drawn.append(self.absolutePosition(x, y))
            return plain(self, x, y, *rest, **more)

        monkeypatch.setattr(Canvas, name, note)
    print_letter(small(Figure(CHART, 90)))
    assert len(drawn) > 5
    assert all(0 <= x <= 596 and 0 <= y <= 842 for x, y in drawn)


def test_that_a_chart_without_panels_or_ticks_prints():
    empty = dataclasses.replace(
        CHART, panels=(Panel(remark="No infusion date yet."),), ticks=(), axis=("", "")
    )
    assert "No infusion date yet." in text_of(print_letter(small(Figure(empty, 30))))
