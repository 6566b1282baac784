"""Study settings as answers of instruments: declared once, stored, printed, never mixed within a curve."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.courses import DAY0, TODAY, okafor
from tests.fakes import fake_session
from tracker.domain.chart import Room, Words
from tracker.domain.chart_marks import marks_of
from tracker.domain.diseases import DISEASES
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.items import Choice, Number, Tick
from tracker.domain.known import exact
from tracker.domain.refusal import Refusal
from tracker.domain.said_text import kept_said
from tracker.domain.settings import SETTINGS, STUDY_OPTIONS
from tracker.domain.study_options import as_answer
from tracker.domain.visit import Assessment
from tracker.language import words
from tracker.services.course import course
from tracker.services.remission import held
from tracker.services.settings import save_setting, setting, study_settings
from tracker.services.trend_scores import instrument_panel
from tracker.services.trends import trend_chart
from tracker.services.variants import variant_of
from tracker.services.visit_entry import VisitEntry
from tracker.services.visits import save_visit

SETTING_ITEMS = [(each, item) for each in CATALOGUE for item in each.settings]
DRUGS = ("on_antimalarial", "on_immunosuppressant", "on_biologic")
QUIET = {
    "sledai_2k": {item.key: False for item in instrument("sledai_2k").items if isinstance(item, Tick)},
    "pga": {"pga": "0.3"},
    "doris_2021": {"prednisolone_eq_mg_per_day": "5", **dict.fromkeys(DRUGS, False)},
}


@pytest.fixture
def session():
    whole = okafor()
    return fake_session(whole.patient, *whole.diagnoses, *whole.infusions)


def saved(session, day=TODAY, **answers):
    patient = session.records.find(type(okafor().patient))[0].id
    made = save_visit(session, VisitEntry(patient=patient, day=day, answers=answers))
    return {each.instrument: each for each in session.records.find(Assessment, visit=made.visit.id)}


@pytest.mark.parametrize(("each", "item"), SETTING_ITEMS, ids=lambda part: getattr(part, "key", None))
def test_that_every_setting_of_an_instrument_is_an_option_with_its_title_and_default(each, item):
    option = SETTINGS[item.setting]
    assert option.title == item.title
    assert each.code in option.used_by
    assert item.read(as_answer(option, option.default)) is not None
    if isinstance(item, Choice):
        assert set(option.choices) == set(item.options)
    given = as_answer(option, option.default)
    match item:
        case Tick():
            assert given is item.default
        case Number():
            assert exact(given) == exact(item.default)
        case _:
            assert given == item.default


def test_that_the_variants_of_the_papers_are_options_of_the_study():
    assert {
        *("eustar_mrss_mode", "doris_dose_rule", "das28_crp_bands", "haq_min_categories", "tis_population"),
        *("icaht_runs", "b_cell_cutoff", "b_cell_confirmation", "hcq_counts"),
    } <= {each.key for each in STUDY_OPTIONS}


def test_that_settings_are_listed_with_their_answers(session):
    save_setting(session, "doris_dose_rule", "lt_5")
    listed = study_settings(session.records)
    assert listed["doris_dose_rule"] == "lt_5"
    assert listed["haq_min_categories"] == "6"


@pytest.mark.parametrize(("key", "value"), [("haq_min_categories", "6.5"), ("doris_dose_rule", "six")])
def test_that_an_answer_no_instrument_reads_is_refused(session, key, value):
    with pytest.raises(Refusal):
        save_setting(session, key, value)
    assert setting(session.records, key) == SETTINGS[key].default


def test_that_the_setting_reaches_the_instrument_and_stands_with_the_result(session):
    rule = instrument("doris_2021")
    before = saved(session, TODAY - timedelta(days=30), **QUIET)["doris_2021"]
    save_setting(session, "doris_dose_rule", "lt_5")
    after = saved(session, **QUIET)["doris_2021"]
    assert (held(rule, before), held(rule, after)) == (True, False)
    assert after.found["dose_rule"] == "lt_5"
    assert after.result["variant"]["dose_rule"] == "lt_5"
    note = "Steroid limit of DORIS remission: less than 5 mg/day (its box 1)"
    assert note in [words().say(kept_said(each)) for each in after.result["footnotes"]]
    assert note not in [words().say(kept_said(each)) for each in before.result["footnotes"]]


def test_that_a_stored_result_keeps_the_variant_it_was_given(session):
    first = saved(session, **QUIET)["doris_2021"]
    save_setting(session, "doris_dose_rule", "lt_5")
    save_visit(session, VisitEntry(patient=first.patient, visit=first.visit, day=TODAY))
    again = session.records.get(Assessment, first.id)
    assert variant_of(instrument("doris_2021"), again)["dose_rule"] == "le_5"
    assert again.result == first.result


def test_that_a_curve_is_broken_where_a_setting_changes_and_says_so():
    whole = okafor()
    known = instrument("sledai_2k")
    changed = DAY0 + timedelta(days=100)
    days = {visit.id: visit.day for visit in whole.visits}
    given = tuple(
        replace(each, found={**each.found, "window_days": "10"}) if days[each.visit] > changed else each
        for each in whole.assessments
    )
    drawn = instrument_panel(replace(whole, assessments=given), known, words())
    apart = [point.day for point in drawn.series[0].points if point.apart]
    assert apart == [112]
    said = "Not joined at Day 112: SLEDAI-2K looks back over: 10 days instead of 30 days."
    assert [each.text for each in drawn.notes] == [said]
    chart = trend_chart(replace(whole, assessments=given), words(), TODAY)
    row = next(each for each in chart.rows() if each.day == 112)
    assert any("Not joined at Day 112" in cell for cell in row.cells)
    panel = next(each for each in chart.panels if each.notes)
    written = [mark.text for mark in marks_of(chart, panel, Room(82, 12)) if isinstance(mark, Words)]
    assert said in " ".join(written)
    series = drawn.series[0]
    index = next(i for i, point in enumerate(series.points) if point.apart)
    assert not series.bridges(series.points[index - 1], series.points[index])
    assert instrument_panel(whole, known, words()).notes == ()


def test_that_a_curve_is_broken_where_the_declaration_changes():
    whole = okafor()
    first = whole.assessments_of("sledai_2k")[0][1]
    given = tuple(replace(each, version=0) if each is first else each for each in whole.assessments)
    drawn = instrument_panel(replace(whole, assessments=given), instrument("sledai_2k"), words())
    assert [n.text for n in drawn.notes] == ["Not joined at Day 28: version 1 of the score instead of 0."]


@pytest.mark.parametrize("mode", ["linear", "threshold"])
def test_that_the_reading_the_study_chose_stands_for_the_index(mode):
    known = instrument("eustar_ai_2017")
    result = known({"mrss_mode": mode})
    assert known.head(result.variant).key == {"linear": "score_linear_mrss", "threshold": "score"}[mode]
    assert known.scores(result.variant)[0] is known.head(result.variant)


def test_that_a_read_course_holds_the_settings(session):
    save_setting(session, "haq_min_categories", "7")
    patient = session.records.find(type(okafor().patient))[0].id
    assert course(session.records, patient).settings["haq_min_categories"] == "7"


@pytest.mark.parametrize("known", [each for each in CATALOGUE if each.scores({})], ids=lambda each: each.code)
def test_that_every_instrument_with_a_score_has_a_panel_from_its_declaration(known):
    whole = okafor()
    main = known.scores(known.variant({}))[0]
    low, high = (exact(edge) for edge in main.axis)
    value = low if low.is_finite() else high
    value = (low + high) / 2 if high.is_finite() else value + 3
    given = tuple(
        Assessment(
            site=visit.site,
            patient=visit.patient,
            visit=visit.id,
            instrument=known.code,
            version=known.version,
            result={main.key: int(value)},
        )
        for visit in whole.visits[:3]
    )
    drawn = instrument_panel(replace(whole, assessments=given), known, words())
    assert drawn.title == words()(main.title)
    assert len(drawn.series[0].points) == 3
    assert drawn.scale.low <= int(value) <= max(drawn.scale.high, float(low) + 1)
    assert 2 <= len(drawn.scale.ticks) <= 12
    if main.schemes:
        assert drawn.zones or drawn.limits


@pytest.mark.parametrize("kind", DISEASES.values(), ids=lambda each: each.code)
def test_that_the_core_set_of_a_disease_is_in_the_catalogue(kind):
    codes = {each.code for each in CATALOGUE}
    assert set(kind.core) <= codes
    assert kind.headline is None or {kind.headline.instrument} <= set(kind.core)


def test_that_a_panel_can_be_asked_for_beside_the_headline():
    whole = okafor()
    drawn = trend_chart(whole, words(), TODAY, also=("pga",))
    assert [each.title for each in drawn.panels].count("Physician global") == 1
