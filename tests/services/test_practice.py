"""The practice patients: the same for one seed, like the published cohorts, and awkward on purpose."""

import statistics
from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from tests.fakes import fake_session
from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.change import Act
from tracker.domain.diseases import DISEASES
from tracker.domain.drugs import DRUGS, DrugClass
from tracker.domain.event_answers import seriousness
from tracker.domain.infusion import Conditioning, Infusion
from tracker.domain.labs import analyte
from tracker.domain.medication import MedicationCourse
from tracker.domain.patient import Diagnosis, Patient, Standing
from tracker.domain.settings import SENTENCES
from tracker.domain.study import Site
from tracker.domain.visit import Assessment, Comparator, LabResult, LabState, Signature, Visit
from tracker.paths import resource
from tracker.services.aplasia import BCells, aplasia
from tracker.services.course import Course, course
from tracker.services.episodes import all_events, as_events, episodes
from tracker.services.event_reading import Relapse, relapse_class
from tracker.services.practice import generate, write_practice
from tracker.services.practice_people import PEOPLE
from tracker.services.schedules import patient_schedule
from tracker.services.session import Session
from tracker.services.settings import setting
from tracker.services.worklist import Group, Tile
from tracker.services.worklist_reader import read_worklist

TODAY = date(2026, 11, 23)


@cache
def written(seed: int = 7) -> Session:
    session = fake_session(practice=True)
    write_practice(session, generate(seed, TODAY))
    return session


def everyone(seed: int = 7) -> list[Course]:
    session = written(seed)
    return [course(session.records, patient.id) for patient in session.records.find(Patient)]


def one(study_id: str) -> Course:
    return next(each for each in everyone() if each.patient.study_id == study_id)


def first_aplasia(each: Course):
    days = sorted(i.day0.exact for i in each.infusions if i.day0)
    return aplasia(each.labs, each.day0, today=TODAY, until=days[1] if len(days) > 1 else None)


def test_that_one_seed_and_day_give_the_same_patients():
    assert generate(7, TODAY) == generate(7, TODAY)
    assert generate(7, TODAY) != generate(8, TODAY)


def test_that_another_day_moves_the_dates_and_nothing_of_who_they_are():
    here, later = generate(7, TODAY), generate(7, TODAY + timedelta(days=365))
    assert [each.patient for each in here.patients if not each.patient.standing_since] == [
        each.patient for each in later.patients if not each.patient.standing_since
    ]


def test_that_there_are_enough_patients_of_each_disease():
    count = Counter(each.disease for each in everyone())
    assert sum(count.values()) >= 24
    assert count["sle"] >= 8
    assert min(count[code] for code in ("iim", "ssc")) >= 3
    assert min(count[code] for code in ("ra", "mg", "ms")) >= 1
    assert set(count) <= set(DISEASES)


@pytest.mark.parametrize("seed", [1, 7, 2026])
def test_that_aplasia_lasts_as_long_as_published(seed):
    found = [first_aplasia(each) for each in everyone(seed)]
    lasted = [each.back - each.start for each in found if each.start is not None and each.back is not None]
    assert len(lasted) >= 15
    assert abs(statistics.mean(lasted) - 112) < 4
    assert abs(statistics.stdev(lasted) - 47) < 4


def test_that_side_effects_are_as_frequent_as_published():
    treated = [each for each in everyone() if each.day0]
    crs = [max((e.grade or 0 for e in all_events(each) if e.term == "CRS"), default=0) for each in treated]
    assert 0.55 <= crs.count(1) / len(treated) <= 0.75
    assert 1 <= crs.count(2) <= 3
    assert max(crs) == 2
    icans = [e for each in treated for e in all_events(each) if e.term == "ICANS"]
    assert [e.grade for e in icans] == [1]
    assert all(e.scale == "ASTCT 2019" for each in treated for e in as_events(each))


def test_that_the_checks_show_the_toxicity_that_was_planned():
    people = {person.study_id: person for person in PEOPLE}
    for each in everyone():
        person, found = people[each.patient.study_id], episodes(each)
        first = each.infusions[0].id if each.infusions else None
        maxima = {
            code: max((e.maximum for e in found if e.sheet.code == code and e.infusion == first), default=0)
            for code in ("crs_astct_2019", "icans_astct_2019")
        }
        assert tuple(maxima.values()) == (person.crs, person.icans), person.study_id
        assert all(e.sure for e in found)
        assert not any(e.late for e in found)


def test_that_an_episode_lasts_as_long_as_planned_and_one_goes_on():
    okafor = episodes(one("CAR-SLE-07"))
    assert [(e.onset_day, e.lasted, e.over) for e in okafor] == [(2, 4, True)]
    going = [e for each in everyone() for e in episodes(each) if not e.over]
    assert len(going) == 1
    treated = [e for each in everyone() for e in episodes(each) if e.treated]
    assert treated
    assert all(e.maximum == 2 and e.lasted == 6 for e in treated)
    twice = next(each for each in people_with_two_infusions())
    assert {e.infusion for e in episodes(twice)} == {i.id for i in twice.infusions}


def test_that_no_check_lies_in_the_future_or_after_the_patient_left():
    for each in everyone():
        end = each.patient.standing_since.exact if each.patient.standing_since else TODAY
        assert all(check.at.date() < end for check in each.checks)
        if each.day0 and (TODAY - each.day0).days > 14:
            assert len(each.checks) >= 26


def test_that_lupus_falls_from_8_to_16_down_to_0_to_2():
    for each in everyone():
        totals = [
            a.result["total"] for _, a in each.assessments_of("sledai_2k") if a.result["total"] is not None
        ]
        if totals:
            assert 8 <= totals[0] <= 16
        if len(totals) > 3:
            assert totals[-1] <= 2


def test_that_steroids_go_to_zero_in_those_followed_long_enough():
    for each in everyone():
        if each.day0 is None or (TODAY - each.day0).days < 100 or each.patient.standing is Standing.DIED:
            continue
        steroids = [m for m in each.medications if DRUGS[m.drug].drug_class is DrugClass.STEROID]
        assert steroids
        assert all(m.end and m.end.exact and m.end.exact <= TODAY for m in steroids), each.patient.study_id


def test_that_one_patient_was_followed_for_fifteen_years():
    longest = max((each for each in everyone() if each.day0), key=lambda each: TODAY - each.day0)
    assert longest.visits[-1].code == "y15"
    assert len(longest.visits) > 30


def test_that_the_patient_of_the_pictures_is_there_with_a_visit_due_today():
    okafor = one("CAR-SLE-07")
    assert (TODAY - okafor.day0).days == 185
    found = first_aplasia(okafor)
    assert (found.state, found.start, found.back, found.sure) == (BCells.BACK, 7, 84, True)
    totals = [a.result["total"] for _, a in okafor.assessments_of("sledai_2k")]
    assert (totals[0], totals[-1]) == (16, 2)
    assert "m6" not in {visit.code for visit in okafor.visits}
    steroid = next(m for m in okafor.medications if m.drug == "prednisolone")
    assert okafor.day_number(steroid.end.exact) == 84
    assert okafor.patient.allergies
    assert not any(m.drug == "co_trimoxazole" for m in okafor.medications)


def test_that_a_typing_error_was_corrected_with_its_reason():
    events = [event for event in written().office.events if event.act is Act.CORRECTED]
    assert [(e.why, [(c.path, c.old, c.new) for c in e.changes]) for e in events] == [
        ("Typing error", [("value", "740", "74")])
    ]


def test_that_each_awkward_case_is_among_them():
    people = everyone()
    assert [each.patient.study_id for each in people if first_aplasia(each).state is BCells.STAYED]
    assert [each for each in people if len(each.infusions) == 2]
    assert [each for each in people if each.patient.standing is Standing.DIED]
    assert [each for each in people if each.patient.standing is Standing.WITHDRAWN]
    assert [each for each in people if each.day0 is None and each.visits]
    assert [each for each in people if any(lab.state is LabState.TO_CHECK for lab in each.labs)]
    assert [each for each in people if any(lab.state is LabState.NOT_DONE for lab in each.labs)]
    assert [
        each for each in people if any(a.result["total"] is None for _, a in each.assessments_of("sledai_2k"))
    ]
    assert [each for each in people if any(lab.analyte == "igg" and lab.unit == "mg/dL" for lab in each.labs)]
    assert [each for each in people if each.patient.born and each.patient.born.exact is None]


def test_that_the_relapse_follows_the_recovery_and_leads_to_a_second_infusion():
    relapsed = next(each for each in people_with_two_infusions())
    first, second = (i.day0.exact for i in relapsed.infusions)
    back = first_aplasia(relapsed).back
    totals = {visit.day: a.result["total"] for visit, a in relapsed.assessments_of("sledai_2k")}
    flare = next(day for day, total in totals.items() if total >= 10 and day > first)
    assert first + timedelta(days=back) < flare < second
    again = aplasia(relapsed.labs, second, today=TODAY)
    assert again.back is not None


def people_with_two_infusions() -> list[Course]:
    return [each for each in everyone() if len(each.infusions) == 2]


def test_that_planned_visits_were_missed_in_the_middle_of_a_course():
    codes = [visit.code for visit in one("CAR-IIM-04").visits]
    assert "m6" in codes
    assert "m24" in codes
    assert not {"d60", "d90", "m9", "m18"} & set(codes)


def test_that_two_share_surname_and_birthday_and_two_surname_only():
    keys = Counter((each.patient.family, str(each.patient.born)) for each in everyone())
    assert keys["Kowalska", "1988-07-02"] == 2
    names = Counter(each.patient.family for each in everyone())
    assert names["Okafor"] == 2
    assert max(len(each.patient.name) for each in everyone()) > 45


@pytest.mark.parametrize("first_letter", ["Α", "А", "ễ"])
def test_that_greek_cyrillic_and_vietnamese_names_are_there(first_letter):
    def script(text: str) -> bool:
        return any(ord(first_letter) <= ord(sign) < ord(first_letter) + 60 for sign in text)

    assert any(script(each.patient.family) for each in everyone())


def test_that_no_text_needs_a_letter_that_the_font_lacks():
    letters = set(TTFont("practice", str(resource("fonts", "TrackerSans-Regular.ttf"))).face.charToGlyph)
    for row in generate(7, TODAY).entities:
        for value in vars(row).values():
            if isinstance(value, str):
                assert {ord(sign) for sign in value.upper() + value if sign != "\n"} <= letters, value


def test_that_every_value_of_a_visit_is_possible_except_what_is_still_to_check():
    for each in everyone():
        for lab in each.labs:
            known = analyte(lab.analyte)
            assert lab.unit in known.units
            if lab.number is not None and lab.state is LabState.MEASURED:
                assert known.within(known.impossible, lab.number, lab.unit)


def test_that_below_detection_is_a_limit_and_never_a_zero():
    cells = [lab for each in everyone() for lab in each.labs if lab.analyte == "cd19"]
    assert sum(lab.comparator is Comparator.BELOW for lab in cells) > 60
    assert all(lab.value == lab.detection_limit for lab in cells if lab.unseen)
    assert not any(lab.number == 0 for lab in cells)
    assert {lab.detection_limit for lab in cells} == {"1", "0.5"}


def test_that_every_past_visit_is_signed_and_none_lies_in_the_future():
    session = written()
    signed = {signature.record for signature in session.records.find(Signature)}
    visits = session.records.find(Visit)
    assert {visit.id for visit in visits} == signed
    assert all(visit.day < TODAY for visit in visits)
    assert all(signature.user == session.user.id for signature in session.records.find(Signature))


def test_that_nothing_happens_after_a_patient_left_or_after_today():
    for each in everyone():
        end = each.patient.standing_since.exact if each.patient.standing_since else TODAY
        assert all(visit.day <= end for visit in each.visits)
        for event in each.events:
            assert event.start.exact <= end, (each.patient.study_id, event.term)
            assert event.end is None or event.end.exact <= end, (each.patient.study_id, event.term)
            assert bool(event.ongoing) is (event.end is None)
        for medicine in each.medications:
            assert medicine.start.earliest <= end
            assert medicine.end or each.patient.standing is not Standing.DIED
            assert medicine.end is None or medicine.end.exact <= end, (each.patient.study_id, medicine.drug)


def test_that_the_relapse_is_a_flare_after_the_b_cells_came_back_and_local_reactions_are_as_planted():
    planted = {person.study_id: person for person in PEOPLE}
    flares, local = {}, {}
    for each in everyone():
        for event in each.events:
            day = each.day_number(event.start.exact)
            if event.kind is EventKind.FLARE:
                flares[each.patient.study_id] = day
                assert relapse_class(each, event) is Relapse.AFTER_RECONSTITUTION
            if event.kind is EventKind.LICATS:
                local[each.patient.study_id] = (day, event.details["organ"])
                assert event.grade <= 2
    assert flares == {id: person.relapse for id, person in planted.items() if person.relapse}
    assert local == {id: person.licats for id, person in planted.items() if person.licats}
    assert len(local) == 3


def test_that_every_serious_event_says_why_and_all_but_one_were_told_to_the_sponsor():
    serious = [event for each in everyone() for event in each.events if seriousness(event)]
    assert len(serious) == 5
    assert all(True in event.criteria.values() and event.site_aware for event in serious)
    assert [event.term for event in serious if event.sponsor_told is None] == [
        "Kidney infection (pyelonephritis)"
    ]
    assert [event.criteria["death"] for event in serious if event.grade == 5] == [True]


def test_that_handouts_can_be_made_at_once():
    session = written()
    assert setting(session.records, "emergency_number") == "999"
    assert setting(session.records, "clinic_phone")
    assert session.records.get(Site, session.site.id).hospital
    messages = {visit.main_message for visit in session.records.find(Visit)}
    assert {part for each in messages for part in each.replace(". Your", ".|Your").split("|")} <= {
        "",
        *SENTENCES,
    }
    assert "" in messages
    now_taken = [m for m in session.records.find(MedicationCourse) if m.end is None]
    assert all(m.how_to_take for m in now_taken)


def test_that_everything_belongs_to_the_study_and_codes_are_declared():
    session = written()
    for kind in (
        Patient,
        Diagnosis,
        Infusion,
        Conditioning,
        Visit,
        LabResult,
        MedicationCourse,
        AdverseEvent,
    ):
        rows = session.records.find(kind)
        assert rows
        assert {row.site for row in rows} == {session.site.id}
    assert {m.drug for m in session.records.find(MedicationCourse)} <= set(DRUGS)
    assert {c.drug for c in session.records.find(Conditioning)} <= set(DRUGS)
    assert session.records.find(Assessment)


def test_that_progress_reaches_its_total():
    steps: list[tuple[int, int]] = []
    write_practice(
        fake_session(practice=True), generate(7, TODAY), lambda done, total, _: steps.append((done, total))
    )
    assert steps[-1][0] == steps[-1][1]
    assert steps == sorted(steps)


def test_that_the_practice_worklist_has_a_visit_today_and_none_forgotten_for_long():
    found = read_worklist(written().records, TODAY)
    counts = found.counts()
    assert counts[Tile.TODAY] >= 2
    assert 2 <= counts[Tile.ALL] <= 25, [(r.patient.study_id, r.group, r.title) for r in found.rows]
    okafor = next(row for row in found.rows if row.patient.study_id == "CAR-SLE-07" and row.visit is None)
    assert (okafor.title, okafor.group, okafor.time) == ("Month 6", Group.TODAY, okafor.time)
    assert okafor.time
    assert {each.patient.study_id for each in found.first_days}


def test_that_practice_visits_fulfil_the_plan_and_none_is_a_problem():
    records = written().records
    for each in everyone():
        found = patient_schedule(records, each.patient.id, TODAY)
        assert found.problems == (), (each.patient.study_id, [p.said for p in found.problems])
        named = [visit for visit in each.visits if visit.code != "unplanned"]
        assert {visit.id for visit in named} == {p.held for p in found.visits if p.held}
