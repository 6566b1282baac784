"""Reading many rows at once, and what happened since the last look."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tracker.domain.change import ref
from tracker.domain.patient import Patient


@pytest.fixture
def many(session):
    people = [Patient(site=session.site.id, study_id=f"P-{number}") for number in range(1203)]
    with session.office.work(session.user.id) as unit:
        for each in people:
            unit.put(each)
    return people


def test_that_rows_are_found_among_many_values_in_the_order_they_were_made(session, many):
    wanted = [each.id for each in many[::-1]][:1100]
    found = session.records.among(Patient, "id", [*wanted, uuid4(), *wanted])
    assert [each.id for each in found] == wanted[::-1]
    assert session.records.among(Patient, "id", []) == ()


def test_that_a_removed_row_is_not_among_them_and_an_unknown_field_is_a_fault(session, many):
    with session.office.work(session.user.id) as unit:
        unit.put(replace(session.records.get(Patient, many[0].id), removed=True))
    assert session.records.among(Patient, "study_id", ["P-0", "P-1"]) == (
        session.records.get(Patient, many[1].id),
    )
    with pytest.raises(TypeError):
        session.records.among(Patient, "shoe_size", [1])


def test_that_only_what_happened_since_the_last_look_is_told(session, many):
    seen, before = session.records.since(0)
    assert {each.id for each in before} >= {each.id for each in many}
    assert session.records.since(seen) == (seen, ())
    changed = replace(session.records.get(Patient, many[5].id), allergies="co-trimoxazole")
    with session.office.work(session.user.id) as unit:
        unit.put(changed)
    assert session.records.since(seen) == (seen + 1, (ref(changed),))
