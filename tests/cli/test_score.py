"""What `tracker score` and `tracker instruments` print, and how they end."""

import io
import json
import sys

import pytest

from tracker.__main__ import main
from tracker.domain.instruments import CATALOGUE


@pytest.fixture
def run(monkeypatch, capsys):
    def run(*arguments, given="") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_that_one_object_is_scored_from_a_file(run, tmp_path):
    file = tmp_path / "answers.json"
    file.write_text('{"edss": 1.5}', "utf-8")
    code, out, err = run("score", "edss", str(file))
    assert (code, err) == (0, "")
    assert json.loads(out)["edss"] == 1.5


def test_that_standard_input_is_read_without_a_file(run):
    code, out, _ = run("score", "sledai_2k", given='{"fever": true}')
    assert code == 0
    assert json.loads(out)["total_min"] == 1


def test_that_numbers_are_read_as_they_are_written(run):
    cdai = '{"tjc28": 0, "sjc28": 0, "ptga_cm": 1.1, "phga_cm": 1.7}'
    _, out, _ = run("score", "cdai", given=cdai)
    assert json.loads(out)["cdai"] == 2.8
    assert json.loads(out)["band"] == "remission"


def test_that_a_bad_value_is_named(run):
    code, out, _ = run("score", "sledai_2k", given='{"fever": 38.5, "rash": NaN}')
    assert code == 0
    assert json.loads(out)["status"] == "invalid"
    assert json.loads(out)["invalid"] == ["rash", "fever"]


def test_that_a_batch_keeps_order_and_length_over_bad_entries(run):
    entries = [
        {"instrument": "edss", "inputs": {"edss": 2}},
        {"instrument": "no_such", "inputs": {}},
        {"instrument": "edss", "inputs": {"edsss": 2}},
        {"instrument": "edss", "inputs": [1]},
        {"instrument": "edss"},
        3,
        {"instrument": ["edss"], "inputs": {}},
        {"instrument": "edss", "inputs": {"edss": 3}},
    ]
    code, out, err = run("score", "--batch", "-", given=json.dumps(entries))
    results = json.loads(out)
    assert (code, err) == (0, "")
    assert len(results) == len(entries)
    assert ["error" in each for each in results] == [False, True, True, True, True, True, True, False]
    assert "no_such" in results[1]["error"]
    assert "edsss" in results[2]["error"]
    assert (results[0]["edss"], results[-1]["edss"]) == (2, 3)


@pytest.mark.parametrize("given", ["", "{", "nonsense", "[" * 100_000, '{"x": ' + "9" * 5000 + "}"])
def test_that_what_is_no_json_is_refused_in_one_sentence(run, given):
    code, out, err = run("score", "edss", given=given)
    assert (code, out) == (1, "")
    assert err == "The answers are not JSON in UTF-8.\n"


def test_that_an_unknown_instrument_is_refused(run):
    code, out, err = run("score", "no{such}", given="{}")
    assert code == 1
    assert "no{such}" in json.loads(out)["error"]
    assert "no{such}" in err


@pytest.mark.parametrize("arguments", [("score",), ("score", "edss", "--batch", "-")])
def test_that_code_or_batch_is_needed_but_not_both(run, arguments):
    with pytest.raises(SystemExit) as end:
        run(*arguments)
    assert end.value.code == 2


def test_that_a_batch_must_be_a_list(run):
    assert run("score", "--batch", "-", given="{}")[0] == 1


def test_that_the_catalogue_is_listed_with_version_source_and_licence(run):
    code, out, _ = run("instruments", "--json")
    entries = json.loads(out)
    assert code == 0
    assert [each["code"] for each in entries] == [each.code for each in CATALOGUE]
    assert all(each["title"] and each["version"] >= 1 and each["source"] for each in entries)
    _, text, _ = run("instruments")
    assert all(each.code in text and each.source in text for each in CATALOGUE)


def test_that_the_definition_of_one_instrument_is_printed(run):
    code, out, err = run("instruments", "doris_2021")
    assert (code, err) == (0, "")
    assert out.startswith("DORIS remission\n")
    assert "Prednisolone ≤ 5 mg/day" in out


def test_that_the_definition_is_written_as_pdf_and_overwrites_nothing(run, tmp_path):
    file = tmp_path / "doris.pdf"
    assert run("instruments", "doris_2021", "--pdf", str(file))[:2] == (0, f"{file}\n")
    assert file.read_bytes().startswith(b"%PDF")
    before = file.read_bytes()
    code, _, err = run("instruments", "mrss", "--pdf", str(file))
    assert code == 1
    assert "is there already" in err
    assert file.read_bytes() == before


def test_that_a_definition_of_nothing_is_refused(run):
    code, out, err = run("instruments", "no_such")
    assert (code, out) == (1, "")
    assert "no_such" in err


@pytest.mark.parametrize("arguments", [("edss", "--json"), ("--pdf", "x.pdf")])
def test_that_a_definition_wants_a_code_and_no_json(run, arguments):
    with pytest.raises(SystemExit) as end:
        run("instruments", *arguments)
    assert end.value.code == 2


BAD = [
    ("mrss", "face", 4, "beyond the highest answer"),
    ("mrss", "face", -1, "below the lowest answer"),
    ("mrss", "face", 1.5, "between two answers"),
    ("mrss", "face", "three", "text for a number"),
    ("mrss", "face", True, "a tick for a number"),
    ("mrss", "face", [], "a list for a number"),
    ("mrss", "face", float("nan"), "NaN"),
    ("mrss", "face", float("inf"), "Infinity"),
    ("edss", "edss", 0.5, "a value the scale does not have"),
    ("sledai_2k", "fever", 1, "a number for a tick"),
    ("sledai_2k", "fever", "yes", "text for a tick"),
    ("egfr_ckd_epi_2021", "age_years", -1, "a negative age"),
    ("egfr_ckd_epi_2021", "sex", "F", "a code that is no option"),
    ("tis", "population", {}, "an object for a choice"),
    ("bcell_aplasia", "infusion_date", "2026-02-30", "a day that does not exist"),
    ("bcell_aplasia", "infusion_date", 20260522, "a number for a date"),
    ("bcell_aplasia", "counts", [3], "a row that is no object"),
    ("lldas", "active_descriptors", ["no_such_sign"], "a sign that is not on the list"),
    ("cdai", "ptga_cm", "NaN", "NaN as text"),
    ("cdai", "ptga_cm", "1,5", "a decimal comma"),
    ("cdai", "tjc28", 1e400, "a number without an end"),
    ("acr20_50_70", "baseline", {"tjc": 69}, "a part of a group beyond its range"),
    ("acr20_50_70", "baseline", {"no_such_part": 1}, "an unknown key inside a group"),
    ("icaht_early", "anc_series", [{"day": 1, "anc_cells_per_ul": "low"}], "text for a number in a row"),
    ("visit_window", "actual_date", "yesterday", "a word for a date"),
    ("arr", "followup_days", 0, "a time of nothing"),
]
"""Instrument, item, and an answer that cannot be."""


@pytest.mark.parametrize(("code", "item", "value", "why"), BAD, ids=[case[-1] for case in BAD])
def test_that_an_impossible_answer_is_invalid_by_name_alone_and_in_a_batch(run, code, item, value, why):
    good = {"instrument": "edss", "inputs": {"edss": 2}}
    entry = {"instrument": code, "inputs": {item: value}}
    ended, out, err = run("score", code, given=json.dumps(entry["inputs"]))
    assert (ended, err) == (0, "")
    alone = json.loads(out)
    assert (alone["status"], alone["invalid"], alone["complete"]) == ("invalid", [item], False)
    ended, out, err = run("score", "--batch", "-", given=json.dumps([good, entry, good]))
    first, second, third = json.loads(out)
    assert (ended, err, second) == (0, "", alone)
    assert first == third
    assert (first["status"], first["edss"]) == ("complete", 2)


def test_that_a_missing_answer_is_incomplete_and_not_invalid(run):
    _, out, _ = run("score", "mrss", given='{"face": null}')
    result = json.loads(out)
    assert (result["status"], result["invalid"], result["mrss"]) == ("incomplete", [], None)
    assert "face" in result["missing"]


def test_that_an_unknown_key_is_named_alone_and_refused(run):
    code, out, err = run("score", "edss", given='{"edss": 2, "colour": "red"}')
    assert code == 1
    assert "colour" in json.loads(out)["error"]
    assert "colour" in err
