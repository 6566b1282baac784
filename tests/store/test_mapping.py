"""A value of the domain is the same after it lay in a row."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.entities import json_values, made, new
from tracker.domain.change import differences
from tracker.domain.entity import Entity
from tracker.domain.study import Site, Study
from tracker.domain.visit import LabResult
from tracker.store.database import connect
from tracker.store.json_text import read_json, write_json
from tracker.store.mapping import KINDS, codec, shape


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=25)
def test_that_every_kind_survives_a_row(kind, data):
    entity = data.draw(made(kind))
    form = shape(kind)
    cells = form.row(entity)
    assert all(cell is None or type(cell) in {str, int} for cell in cells)
    assert form.entity(cells) == entity


@given(json_values)
def test_that_json_keeps_numbers_dates_and_ids(value):
    assert read_json(write_json({"a": value})) == {"a": value}


@pytest.mark.parametrize("text", ["0.1", "1.50", "12345678901234567890.123456789", "-0.5", "1E+3", "7"])
def test_that_a_decimal_keeps_its_digits(text):
    assert read_json(write_json([Decimal(text)])) == [Decimal(text)]
    assert "E" not in write_json([Decimal(text)])


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity"), float("nan"), float("inf")])
def test_that_what_is_no_number_is_not_stored_as_one(number):
    with pytest.raises(ValueError, match=r"finite|JSON compliant"):
        write_json({"a": number})


def test_that_a_kind_without_a_table_is_refused():
    @dataclass(frozen=True, kw_only=True)
    class Typo(Entity):
        name: str

    with pytest.raises(TypeError):
        shape(Typo)


@pytest.mark.parametrize("hint", [float, bytes, list[str], str | int, object])
def test_that_a_type_nobody_taught_us_is_refused(hint):
    with pytest.raises(TypeError):
        codec(hint)


def test_that_the_file_has_a_column_for_each_field_and_no_other(folder, dek):
    db = connect(folder / "study.db", dek)
    for kind in KINDS:
        form = shape(kind)
        table = db.table(form.table)
        event = ["event"] if kind.kept_in_trail else []
        assert sorted(column.name for column in table.columns) == sorted([*form.names, *event]), form.table
        assert {c.name: c.type for c in table.columns if c.name != "event"} == {
            name: form.codecs[name].column for name in form.names
        }
        assert table.strict
        assert table.pks == ["id"]
    db.conn.close()


def test_that_every_entity_of_the_domain_has_a_table():
    import importlib
    import pkgutil

    from tracker import domain

    for module in pkgutil.iter_modules(domain.__path__):
        importlib.import_module(f"tracker.domain.{module.name}")
    of_domain = {kind for kind in Entity.__subclasses__() if kind.__module__.startswith("tracker.domain")}
    assert of_domain == set(KINDS)


@given(data=st.data())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in {Study, Site}], ids=lambda k: k.__name__
)
def test_that_every_kind_survives_the_file_and_its_event_tells_all(session, kind, data):
    entity = replace(data.draw(new(kind, **_links(session, kind))), id=uuid4())
    with session.office.work(session.user.id) as unit:
        unit.put(entity)
    stored = session.records.get(kind, entity.id)
    assert differences(entity, stored) == ()
    assert stored.revision == 1
    changed = data.draw(made(kind, id=entity.id, revision=1, removed=False, **_links(session, kind)))
    with session.office.work(session.user.id, "another look") as unit:
        unit.put(changed)
    after = session.records.get(kind, entity.id)
    assert differences(changed, after) == ()
    if kind.kept_in_trail:
        told = session.records.history(entity.id)
        if len(told) > 1:
            paths = {change.path.partition(".")[0] for change in told[-1].changes}
            assert paths == {change.path.partition(".")[0] for change in differences(stored, after)}


def _links(session, kind: type[Entity]) -> Mapping[str, object]:
    """Rows may only point at rows that are there."""
    from tracker.domain.infusion import Infusion
    from tracker.domain.patient import Patient
    from tracker.domain.visit import Visit

    patient = session.records.find(Patient, study_id="A-1")[0]
    names = {each.name for each in fields(kind)}
    with session.office.work(session.user.id) as unit:
        visit = Visit(site=session.site.id, patient=patient.id, day=date(2026, 1, 1))
        infusion = Infusion(site=session.site.id, patient=patient.id)
        unit.put(visit)
        unit.put(infusion)
    links = {"patient": patient.id, "visit": visit.id, "infusion": infusion.id}
    return {name: value for name, value in links.items() if name in names}


def test_that_a_number_can_be_sorted_in_the_file_without_touching_what_was_typed(session, folder, dek):
    from tracker.domain.patient import Patient

    patient = session.records.find(Patient)[0]
    with session.office.work(session.user.id) as unit:
        for text in ("10.50", "9", ""):
            unit.put(
                LabResult(
                    site=session.site.id,
                    patient=patient.id,
                    visit=None,
                    analyte="cd19",
                    sampled=date(2026, 1, 1),
                    value=text,
                )
            )
    db = connect(folder / "study.db", dek)
    rows = db.conn.execute("SELECT value, number FROM lab_result ORDER BY number").fetchall()
    db.conn.close()
    assert rows == [("", None), ("9", 9.0), ("10.50", 10.5)]
