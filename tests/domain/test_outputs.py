"""How results are worded and what a reader is told about them."""

from decimal import Decimal

from tracker.domain.instrument import Instrument
from tracker.domain.instruments import instrument
from tracker.domain.items import Number, Tick
from tracker.domain.outputs import Band, Criterion, Flag, Limit, Scheme, Score
from tracker.language import words

LEVEL = Scheme("level", "levels", (Band("low", "low", below="2.6"), Band("high", "high")), "M")
INDEX = Instrument(
    code="index",
    title="Index",
    items=(Number("x", "X", 0, 10, decimals=2), Tick("drug", "Drug")),
    work=lambda a: {"index": a.x, "odd": a.x >= 9},
    outputs=(
        Score("index", "Index", axis=(0, 10), decimals=2, schemes=(LEVEL,), low_key="index_min"),
        Criterion("small", "Below 5", limit=Limit("x", "<", 5)),
        Flag("odd", "Nine or more is odd."),
    ),
)
SCORE = INDEX.outputs[0]


def said(raw):
    return words().say(SCORE.said(INDEX(raw).known["index"]))


def test_that_a_score_is_shown_as_number_range_or_dash():
    assert said({"x": "2.599"}) == "2.60"
    assert said({"x": "<3"}) == "0.00–3.00"
    assert said({}) == "–"


def test_that_a_class_is_decided_before_rounding():
    assert INDEX({"x": "2.599"}).band("level") == "low"
    assert INDEX({"x": "2.6"}).band("level") == "high"
    assert INDEX({}).band("level") is None


def test_that_what_is_certain_of_an_unfinished_score_is_said_small():
    sledai = instrument("sledai_2k")
    total = sledai.output("total")
    assert words().say(total.hint(sledai({"seizure": True}).known["total"])) == "at least 8"
    assert total.hint(sledai({}).known["total"]) is None


def test_that_flags_and_marks_become_footnotes():
    notes = [words().say(note) for note in INDEX({"x": "9"}).footnotes]
    assert notes == ["Nine or more is odd.", "levels: from memory, not yet checked against the source."]
    assert INDEX({}).footnotes == ()
    assert INDEX({"x": "9"}).as_json()["footnotes"] == notes


def test_that_a_limit_becomes_a_criterion():
    assert INDEX({"x": "4.99"})["small"] is True
    assert INDEX({"x": "5"})["small"] is False
    assert INDEX({})["small"] is None


def test_that_whole_numbers_stay_whole_in_json():
    got = INDEX({"x": Decimal("3.0")}).as_json()["index"]
    assert got == 3
    assert isinstance(got, int)


def test_that_an_unfinished_clinical_sledai_can_rule_remission_out():
    sledai = instrument("sledai_2k")
    answers = {item.key: False for item in sledai.items} | {"arthritis": True, "proteinuria": None}
    open_total = sledai(answers).known["clinical_total"]
    doris = instrument("doris_2021")({"clinical_sledai_2k": open_total, "pga": "0.2"})
    assert doris["met"] is False
    assert doris.rests_on("met") == ("clinical_sledai_2k",)


def test_that_the_dose_of_exactly_five_prints_its_footnote():
    quiet = {
        "clinical_sledai_2k": 0,
        "pga": "0.2",
        "on_antimalarial": False,
        "on_immunosuppressant": False,
        "on_biologic": False,
    }
    doris = instrument("doris_2021")
    at_five = doris({**quiet, "prednisolone_eq_mg_per_day": 5})
    below = doris({**quiet, "prednisolone_eq_mg_per_day": "4.99"})
    above = doris({**quiet, "prednisolone_eq_mg_per_day": "5.01"})
    assert (at_five["met"], below["met"], above["met"]) == (True, True, False)
    assert [note for note in at_five.footnotes if "exactly 5 mg" in note.phrase]
    assert not [note for note in below.footnotes if "exactly 5 mg" in note.phrase]


def test_that_a_local_steroid_leaves_the_sum_and_an_unknown_one_opens_it():
    equal = instrument("prednisone_equivalent")
    oral = {"drug": "prednisone", "dose_mg": 5, "doses": 1, "per_days": 1, "route": "oral"}
    cream = {"drug": "clobetasol", "dose_mg": 50, "doses": 1, "per_days": 1, "route": "topical"}
    strange = {"drug": "prednisonum", "dose_mg": 5, "doses": 1, "per_days": 1, "route": "oral"}
    assert equal({"glucocorticoids": [oral, cream]})["prednisone_eq_mg_per_day"] == 5
    assert equal({"glucocorticoids": [oral, strange]})["prednisone_eq_mg_per_day"] is None
    dexa = {"drug": "dexamethasone", "dose_mg": "0.75", "doses": 1, "per_days": 1, "route": "oral"}
    assert equal({"glucocorticoids": [dexa]})["le_5"] is True
