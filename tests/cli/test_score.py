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
