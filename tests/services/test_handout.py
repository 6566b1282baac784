"""The patient's paper: only what is allowed, only what is signed, in plain words."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from tests.courses import SITE, TODAY, okafor, on, published
from tests.fakes import FakeRecords
from tests.pdf.letters import read, text_of
from tracker.domain.chart import Point
from tracker.domain.followup import Appointment
from tracker.domain.letter import Letter
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Standing
from tracker.domain.refusal import Refusal
from tracker.domain.settings import NEUTRAL_MESSAGE, SENTENCES
from tracker.domain.study import Setting, Site
from tracker.domain.visit import LabState, Signature
from tracker.language import words
from tracker.pdf.printer import print_letter
from tracker.services.handout import HandoutData, HandoutMedicine, HandoutNext, handout
from tracker.services.handout_data import handout_data

CLINIC = Site(id=SITE, site=SITE, clinic="Autoimmune Cell Therapy Clinic", hospital="St Example Hospital")


def everything_signed(course):
    signatures = tuple(
        Signature(
            site=SITE, patient=course.patient.id, kind="Visit", record=visit.id,
            record_revision=visit.revision, user=SITE, meaning="checked",
            at=datetime(2026, 11, 23, tzinfo=UTC),
        )
        for visit in course.visits
    )  # fmt: skip
    return replace(course, signatures=signatures)


def data(
    course=None,
    visit=None,
    settings=(("emergency_number", "999"), ("clinic_phone", "01234 567 890")),
    more=(),
):
    records = FakeRecords(*(Setting(site=SITE, key=key, value=value) for key, value in settings), *more)
    course = everything_signed(okafor()) if course is None else course
    return handout_data(course, records, words(), visit, site=CLINIC, practice=False)


def printed(made):
    return text_of(print_letter(handout(made, words())))


def told(visit_message):
    course = everything_signed(okafor())
    last = replace(course.visits[-1], main_message=visit_message)
    return data(replace(course, visits=(*course.visits[:-1], last)))


def test_that_the_next_appointments_are_told_and_planned_days_are_not_promised():
    assert "We will tell you the day of your next visit" in printed(data())
    patient, infusion = okafor().patient.id, okafor().infusions[-1].id
    agreed = Appointment(
        site=SITE, patient=patient, infusion=infusion, code="m12", day=date(2027, 5, 24), time="09:30",
        place="Day clinic",
    )  # fmt: skip
    said = printed(data(more=(agreed,)))
    assert "Monday 24 May 2027, 09:30" in said
    assert "Month 12 visit, Day clinic" in said
    assert "Month 9" not in said


def test_that_the_handout_says_who_when_and_what_to_do():
    said = printed(data())
    for phrase in (
        "Adaeze Okafor", "Born 14 March 1991", "Hospital number 104 0027", "Monday 23 November 2026",
        "It is 6 months since your CAR T-cell treatment.", "How active your lupus is", "16 before", "2 now",
        "Growing back", "Hydroxychloroquine", "1 tablet in the morning, with food", "Do not take",
        "Stopped on 14 August 2026", "Call us the same day on 01234 567 890", "Call 999", "Page 1 of 1",
    ):  # fmt: skip
        assert phrase in said, phrase


def test_that_it_fits_on_one_page():
    assert len(read(print_letter(handout(data(), words()))).pages) == 1


def test_that_without_a_chosen_message_the_neutral_one_is_printed():
    assert data().message == NEUTRAL_MESSAGE


def test_that_approved_sentences_can_be_chosen():
    chosen = f"{SENTENCES[0]} {SENTENCES[5]}"
    assert told(chosen).message == chosen


def test_that_a_message_nobody_approved_is_refused():
    with pytest.raises(Refusal, match="approved sentences"):
        told(f"{SENTENCES[0]} And grade 3 it is.")


def test_that_no_handout_is_made_without_an_emergency_number():
    with pytest.raises(Refusal, match="emergency number"):
        data(settings=(("clinic_phone", "01234"),))


def test_that_a_published_patient_gets_none():
    with pytest.raises(Refusal, match="published"):
        data(published())


def test_that_a_patient_who_died_gets_none():
    course = okafor()
    with pytest.raises(Refusal, match="died"):
        data(replace(course, patient=replace(course.patient, standing=Standing.DIED)))


def test_that_a_patient_without_a_visit_gets_none():
    with pytest.raises(Refusal, match="no visit"):
        data(okafor(visits=()))


def test_that_only_signed_visits_bring_results():
    made = data(okafor())
    assert [point.day for point in made.score] == [185]
    assert not made.draft


def test_that_an_unsigned_visit_is_a_draft_without_its_results():
    made = data(okafor(signatures=()))
    assert made.draft
    assert made.score == made.cells == ()
    assert "DRAFT, NOT SIGNED" in printed(made)


def test_that_a_visit_changed_after_its_signature_counts_as_unsigned():
    course = okafor()
    last = replace(course.visits[-1], revision=course.visits[-1].revision + 1)
    assert data(replace(course, visits=(*course.visits[:-1], last))).draft


def test_that_a_value_to_check_stays_off_the_paper():
    course = everything_signed(okafor())
    labs = tuple(
        replace(each, state=LabState.TO_CHECK) if each.sampled == on(185) else each for each in course.labs
    )
    assert [point.day for point in data(replace(course, labs=labs)).cells][-1] == 168


def test_that_results_after_the_visit_stay_off_its_handout():
    course = everything_signed(okafor())
    at_month_3 = next(visit for visit in course.visits if visit.day == on(84))
    made = data(course, at_month_3)
    assert max(point.day for point in (*made.score, *made.cells)) == 84


def test_that_notes_remarks_and_grades_have_no_way_onto_the_paper():
    canary = "CANARY"
    course = everything_signed(okafor())
    course = replace(
        course,
        patient=replace(course.patient, study_id=canary, allergies=canary, sex=course.patient.sex),
        visits=tuple(replace(v, note=canary, clinician=canary, title=canary) for v in course.visits),
        labs=tuple(replace(each, note=canary, laboratory=canary) for each in course.labs),
        events=tuple(replace(e, term=canary, action=canary, related=canary) for e in course.events),
        medications=tuple(replace(m, purpose=canary, stop_reason=canary) for m in course.medications),
        diagnoses=tuple(replace(d, detail=canary) for d in course.diagnoses),
        infusions=tuple(replace(i, lot=canary, product=canary, dose=canary) for i in course.infusions),
        signatures=tuple(replace(s, meaning=canary) for s in course.signatures),
    )
    pdf = print_letter(handout(data(course), words()))
    assert canary not in text_of(pdf)
    assert canary.encode() not in pdf
    assert "grade" not in text_of(pdf).casefold()


def test_that_the_properties_name_neither_patient_nor_user():
    found = str(dict(read(print_letter(handout(data(), words()))).metadata))
    assert not re.search("Okafor|Adaeze|104|CAR-SLE|Abara", found)


def test_that_the_allowed_fields_are_these_and_no_others():
    assert [field.name for field in fields(HandoutData)] == [
        "clinic", "hospital", "name", "born", "hospital_no", "day", "months", "message", "disease", "score",
        "score_axis", "lower_is_better", "quiet_up_to", "cells", "gone", "back", "in_range", "medicines",
        "next", "phone", "emergency_number", "signs", "practice", "draft",
    ]  # fmt: skip


def test_that_a_new_dose_and_a_new_medicine_are_told():
    course = everything_signed(okafor())
    more = (
        MedicationCourse(
            site=SITE, patient=course.patient.id, drug="ramipril", start=PartialDate.of(on(100)),
            steps=(DoseStep(on(100), "2.5"), DoseStep(on(180), "5")),
        ),
        MedicationCourse(
            site=SITE, patient=course.patient.id, drug="atovaquone", start=PartialDate.of(on(185)),
            steps=(DoseStep(on(185), "750", doses=2),),
        ),
    )  # fmt: skip
    changes = {each.name: each.change for each in data(replace(course, medications=more)).medicines}
    assert changes == {
        "Ramipril": "New dose since 18 November 2026",
        "Atovaquone": "New since 23 November 2026",
    }


def test_that_practice_is_marked():
    assert "PRACTICE" in printed(replace(data(), practice=True))


FULL = HandoutData(
    clinic="Clinic",
    name="Adaeze Okafor",
    born=PartialDate(1991, 3, 14),
    day=TODAY,
    months=6,
    message=" ".join(SENTENCES),
    disease="lupus",
    score=(Point(-7, 16, "16"), Point(185, 2, "2")),
    quiet_up_to=4,
    cells=(
        Point(-7, 86, "86"),
        Point(7, 1, "<1", unseen=True),
        Point(84, 1, "<1", unseen=True),
        Point(99, 9, "9"),
    ),
    gone=(7, 84),
    back=True,
    medicines=(HandoutMedicine(name="Aciclovir", how="1 tablet in the morning", change="No change"),),
    next=(
        HandoutNext(
            when="Monday 21 December 2026, 9.30am", what="Blood test. You can eat and drink as normal."
        ),
    ),
    phone="01234 567 890",
    emergency_number="999",
    signs=("a temperature of 38 °C or more", "a painful rash"),
)


def sentences_of(letter: Letter):
    def walk(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            for each in value:
                yield from walk(each)
        elif hasattr(value, "__dataclass_fields__") and type(value).__module__.endswith("letter"):
            for field in fields(value):
                yield from walk(getattr(value, field.name))

    for text in walk((letter.title, letter.subtitle, letter.blocks)):
        yield from (each for each in re.split(r"(?<=[.?!:])\s+", text) if len(each.split()) > 2)


def syllables(word):
    groups = re.findall(r"[aeiouy]+", word.casefold())
    silent = word.casefold().endswith("e") and not word.casefold().endswith("le") and len(groups) > 1
    return max(len(groups) - silent, 1)


def test_that_the_template_is_easy_to_read():
    found = list(sentences_of(handout(FULL, words())))
    counted = [re.findall(r"[A-Za-z'’-]+", each) for each in found]
    assert max(len(each) for each in counted) <= 20
    words_in_all = [word for each in counted for word in each]
    per_sentence = len(words_in_all) / len(counted)
    per_word = sum(map(syllables, words_in_all)) / len(words_in_all)
    assert 0.39 * per_sentence + 11.8 * per_word - 15.59 <= 6


def test_that_a_hard_text_would_have_been_found_out():
    hard = "Concomitant immunosuppressive medication necessitates individualised reconsideration."
    counted = re.findall(r"[A-Za-z]+", hard)
    assert 0.39 * len(counted) + 11.8 * sum(map(syllables, counted)) / len(counted) - 15.59 > 6


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (None, "November 2026."),
        (0, "less than a month"),
        (1, "1 month since"),
        (14, "14 months since"),
        (24, "It is 2 years since"),
        (181, "It is more than 15 years since"),
    ],
)
def test_that_the_time_since_treatment_is_said_plainly(months, said):
    assert said in handout(replace(FULL, months=months), words()).subtitle


def test_that_a_birth_year_alone_is_printed_as_such():
    assert "Born 1991" in printed(replace(FULL, born=PartialDate(1991)))


def test_that_the_day_of_the_visit_is_in_the_file_title_and_no_name():
    assert handout(FULL, words()).file_title == "Your visit summary, 23 November 2026"
    assert FULL.day == date(2026, 11, 23)
