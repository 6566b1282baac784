"""What the letters in a laboratory box mean, and what is asked back."""

import string
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.lab_text import Typed, read_lab_text
from tracker.domain.labs import ANALYTES, analyte
from tracker.domain.visit import Comparator, LabResult, LabState
from tracker.language import words

ENGLISH = words()


def read(code: str, text: str, last: LabResult | None = None, unit: str = "") -> Typed:
    known = analyte(code)
    return read_lab_text(text, known, unit or known.house_unit, last)


def before(code: str, value: str, unit: str = "", comparator: Comparator = Comparator.EQUAL) -> LabResult:
    return LabResult(
        site=uuid4(),
        patient=uuid4(),
        visit=None,
        analyte=code,
        sampled=date(2026, 11, 6),
        comparator=comparator,
        value=value,
        unit=unit or analyte(code).house_unit,
    )


@pytest.mark.parametrize(
    ("code", "text", "comparator", "value"),
    [
        ("cd19", "88", "", "88"),
        ("cd19", "<1", "<", "1"),
        ("cd19", "< 1", "<", "1"),
        ("cd19", ">500", ">", "500"),
        ("igg", "1,2", "", "1.2"),
        ("igg", "1.20", "", "1.20"),
        ("igg", ".5", "", "0.5"),
        ("platelets", "1 200", "", "1200"),
        ("cd19", "88 /µl", "", "88"),
        ("cd19", "88/ul", "", "88"),
        ("cd19", "0.088 /nl", "", "88"),
        ("igg", "410mg/dl", "", "4.1"),
        ("lymphocytes", "1200 cells/µL", "", "1.2"),
        ("lymphocytes", "1.2 10^9/L", "", "1.2"),
        ("lymphocytes", "1,2 ×10⁹/l", "", "1.2"),
        ("anti_dsdna", "<10", "<", "10"),
        ("creatinine", "0,84 mg/dL", "", "74.256"),
    ],
)
def test_that_a_number_is_kept_exactly_as_meant(code, text, comparator, value):
    typed = read(code, text)
    assert (typed.comparator.value, typed.value, typed.state) == (comparator, value, LabState.MEASURED)
    assert typed.problem is None


def test_that_an_empty_box_is_neither_measured_nor_not_done():
    typed = read("cd19", "   ")
    assert typed.empty
    assert typed.state is None
    assert typed.value == ""


@pytest.mark.parametrize("text", ["nd", "ND", " n.d. ", "not done"])
def test_that_not_done_has_no_number(text):
    typed = read("c4", text)
    assert typed.state is LabState.NOT_DONE
    assert typed.value == ""
    assert not typed.empty


def test_that_a_question_mark_keeps_the_number_and_asks_to_check():
    assert read("cd19", "? 12").state is LabState.TO_CHECK
    assert read("cd19", "? 12").value == "12"
    assert read("cd19", "12?").value == "12"
    alone = read("cd19", "?")
    assert (alone.state, alone.value) == (LabState.TO_CHECK, "")


def test_that_the_echo_says_what_was_understood_only_where_the_box_does_not():
    assert read("cd19", "88").echo is None
    assert ENGLISH.say(read("igg", "1,2").echo) == "1.2 g/L"
    assert ENGLISH.say(read("cd19", "<0.001 /nl").echo) == "below 1 cells/µL"
    assert ENGLISH.say(read("upcr", "371 mg/g").echo) == "about 41.9683 mg/mmol"


@pytest.mark.parametrize("text", ["1,234", "12,345", "1,234.5", "1.234.567"])
def test_that_a_thousands_mark_is_refused_as_ambiguous(text):
    assert read("igg", text).problem
    assert read("platelets", text).problem


def test_that_three_decimals_are_a_number_where_decimals_are_usual_and_a_question_where_not():
    assert read("igg", "1.234").value == "1.234"
    assert read("cd19", "1.234").problem
    assert read("igg", "0,125").value == "0.125"


def test_that_equal_sign_repeats_the_last_value_with_its_sign_and_day():
    typed = read("c4", "=", before("c4", "14", "mg/dL"))
    assert typed.value == "0.14"
    assert ENGLISH.say(typed.echo) == "0.14 g/L, as on 06-Nov-2026"
    assert read("anti_dsdna", "=", before("anti_dsdna", "10", comparator=Comparator.BELOW)).comparator == "<"


def test_that_equal_sign_is_refused_without_a_last_value_and_for_b_cells():
    assert "no last value" in ENGLISH.say(read("c4", "=").problem)
    assert read("cd19", "=", before("cd19", "61")).problem


@pytest.mark.parametrize("text", ["abc", "12 foo", "4.", "--4", "1e3", "½", "<", ">", "<0", "nd 4", "٣"])
def test_that_what_cannot_be_read_is_said_and_keeps_nothing(text):
    typed = read("igg", text)
    assert typed.problem
    assert typed.value == ""
    assert ENGLISH.say(typed.problem)


def test_that_an_impossible_value_names_the_limits_and_the_unit_that_was_perhaps_meant():
    assert ENGLISH.say(read("igg", "410").problem) == (
        "IgG 410 g/L is outside what can be measured (0–80). Did you mean 4.1 g/L or 410 mg/dL?"
    )
    assert ENGLISH.say(read("cd19", "88 /nl").problem).endswith("Did you mean 88 cells/µL?")


def test_that_another_assay_is_not_converted_but_named():
    assert "cannot be converted" in ENGLISH.say(read("anti_dsdna", "12 U/mL").problem)
    assert read("anti_dsdna", "12", unit="U/mL").value == "12"


def test_that_ten_times_the_last_value_is_asked_back():
    assert "10 times the last value (71)" in ENGLISH.say(
        read("creatinine", "740", before("creatinine", "71")).warning
    )
    assert "a tenth" in ENGLISH.say(read("creatinine", "71", before("creatinine", "740")).warning)
    assert read("creatinine", "709", before("creatinine", "71")).warning.phrase.startswith("{fact}") is False
    assert read("creatinine", "74", before("creatinine", "71")).warning is None


def test_that_exactly_ten_times_is_caught_across_units():
    last = before("creatinine", "0.8", "mg/dL")
    assert "10 times" in ENGLISH.say(read("creatinine", "707.2", last).warning)


def test_that_b_cells_may_fall_by_powers_of_ten_without_a_question():
    assert read("cd19", "2", before("cd19", "200")).warning is None


def test_that_a_small_count_asks_whether_another_unit_was_meant():
    assert "180 cells/µL" in ENGLISH.say(read("cd19", "0.18").warning)


def test_that_a_typed_zero_asks_for_the_limit_of_detection():
    assert "below detection" in ENGLISH.say(read("cd19", "0").warning)
    assert read("cd19", "<1").warning is None


NUMBERS = st.decimals(min_value=0, max_value=5000, places=3, allow_nan=False)


@given(number=NUMBERS, sign=st.sampled_from(["", "<", ">"]), mark=st.sampled_from([".", ","]))
def test_that_reading_never_changes_a_digit(number, sign, mark):
    text = f"{sign}{number:f}".replace(".", mark)
    typed = read("igg", text)
    if typed.problem is None:
        assert Decimal(typed.value) == number
        assert typed.comparator.value == sign


@given(
    text=st.text(alphabet=string.printable + "µ⁹−×½٣ 王", max_size=12), code=st.sampled_from(sorted(ANALYTES))
)
def test_that_no_text_raises_and_everything_said_can_be_printed(text, code):
    typed = read(code, text, before(code, "12"))
    for said in (typed.echo, typed.problem, typed.warning):
        assert said is None or "{" not in ENGLISH.say(said) or "{" in text
    if typed.problem:
        assert typed.value == ""
        assert typed.state is None
    if typed.value:
        Decimal(typed.value)


@given(
    number=NUMBERS,
    pair=st.sampled_from([(code, unit) for code, each in ANALYTES.items() for unit in each.units]),
)
def test_that_a_typed_unit_gives_the_exact_conversion(number, pair):
    code, unit = pair
    known = analyte(code)
    typed = read(code, f"{number:f} {unit}")
    if typed.problem is None:
        assert Decimal(typed.value) == known.convert(number, unit, known.house_unit)
