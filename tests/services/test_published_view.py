"""Published facts in words: groups beside patients, disagreements marked, the unknown shown and counted."""

from tests.courses import published
from tests.fakes import FakeRecords
from tracker.domain.published import PublishedFact
from tracker.language import words
from tracker.services.published_view import group_facts, patient_facts, unknown_counts

SITE = published().patient.site


def group(variable: str, number: str, source: str = "S23", **more: object) -> PublishedFact:
    return PublishedFact(
        site=SITE,
        patient=None,
        cohort="Erlangen mixed (Müller 2024)",
        cohort_size="15",
        variable=variable,
        text=number,
        number=number,
        source=source,
        timepoint="after infusion",
        **more,
    )


def test_that_a_group_is_named_with_its_size() -> None:
    (row,) = group_facts(FakeRecords(group("crs_grade2_n", "1")), words())
    assert row.group == "Erlangen mixed (Müller 2024), 15 patients"
    assert row.value == "1"


def test_that_two_sources_that_differ_stand_beside_each_other_and_say_so() -> None:
    rows = group_facts(
        FakeRecords(
            group("crs_grade1_n", "10"), group("icans_grade1_n", "1"), group("crs_grade1_n", "8", "S23b")
        ),
        words(),
    )
    assert [(row.value, row.differs) for row in rows] == [("10", True), ("8", True), ("1", False)]
    assert "Sources differ" in rows[0].remark


def test_that_a_variable_nobody_knows_is_kept_shown_and_counted() -> None:
    rows = group_facts(FakeRecords(group("moon_phase", "3")), words())
    assert rows[0].title == "moon_phase"
    assert unknown_counts(rows)["variable"] == 1


def test_that_a_patients_facts_hold_none_of_a_group() -> None:
    rows = patient_facts(published(), words())
    assert len(rows) == len(published().facts)
    assert not any(row.group for row in rows)
