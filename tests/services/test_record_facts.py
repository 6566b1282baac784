"""What instruments find in a record: every name that is used, dated series, baselines."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.courses import DAY0, TODAY, lab, okafor
from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.infusion import Infusion
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.items import Rows
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Standing
from tracker.domain.resolve import Desk
from tracker.domain.sources import BASELINE, PREVIOUS, Fact, Series, Setting
from tracker.domain.visit import Assessment, Visit
from tracker.services.compared import compared_with
from tracker.services.icaht import icaht
from tracker.services.record_facts import FACTS
from tracker.services.visit_record import NEW, VisitRecord

ITEMS = [(each, item) for each in CATALOGUE for item in each.items]
ONLY_SOMETIMES = {"b_cell_censor_date", "died_by_day_30"}
"""Facts that say nothing as long as nothing of the kind happened."""


def took(course, drug, first, last=None):
    end = PartialDate.of(DAY0 + timedelta(days=last)) if last is not None else None
    start = DAY0 + timedelta(days=first)
    return MedicationCourse(
        site=course.patient.site,
        patient=course.patient.id,
        drug=drug,
        start=PartialDate.of(start),
        end=end,
        steps=(DoseStep(start, "1"),),
    )


@pytest.fixture
def whole():
    course = okafor()
    growth = took(course, "filgrastim", 8, 12)
    return replace(course, medications=(*course.medications, growth))


def record(course, day=TODAY, **answers):
    return VisitRecord(course, NEW, day, answers, {})


def worked(course, code, day=TODAY, **answers):
    return Desk(record(course, day, **answers), CATALOGUE).result(code, NEW)


def neutrophils(course, day, text):
    return lab(course.patient.id, "neutrophils", day, text, "10^9/L")


def names(kind):
    return sorted({item.found.name for _, item in ITEMS if isinstance(item.found, kind)})


def test_that_every_fact_a_declaration_names_is_one_of_the_record():
    assert set(names(Fact)) <= set(FACTS)


@pytest.mark.parametrize("name", names(Fact))
def test_that_a_full_course_answers_every_fact(whole, name):
    found = record(whole).fact(NEW, name)
    assert (found is None) is (name in ONLY_SOMETIMES)


def test_that_a_name_nobody_declared_is_an_error(whole):
    with pytest.raises(KeyError):
        record(whole).fact(NEW, "shoe_size")


@pytest.mark.parametrize("each", [i for _, i in ITEMS if isinstance(i.found, Series)], ids=lambda i: i.key)
def test_that_a_full_course_answers_every_series_in_rows_the_item_reads(whole, each):
    found = record(whole).series(NEW, each.found)
    assert found is not None
    assert isinstance(each, Rows)
    assert len(each.read(found.value)) == len(found.value) > 1


@pytest.mark.parametrize(
    ("each", "item"),
    [pair for pair in ITEMS if isinstance(pair[1].found, Setting)],
    ids=lambda p: p.__class__,
)
def test_that_every_setting_is_answered(whole, each, item):
    assert record(whole).setting(NEW, each.code, item) is not None


def test_that_b_cell_aplasia_finds_infusion_counts_and_cut_off(whole):
    result = worked(whole, "bcell_aplasia")
    assert result["aplasia_onset_day"] == 0 + 3
    assert result["recovery_day"] == 140
    assert result["status"] == "recovered"


def test_that_samples_count_up_to_the_visit_only(whole):
    assert worked(whole, "bcell_aplasia", DAY0 + timedelta(days=70))["status"] == "ongoing"


def test_that_a_b_cell_depleting_drug_ends_the_observation(whole):
    treated = replace(whole, medications=(*whole.medications, took(whole, "rituximab", 100)))
    found = record(treated).fact(NEW, "b_cell_censor_date")
    assert found.value == DAY0 + timedelta(days=100)


def test_that_icaht_finds_its_counts_and_prints_baseline_and_growth_factor(whole):
    counts = [
        neutrophils(whole, day, value) for day, value in ((2, "0.3"), (5, "0.08"), (9, "0.4"), (14, "2"))
    ]
    late = [neutrophils(whole, day, value) for day, value in ((29, "2.1"), (40, "0.9"), (60, "1.2"))]
    course = replace(whole, labs=tuple(sorted((*whole.labs, *counts, *late), key=lambda each: each.sampled)))
    early = worked(course, "icaht_early")
    assert early["grade"] == 2
    assert early["anc_before"] == 4800
    assert early["gcsf"] == 5
    assert worked(course, "icaht_late")["grade"] == 2


@pytest.mark.parametrize("ends", ["flare", "rituximab", "again"])
def test_that_late_icaht_ends_before_relapse_and_before_the_next_therapy(whole, ends):
    counts = [neutrophils(whole, day, value) for day, value in ((40, "1.2"), (45, "1.4"), (60, "0.3"))]
    course = replace(whole, labs=tuple(sorted((*whole.labs, *counts), key=lambda each: each.sampled)))
    assert worked(course, "icaht_late")["grade"] == 3
    day = DAY0 + timedelta(days=50)
    flare = AdverseEvent(
        site=whole.patient.site, patient=whole.patient.id, term="Flare", kind=EventKind.FLARE,
        start=PartialDate.of(day),
    )  # fmt: skip
    again = replace(whole.infusions[0], id=uuid4(), number=2, day0=PartialDate.of(day))
    course = {
        "flare": replace(course, events=(flare,)),
        "rituximab": replace(course, medications=(*course.medications, took(whole, "rituximab", 50))),
        "again": replace(course, infusions=(*course.infusions, again)),
    }[ends]
    seen = DAY0 + timedelta(days=99)
    assert icaht(course, seen)[0].late_grade == 1
    if ends != "again":
        assert worked(course, "icaht_late", seen)["grade"] == 1


def test_that_a_value_below_detection_keeps_its_sign(whole):
    item = next(item for each, item in ITEMS if item.key == "counts")
    rows = record(whole).series(NEW, item.found).value
    assert {row["qualifier"] for row in rows} == {"=", "<"}
    course = replace(whole, labs=(*whole.labs, neutrophils(whole, 20, "<0.1")))
    anc = instrument("icaht_early").item("anc_series").found
    assert "<100" in {row["anc_cells_per_ul"] for row in record(course).series(NEW, anc).value}


def test_that_kidney_function_comes_from_the_laboratory(whole):
    course = replace(whole, patient=replace(whole.patient, born=PartialDate(1990, 1, 1)))
    last = course.visits[-1]
    labs = {each.analyte: each for each in course.labs if each.visit == last.id}
    result = Desk(VisitRecord(course, NEW, TODAY, {}, labs), CATALOGUE).result("egfr_ckd_epi_2021", NEW)
    assert result["egfr"] is not None
    response = Desk(VisitRecord(course, NEW, TODAY, {}, labs), CATALOGUE).result("renal_response", NEW)
    assert response["eular_50pct"] is True


def test_that_a_rate_of_relapses_finds_its_days(whole):
    assert worked(whole, "arr", DAY0 + timedelta(days=731), arr={"relapses": "1"})["arr"] is not None


def second(course, day):
    return Infusion(
        site=course.patient.site,
        patient=course.patient.id,
        number=2,
        day0=PartialDate.of(DAY0 + timedelta(days=day)),
    )


def test_that_a_response_is_compared_with_the_visit_before_its_infusion(whole):
    compared = compared_with(instrument("sri4"), record(whole), NEW)
    assert (compared.day, compared.infusion) == (DAY0 - timedelta(days=7), 1)
    assert compared.said.phrase == "Compared with {day}, before infusion {number}"


def test_that_a_second_infusion_has_its_own_baseline(whole):
    twice = replace(whole, infusions=(*whole.infusions, second(whole, 150)))
    compared = compared_with(instrument("sri4"), record(twice), NEW)
    assert (compared.day, compared.infusion) == (DAY0 + timedelta(days=140), 2)
    earlier = compared_with(instrument("sri4"), record(twice, DAY0 + timedelta(days=120)), NEW)
    assert (earlier.day, earlier.infusion) == (DAY0 - timedelta(days=7), 1)


def test_that_a_visit_before_the_first_infusion_is_no_baseline_of_a_second(whole):
    twice = replace(
        whole,
        infusions=(*whole.infusions, second(whole, 150)),
        assessments=tuple(a for a in whole.assessments if whole.visit(a.visit).day < DAY0),
    )
    compared = compared_with(instrument("sri4"), record(twice), NEW)
    assert (compared.day, compared.infusion) == (None, 2)
    assert worked(twice, "sri4")["responder"] is None


def test_that_nothing_is_a_response_before_the_infusion(whole):
    before = record(whole, DAY0 - timedelta(days=3))
    assert before.visit_at(NEW, BASELINE) is None
    assert compared_with(instrument("sri4"), before, NEW).day is None


def test_that_a_change_names_the_last_visit_with_an_assessment(whole):
    empty = Visit(site=whole.patient.site, patient=whole.patient.id, day=TODAY - timedelta(days=1))
    course = replace(whole, visits=(*whole.visits, empty))
    compared = compared_with(instrument("sledai_2k_change"), record(course), NEW)
    assert compared.day == max(visit.day for visit in whole.visits if visit.day < TODAY)
    assert record(course).visit_of(NEW, PREVIOUS).id != empty.id


def test_that_letters_and_joint_counts_of_the_baseline_are_found(whole):
    early = whole.visits[0]

    def at_baseline(code, answers):
        return Assessment(
            id=uuid4(),
            site=early.site,
            patient=early.patient,
            visit=early.id,
            instrument=code,
            version=1,
            answers=answers,
        )

    letters = dict.fromkeys((item.key for item in instrument("bilag").items), "D")
    counted = {item.key: "20" for item in instrument("acr20_50_70").item("followup").items} | {"haq_di": "2"}
    course = replace(
        whole,
        assessments=(
            *whole.assessments,
            at_baseline("bilag", letters),
            at_baseline("acr20_50_70", {"followup": counted}),
        ),
    )
    now = letters | {"renal": "A"}
    result = worked(course, "sri4", bilag=now, sledai_2k={}, sri4={"treatment_failure": False})
    assert result["responder"] is False
    better = worked(course, "acr20_50_70", acr20_50_70={"followup": counted | {"tjc": "2", "sjc": "3"}})
    assert better["acr20"] is False


def test_that_death_before_day_30_is_told_to_icaht(whole):
    died = replace(
        whole.patient, standing=Standing.DIED, standing_since=PartialDate.of(DAY0 + timedelta(days=21))
    )
    found = record(replace(whole, patient=died), DAY0 + timedelta(days=40))
    assert found.fact(NEW, "died_by_day_30").value is True
    assert found.fact(NEW, "days_since_infusion").value == 21


def test_that_the_day_of_a_fact_is_a_date(whole):
    assert isinstance(record(whole).fact(NEW, "infusion_date").value, date)
