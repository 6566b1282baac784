"""What every declaration of the catalogue promises."""

import ast
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tracker.domain.instruments
from tests.domain.kernel_cases import JUNK, answers, cases, same
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE, find, instrument
from tracker.domain.items import Group, Item, Rows
from tracker.domain.known import Code, Num, exact
from tracker.domain.labs import ANALYTES
from tracker.domain.outputs import Criterion, Score, plain
from tracker.domain.sources import BASELINE, PREVIOUS, AnswersOf, ItemOf, Lab, LabLimit, ResultOf, Series

CODES = Path(__file__).resolve().parent.parent / "data" / "codes.txt"
FOLDER = Path(tracker.domain.instruments.__file__).parent

NOT_NARROWING: dict[str, str] = {
    "sledai_2k_lab": "a 24-hour collection wins over the spot ratio; components without a limit are left out",
    "selena_flare_index": "a cell that was not looked at does not count",
    "sri4": "BILAG letters win over counts",
    "haq_di": "a category without an answer is left out of the mean",
    "tis_enzyme_choice": "the highest of the enzymes that were measured",
    "facit_fatigue": "prorated over the answers that are there",
}
"""Instruments whose published rule lets a further answer change a result, with the reason."""

BLANK_SAYS: dict[str, frozenset[str]] = {
    "visit_window": frozenset({"actual_date"}),
    "crs_astct_2019": frozenset({"temp_c", "oxygen_flow_l_min", "baseline_oxygen_flow_l_min"}),
    "icans_astct_2019": frozenset({"ice_baseline"}),
    "ctcae_v5_lab": frozenset({"uln"}),
    "bcell_aplasia": frozenset({"censor_date"}),
}
"""Items that say something when they are empty, by published rule: no day yet, no other treatment."""

NOT_FROM_NOTHING: dict[str, frozenset[str]] = {
    "selena_flare_index": frozenset({"flare", "assessed"}),
    "haq_di": frozenset({"categories_scored"}),
    "facit_fatigue": frozenset({"items_answered"}),
    "sdi": frozenset({"total", "total_extended"}),
    "renal_response": frozenset({"kdigo_2024"}),
    "visit_window": frozenset({"provisional"}),
    "crs_astct_2019": frozenset({"support_before", "fever_masked", "finger_saturation"}),
    "icans_astct_2019": frozenset({"old_findings", "ice_confounded"}),
}
"""Outputs that are known before anything is answered: declared defaults, counts, and "indeterminate"."""

OTHER_RANGE: dict[str, str] = {
    "eustar_ai_2017.score_linear_mrss": "0.084 x 18 is a little more than 1.5, as published",
    "sdai.sdai": "CRP is not capped",
    "das28_esr.das28_esr": "the logarithm of ESR has no lower end",
    "das28_esr.das28_esr_3": "the same",
    "das28_crp.das28_crp": "starts at its constant, and CRP is not capped",
    "das28_crp.das28_crp_3": "the same",
    "imacs_core.enzyme_x_uln": "enzymes have no ceiling",
    "tis_enzyme_choice.x_uln": "the same",
    "tis_enzyme_choice.range": "the same",
    "ssc_ild_progression.fvc_relative_decline_pct": "a volume is at least 1 percent",
    "ssc_ild_progression.dlco_relative_decline_pct": "the same",
    "egfr_ckd_epi_2021.egfr": "ends where creatinine is 0.01",
}
"""Scores whose possible range is not their printed axis, with the reason."""

every = pytest.mark.parametrize("each", CATALOGUE, ids=lambda each: each.code)
quick = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    ("code", "case"),
    [(each.code, case) for each in CATALOGUE for case in cases(each.code)],
    ids=lambda value: value if isinstance(value, str) else value["why"][:60],
)
def test_that_published_cases_come_out(code, case):
    result = instrument(code)(case["inputs"]).as_json()
    wrong = {
        key: (expected, result.get(key, "absent"))
        for key, expected in case["expected"].items()
        if key not in result or not same(expected, result[key])
    }
    assert not wrong, case["why"]


def test_that_a_wrong_expectation_would_be_seen():
    assert not same(Decimal("2.0"), 2.01)
    assert not same(None, 0)
    assert not same(True, 1)
    assert not same(0, False)


@every
@quick
@given(data=st.data())
def test_that_an_answer_only_narrows_a_result(each: Instrument, data):
    if each.code in NOT_NARROWING:
        return
    full = data.draw(answers(each))
    open_ = [item.key for item in each.items if item.key not in BLANK_SAYS.get(each.code, ())]
    blank = data.draw(st.sets(st.sampled_from(open_)))
    whole = each(full)
    part = each({key: None if key in blank else value for key, value in full.items()})
    for key, known in part.known.items():
        after = whole.known[key]
        if isinstance(known, Num) and isinstance(after, Num):
            assert known.low <= after.low <= after.high <= known.high, key
        if isinstance(known, Num) and known.settled and isinstance(after, Num):
            assert after.value == known.value, key
        if isinstance(known, Code) and isinstance(after, Code):
            assert after.options.keys() <= known.options.keys(), key


@every
def test_that_nothing_known_says_nothing(each: Instrument):
    result = each({})
    said = {key for key in result.known if says(plain(result.known[key]))}
    assert said <= NOT_FROM_NOTHING.get(each.code, frozenset())


@every
@quick
@given(data=st.data())
def test_that_junk_never_raises_and_always_gives_json(each: Instrument, data):
    raw = data.draw(
        st.dictionaries(st.sampled_from([item.key for item in each.items]), st.sampled_from(JUNK))
    )
    raw |= {
        item.key: data.draw(
            st.lists(st.dictionaries(st.sampled_from(inner), st.sampled_from(JUNK)), max_size=3)
        )
        for item in each.items
        if isinstance(item, Rows) and (inner := [row.key for row in item.items])
    }
    json.dumps(each(raw).as_json(), allow_nan=False)


@every
@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_that_one_junk_answer_in_every_place_never_raises(each: Instrument, junk):
    json.dumps(each({item.key: junk for item in each.items}).as_json(), allow_nan=False)


@every
def test_that_what_cannot_be_read_is_named_and_unknown(each: Instrument):
    result = each({item.key: object() for item in each.items})
    assert set(result.invalid) == {item.key for item in each.items}
    assert result.status == "invalid"
    assert result.as_json()["complete"] is False


@every
def test_that_the_possible_range_is_the_published_axis(each: Instrument):
    result = each({item.key: None for item in each.items})
    for output in each.outputs:
        known = result.known[output.key]
        if (
            isinstance(output, Score)
            and isinstance(known, Num)
            and f"{each.code}.{output.key}" not in OTHER_RANGE
        ):
            assert (known.low, known.high) == tuple(exact(edge) for edge in output.axis), output.key


@every
def test_that_keys_are_unique_and_every_part_has_a_title(each: Instrument):
    for parts in (each.items, each.outputs):
        assert len({part.key for part in parts}) == len(parts)
        assert all(part.title for part in parts)
    keys = [key for output in each.outputs for key in output.json(None)]
    assert len(set(keys)) == len(keys)
    assert each.title
    assert each.source


@every
def test_that_the_last_class_of_a_scheme_is_open(each: Instrument):
    for output in each.outputs:
        for scheme in output.schemes if isinstance(output, Score) else ():
            assert scheme.bands[-1].upto is None
            assert scheme.bands[-1].below is None
            assert scheme.title


@every
def test_that_limits_name_an_item(each: Instrument):
    keys = {item.key for item in each.items}
    assert all(o.limit.key in keys for o in each.outputs if isinstance(o, Criterion) and o.limit)


@every
def test_that_every_source_exists(each: Instrument):
    for item in each.items:
        match item.found:
            case ResultOf(code, output):
                assert output in {each.key for each in instrument(code).outputs}
            case ItemOf(code, key):
                assert key in {each.key for each in instrument(code).items}
            case Lab(analyte, unit) | LabLimit(analyte, unit, _):
                assert unit in ANALYTES[analyte].factors
            case Series(analyte):
                assert analyte in ANALYTES


def test_that_no_instrument_waits_for_itself():
    needs = {
        each.code: {
            i.found.instrument
            for i in each.items
            if isinstance(i.found, AnswersOf | ResultOf | ItemOf) and i.at not in {PREVIOUS, BASELINE}
        }
        for each in CATALOGUE
    }

    def reached(code: str, path: tuple[str, ...]) -> None:
        assert code not in path, " -> ".join((*path, code))
        for other in needs[code]:
            reached(other, (*path, code))

    for code in needs:
        reached(code, ())


def test_that_codes_and_keys_are_the_frozen_ones():
    now = [line for each in CATALOGUE for line in storage_keys(each)]
    assert sorted(now) == CODES.read_text("utf-8").splitlines()


def test_that_a_code_is_found_once_and_an_unknown_one_is_not():
    assert len({each.code for each in CATALOGUE}) == len(CATALOGUE)
    assert find("no_such_thing") is None
    with pytest.raises(KeyError):
        instrument("no_such_thing")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("[!_]*.py")), ids=lambda path: path.stem)
def test_that_a_declaration_has_no_floats_and_asks_no_code(path: Path):
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Name) and node.id == "float")
        assert not (isinstance(node, ast.Attribute) and node.attr == "code")
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tracker"):
            assert node.module.removeprefix("tracker.domain.").split(".")[0] in {
                "instrument", "instruments", "items", "known", "outputs", "sources", "text",
                *({"default_visits", "plan"} if path.stem == "visit_window" else ()),
                *({"labs"} if path.stem == "measures_general" else ()),
            }  # fmt: skip


def says(value: object) -> bool:
    """Whether JSON holds anything but null."""
    if isinstance(value, dict | list):
        return any(map(says, value.values() if isinstance(value, dict) else value))
    return value is not None


def storage_keys(each: Instrument) -> list[str]:
    """Everything of a declaration that stands in a database."""

    def of(item: Item, place: str) -> list[str]:
        inner = item.items if isinstance(item, Group | Rows) else ()
        return [f"{place}.{item.key}", *(line for i in inner for line in of(i, f"{place}.{item.key}"))]

    outputs = [f"{each.code} > {key}" for output in each.outputs for key in output.json(None)]
    return [each.code, *(line for item in each.items for line in of(item, f"{each.code} <")), *outputs]
