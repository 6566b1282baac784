"""What the panel says of composites: each condition once, points without a mark, rules that do not apply."""

import pytest

from tracker.domain.instruments import instrument
from tracker.language import words
from tracker.services.visit_form import ScoreSection
from tracker.services.visit_results import Worked
from tracker.ui.gallery_forms import sample_answers
from tracker.ui.parts.live_result import LiveResult, score_line
from tracker.ui.parts.live_rule import LiveRule, condition_lines
from tracker.ui.theme.tokens import LIGHT

COMPOSITES = (
    *("doris_2021", "lldas", "sri4", "acr_criss_2016"),
    *("revised_criss", "acr_eular_boolean", "renal_response"),
)


def shown(qtbot, part, code, answers):
    known = instrument(code)
    result = known(answers)
    made = part(words(), LIGHT)
    qtbot.addWidget(made)
    section = ScoreSection(instrument=known, asked=known.items)
    made.show_worked(section, Worked(result=result, answers={}, found={}))
    return made, result


@pytest.mark.parametrize("code", COMPOSITES)
@pytest.mark.parametrize("filled", [True, False], ids=["filled", "gaps"])
def test_that_each_condition_of_a_composite_is_said_once_with_its_mark(qtbot, code, filled):
    answers = sample_answers(instrument(code), filled=filled)
    _, result = shown(qtbot, LiveRule, code, answers)
    lines = condition_lines(result, words())
    assert lines
    assert len({text for text, _ in lines}) == len(lines)
    assert {mark for _, mark in lines} <= {"✓", "✗", "–"}


def test_that_a_rule_that_is_not_for_this_patient_says_so(qtbot):
    made, result = shown(qtbot, LiveRule, "sri4", {"baseline_sledai_2k": 3})
    assert made.answer == "Does not apply"
    assert score_line(result.instrument, result, words()) == "SRI-4 response: does not apply"
    made, _ = shown(qtbot, LiveRule, "sri4", {"baseline_sledai_2k": 8})
    assert made.answer == "Open"


def test_that_improvement_of_myositis_lists_what_each_measure_adds(qtbot):
    _, result = shown(qtbot, LiveResult, "tis", sample_answers(instrument("tis")))
    lines = condition_lines(result, words())
    assert len(lines) == 6
    assert all(" of " in text and not mark for text, mark in lines)
