"""The clinician's page: figures, flagged results, the rule point by point, published facts."""

from dataclasses import replace
from datetime import date

import pytest

from tests.courses import SITE, TODAY, _id, lab, okafor, on, published
from tests.pdf.letters import read, text_of
from tracker.domain.instruments import instrument
from tracker.domain.letter import Beside, Cell, Section, Table, Tiles
from tracker.domain.medication import MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.study import Site
from tracker.domain.visit import Assessment, LabState
from tracker.language import words
from tracker.pdf.printer import print_letter
from tracker.services.medicines import dose_text
from tracker.services.published_outcome import printed_fact
from tracker.services.summary import summary
from tracker.services.summary_results import result_text

CLINIC = Site(id=SITE, site=SITE, clinic="Autoimmune Cell Therapy Clinic", hospital="St Example Hospital")


def letter(course=None, visit=None, **more):
    return summary(
        course or okafor(), words(), TODAY, visit, site=CLINIC, people={_id("user"): "K. Abara"}, **more
    )


def printed(course=None, **more):
    return text_of(print_letter(letter(course, **more)))


def tables(blocks):
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Section):
            yield from tables(block.blocks)
        elif isinstance(block, Beside):
            for column in block.columns:
                yield from tables(column)


def rows(title, **more):
    table = next(each for each in tables(letter(**more).blocks) if each.columns[0].title == title)
    return {
        (cells[0].text if isinstance(cells[0], Cell) else cells[0]): [
            cell.text if isinstance(cell, Cell) else cell for cell in cells[1:]
        ]
        for cells in table.rows
    }


def test_that_the_head_says_who_and_when():
    made = letter()
    assert made.title == "Month 6 visit, 23-Nov-2026"
    assert made.person == (
        "OKAFOR, Adaeze",
        "Born 14-Mar-1991 (35y)   Female   No. 104 0027   CAR-SLE-07",
    )
    assert "CD19 CAR T infusion 22-May-2026. Day 185." in made.subtitle
    assert made.foot.startswith("Signed 23-Nov-2026 10:42, K. Abara. Record version 0. Checksum ")


def test_that_it_fits_on_two_pages():
    assert len(read(print_letter(letter())).pages) <= 2


def test_that_results_stand_beside_the_last_and_the_first_ones():
    found = rows("Laboratory")
    assert found["IgG"] == ["4.1 L", "4.4 L †", "9.8", "g/L (7–16)"]
    assert found["Complement C4"][0] == "nd"
    assert found["Anti-dsDNA"] == ["<10", "<10 †", "220 H", "IU/mL (<10)"]


def test_that_a_corrected_result_has_a_star_and_its_story():
    creatinine = [each for each in okafor().labs if each.analyte == "creatinine"][-1]
    said = printed(corrected={creatinine.id: "corrected 23-Nov-2026 from 740: typing error (K. Abara)"})
    assert "74 *" in said
    assert "* Creatinine: corrected 23-Nov-2026 from 740: typing error (K. Abara)" in said


@pytest.mark.parametrize(
    ("text", "more", "shown"),
    [
        ("4.1", {"low": "7", "high": "16"}, "4.1 L"),
        ("17", {"low": "7", "high": "16"}, "17 H"),
        ("7", {"low": "7", "high": "16"}, "7"),
        ("<1", {"low": "100"}, "<1 L"),
        ("<10", {"high": "10"}, "<10"),
        (">500", {"low": "100", "high": "400"}, ">500 H"),
        (">50", {"low": "100"}, ">50"),
        ("nd", {}, "nd"),
        ("9", {"state": LabState.TO_CHECK}, "9 ?"),
    ],
)
def test_that_a_result_is_printed_as_typed_with_its_flag(text, more, shown):
    state = more.pop("state", None)
    result = lab(okafor().patient.id, "igg", 1, text, "g/L", **more)
    assert result_text(replace(result, state=state) if state else result, words()).text == shown


def test_that_remission_is_shown_point_by_point():
    course = okafor()
    last = course.assessments_of("doris_2021")[-1][1]
    told = replace(last, result={"met": True, "quiet": True, "calm": None, "dose": False})
    others = tuple(each for each in course.assessments if each.id != last.id)
    found = {
        cells[0]: cells[1]
        for table in tables(letter(replace(course, assessments=(*others, told))).blocks)
        if "item" in table.columns[0].title
        for cells in table.rows
    }
    assert list(found.values()) == ["✓", "✓", "–", "✗", "–"]


def test_that_medicines_are_those_of_the_day_in_words():
    assert rows("Medicine") == {
        "Hydroxychloroquine": ["200\u00a0mg once daily"],
        "Aciclovir": ["400\u00a0mg twice daily"],
    }


def test_that_an_unknown_dose_is_said():
    assert dose_text(replace(okafor().medications[0], steps=()), TODAY, words()) == "dose not known"


def test_that_events_keep_what_is_not_known():
    found = rows("Adverse event")
    assert found["Hypogammaglobulinaemia"] == ["2", "24-Jul-2026", "ongoing", "Probable", "IVIG × 2"]
    assert found["CRS"][0] == "1"


def test_that_an_unsigned_visit_is_a_draft():
    made = letter(okafor(signatures=()))
    assert made.watermark == "DRAFT, NOT SIGNED"
    assert made.foot == "Not signed."
    assert letter().watermark == ""


def test_that_a_visit_changed_after_its_signature_is_a_draft_again():
    course = okafor()
    visits = (*course.visits[:-1], replace(course.visits[-1], revision=9))
    assert letter(replace(course, visits=visits)).watermark


def test_that_the_checksum_changes_with_a_value():
    course = okafor()
    other = tuple(replace(each, value="75") if each.value == "74" else each for each in course.labs)
    assert letter(course).foot == letter(course).foot
    assert letter(replace(course, labs=other)).foot != letter(course).foot


def test_that_tiles_tell_score_remission_cells_dose_and_igg():
    (tiles,) = [
        block for block in letter(okafor(settings={"b_cell_cutoff": "2"})).blocks if isinstance(block, Tiles)
    ]
    assert [(tile.title, tile.value, tile.note) for tile in tiles.tiles] == [
        ("SLEDAI-2K", "2", "last 0"),
        ("DORIS remission", "Met", "since 11-Sep-2026"),
        ("CD19+ B cells", "88 cells/µL", "Back since Day 84"),
        ("Prednisone equivalent", "0 mg/day", "Off since Day 84"),
        ("IgG", "4.1 g/L, low", "last 4.4 L"),
    ]


def test_that_an_unfinished_score_leaves_its_place_in_the_tile_empty():
    course = okafor()
    last = course.assessments_of("sledai_2k")[-1][1]
    unfinished = replace(last, result={"total": None, "total_min": 4})
    others = tuple(each for each in course.assessments if each.id != last.id)
    made = letter(replace(course, assessments=(*others, unfinished)))
    tile = next(block for block in made.blocks if isinstance(block, Tiles)).tiles[0]
    assert (tile.value, tile.note) == ("–", "at least 4")


def test_that_an_earlier_visit_can_be_printed_as_it_was():
    course = okafor()
    month_3 = next(visit for visit in course.visits if visit.day == on(84))
    made = letter(course, month_3)
    assert made.title == "Month 3 visit, 14-Aug-2026"
    assert "Day 84." in made.subtitle


@pytest.mark.parametrize("missing", ["visits", "labs", "diagnoses", "infusions", "medications", "events"])
def test_that_a_page_is_printed_whatever_is_missing(missing):
    assert "OKAFOR, Adaeze" in printed(okafor(**{missing: ()}))


def test_that_long_lists_flow_on():
    course = okafor()
    more = tuple(replace(each, term=f"Event {n}") for n in range(60) for each in course.events[:1])
    assert "Event 59" in printed(replace(course, events=more))


def test_that_every_value_of_a_published_patient_stands_beside_its_source():
    said = printed(published())
    for phrase in ("SLEDAI-2K 16", "Protein in 24 h urine >1 g/24 h", "Age 20 years", "months×30.4375", "S01",
                   "10.1038/s41591-022-02017-5", "as published"):  # fmt: skip
        assert phrase in said, phrase
    assert "DRAFT" not in said


def test_that_sources_that_disagree_are_both_printed():
    course = published()
    other = replace(course.facts[2], number="14", text="14", source="S02")
    said = printed(replace(course, facts=(*course.facts, other)))
    assert "SLEDAI-2K 16" in said
    assert "SLEDAI-2K 14" in said


def test_that_what_we_do_not_know_is_printed_under_its_own_name():
    course = published()
    odd = replace(
        course.facts[2], variable="moon_phase", text="full", number="", unit="", timepoint="some day"
    )
    said = printed(replace(course, facts=(*course.facts, odd)))
    assert "moon_phase full" in said
    assert "some day" in said


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"relation": "~", "text": "16"}, "~16"),
        ({"relation": ">", "text": ">16"}, ">16"),
        ({"unit": "a"}, "16 years"),
        ({"unit": "a", "text": "sixteen years"}, "sixteen years"),
    ],
)
def test_that_relation_and_unit_are_told_once(change, shown):
    assert printed_fact(replace(published().facts[2], **change), words()) == shown


def test_that_practice_stands_on_both_kinds_of_page():
    assert "PRACTICE" in printed(practice=True)
    assert "PRACTICE" in printed(published(), practice=True)


def test_that_the_day_printed_is_todays_for_published_patients():
    assert letter(published()).foot == "Printed 23-Nov-2026. Facts from published sources."
    assert date(2026, 11, 23) == TODAY


def test_that_antibodies_within_three_months_of_immunoglobulin_are_marked():
    def given(day):
        bottle = MedicationCourse(
            site=SITE,
            patient=okafor().patient.id,
            drug="ivig",
            start=PartialDate.of(on(day)),
            end=PartialDate.of(on(day)),
            purpose="replacement",
        )
        return printed(okafor(medications=(bottle,)))

    said = given(120)
    assert "4.1 L †" in said
    assert "4.4 L †" in said
    assert "9.8 †" not in said
    assert "0.71 L †" not in said
    assert "not interpretable" in said
    assert "†" not in given(70)


def assessed(code, **answers):
    course = okafor()
    known = instrument(code)
    return Assessment(
        site=SITE,
        patient=course.patient.id,
        visit=course.visits[-1].id,
        instrument=code,
        version=known.version,
        answers=answers,
        result=known(answers).as_json(),
    )


def with_rules(*more):
    course = okafor()
    return replace(course, assessments=(*course.assessments, *more))


def test_that_the_arm_by_which_another_rule_fails_is_printed():
    low = assessed(
        "lldas", pga="1.6", prednisolone_eq_mg_per_day="5", active_descriptors=[], new_activity=False
    )
    found = rows("Rule", course=with_rules(low))
    assert list(found) == ["LLDAS"]
    result, arms = found["LLDAS"]
    assert result == "Not met"
    assert "Physician global 1 or less: 1.6" in arms
    assert "Standard maintenance therapy, tolerated:" in arms
    assert "Prednisolone" not in arms
    assert "Physician global 1 or less: 1.6" in printed(with_rules(low)).replace("\n", " ")


def test_that_a_rule_that_does_not_apply_is_not_a_failure_and_a_checklist_has_no_verdict():
    mild = assessed("sri4", baseline_sledai_2k=2, visit_sledai_2k=0)
    rows_of = rows("Rule", course=with_rules(mild, assessed("iec_hs", fever=True)))
    assert list(rows_of) == ["SRI-4"]
    assert rows_of["SRI-4"][0] == "Does not apply"


def test_that_a_renal_response_missed_by_kidney_function_alone_is_not_printed_as_bare_failure():
    urine = {"upcr_g_per_g_baseline": "4", "upcr_g_per_g": "0.3"}
    kidney = assessed("renal_response", **urine, egfr_baseline=90, egfr=60, months_since_start=6)
    result, arms = rows("Rule", course=with_rules(kidney))["Renal response"]
    assert result == "none"
    assert "KDIGO: eGFR at least 85 % of before: 90 → 60" in arms
    assert "only kidney function keeps this from being a response" in arms
    assert "UPCR below" not in arms


def test_that_a_visit_without_another_rule_has_no_such_section():
    assert not [each for each in tables(letter().blocks) if each.columns[0].title == "Rule"]
