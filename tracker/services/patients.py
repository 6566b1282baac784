"""The list of patients: who is followed, how the B cells and the disease stand, read in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from tracker.domain.change import Records
from tracker.domain.diseases import Disease, Headline, disease
from tracker.domain.folded import plain
from tracker.domain.infusion import Infusion
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.medication import MedicationCourse
from tracker.domain.patient import Diagnosis, Patient, Standing, age_on
from tracker.domain.published import PublishedFact
from tracker.domain.study import Site
from tracker.domain.text import N_
from tracker.domain.visit import Assessment, LabResult, LabState, Visit
from tracker.services.aplasia import (
    CD19,
    DEPLETING,
    Aplasia,
    BCells,
    Rule,
    aplasia,
    censored,
    counted_from,
    rule_of,
)
from tracker.services.next_due import NextDue, next_dues
from tracker.services.published_rows import Printed, printed
from tracker.services.remission import Answer, Remission, remission, remission_rule
from tracker.services.settings import study_settings

T = TypeVar("T")


class State(StrEnum):
    """What a chip of the list asks for."""

    BEFORE = "before"
    FIRST_30 = "first_30"
    NOT_SEEN = "not_seen"
    BACK = "back"
    REMISSION = "remission"
    PUBLISHED = "published"


STATE_TITLES: Mapping[State, str] = {
    State.BEFORE: N_("Before infusion"),
    State.FIRST_30: N_("First 30 days"),
    State.NOT_SEEN: N_("B cells not seen"),
    State.BACK: N_("B cells back"),
    State.REMISSION: N_("In remission"),
    State.PUBLISHED: N_("From papers"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One value of a sparkline; `unseen` lies in the lane below detection."""

    value: float
    unseen: bool = False


@dataclass(frozen=True, kw_only=True)
class PatientRow:
    """Everything one line of the list says."""

    patient: Patient
    disease: Disease
    detail: str
    site: str
    age: int | None
    day: int | None
    last_visit: Visit | None
    last_visit_day: int | None
    cells: Aplasia
    cells_spots: tuple[Spot, ...]
    score: str
    """The newest headline score as text; "" without one, "–" while unfinished."""
    score_title: str
    """The name of that score, a phrase to translate."""
    score_spots: tuple[Spot, ...]
    score_change: Decimal | None
    """The newest score less the last one up to Day 0."""
    printed: Mapping[str, Printed] = field(default_factory=dict)
    """For a published patient what papers printed, by column; never mixed with results of our own."""
    score_top: float = 1
    """The highest value of this score in the whole study: one scale for every drawing."""
    remission: Remission
    remission_day: int | None
    states: frozenset[State]
    next_due: NextDue | None = None

    @property
    def left(self) -> bool:
        """No longer followed."""
        return self.patient.standing is not Standing.FOLLOWED


def patient_rows(records: Records, today: date) -> tuple[PatientRow, ...]:
    """Every patient of the study, by family name and given name; published ones after the others."""
    sites = {site.id: site for site in records.find(Site)}
    diagnoses = _grouped(records.find(Diagnosis))
    infusions = _grouped(records.find(Infusion))
    visits = _grouped(records.find(Visit))
    cells = _grouped(records.find(LabResult, analyte=CD19))
    depleting = _grouped(records.among(MedicationCourse, "drug", DEPLETING))
    b_cells = rule_of(study_settings(records))
    kinds = [disease(code) for code in sorted({each[0].disease for each in diagnoses.values()})]
    rules = {kind.code: remission_rule(kind) for kind in kinds}
    asked = {kind.headline.instrument for kind in kinds if kind.headline}
    asked |= {rule.code for rule in rules.values() if rule}
    results = {code: _grouped(records.find(Assessment, instrument=code)) for code in asked}
    rows = []
    for patient in records.find(Patient):
        diagnosis = next(iter(diagnoses[patient.id]), None)
        kind = disease(diagnosis.disease if diagnosis else "")
        rule = rules.get(kind.code)
        rows.append(
            _row(
                patient,
                kind,
                diagnosis.detail if diagnosis else "",
                sites[patient.site].clinic if patient.site in sites else "",
                infusions[patient.id],
                sorted(visits[patient.id], key=lambda visit: visit.day),
                cells[patient.id],
                results[kind.headline.instrument][patient.id] if kind.headline else (),
                rule,
                results[rule.code][patient.id] if rule else (),
                today,
                b_cells,
                depleting[patient.id],
            )
        )
    people = [row.patient for row in rows]
    dues = next_dues(records, people, infusions, visits, today)
    rows = [replace(row, next_due=dues.get(row.patient.id)) for row in rows]
    facts = _grouped(fact for fact in records.find(PublishedFact) if fact.patient)
    rows = [
        replace(row, printed=printed(facts[row.patient.id], row.disease.headline))
        if row.patient.published
        else row
        for row in rows
    ]
    tops: dict[str, float] = {}
    for row in rows:
        highest = max((spot.value for spot in row.score_spots), default=1)
        tops[row.disease.code] = max(highest, tops.get(row.disease.code, 1))
    return tuple(replace(row, score_top=tops[row.disease.code]) for row in sorted(rows, key=_order))


def _row(  # noqa: PLR0917 - one private assembly of what was grouped above
    patient: Patient,
    kind: Disease,
    detail: str,
    site: str,
    infusions: Sequence[Infusion],
    visits: Sequence[Visit],
    cells: Sequence[LabResult],
    scores: Sequence[Assessment],
    rule: Instrument | None,
    answers: Sequence[Assessment],
    today: date,
    b_cells: Rule,
    depleting: Sequence[MedicationCourse],
) -> PatientRow:
    days = sorted(i.day0.exact for i in infusions if i.day0 and i.day0.exact)
    first, last = (days[0], days[-1]) if days else (None, None)
    end = min(today, patient.standing_since.latest) if patient.standing_since else today
    past = [visit for visit in visits if visit.day <= today]
    until = censored(patient, depleting, last, None) if last else None
    found = aplasia(cells, last, b_cells, today, until)
    if first and last:
        found = counted_from(found, (last - first).days)
    day = (end - first).days if first else None
    measured = sorted(
        (lab for lab in cells if lab.number is not None and lab.state is not LabState.NOT_DONE),
        key=lambda lab: lab.sampled,
    )
    on = {visit.id: visit.day for visit in visits}
    scored = _dated(scores, on)
    text, spots = _scores(kind.headline, scored)
    stand = remission(rule, _dated(answers, on), first, end, explain=False)
    return PatientRow(
        patient=patient,
        disease=kind,
        detail=detail,
        site=site,
        age=age_on(patient.born, today),
        day=day,
        last_visit=past[-1] if past else None,
        last_visit_day=(past[-1].day - first).days if past and first else None,
        cells=found,
        cells_spots=tuple(Spot(float(lab.number or 0), lab.unseen) for lab in measured),
        score=text,
        score_title=_score_title(kind.headline),
        score_spots=spots,
        score_change=_change(kind.headline, scored, first),
        remission=stand,
        remission_day=(stand.since - first).days if stand.since and first else None,
        states=_states(patient, day, found, stand),
    )


def _dated(found: Iterable[Assessment], on: Mapping[UUID, date]) -> list[tuple[date, Assessment]]:
    """What was answered at visits that are there, in the order of their days."""
    dated = [(on[each.visit], each) for each in found if each.visit in on]
    return sorted(dated, key=lambda pair: pair[0])


def _scores(
    headline: Headline | None, scored: Sequence[tuple[date, Assessment]]
) -> tuple[str, tuple[Spot, ...]]:
    if headline is None or not scored:
        return "", ()
    values = [_value(each, headline) for _, each in scored]
    shown = "–" if values[-1] is None else str(values[-1])
    return shown, tuple(Spot(float(value)) for value in values if value is not None)


def _change(
    headline: Headline | None, scored: Sequence[tuple[date, Assessment]], day0: date | None
) -> Decimal | None:
    if headline is None or day0 is None or not scored:
        return None
    before = [value for day, each in scored if day <= day0 and (value := _value(each, headline)) is not None]
    day, newest = scored[-1]
    now = _value(newest, headline)
    return now - before[-1] if before and now is not None and day > day0 else None


def _value(assessment: Assessment, headline: Headline) -> Decimal | None:
    value = assessment.result.get(headline.output)
    known = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return Decimal(str(value)) if known else None


def _score_title(headline: Headline | None) -> str:
    found = next((each for each in CATALOGUE if headline and each.code == headline.instrument), None)
    return (found.short or found.title) if found else ""


def _states(patient: Patient, day: int | None, cells: Aplasia, stand: Remission) -> frozenset[State]:
    if patient.published:
        return frozenset({State.PUBLISHED})
    states = {State.BEFORE} if day is None or day < 0 else set()
    if day is not None and 0 <= day <= 30:
        states.add(State.FIRST_30)
    if cells.state in {BCells.NOT_SEEN, BCells.LOW}:
        states.add(State.NOT_SEEN)
    if cells.state in {BCells.BACK, BCells.IN_RANGE}:
        states.add(State.BACK)
    if stand.answer is Answer.MET:
        states.add(State.REMISSION)
    return frozenset(states)


def _order(row: PatientRow) -> tuple[bool, str, str]:
    patient = row.patient
    return patient.published, plain(patient.family or patient.study_id), plain(patient.given)


def _grouped(rows: Iterable[T]) -> "defaultdict[UUID, list[T]]":
    found: defaultdict[UUID, list[T]] = defaultdict(list)
    for row in rows:
        found[row.patient].append(row)  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the chips ask for; "" and None are "all"."""

    disease: str = ""
    site: str = ""
    state: State | None = None
    with_left: bool = False


def chosen(rows: Sequence[PatientRow], wanted: Filter) -> tuple[PatientRow, ...]:
    """The rows that pass every chip."""
    return tuple(
        row
        for row in rows
        if (not wanted.disease or row.disease.code == wanted.disease)
        and (not wanted.site or row.site == wanted.site)
        and (wanted.state is None or wanted.state in row.states)
        and (wanted.with_left or not row.left)
    )
