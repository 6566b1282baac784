"""The trail in words: every field has a title, no id is shown, filters answer, pages follow one another."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.domain.change import Act
from tracker.domain.patient import Patient
from tracker.domain.study import Role
from tracker.domain.trail import ACT_GROUPS, ACT_TITLES
from tracker.domain.visit import LabResult, Visit
from tracker.language import words
from tracker.services.field_history import field_history, visit_field
from tracker.services.practice_study import create_practice_study
from tracker.services.studies import open_study
from tracker.services.trail import TrailFilter, entry, note_trail_read, trail_page, zone_of
from tracker.services.trail_fields import KINDS
from tracker.services.trail_words import TrailWords
from tracker.services.visit_checks import LABORATORY
from tracker.store import mapping

AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|Decimal\(|datetime|PartialDate|\{")


@pytest.fixture
def session(practice_session):
    return practice_session


def pages(session, asked, size=200):
    before = None
    while True:
        page = trail_page(session, asked, words(), before=before, size=size)
        yield from page.rows
        if page.older is None:
            return
        before = page.older


@pytest.mark.parametrize(
    "kind", [each for each in mapping.KINDS if each.kept_in_trail], ids=lambda k: k.__name__
)
def test_that_every_field_of_every_kept_record_has_a_title(kind):
    declared = KINDS[kind.__name__]
    assert {each.name for each in fields(kind)} - {"id", "site", "revision"} <= set(declared.fields)
    for name in (*declared.named, *declared.within, *filter(None, [declared.main])):
        assert name in declared.fields
    assert all(each.title or each.inner for each in declared.fields.values())


def test_that_every_act_has_a_title_and_one_group():
    assert set(ACT_TITLES) == set(Act)
    assert sorted(act for group in ACT_GROUPS.values() for act in group.acts) == sorted(Act)


def test_that_no_id_and_no_code_of_the_program_is_shown(session):
    reader = TrailWords(session.records, words(), zone_of(session))
    for row in reader.rows(session.records.trail()):
        shown = (row.who, row.role, row.act, row.what, row.about, row.patient)
        said = (part for each in row.changes for part in (each.title, each.old, each.new))
        for text in (*shown, *said):
            assert not AN_ID.search(text), (row.event.seq, text)
        assert row.who
        assert row.act
        assert row.what


def test_that_pages_follow_one_another_without_gap_or_double(session):
    everything = [event.seq for event in session.records.trail()]
    assert [row.event.seq for row in pages(session, TrailFilter(), 700)] == everything[::-1]


def test_that_filters_answer_alone_and_together(session):
    patient = next(each for each in session.records.find(Patient) if each.family == "Okafor")
    mine = list(pages(session, TrailFilter(patient=patient.id)))
    assert mine
    assert {row.patient for row in mine} == {patient.study_id}
    changed = pages(session, TrailFilter(patient=patient.id, acts="changed"))
    (row,) = [each for each in changed if each.event.act is Act.CORRECTED]
    assert (row.what, row.main.old, row.main.new) == ("Creatinine", "740 µmol/L", "74 µmol/L")
    assert row.event.why == "Typing error"
    found = list(pages(session, TrailFilter(patient=patient.id, text="740")))
    assert row.event.seq in {each.event.seq for each in found}
    assert not list(pages(session, TrailFilter(patient=patient.id, text="no such words")))
    assert not list(pages(session, TrailFilter(first=date(2020, 1, 1), last=date(2020, 1, 2))))
    today = row.event.at.astimezone(zone_of(session)).date()
    assert list(pages(session, TrailFilter(patient=patient.id, first=today, last=today))) == mine
    assert list(pages(session, TrailFilter(who=session.user.id), 5000))


def test_that_one_entry_is_found_by_its_number(session):
    assert entry(session, 5, words()).event.seq == 5
    assert entry(session, 10**6, words()) is None


def test_that_the_history_of_a_box_holds_its_values_newest_first(session):
    (event,) = [each for each in session.records.trail() if each.act is Act.CORRECTED]
    lab = session.records.get(LabResult, event.what.id)
    place = visit_field(session.records, lab.visit, LABORATORY, lab.analyte)
    told = field_history(session, place, words())
    assert [step.changes[0].new for step in told.steps] == ["74 µmol/L", "740 µmol/L"]
    assert told.steps[0].row.event.why == "Typing error"
    visit = session.records.get(Visit, lab.visit)
    empty = field_history(session, visit_field(session.records, visit.id, LABORATORY, "no_such"), words())
    assert empty.steps == ()


def test_that_what_a_monitor_reads_is_in_the_trail_and_what_others_read_is_not(session):
    length = len(session.records.trail())
    note_trail_read(session)
    assert len(session.records.trail()) == length
    monitor = replace(session, user=replace(session.user, role=Role.MONITOR))
    note_trail_read(monitor)
    patient = session.records.find(Patient)[0]
    note_trail_read(monitor, patient.id)
    whole, one = session.records.trail()[-2:]
    assert (whole.act, whole.what.kind, whole.why) == (Act.OPENED, "Study", "The audit log")
    assert (one.act, one.what.patient) == (Act.OPENED, patient.id)


def test_that_the_hour_that_comes_twice_keeps_its_offset_and_its_order(tmp_path):
    now = [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
    zone = None
    folder = tmp_path / "study"
    create_practice_study(folder, now=lambda: now[0]).close()
    opened = open_study(folder, now=lambda: now[0].astimezone(zone) if zone else now[0])
    zone = zone_of(opened)
    for number in ("1", "2"):
        with opened.office.work(opened.user.id) as unit:
            unit.put(replace(unit.find(Patient)[0], hospital_no=number))
        now[0] += timedelta(hours=1)
    second, first = trail_page(opened, TrailFilter(), words(), size=2).rows
    opened.close()
    assert (first.event.at.isoformat()[:16], first.event.at.isoformat()[-6:]) == (
        "2026-10-25T02:30",
        "+02:00",
    )
    assert (second.event.at.isoformat()[:16], second.event.at.isoformat()[-6:]) == (
        "2026-10-25T02:30",
        "+01:00",
    )
    assert (first.main.new, second.main.old, second.main.new) == ("1", "1", "2")
    assert not second.event.clock_back
