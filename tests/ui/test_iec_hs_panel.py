"""The live panel of a checklist: each condition stands alone, and no chip sums them up."""

from tests.services.test_iec_hs import WHO, _entry, _session
from tracker.language import words
from tracker.services.visit_results import work_out
from tracker.services.visits import open_visit
from tracker.ui.parts.live_rule import LiveRule
from tracker.ui.theme.tokens import LIGHT


def test_that_the_form_shows_each_arm_and_no_verdict(qtbot):
    session, entry = _session(), _entry(fever=True)
    form = open_visit(session, WHO, None, entry.day).with_entry(entry)
    (section,) = (each for each in form.scores if each.instrument.code == "iec_hs")
    shown = LiveRule(words(), LIGHT)
    qtbot.addWidget(shown)
    shown.show_worked(section, work_out(form, entry)["iec_hs"])
    assert not shown.chip.isVisibleTo(shown)
    assert shown.answer == "–"
