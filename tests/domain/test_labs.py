"""Units convert exactly, limits hold in every unit, and every analyte is declared in full."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.diseases import DISEASES
from tracker.domain.drugs import DRUGS
from tracker.domain.labs import ANALYTES, PANEL_TITLES, UNITS, Panel, analyte, panel
from tracker.domain.labs.analyte import as_decimal
from tracker.domain.refusal import Refusal

STORED_CODES = (
    "cd19 cd3 cd4 cd8 lymphocytes neutrophils leukocytes platelets haemoglobin igg iga igm c3 c4 anti_dsdna "
    "upcr proteinuria_24h creatinine urine_rbc urine_wbc ck alt ast ldh crp esr ferritin "
    "cd19_naive cd19_memory cd19_switched cd19_unswitched cd19_double_negative plasmablasts "
    "cd19_transitional car_t transgene fvc dlco "
    "bilirubin albumin triglycerides inr aptt fibrinogen nt_probnp nfl cmv_dna ebv_dna "
    "rf acpa achr musk anticardiolipin anti_b2gpi titre_tetanus titre_diphtheria titre_hepatitis_b "
    "titre_measles titre_rubella titre_varicella titre_sars_cov_2"
)
AMOUNTS = st.decimals(min_value=0, max_value=100000, places=4, allow_nan=False)
PAIRS = [
    (code, unit, to)
    for code, each in ANALYTES.items()
    for unit in each.units
    for to in each.units
    if each.converts(unit, to)
]


@pytest.mark.parametrize(
    ("code", "value", "unit", "to", "expected"),
    [
        ("creatinine", "0.84", "mg/dL", "umol/L", "74.256"),
        ("creatinine", "88.4", "umol/L", "mg/dL", "1"),
        ("c3", "71", "mg/dL", "g/L", "0.71"),
        ("igg", "410", "mg/dL", "g/L", "4.1"),
        ("platelets", "100000", "cells/uL", "10^9/L", "100"),
        ("leukocytes", "3000", "cells/uL", "10^9/L", "3"),
        ("cd19", "0.18", "10^9/L", "cells/uL", "180"),
        ("cd19", "1", "10^6/L", "cells/uL", "1"),
        ("upcr", "50", "mg/mmol", "mg/g", "442"),
        ("upcr", "50", "mg/mmol", "g/g", "0.442"),
        ("crp", "1.2", "mg/dL", "mg/L", "12"),
        ("ck", "1", "ukat/L", "U/L", "60"),
        ("haemoglobin", "12.5", "g/dL", "g/L", "125"),
        ("bilirubin", "1", "mg/dL", "umol/L", "17.104"),
        ("albumin", "3.5", "g/dL", "g/L", "35"),
        ("fibrinogen", "150", "mg/dL", "g/L", "1.5"),
        ("triglycerides", "1", "mmol/L", "mg/dL", "88.57"),
        ("titre_tetanus", "0.1", "IU/mL", "IU/L", "100"),
        ("titre_hepatitis_b", "10", "mIU/mL", "IU/L", "10"),
    ],
)
def test_that_published_conversions_hold_exactly(code, value, unit, to, expected):
    assert analyte(code).convert(Decimal(value), unit, to) == Decimal(expected)


@pytest.mark.parametrize(("code", "unit", "to"), PAIRS)
@given(value=AMOUNTS)
def test_that_there_and_back_is_the_same_number(code, unit, to, value):
    known = analyte(code)
    assert known.ratio(unit, to) * known.ratio(to, unit) == 1
    there = known.convert(value, unit, to)
    back = known.convert(there, to, unit)
    assert abs(back - value) <= abs(value) * Decimal("0.00002")


def test_that_a_conversion_without_an_end_keeps_six_digits():
    assert analyte("creatinine").convert(Decimal(74), "umol/L", "mg/dL") == Decimal("0.837104")


def test_that_a_different_assay_is_never_converted():
    with pytest.raises(Refusal):
        analyte("anti_dsdna").convert(Decimal(12), "U/mL", "IU/mL")
    assert not analyte("urine_rbc").converts("cells/uL", "/hpf")


@pytest.mark.parametrize("known", ANALYTES.values(), ids=ANALYTES)
def test_that_what_is_plausible_is_possible_and_units_are_declared(known):
    assert known.impossible[0] <= known.plausible[0] < known.plausible[1] <= known.impossible[1]
    assert known.factors[known.house_unit] == 1
    assert set(known.units) <= set(UNITS)
    assert known.limits(known.plausible, known.house_unit) == known.plausible


@pytest.mark.parametrize("known", ANALYTES.values(), ids=ANALYTES)
def test_that_no_spelling_means_two_units_of_one_analyte(known):
    for code in known.units:
        unit = UNITS[code]
        for spelling in (unit.code, unit.title, *unit.spellings):
            assert known.unit_named(spelling) == unit, spelling


def test_that_every_panel_has_a_title_and_a_row():
    assert set(PANEL_TITLES) == set(Panel)
    assert all(panel(each) for each in Panel)
    assert [row.code for row in panel(Panel.CELLS)][:2] == ["cd19", "cd3"]


def test_that_codes_once_stored_stay():
    """A code that is stored is never renamed; new ones are added to this list."""
    assert " ".join(ANALYTES) == STORED_CODES
    assert set(DISEASES) == {"sle", "iim", "ssc", "ra", "mg", "ms", "other"}


def test_that_every_disease_opens_with_declared_rows():
    for each in DISEASES.values():
        assert set(each.labs) <= set(ANALYTES)


@pytest.mark.parametrize(
    ("code", "amount", "expected"),
    [
        ("dexamethasone", "0.75", "5"),
        ("hydrocortisone", "20", "5"),
        ("cortisone", "20", "4"),
        ("deflazacort", "6", "5"),
    ],
)
def test_that_steroids_compare_exactly_with_five_milligrams(code, amount, expected):
    assert DRUGS[code].in_prednisone(Decimal(amount)) == Decimal(expected)


def test_that_what_is_no_steroid_has_no_prednisone_dose():
    assert DRUGS["hydroxychloroquine"].in_prednisone(Decimal(200)) is None
    assert not DRUGS["hydroxychloroquine"].immunosuppressive


@given(value=st.fractions(min_value=0, max_value=10000, max_denominator=1000))
def test_that_digits_that_end_are_all_kept(value):
    shown = as_decimal(value)
    ends = set(_primes(value.denominator)) <= {2, 5}
    assert (shown == value) is ends or not ends
    if ends:
        assert shown.as_integer_ratio() == (value.numerator, value.denominator)


def _primes(number: int) -> list[int]:
    found, divisor = [], 2
    while number > 1:
        while number % divisor == 0:
            found.append(divisor)
            number //= divisor
        divisor += 1
    return found
