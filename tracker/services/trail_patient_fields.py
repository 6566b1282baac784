"""The fields of what is recorded about a patient, in words."""

from collections.abc import Mapping
from types import MappingProxyType

from tracker.domain.default_visits import DEFAULT_VISITS
from tracker.domain.diseases import DISEASES
from tracker.domain.drugs import DRUGS, PURPOSES, ROUTES
from tracker.domain.event_answers import CAUSES, CRITERIA, LIKELIHOODS, OUTCOMES, SCALES
from tracker.domain.followup import CONTACTS, DEATHS
from tracker.domain.instruments import CATALOGUE
from tracker.domain.labs import ANALYTES, UNITS
from tracker.domain.patient import SEX_TITLES
from tracker.domain.plan import UNPLANNED
from tracker.domain.recordables import RECORDABLES
from tracker.domain.text import N_
from tracker.domain.visit import LabState
from tracker.domain.visit_codes import UNPLANNED as UNPLANNED_VISIT
from tracker.services.event_view import KIND_TITLES
from tracker.services.schedules import NOT_DONE_TITLES
from tracker.services.standing import STANDING_TITLES
from tracker.services.trail_field import INNER, Field, Kind, kind

_VISITS = {each.code: each.title for each in DEFAULT_VISITS} | {UNPLANNED: UNPLANNED_VISIT.title}
_DRUGS = {code: each.title for code, each in DRUGS.items()}
_UNITS = {code: each.title for code, each in UNITS.items()}
_SCORES = {each.code: each.short or each.title for each in CATALOGUE}
_TOPICS = {code: each.title for code, each in RECORDABLES.items()}

PATIENT_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "Patient": kind(
            N_("Patient"),
            main="study_id",
            study_id=N_("Study ID"),
            family=N_("Family name"),
            given=N_("Given name"),
            born=N_("Date of birth"),
            sex=Field(N_("Sex"), SEX_TITLES),
            hospital_no=N_("Hospital number"),
            allergies=N_("Allergies"),
            published=N_("Published patient"),
            standing=Field(N_("Followed or not"), STANDING_TITLES),
            standing_since=N_("Since"),
            cause_of_death=Field(N_("Cause of death"), DEATHS),
            coordinator=N_("Coordinator"),
            plan=N_("Visit plan"),
        ),
        "Diagnosis": kind(
            N_("Diagnosis"),
            within=("disease",),
            disease=Field(N_("Disease"), {code: each.title for code, each in DISEASES.items()}),
            detail=N_("Detail"),
            since=N_("Since"),
        ),
        "Infusion": kind(
            N_("Infusion"),
            main="day0",
            number=N_("Number"),
            day0=N_("Day of the infusion"),
            product=N_("Product"),
            dose=N_("Dose"),
            dose_unit=N_("Unit of the dose"),
            lot=N_("Lot"),
            planned=N_("Planned for"),
            details=N_("Details of the product"),
        ),
        "Conditioning": kind(
            N_("Lymphodepletion"),
            main="dose",
            named_by=("drug",),
            infusion=N_("Infusion"),
            drug=Field(N_("Drug"), _DRUGS),
            dose=N_("Dose"),
            unit=Field(N_("Unit"), _UNITS),
            start=N_("First day"),
            end=N_("Last day"),
        ),
        "Visit": kind(
            N_("Visit"),
            named_by=("title", "code"),
            within=("day",),
            day=N_("Day of the visit"),
            code=Field(N_("Planned visit"), _VISITS),
            title=N_("Title"),
            clinician=N_("Clinician"),
            note=N_("Note"),
            main_message=N_("Message to the patient"),
            plan=N_("Visit plan"),
            infusion=N_("Counted from"),
            contact=Field(N_("Contact"), CONTACTS),
        ),
        "LabResult": kind(
            N_("Laboratory result"),
            main="value",
            named_by=("analyte",),
            within=("visit", "sampled"),
            visit=N_("Visit"),
            analyte=Field(N_("Test"), {code: each.title for code, each in ANALYTES.items()}),
            sampled=N_("Sample day"),
            comparator=Field(N_("Sign"), {"": "", "<": N_("below"), ">": N_("above")}),
            value=N_("Value"),
            unit=Field(N_("Unit"), _UNITS),
            low=N_("Lower limit of the laboratory"),
            high=N_("Upper limit of the laboratory"),
            laboratory=N_("Laboratory"),
            detection_limit=N_("Detection limit"),
            state=Field(
                N_("State"),
                {
                    LabState.MEASURED: N_("Measured"),
                    LabState.NOT_DONE: N_("Not done"),
                    LabState.TO_CHECK: N_("To check"),
                    LabState.AWAITED: N_("Awaited"),
                },
            ),
            note=N_("Note"),
        ),
        "Assessment": kind(
            N_("Score"),
            named_by=("instrument",),
            within=("visit",),
            visit=N_("Visit"),
            instrument=Field(N_("Score"), _SCORES),
            version=N_("Version of the score"),
            answers=N_("Answer"),
            found=INNER,
            result=INNER,
        ),
        "MedicationCourse": kind(
            N_("Medicine"),
            main="steps",
            named_by=("name", "drug"),
            drug=Field(N_("Drug"), _DRUGS),
            name=N_("Name on the label"),
            purpose=Field(N_("Purpose"), PURPOSES),
            steps=N_("Dose"),
            start=N_("Start"),
            end=N_("End"),
            stop_reason=N_("Why it was stopped"),
            how_to_take=N_("How to take it"),
            route=Field(N_("Route"), ROUTES),
            taper=N_("Taper as typed"),
            tablets=N_("Tablets at hand, mg"),
            ruling=Field(N_("Ruling"), {"counts": N_("Counts"), "does not count": N_("Does not count")}),
            ruling_reason=N_("Reason of the ruling"),
            note=N_("Note"),
        ),
        "AdverseEvent": kind(
            N_("Event"),
            main="grade",
            named_by=("term",),
            term=N_("Term"),
            kind=Field(N_("Kind"), KIND_TITLES),
            scale=Field(N_("Graded by"), {code: each.title for code, each in SCALES.items()}),
            grade=N_("Grade"),
            start=N_("Start"),
            end=N_("End"),
            ongoing=N_("Ongoing"),
            serious=N_("Serious"),
            related=N_("Related to"),
            action=N_("Action taken"),
            verbatim=N_("As reported"),
            meddra_llt=N_("MedDRA lowest level term"),
            meddra_pt=N_("MedDRA preferred term"),
            meddra_soc=N_("MedDRA system organ class"),
            meddra_version=N_("MedDRA version"),
            grades=N_("Grade by day"),
            criteria=Field(N_("Why serious"), parts=CRITERIA),
            relations=Field(
                N_("Relatedness"),
                LIKELIHOODS,
                {**{code: each.title for code, each in CAUSES.items()}, "told_by": N_("Judged by")},
            ),
            expected=N_("Expected"),
            treatment=N_("Treatment"),
            outcome=Field(N_("Outcome"), OUTCOMES),
            narrative=N_("Narrative"),
            reporter=N_("Reporter"),
            site_aware=N_("Site aware"),
            sponsor_aware=N_("Sponsor aware"),
            sponsor_told=N_("Sponsor told"),
            worsened=N_("Became life-threatening"),
            details=N_("Details"),
        ),
        "PlannedVisitNote": kind(
            N_("Planned visit not held"),
            main="state",
            within=("code",),
            infusion=N_("Counted from"),
            code=Field(N_("Planned visit"), _VISITS),
            state=Field(N_("State"), NOT_DONE_TITLES),
            reason=N_("Reason"),
            note=N_("Note"),
        ),
        "Appointment": kind(
            N_("Appointment"),
            main="day",
            within=("code",),
            infusion=N_("Counted from"),
            code=Field(N_("Planned visit"), _VISITS),
            day=N_("Day"),
            time=N_("Time"),
            place=N_("Place"),
        ),
        "NotAssessed": kind(
            N_("Not assessed"),
            main="reason",
            within=("assessment",),
            visit=N_("Visit"),
            assessment=Field(N_("What"), _TOPICS),
            reason=N_("Reason"),
        ),
        "Inquiry": kind(
            N_("Asked, nothing found"),
            main="asked",
            within=("topic",),
            topic=Field(N_("What"), _TOPICS),
            asked=N_("Asked on"),
            visit=N_("Visit"),
        ),
        "SafetyCheck": kind(
            N_("Safety check"),
            within=("at",),
            infusion=N_("Counted from"),
            at=N_("Time of the check"),
            answers=N_("Answer"),
            found=INNER,
            results=INNER,
            confirmed=N_("Grade of the investigator"),
            told=N_("Who was told"),
            note=N_("Note"),
        ),
    }
)
"""By the class name of the entity."""
