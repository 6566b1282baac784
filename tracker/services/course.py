"""One patient's whole course, read once: what screens, charts and letters are built from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.change import Records
from tracker.domain.document import Document
from tracker.domain.infusion import Conditioning, Infusion
from tracker.domain.medication import MedicationCourse
from tracker.domain.patient import Diagnosis, Patient
from tracker.domain.published import PublishedFact, PublishedSource
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.signing import Signed, last_signature
from tracker.domain.visit import Assessment, LabResult, Signature, Visit
from tracker.services.settings import study_settings


@dataclass(frozen=True, kw_only=True)
class Course:
    """Everything the record holds about one patient; days count from the last infusion with a known day."""

    patient: Patient
    diagnoses: tuple[Diagnosis, ...] = ()
    infusions: tuple[Infusion, ...] = ()
    conditionings: tuple[Conditioning, ...] = ()
    visits: tuple[Visit, ...] = ()
    labs: tuple[LabResult, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    medications: tuple[MedicationCourse, ...] = ()
    events: tuple[AdverseEvent, ...] = ()
    facts: tuple[PublishedFact, ...] = ()
    sources: tuple[PublishedSource, ...] = ()
    signatures: tuple[Signature, ...] = ()
    documents: tuple[Document, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    """What the study answered, by setting: the variants of scores that a new result is worked out with."""
    checks: tuple[SafetyCheck, ...] = ()

    @property
    def disease(self) -> str:
        """The code of the first diagnosis; "" when none was entered."""
        return self.diagnoses[0].disease if self.diagnoses else ""

    @property
    def day0(self) -> date | None:
        """Day 0 of the first infusion whose day is known: the axis of every chart."""
        return next((i.day0.exact for i in self.infusions if i.day0 and i.day0.exact), None)

    def day_number(self, when: date) -> int | None:
        """Days since Day 0, negative before it; None without a dated infusion."""
        return (when - self.day0).days if self.day0 else None

    def labs_of(self, analyte: str) -> tuple[LabResult, ...]:
        """The results of one analyte, by sample date."""
        return self._labs_by_analyte.get(analyte, ())

    @cached_property
    def _labs_by_analyte(self) -> Mapping[str, tuple[LabResult, ...]]:
        found: dict[str, list[LabResult]] = {}
        for lab in self.labs:
            found.setdefault(lab.analyte, []).append(lab)
        return {analyte: tuple(labs) for analyte, labs in found.items()}

    def assessments_of(self, instrument: str) -> tuple[tuple[Visit, Assessment], ...]:
        """The assessments with one instrument beside their visits, by visit date."""
        days = {visit.id: visit for visit in self.visits}
        return tuple(
            (days[a.visit], a) for a in self.assessments if a.instrument == instrument and a.visit in days
        )

    def assessment(self, visit: UUID, instrument: str) -> Assessment | None:
        """What was assessed with one instrument at one visit."""
        return next((a for a in self.assessments if a.visit == visit and a.instrument == instrument), None)

    def signed(self, visit: UUID) -> Signed | None:
        """The last signature of one visit, and whether it stands; None where nobody signed."""
        return last_signature(self.signatures, self.visit(visit), self.parts(visit))

    def parts(self, visit: UUID) -> tuple[LabResult | Assessment, ...]:
        """What is signed together with a visit."""
        labs = (lab for lab in self.labs if lab.visit == visit)
        return (*labs, *(each for each in self.assessments if each.visit == visit))

    def visit(self, visit_id: UUID) -> Visit:
        return next(visit for visit in self.visits if visit.id == visit_id)


def course(records: Records, patient: UUID) -> Course:
    """Read everything about `patient`, each list in the order of its days."""
    visits = _by_day(records.find(Visit, patient=patient))
    order = {visit.id: index for index, visit in enumerate(visits)}
    facts = records.find(PublishedFact, patient=patient)
    cited = {fact.source for fact in facts}
    return Course(
        patient=records.get(Patient, patient),
        diagnoses=records.find(Diagnosis, patient=patient),
        infusions=tuple(sorted(records.find(Infusion, patient=patient), key=lambda i: i.number)),
        conditionings=records.find(Conditioning, patient=patient),
        visits=visits,
        labs=tuple(sorted(records.find(LabResult, patient=patient), key=lambda lab: lab.sampled)),
        assessments=tuple(
            sorted(records.find(Assessment, patient=patient), key=lambda a: order.get(a.visit, len(order)))
        ),
        medications=records.find(MedicationCourse, patient=patient),
        events=tuple(sorted(records.find(AdverseEvent, patient=patient), key=_started)),
        facts=facts,
        sources=tuple(s for s in records.find(PublishedSource) if s.code in cited) if facts else (),
        signatures=records.find(Signature, patient=patient),
        documents=records.find(Document, patient=patient),
        settings=study_settings(records),
        checks=tuple(sorted(records.find(SafetyCheck, patient=patient), key=lambda check: check.at)),
    )


def _by_day(visits: Sequence[Visit]) -> tuple[Visit, ...]:
    return tuple(sorted(visits, key=lambda visit: visit.day))


def _started(event: AdverseEvent) -> date:
    return event.start.earliest if event.start else date.max
