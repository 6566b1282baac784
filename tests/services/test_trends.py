"""The course as a chart: panels, windows, spans, what is not known, published patients."""

import itertools
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from tests.courses import DAY0, TODAY, lab, okafor, on, published
from tracker.domain.adverse_event import EventKind
from tracker.domain.chart import Role
from tracker.domain.infusion import Infusion
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.visit import Assessment
from tracker.language import words
from tracker.services.trends import WINDOWS, trend_chart


def chart(course=None, window="all", **more):
    return trend_chart(course or okafor(), words(), more.pop("today", TODAY), window, **more)


def panel(drawn, role):
    return next(each for each in drawn.panels if each.role is role)


def test_that_four_panels_share_one_axis():
    drawn = chart()
    assert [each.role for each in drawn.panels] == [Role.TEXT, Role.B_CELLS, Role.SCORE, Role.STEROID]
    assert [lane.title for lane in drawn.panels[0].lanes][:4] == [
        "Treatment",
        "Toxicity",
        "Infection",
        "Support",
    ]


def test_that_b_cells_keep_what_was_typed_and_where_it_was_not_seen():
    points = panel(chart(), Role.B_CELLS).series[0].points
    assert [point.text for point in points][:5] == ["86", "4", "1.2", "<1", "<1"]
    assert [point.day for point in points if point.unseen] == [7, 14, 28, 42, 56, 70]


def test_that_aplasia_reaches_from_the_first_result_below_to_the_return():
    spans = chart(okafor(settings={"b_cell_cutoff": "2"})).spans
    assert [(span.start, span.end, span.under) for span in spans] == [(3, 84, "Day 3 to 84")]


def test_that_a_cutoff_of_the_clinic_moves_the_return():
    assert chart(okafor(settings={"b_cell_cutoff": "10"})).spans[0].end == 140


def test_that_aplasia_that_lasts_says_since_when():
    course = okafor()
    early = replace(course, labs=tuple(each for each in course.labs if each.sampled <= on(70)))
    (span,) = chart(early).spans
    assert (span.end, span.under) == (70, "since Day 3")


def test_that_a_second_infusion_has_an_aplasia_of_its_own():
    course = okafor()
    again = Infusion(
        site=course.patient.site, patient=course.patient.id, number=2, day0=PartialDate.of(on(200))
    )
    more = lab(course.patient.id, "cd19", 210, "<1", "cells/uL")
    both = replace(course, infusions=(*course.infusions, again), labs=(*course.labs, more))
    drawn = chart(both, today=on(220))
    assert [span.start for span in drawn.spans] == [3, 210]
    assert [marker.day for marker in drawn.markers] == [0, 200, 220]


def test_that_the_score_has_its_clinical_part_open_and_dashed():
    total, part = panel(chart(), Role.SCORE).series
    assert [point.text for point in total.points] == ["16", "8", "6", "4", "2", "2", "0", "2"]
    assert part.hollow
    assert not total.hollow
    assert total.last == "2"
    assert part.last == ""


def test_that_an_unfinished_score_is_open_and_not_the_last_value():
    course = okafor()
    visit = course.visits[-1]
    unfinished = Assessment(
        site=visit.site, patient=course.patient.id, visit=visit.id, instrument="sledai_2k", version=1,
        result={"total": None, "total_min": 4, "status": "incomplete"},
    )  # fmt: skip
    others = tuple(each for each in course.assessments if each.visit != visit.id)
    total = panel(chart(replace(course, assessments=(*others, unfinished))), Role.SCORE).series[0]
    assert (total.points[-1].open, total.points[-1].text, total.last) == (True, "at least 4", "")


def test_that_remission_is_a_bar_from_the_rules_own_results():
    (bar,) = panel(chart(), Role.SCORE).bars
    assert (bar.start, bar.end) == (112, 185)


def test_that_the_dose_shows_the_limit_of_the_diseases_own_rule():
    assert any("5" in limit.label for limit in panel(chart(), Role.STEROID).limits)
    course = okafor()
    other = replace(course, diagnoses=tuple(replace(d, disease="ssc") for d in course.diagnoses))
    assert panel(chart(other), Role.STEROID).limits == ()


def test_that_the_dose_says_since_when_it_is_off():
    assert panel(chart(), Role.STEROID).steps_words == "Off since Day 84"


@pytest.mark.parametrize(("window", "step"), [("30d", 7), ("6m", 28), ("1y", 56)])
def test_that_a_window_has_ticks_of_its_own(window, step):
    drawn = chart(window=window)
    assert drawn.days == WINDOWS[window]
    days = [tick.at for tick in drawn.ticks]
    assert 0 in days
    assert {after - before for before, after in itertools.pairwise(days)} == {step}
    assert drawn.ticks[days.index(0)].under == "22-May"


def test_that_fifteen_years_are_counted_in_years():
    drawn = chart(today=date(2041, 5, 22), window="all")
    assert drawn.axis == ("Year", "Date")
    assert [tick.text for tick in drawn.ticks][:3] == ["0", "1", "2"]
    assert drawn.ticks[1].under == "May-2027"


def test_that_two_years_are_counted_in_months():
    assert chart(today=date(2028, 5, 22)).axis[0] == "Month"


def test_that_any_stretch_of_days_can_be_asked_for():
    assert chart(window=(50.0, 90.0)).days == (50.0, 90.0)


def test_that_nothing_entered_says_so_in_each_panel():
    course = okafor(labs=(), assessments=(), medications=(), events=())
    remarks = [each.remark for each in chart(course).panels[1:]]
    assert remarks == ["No B-cell results yet.", "No results of this score yet.", "No steroids entered."]


def test_that_one_result_says_that_it_is_the_only_one():
    course = okafor()
    assert panel(chart(replace(course, labs=course.labs[:1])), Role.B_CELLS).remark == "One result so far."


def test_that_without_a_day_zero_there_is_a_sentence_instead_of_curves():
    drawn = chart(okafor(infusions=()))
    assert [each.remark for each in drawn.panels] == ["No infusion date yet. Curves start with Day 0."]


def test_that_results_in_units_that_cannot_be_converted_are_left_out_not_guessed():
    course = okafor()
    odd = lab(course.patient.id, "cd19", 200, "5", "pct_cd3")
    assert (
        panel(chart(replace(course, labs=(*course.labs, odd))), Role.B_CELLS).series[0].points[-1].day == 185
    )


def test_that_the_detection_limit_follows_the_assay():
    course = okafor()
    finer = lab(course.patient.id, "cd19", 186, "40", "cells/uL", detection_limit="0.5")
    limits = panel(chart(replace(course, labs=(*course.labs, finer))), Role.B_CELLS).limits
    assert [limit.label for limit in limits] == ["Detection limit 1 cells/µL", "Detection limit 0.5 cells/µL"]
    assert limits[0].steps[-1] == (186, None)


def test_that_the_summary_tells_the_chart_in_words():
    said = chart().summary
    assert "B cells: 88 cells/µL on Day 185." in said
    assert "Off since Day 84" in said


def test_that_a_published_patient_is_drawn_hollow_over_days_only():
    drawn = chart(published())
    assert drawn.day0 is None
    assert all(tick.under == "" for tick in drawn.ticks)
    (score,) = [each for each in drawn.panels if each.role is Role.SCORE]
    assert [(point.day, point.text) for point in score.series[0].points] == [(0, "16")]
    assert score.series[0].hollow
    assert "as published" in score.hint


def test_that_a_published_lower_limit_is_an_open_triangle_and_not_the_number():
    drawn = chart(published())
    (protein,) = [each for each in drawn.panels if each.role is Role.PUBLISHED]
    (point,) = protein.series[0].points
    assert (point.text, point.beyond) == (">1", True)


def test_that_nothing_published_as_none_becomes_an_event():
    events = [event.text for lane in chart(published()).panels[0].lanes for event in lane.events]
    assert events == ["CAR T infusion, Day 0"]


def test_that_day_zero_is_the_infusion():
    assert chart().day0 == DAY0


def test_that_a_short_pulse_is_cut_at_the_top_of_the_axis_and_its_dose_is_said():
    pulse = MedicationCourse(
        site=okafor().patient.site,
        patient=okafor().patient.id,
        drug="dexamethasone",
        purpose="toxicity",
        steps=(DoseStep(on(3), "20"), DoseStep(on(5), "0")),
        start=PartialDate.of(on(3)),
    )
    course = okafor(medications=(*okafor().medications, pulse))
    panel = trend_chart(course, words(), TODAY).panels[-1]
    assert panel.scale.high < 30
    assert "on Day 3 is above the axis" in panel.hint


def test_that_flares_local_reactions_and_serious_events_stand_in_their_lanes():
    whole = okafor()
    like = whole.events[0]
    more = [
        replace(like, id=UUID(int=n), term=term, kind=kind, grade=grade, criteria=criteria)
        for n, (term, kind, grade, criteria) in enumerate(
            (
                ("Flare of the disease", EventKind.FLARE, 2, {}),
                ("Local reaction (LICATS)", EventKind.LICATS, 1, {}),
                ("Lymphoma", EventKind.MALIGNANCY, None, {}),
                ("Pneumonia", EventKind.INFECTION, 3, {"hospital": True}),
            ),
            1,
        )
    ]
    lanes = {
        lane.title: [event.text for event in lane.events]
        for lane in chart(okafor(events=(*whole.events, *more))).panels[0].lanes
    }
    assert lanes["Flare, LICATS"] == ["Flare of the disease, grade 2", "Local reaction (LICATS), grade 1"]
    assert "Pneumonia, grade 3, serious" in lanes["Infection"]
    assert "Lymphoma, serious" in lanes["Other"]
