"""The B cells on the clinician's page: immune reset by its criteria, beside what the samples say."""

from datetime import date

from tracker.domain.letter import Beside, Block, Cell, Column, Section, Table
from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.b_cell_card import b_cell_card
from tracker.services.course import Course
from tracker.services.criteria import MARKS, in_words
from tracker.services.immune_reset import ImmuneReset, Reset

_MARKS = {**MARKS, None: "?"}
_ANSWERS = {
    Reset.YES: N_("Immune reset: yes"),
    Reset.NO: N_("Immune reset: no"),
    Reset.NOT_EVALUABLE: N_("Immune reset: not evaluable"),
}


def b_cell_section(course: Course, words: Words, day: date) -> list[Block]:
    """Nothing before an infusion and for a published patient."""
    card = b_cell_card(course, words, day)
    if card is None:
        return []
    facts = Table(
        (Column(words("B cells and CAR T cells"), 1), Column(words("What the samples say"), 2)),
        tuple((fact.title, fact.value) for fact in card.facts),
        (card.rule,),
        words("No sample after the infusion that tells."),
    )
    return [Section(words("B cells"), (Beside(((facts,), (_reset(card.reset, words),)), (3, 2)),), keep=True)]


def _reset(reset: ImmuneReset, words: Words) -> Table:
    head = (
        Cell(words(_ANSWERS[reset.answer]), strong=True),
        "",
    )
    rows = [(in_words(each, words), _MARKS[each.held]) for each in reset.criteria]
    return Table(
        (Column(words("Immune reset, criterion"), 3), Column(words("Met"), 0.7, right=True)),
        (head, *rows),
        (words("✓ met, ✗ not met, ? not evaluable. A rule of this program, of no publication."),),
    )
