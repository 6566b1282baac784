"""Collects what belongs to one practice patient; every identity comes from the seed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from types import MappingProxyType
from uuid import UUID

from tracker.domain.adverse_event import AdverseEvent, EventKind, GradeStep
from tracker.domain.entity import Entity
from tracker.domain.event_answers import CRITERIA, DEATH
from tracker.domain.infusion import Infusion
from tracker.domain.labs import analyte
from tracker.domain.medication import DoseStep, MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Standing
from tracker.domain.visit import Comparator, LabResult, LabState, Signature, Visit
from tracker.services.practice_curves import RANGES
from tracker.services.practice_person import Person

SITE = UUID(int=1)
"""Stands for the site of the study that will hold the patients."""
ENTRANT = UUID(int=2)
"""Stands for the person who will own the practice study."""

LABORATORY = "Central laboratory"
DOCTOR = "Dr A. Mensah"
CHECKED = "Entered and checked"

POSSIBLE: Mapping[str, object] = MappingProxyType({"car_t": "possible", "told_by": DOCTOR})
"""What most side effects are thought to come from."""
NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Toxicity:
    """The truth about an episode: which grading, first and last day at grade 1 or more, highest grade.

    `end` None: it goes on. The identities of its checks come from `seed`.
    """

    code: str
    infusion: UUID
    start: int
    end: int | None
    grade: int
    seed: UUID


class PatientRecord:
    """One patient's entities in the order they are written; `day0` is the first infusion, or None."""

    def __init__(self, person: Person, seed: int, today: date) -> None:
        self.person, self.today = person, today
        self.rng = Random(f"{seed} {person.study_id}")
        self.id = self.identity()
        self.day0 = None if person.followed is None else today - timedelta(days=person.followed)
        self.entities: list[Entity] = []
        self.toxicities: list[Toxicity] = []
        """What the checks at the bedside will show."""
        self.drug_free: int | None = None
        """The first day without a drug for the disease; None while one is taken."""
        self.corrections: list[tuple[UUID, str, str]] = []
        """A laboratory result that was corrected later: its id, the right value, the reason."""

    def identity(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def on(self, day: int) -> date:
        """The date of a day since the infusion; without infusion, since today."""
        return (self.day0 or self.today) + timedelta(days=day)

    def partial(self, day: int) -> PartialDate:
        return PartialDate.of(self.on(day))

    def infusion_id(self, number: int = 1) -> UUID | None:
        """The identity of an infusion that was written already; None before there is one."""
        given = (each for each in self.entities if isinstance(each, Infusion))
        return next((each.id for each in given if each.number == number), None)

    def visit(
        self,
        day: int,
        code: str,
        title: str,
        *,
        message: str = "",
        plan: str = "",
        infusion: UUID | None = None,
    ) -> Visit:
        made = Visit(
            id=self.identity(),
            site=SITE,
            patient=self.id,
            day=self.on(day),
            code=code,
            title=title,
            clinician=DOCTOR,
            main_message=message,
            plan=plan,
            infusion=infusion,
        )
        self.entities.append(made)
        return made

    def sign(self, visit: Visit) -> None:
        """The person who entered the visit stands for it, in the afternoon of its day."""
        self.entities.append(
            Signature(
                id=self.identity(),
                site=SITE,
                patient=self.id,
                kind="Visit",
                record=visit.id,
                record_revision=1,
                user=ENTRANT,
                at=datetime.combine(visit.day, time(14, self.rng.randrange(60)), tzinfo=UTC),
                meaning=CHECKED,
            )
        )

    def lab(
        self,
        visit: Visit,
        code: str,
        value: str,
        comparator: Comparator = Comparator.EQUAL,
        *,
        limit: str = "",
        state: LabState = LabState.MEASURED,
        note: str = "",
    ) -> LabResult:
        low, high = RANGES.get(code, ("", ""))
        made = LabResult(
            id=self.identity(),
            site=SITE,
            patient=self.id,
            visit=visit.id,
            analyte=code,
            sampled=visit.day,
            comparator=comparator,
            value=value,
            unit=analyte(code).house_unit,
            low=low,
            high=high,
            laboratory=LABORATORY,
            detection_limit=limit,
            state=state,
            note=note,
        )
        self.entities.append(made)
        return made

    def change_lab(self, lab: LabResult, **changed: object) -> LabResult:
        """Another laboratory, another unit: the same sample told differently."""
        new = replace(lab, **changed)  # type: ignore[arg-type]
        self.entities[self.entities.index(lab)] = new
        return new

    def event(
        self,
        term: str,
        kind: EventKind,
        start: int,
        end: int | None,
        *,
        grade: int | None = None,
        scale: str = "CTCAE v5",
        serious: tuple[str, ...] = (),
        relations: Mapping[str, object] = POSSIBLE,
        action: str = "",
        ongoing: bool = False,
        known: timedelta | None = None,
        told: timedelta | None = None,
        details: Mapping[str, object] = NOTHING,
        verbatim: str = "",
    ) -> None:
        """`serious` names the criteria that hold; the site knew `known` after midnight of the first day."""
        midnight = datetime.combine(self.on(start), time(), tzinfo=UTC)
        fatal = DEATH in serious
        self.entities.append(
            AdverseEvent(
                id=self.identity(),
                site=SITE,
                patient=self.id,
                term=term,
                kind=kind,
                scale=scale,
                grade=grade,
                start=self.partial(start),
                end=None if end is None else self.partial(end),
                ongoing=ongoing,
                serious=bool(serious),
                criteria={key: key in serious for key in CRITERIA},
                relations=dict(relations),
                expected=True if serious else None,
                outcome="" if end is None else "fatal" if fatal else "recovered",
                grades=() if grade is None else (GradeStep(self.on(start), grade),),
                site_aware=None if known is None else midnight + known,
                sponsor_aware=None if told is None else midnight + told,
                sponsor_told=None if told is None else midnight + told,
                action=action,
                details=dict(details),
                verbatim=verbatim,
            )
        )

    def toxicity(self, code: str, infusion: UUID, start: int, end: int | None, grade: int) -> None:
        """Plan an episode for the checks at the bedside to show."""
        self.toxicities.append(
            Toxicity(code=code, infusion=infusion, start=start, end=end, grade=grade, seed=self.identity())
        )

    def medicine(
        self,
        drug: str,
        start: int | PartialDate,
        end: int | None = None,
        steps: tuple[DoseStep, ...] = (),
        *,
        purpose: str = "disease",
        name: str = "",
        how: str = "",
        why_stopped: str = "",
    ) -> None:
        died = self.person.left[1] if self.person.left and self.person.left[0] is Standing.DIED else None
        last = died if end is None else end
        self.entities.append(
            MedicationCourse(
                id=self.identity(),
                site=SITE,
                patient=self.id,
                drug=drug,
                name=name,
                purpose=purpose,
                steps=steps,
                start=start if isinstance(start, PartialDate) else self.partial(start),
                end=None if last is None else self.partial(last),
                stop_reason=why_stopped if last == end else "Died",
                how_to_take=how,
            )
        )

    def step(self, day: int, dose: str, unit: str = "mg", doses: int = 1, per_days: int = 1) -> DoseStep:
        return DoseStep(self.on(day), dose, unit, doses, per_days)
