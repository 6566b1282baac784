"""What each kind of record and each of its fields is called in the trail, and how its codes read."""

from collections.abc import Mapping
from types import MappingProxyType

from tracker.domain.settings import SETTINGS
from tracker.domain.study import ROLE_TITLES
from tracker.domain.text import N_
from tracker.services.papers import KINDS as PAPERS
from tracker.services.trail_field import INNER, Field, Kind, kind
from tracker.services.trail_patient_fields import PATIENT_KINDS

_KIND_NAMES = {
    "Visit": N_("Visit"),
    "LabResult": N_("Laboratory result"),
    "Assessment": N_("Score"),
    "MedicationCourse": N_("Medicine"),
    "AdverseEvent": N_("Event"),
    "Infusion": N_("Infusion"),
    "SafetyCheck": N_("Safety check"),
    "Patient": N_("Patient"),
}

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **PATIENT_KINDS,
        "Study": kind(
            N_("Study"),
            name=N_("Name"),
            time_zone=N_("Time zone"),
            created=N_("Created"),
            practice=N_("Practice study"),
        ),
        "Site": kind(N_("Clinic"), clinic=N_("Clinic"), hospital=N_("Hospital")),
        "User": kind(
            N_("Person"),
            named_by=("name",),
            name=N_("Name"),
            short=N_("Short name"),
            role=Field(N_("Role"), ROLE_TITLES),
            active=N_("May open the study"),
        ),
        "Setting": kind(
            N_("Setting"),
            main="value",
            named_by=("key",),
            key=Field("", {key: each.title for key, each in SETTINGS.items()}, inner=True),
            value=N_("Answer"),
        ),
        "PublishedSource": kind(
            N_("Published source"),
            named_by=("title",),
            code=N_("Code"),
            title=N_("Title"),
            journal=N_("Journal"),
            identifier=N_("Identifier"),
            text_kind=N_("Kind of text"),
        ),
        "PublishedFact": kind(
            N_("Published fact"),
            main="text",
            within=("variable",),
            cohort=N_("Group"),
            cohort_size=N_("Size of the group"),
            disease=N_("Disease"),
            variable=N_("Variable"),
            text=N_("As printed"),
            number=N_("Number"),
            spread=N_("Spread"),
            unit=N_("Unit"),
            relation=N_("Relation"),
            timepoint=N_("Time point"),
            day=N_("Day"),
            last_day=N_("Last day"),
            day_basis=N_("Where the day comes from"),
            source=N_("Source"),
            locator=N_("Place in the source"),
            from_memory=N_("From memory"),
        ),
        "Document": kind(
            N_("Paper"),
            main="version",
            named_by=("kind",),
            within=("visit", "file_name"),
            visit=N_("Visit"),
            kind=Field(N_("Paper"), PAPERS),
            version=N_("Version"),
            sha256=N_("Checksum"),
            file_name=N_("File"),
            language=N_("Language"),
            made_at=N_("Made"),
            made_by=N_("Made by"),
        ),
        "Signature": kind(
            N_("Signature"),
            main="meaning",
            within=("record",),
            kind=Field(N_("What was signed"), _KIND_NAMES),
            record=N_("Signed record"),
            record_revision=N_("Version signed"),
            user=N_("Signed by"),
            at=N_("Signed at"),
            meaning=N_("Meaning"),
            content=N_("Checksum of what was signed"),
            voided_at=N_("Void since"),
            void_reason=N_("Why it is void"),
        ),
        "StudyPlan": kind(
            N_("Visit plan"),
            main="version",
            within=("key",),
            key=N_("Plan"),
            version=N_("Version"),
            applies_from=N_("Applies from"),
            text=N_("Text of the plan"),
            why=N_("Why it changed"),
        ),
        "Closure": kind(
            N_("Closed days"),
            main="start",
            within=("title",),
            start=N_("First day"),
            end=N_("Last day"),
            title=N_("Why"),
        ),
        "Query": kind(
            N_("Query"),
            main="question",
            within=("record",),
            kind=Field(N_("About"), _KIND_NAMES),
            record=N_("Record"),
            path=INNER,
            question=N_("Question"),
            answer=N_("Reply"),
            answered_by=N_("Answered by"),
            closed_by=N_("Closed by"),
            raised_by=N_("Raised by"),
        ),
    }
)
"""By the class name of the entity."""
