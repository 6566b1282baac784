"""Adverse events are kept with their days, grades and reasons; what cannot be is refused by name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.courses import DAY0, TODAY, okafor, on
from tests.fakes import NOON, fake_session
from tracker.domain.adverse_event import AdverseEvent, EventKind, GradeStep
from tracker.domain.change import Act
from tracker.domain.event_answers import CRITERIA
from tracker.domain.event_terms import term_named
from tracker.domain.followup import Inquiry
from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.refusal import Refusal
from tracker.language import words
from tracker.pdf.printer import print_letter
from tracker.services.course import course
from tracker.services.event_inquiries import TOPIC, asked_again, nothing_new, still_there
from tracker.services.event_reading import (
    Relapse,
    open_events,
    relapse_class,
    to_ask,
)
from tracker.services.event_view import event_view, left_text, related_text, said_of, serious_open
from tracker.services.events import (
    NewEvent,
    change_grade,
    correct_event,
    end_event,
    remove_event,
    reopen_event,
    report_event,
    tell_sponsor,
    update_event,
)
from tracker.services.lab_grades import GRADED
from tracker.services.papers import EVENTS, letter_for
from tracker.services.visit_checks import EVENTS as STILL_OPEN
from tracker.services.visit_checks import checks
from tracker.services.visit_entry import entry_of
from tracker.services.visits import open_visit

NONE = dict.fromkeys(CRITERIA, False)
KNOWN = NOON - timedelta(hours=2, minutes=48)
say = words()


@pytest.fixture
def whole():
    return okafor()


@pytest.fixture
def session(whole):
    return fake_session(
        whole.patient, *whole.diagnoses, *whole.infusions, *whole.visits, *whole.labs, *whole.conditionings
    )


@pytest.fixture
def patient(whole):
    return whole.patient.id


def asked(term="Pneumonia", **more):
    given = {"kind": EventKind.INFECTION, "scale": "CTCAE v5", "grade": 2, "start": PartialDate.of(on(180))}
    return NewEvent(term=term, **{**given, **more})


def kept(session, term="Pneumonia"):
    return next(each for each in session.records.find(AdverseEvent) if each.term == term)


def as_asked(event, **more):
    names = NewEvent.__dataclass_fields__
    return NewEvent(**{**{name: getattr(event, name) for name in names}, **more})


@pytest.fixture
def pneumonia(session, patient):
    report_event(session, patient, asked(), NOON)
    return kept(session).id


def test_that_an_event_is_kept_with_its_first_grade(session, pneumonia):
    event = kept(session)
    assert (event.grade, event.grades) == (2, (GradeStep(on(180), 2),))
    assert (event.serious, event.end) == (None, None)


def test_that_an_unknown_day_starts_no_log(session, patient):
    report_event(session, patient, asked(start=PartialDate(2026, 11)), NOON)
    assert kept(session).grades == ()
    assert kept(session).grade == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"term": " "}, "Write what happened."),
        ({"grade": 6}, "whole number from 1 to 5"),
        ({"grade": 0}, "whole number from 1 to 5"),
        ({"scale": "LICATS", "kind": EventKind.LICATS, "grade": 5}, "LICATS goes to grade 4"),
        ({"end": PartialDate.of(on(170))}, "The end lies before the start"),
        ({"start": PartialDate(1980)}, "before the date of birth"),
        ({"start": PartialDate.of(TODAY + timedelta(days=1))}, "in the future"),
        ({"end": PartialDate.of(TODAY + timedelta(days=1))}, "in the future"),
        ({"end": PartialDate.of(on(181)), "ongoing": True}, "said to go on"),
        ({"site_aware": NOON + timedelta(hours=1)}, "The time lies in the future"),
        ({"site_aware": NOON.replace(tzinfo=None)}, "time zone"),
        ({"site_aware": NOON - timedelta(days=30)}, "before it began"),
        ({"site_aware": KNOWN, "sponsor_told": KNOWN - timedelta(hours=1)}, "before you knew"),
        ({"criteria": {"grade": True}}, "belongs to no question"),
        ({"relations": {"weather": "possible"}}, "belongs to no question"),
        ({"relations": {"car_t": "maybe"}}, "how likely"),
        ({"outcome": "fine"}, "how it ended"),
        ({"grade": 5, "criteria": NONE}, "Grade 5 is death"),
        ({"details": {"igg_at_onset": "low"}}, "IgG at onset is a number"),
    ],
)
def test_that_what_cannot_be_is_named_and_nothing_is_written(session, patient, change, sentence):
    with pytest.raises(Refusal, match=sentence):
        report_event(session, patient, asked(**change), NOON)
    assert session.records.find(AdverseEvent) == ()


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13", "22/11", "soon"])
def test_that_a_partial_date_nobody_can_read_is_refused(text):
    with pytest.raises(Refusal):
        PartialDate.parse(text)


def test_that_a_start_before_day_0_is_taken_and_said(session, patient, whole):
    report_event(session, patient, asked(start=PartialDate.of(on(-3))), NOON)
    line = event_view(session.records, patient, NOON).lines[0]
    assert "It began before Day 0: before the cells were given." in said_of(line, whole, say)


def test_that_an_open_event_is_not_entered_twice(session, patient, pneumonia):
    with pytest.raises(Refusal, match="entered as open already"):
        report_event(session, patient, asked(), NOON)


def test_that_grades_over_time_keep_the_worst(session, pneumonia):
    change_grade(session, pneumonia, 3, on(182), NOON)
    change_grade(session, pneumonia, 1, on(184), NOON)
    event = kept(session)
    assert [step.grade for step in event.grades] == [2, 3, 1]
    assert event.grade == 3
    with pytest.raises(Refusal, match="before the start"):
        change_grade(session, pneumonia, 3, on(170), NOON)


def test_that_an_event_ends_and_is_opened_again(session, pneumonia):
    end_event(session, pneumonia, PartialDate.of(on(183)), NOON)
    assert (kept(session).outcome, kept(session).ongoing) == ("recovered", False)
    reopen_event(session, pneumonia, NOON)
    assert (kept(session).end, kept(session).ongoing, kept(session).outcome) == (None, True, "")


def test_that_new_information_does_not_change_what_it_is(session, pneumonia):
    with pytest.raises(Refusal, match="F2 corrects"):
        update_event(session, pneumonia, as_asked(kept(session), term="Sepsis"), NOON)
    update_event(session, pneumonia, as_asked(kept(session), action="Antibiotics", grade=3), NOON)
    event = kept(session)
    assert (event.action, event.grade) == ("Antibiotics", 3)
    assert event.grades[-1] == GradeStep(TODAY, 3)


def test_that_a_correction_needs_its_reason_and_starts_the_grades_anew(session, pneumonia):
    with pytest.raises(Refusal, match="Choose a reason"):
        correct_event(session, pneumonia, as_asked(kept(session), grade=1), NOON, why=0)
    correct_event(session, pneumonia, as_asked(kept(session), grade=1), NOON, why=1)
    assert kept(session).grades == (GradeStep(on(180), 1),)
    last = session.records.history(pneumonia)[-1]
    assert (last.act, last.why) == (Act.CORRECTED, "Typing error")
    with pytest.raises(Refusal, match="Nothing was changed"):
        correct_event(session, pneumonia, as_asked(kept(session)), NOON, why=1)


def test_that_an_event_of_another_patient_is_taken_out_with_a_note(session, pneumonia):
    with pytest.raises(Refusal, match="needs a note"):
        remove_event(session, pneumonia, why=2)
    remove_event(session, pneumonia, why=2, note="Belongs to the next bed")
    assert session.records.find(AdverseEvent) == ()


def serious(**more):
    return asked(criteria={**NONE, "hospital": True}, site_aware=KNOWN, **more)


def test_that_the_clock_of_a_serious_event_runs_until_the_sponsor_is_told(session, patient):
    report_event(session, patient, serious(grade=3), NOON)
    view = event_view(session.records, patient, NOON)
    (line,) = view.shown("serious")
    assert left_text(line.clock, say) == "21 h 12 min left"
    late = event_view(session.records, patient, NOON + timedelta(hours=25)).lines[0]
    assert left_text(late.clock, say) == "3 h late"
    tell_sponsor(session, line.event.id, NOON, NOON)
    told = event_view(session.records, patient, NOON + timedelta(days=3)).lines[0]
    assert left_text(told.clock, say) == "Sponsor told"
    assert kept(session).sponsor_aware == NOON
    assert serious_open(course(session.records, patient), TODAY) == 1


def test_that_an_upgrade_after_the_sponsor_knew_is_dated(session, patient):
    report_event(session, patient, serious(sponsor_told=NOON), NOON)
    event = kept(session)
    worse = as_asked(event, criteria={**event.criteria, "life_threatening": True}, grade=4)
    update_event(session, event.id, worse, NOON + timedelta(days=2), since=TODAY + timedelta(days=1))
    assert kept(session).worsened == TODAY + timedelta(days=1)


def test_that_the_clock_of_the_site_starts_when_a_known_event_becomes_serious(session, patient):
    report_event(session, patient, asked(criteria=NONE, site_aware=KNOWN, sponsor_told=NOON), NOON)
    event = kept(session)
    days = timedelta(days=10)
    worse = as_asked(
        event, criteria={**NONE, "hospital": True}, expected=False, relations={"car_t": "possible"}
    )
    update_event(session, event.id, worse, NOON + days)
    (line,) = event_view(session.records, patient, NOON + days + timedelta(hours=3)).lines
    assert left_text(line.clock, say) == "21 h 0 min left"
    (report,) = line.reports
    assert report.due == TODAY + days + timedelta(days=15)
    tell_sponsor(session, event.id, NOON + days + timedelta(hours=4), NOON + days + timedelta(hours=4))
    (line,) = event_view(session.records, patient, NOON + days + timedelta(days=2)).lines
    assert left_text(line.clock, say) == "Sponsor told"


def test_that_a_serious_event_that_turns_fatal_has_to_be_told_again(session, patient):
    report_event(session, patient, serious(sponsor_told=NOON, grade=3), NOON)
    event = kept(session)
    worse = as_asked(event, criteria={**event.criteria, "death": True}, grade=5, outcome="fatal")
    update_event(session, event.id, worse, NOON + timedelta(days=2))
    (line,) = event_view(session.records, patient, NOON + timedelta(days=2, hours=1)).lines
    assert left_text(line.clock, say) == "23 h 0 min left"
    assert line.clock.runs


def test_that_an_upgrade_known_on_an_earlier_day_counts_from_the_beginning_of_that_day(session, patient):
    report_event(session, patient, asked(criteria=NONE, site_aware=KNOWN), NOON)
    event = kept(session)
    worse = as_asked(event, criteria={**NONE, "hospital": True})
    update_event(session, event.id, worse, NOON + timedelta(days=5), since=TODAY + timedelta(days=4))
    (line,) = event_view(session.records, patient, NOON + timedelta(days=5)).lines
    assert line.clock.starts.date() == TODAY + timedelta(days=4)
    assert line.clock.starts.hour == 0
    assert left_text(line.clock, say).endswith("late")


def test_that_a_question_answered_late_does_not_start_the_clock_anew(session, patient):
    report_event(session, patient, asked(site_aware=KNOWN), NOON)
    event = kept(session)
    worse = as_asked(event, criteria={**NONE, "hospital": True})
    update_event(session, event.id, worse, NOON + timedelta(days=5))
    assert event_view(session.records, patient, NOON).lines[0].clock.starts == KNOWN


def test_that_what_is_learned_later_keeps_the_start_of_the_clock(session, patient):
    report_event(session, patient, asked(criteria=NONE, site_aware=KNOWN), NOON)
    event = kept(session)
    update_event(
        session, event.id, as_asked(event, criteria={**NONE, "hospital": True}), NOON + timedelta(days=1)
    )
    event = kept(session)
    update_event(session, event.id, as_asked(event, details={}, narrative="Fever"), NOON + timedelta(days=3))
    (line,) = event_view(session.records, patient, NOON + timedelta(days=1, hours=1)).lines
    assert left_text(line.clock, say) == "23 h 0 min left"


def test_that_grade_3_alone_is_not_serious_and_the_list_says_so(session, patient, whole):
    report_event(session, patient, asked(grade=3, criteria=NONE), NOON)
    (line,) = event_view(session.records, patient, NOON).lines
    assert line.serious is False
    assert "Grade 3 alone is not serious." in said_of(line, whole, say)


def test_that_open_events_are_asked_at_each_visit_until_somebody_says(session, patient, whole, pneumonia):
    visit = whole.visits[-1]
    read = course(session.records, patient)
    inquiries = session.records.find(Inquiry, patient=patient)
    assert [each.id for each in to_ask(read, inquiries, visit.id, visit.day)] == [pneumonia]
    still_there(session, pneumonia, visit.id)
    still_there(session, pneumonia, visit.id)
    inquiries = session.records.find(Inquiry, patient=patient)
    assert {each.topic for each in inquiries} == {TOPIC, asked_again(pneumonia)}
    assert to_ask(read, inquiries, visit.id, visit.day) == ()
    assert [each.id for each in open_events(read, visit.day)] == [pneumonia]
    assert open_events(read, on(10)) == ()


def test_that_an_open_event_stands_before_the_signature_until_it_is_answered(session, patient, whole):
    rash = report_event(session, patient, asked("Rash"), NOON).event.id
    cough = report_event(session, patient, asked("Cough"), NOON).event.id
    visit = whole.visits[-1]

    def before_signing():
        form = open_visit(session, patient, visit.id, visit.day)
        found = checks(form, entry_of(visit))
        return {each.key: say.say(each.said) for each in found if each.section == STILL_OPEN}

    def asked_topics():
        return {each.topic for each in session.records.find(Inquiry, visit=visit.id)}

    assert before_signing()[str(rash)] == "Rash: still there, or ended?"
    assert set(before_signing()) == {str(rash), str(cough)}
    still_there(session, rash, visit.id)
    assert set(before_signing()) == {str(cough)}
    assert TOPIC not in asked_topics()
    end_event(session, cough, PartialDate.of(visit.day), NOON, visit=visit.id)
    assert before_signing() == {}
    assert TOPIC in asked_topics()


def test_that_being_asked_and_having_none_is_a_fact_of_its_own(session, patient):
    assert event_view(session.records, patient, NOON).asked == 0
    for day in (on(28), on(60), on(60)):
        nothing_new(session, patient, day)
    view = event_view(session.records, patient, NOON)
    assert (view.asked, view.lines) == (2, ())


def test_that_filters_count_and_open_ones_come_first_by_grade(session, patient):
    for term, grade, start, end in (("Cold", 1, 41, 49), ("Sepsis", 4, 60, 70), ("Pneumonia", 2, 180, None)):
        report_event(
            session,
            patient,
            asked(
                term,
                grade=grade,
                start=PartialDate.of(on(start)),
                end=PartialDate.of(on(end)) if end else None,
            ),
            NOON,
        )
    report_event(session, patient, asked("Fatigue", kind=EventKind.OTHER, grade=3), NOON)
    view = event_view(session.records, patient, NOON)
    assert [line.event.term for line in view.lines] == ["Fatigue", "Pneumonia", "Sepsis", "Cold"]
    assert {key: len(view.shown(key)) for key in ("all", "open", "severe", "infections")} == {
        "all": 4,
        "open": 2,
        "severe": 2,
        "infections": 3,
    }


def test_that_the_likeliest_cause_is_shown_and_older_words_stay():
    event = AdverseEvent(
        site=okafor().patient.site,
        patient=okafor().patient.id,
        term="Rash",
        relations={"car_t": "unlikely", "drug": "probable", "told_by": "Dr Mensah"},
    )
    assert related_text(event, say) == ("Probable", "Another drug")
    assert related_text(replace(event, relations={}, related="Conditioning"), say) == ("Conditioning", "")


def flare(whole, day, kind=EventKind.FLARE, **details):
    return AdverseEvent(
        site=whole.patient.site,
        patient=whole.patient.id,
        term="Flare of the disease",
        kind=kind,
        start=PartialDate.of(on(day)),
        details=details,
    )


def test_that_a_flare_is_during_aplasia_up_to_the_day_of_recovery(whole):
    assert [relapse_class(whole, flare(whole, day)) for day in (50, 140, 141, 180)] == [
        Relapse.DURING_APLASIA,
        Relapse.DURING_APLASIA,
        Relapse.AFTER_RECONSTITUTION,
        Relapse.AFTER_RECONSTITUTION,
    ]
    assert relapse_class(whole, flare(whole, -10)) is None
    assert relapse_class(whole, replace(flare(whole, 50), start=PartialDate(2026, 7))) is None
    assert relapse_class(replace(whole, labs=()), flare(whole, 50)) is None


@pytest.mark.parametrize(
    "case",
    [
        (EventKind.FLARE, 50, {"organ_before": True}, "LICATS?"),
        (EventKind.LICATS, 50, {"organ_before": False}, "Flare?"),
        (EventKind.LICATS, 50, {}, "LICATS or flare?"),
        (EventKind.LICATS, 180, {}, "Flare?"),
        (EventKind.LICATS, 50, {"organ_before": True}, "Onset late"),
    ],
)
def test_that_licats_or_flare_is_asked_beside_the_event(session, whole, case):
    patient, (kind, day, details, said) = whole.patient.id, case
    new = asked("A rash", kind=kind, scale="", grade=1, start=PartialDate.of(on(day)), details=details)
    report_event(session, patient, new, NOON)
    line = event_view(session.records, patient, NOON).lines[0]
    assert any(said in each for each in said_of(line, whole, say))
    assert line.event.kind is kind


def test_that_a_laboratory_grade_is_suggested_and_never_created(session, patient, whole):
    found = replace(whole.labs_of("neutrophils")[0], id=uuid4(), value="0.45", sampled=on(9), visit=None)
    rows = (whole.patient, *whole.diagnoses, *whole.infusions, *whole.labs, found)
    view = event_view(fake_session(*rows).records, patient, NOON)
    assert [(each.term, each.grade) for each in view.suggested] == [("Neutropenia", 4)]
    assert view.lines == ()
    assert term_named(view.suggested[0].term) is not None


def test_that_every_suggested_name_is_a_term():
    assert all(term_named(term) is not None for _, term in GRADED.values())


def test_that_a_second_infusion_parts_the_flares(whole):
    again = Infusion(
        site=whole.patient.site, patient=whole.patient.id, number=2, day0=PartialDate.of(on(160))
    )
    later = replace(whole, infusions=(*whole.infusions, again))
    assert relapse_class(later, flare(whole, 150)) is Relapse.AFTER_RECONSTITUTION
    assert relapse_class(later, flare(whole, 170)) is None


def test_that_codes_are_kept_as_typed(session, patient):
    report_event(session, patient, asked(meddra_pt=" 10035664 ", meddra_version="27.1"), NOON)
    assert (kept(session).meddra_pt, kept(session).meddra_version) == ("10035664", "27.1")


def test_that_days_at_the_clinic_count_and_not_those_of_greenwich(session, patient):
    clinic = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    report_event(session, patient, asked(start=PartialDate.of(date(2026, 11, 24))), clinic)
    assert kept(session).start.exact == date(2026, 11, 24)
    assert DAY0 < TODAY


def test_that_the_list_on_paper_says_why_and_when_the_sponsor_was_told(session, patient):
    report_event(session, patient, serious(sponsor_told=NOON, verbatim="chest infection"), NOON)
    report_event(session, patient, asked("Fatigue", kind=EventKind.OTHER, criteria=NONE), NOON)
    letter = letter_for(session, EVENTS, patient, visit=None, words=say, today=TODAY)
    (first, second), _ = letter.blocks[0].blocks[0].rows, letter.blocks[1]
    assert (first[0].text, first[0].under) == ("Pneumonia", "chest infection")
    assert (first[2].text, first[2].under) == ("yes", "Hospital, or longer stay")
    assert first[6].text == "told 23-Nov-2026 12:00"
    assert second[2].text == "no"
    assert print_letter(letter, "letter").startswith(b"%PDF")


def test_that_a_list_without_events_says_how_often_one_asked(session, patient):
    nothing_new(session, patient, on(28))
    letter = letter_for(session, EVENTS, patient, visit=None, words=say, today=TODAY)
    assert (letter.blocks[0].lead, letter.blocks[0].text) == ("No events.", "Asked at 1 visit.")
