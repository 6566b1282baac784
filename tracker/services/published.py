"""Takes published patients into a study: every printed value once, with its source, and nothing else."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from uuid import UUID

from tracker.domain.change import Act, Ref, UnitOfWork
from tracker.domain.entity import Entity
from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient, Sex
from tracker.domain.progress import Progress, silent
from tracker.domain.published import PublishedFact, PublishedSource
from tracker.domain.published_rows import CohortRow, FactRow, PublishedRows, SourceRow
from tracker.domain.published_variables import (
    disease_code,
    figure,
    known_timepoint,
    known_unit,
    known_variable,
)
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_
from tracker.services.published_wide import WideFacts, from_wide
from tracker.services.rights import needs
from tracker.services.session import Session

_CONTENT = tuple(
    each.name for each in fields(PublishedFact) if each.name not in {each.name for each in fields(Entity)}
)
_SEXES = {"f": Sex.FEMALE, "female": Sex.FEMALE, "m": Sex.MALE, "male": Sex.MALE}


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of it. Unknown things are kept as printed; they are counted so that somebody can look."""

    patients: int
    sources: int
    facts: int
    cohort_facts: int
    there: int
    disagreements: int
    contradictions: int
    overlaps: int
    unknown_variables: Mapping[str, int]
    unknown_units: Mapping[str, int]
    unknown_timepoints: Mapping[str, int]
    unknown_sources: Mapping[str, int]
    touched: frozenset[Ref]

    @property
    def added(self) -> int:
        """Facts that were not in the study before."""
        return self.facts + self.cohort_facts


@needs(Right.IMPORT)
def import_published(session: Session, rows: PublishedRows, progress: Progress = silent) -> Imported:
    """Keep all of `rows` in one unit of work; what is there is left alone, what differs is kept beside it."""
    with session.office.work(session.user.id, "") as unit:
        keeper = _Keeper(session, unit)
        total = len(rows.patients) + 1
        progress(0, total, N_("Sources"))
        keeper.keep_sources(rows.sources)
        by_patient = _grouped(rows.facts)
        wide = {row.patient: row for row in rows.wide}
        contradictions = overlaps = 0
        for done, key in enumerate(rows.patients, start=1):
            progress(done, total, N_("Published patients"))
            facts = by_patient.get(key, ())
            beside = from_wide(wide[key], facts) if key in wide else WideFacts()
            keeper.keep_patient(key, (*facts, *beside.facts), wide[key].disease if key in wide else "")
            contradictions += beside.contradictions
            overlaps += beside.overlaps
        for row in rows.cohort_facts:
            keeper.keep_cohort_fact(row)
        progress(total, total, N_("Published groups"))
    kept = keeper.kept
    return Imported(
        patients=keeper.patients,
        sources=keeper.sources,
        facts=keeper.facts,
        cohort_facts=keeper.cohort_facts,
        there=keeper.there,
        disagreements=disagreements(keeper.all_facts()),
        contradictions=contradictions,
        overlaps=overlaps,
        unknown_variables=_counted(kept, known_variable, lambda fact: fact.variable),
        unknown_units=_counted(kept, known_unit, lambda fact: fact.unit),
        unknown_timepoints=_counted(kept, known_timepoint, lambda fact: fact.timepoint),
        unknown_sources=_counted(kept, keeper.knows_source, lambda fact: fact.source),
        touched=unit.touched,
    )


def disagreements(facts: Iterable[PublishedFact]) -> int:
    """How often something was said in more than one way about the same thing at the same time."""
    said: dict[tuple[object, ...], set[object]] = {}
    for fact in facts:
        about = (fact.patient, fact.cohort, fact.variable, fact.unit, fact.timepoint, fact.day)
        value = figure(fact) if fact.number else fact.text.casefold()
        said.setdefault(about, set()).add((fact.relation, value))
    return sum(len(values) > 1 for values in said.values())


class _Keeper:
    """Writes what is new and counts what is not; one for each import."""

    def __init__(self, session: Session, unit: UnitOfWork) -> None:
        self._unit, self._site = unit, session.site.id
        self._known = {_content(fact): fact for fact in unit.find(PublishedFact)}
        self._codes: dict[str, str] = {}
        self._all_sources = {source.code: source for source in unit.find(PublishedSource)}
        self._people = {patient.study_id: patient for patient in unit.find(Patient)}
        self.kept: list[PublishedFact] = []
        self.patients = self.sources = self.facts = self.cohort_facts = self.there = 0

    def all_facts(self) -> Iterable[PublishedFact]:
        return self._known.values()

    def knows_source(self, fact: PublishedFact) -> bool:
        return fact.source in self._all_sources

    def keep_sources(self, rows: Iterable[SourceRow]) -> None:
        for row in rows:
            code = self._code_for(row)
            self._codes[row.code] = code
            if code in self._all_sources:
                continue
            source = PublishedSource(
                site=self._site,
                code=code,
                title=row.title,
                journal=row.journal,
                identifier=row.identifier,
                text_kind=row.text_kind,
            )
            self._all_sources[code] = source
            self._unit.put(source, Act.IMPORTED)
            self.sources += 1

    def keep_patient(self, key: str, rows: Iterable[FactRow], wide_disease: str) -> None:
        facts = tuple(rows)
        patient = self._people.get(key)
        if patient is None:
            patient = self._new_patient(key, facts, wide_disease)
        elif not patient.published:
            raise Refusal(
                N_("{key} is already the study ID of a patient of this study. Nothing was imported."), key=key
            )
        for row in facts:
            self._keep(self._patient_fact(patient.id, row))

    def keep_cohort_fact(self, row: CohortRow) -> None:
        self._keep(
            PublishedFact(
                site=self._site,
                patient=None,
                cohort=row.cohort,
                cohort_size=row.size,
                variable=row.variable,
                text=row.text,
                number=row.number,
                spread=row.spread,
                unit=row.unit,
                timepoint=row.timepoint,
                source=self._codes.get(row.source, row.source),
                from_memory=row.from_memory,
            )
        )

    def _keep(self, fact: PublishedFact) -> None:
        content = _content(fact)
        if content in self._known:
            self.there += 1
            self.kept.append(fact)
            return
        self._known[content] = fact
        self.kept.append(fact)
        self._unit.put(fact, Act.IMPORTED)
        if fact.patient is None:
            self.cohort_facts += 1
        else:
            self.facts += 1

    def _new_patient(self, key: str, rows: tuple[FactRow, ...], wide_disease: str) -> Patient:
        printed = rows[0].disease if rows else wide_disease
        sex = next((row.text for row in rows if row.variable == "sex"), "")
        patient = Patient(
            site=self._site,
            study_id=key,
            sex=_SEXES.get(sex.casefold(), Sex.UNKNOWN),
            published=True,
        )
        self._people[key] = patient
        self._unit.put(patient, Act.IMPORTED)
        self._unit.put(
            Diagnosis(site=self._site, patient=patient.id, disease=disease_code(printed), detail=printed),
            Act.IMPORTED,
        )
        self._unit.put(self._infusion(patient.id, rows), Act.IMPORTED)
        self.patients += 1
        return patient

    def _infusion(self, patient: UUID, rows: tuple[FactRow, ...]) -> Infusion:
        doses = (row for row in rows if row.variable in {"cart_dose", "cart_dose_total"} and row.number)
        printed = next((row.text for row in rows if row.variable == "infusion_date"), "")
        dose = next(doses, None)
        number = figure(self._patient_fact(patient, dose)) if dose else None
        return Infusion(
            site=self._site,
            patient=patient,
            day0=_partial(printed),
            dose=f"{number:f}" if number is not None else "",
            dose_unit=dose.unit if dose else "",
        )

    def _patient_fact(self, patient: UUID, row: FactRow) -> PublishedFact:
        shared = {name: getattr(row, name) for name in _CONTENT if hasattr(row, name)}
        shared |= {"patient": patient, "source": self._codes.get(row.source, row.source)}
        return PublishedFact(site=self._site, **shared)

    def _code_for(self, row: SourceRow) -> str:
        """The code to cite: the file's own, unless the study knows another paper by it."""
        code, count = row.code, 1
        while (other := self._all_sources.get(code)) and not _same_paper(other, row):
            count += 1
            code = f"{row.code} ({count})"
        return code


def _same_paper(source: PublishedSource, row: SourceRow) -> bool:
    if source.identifier and source.identifier == row.identifier:
        return True
    return source.title == row.title


def _content(fact: PublishedFact) -> tuple[object, ...]:
    return tuple(getattr(fact, name) for name in _CONTENT)


def _partial(printed: str) -> PartialDate | None:
    try:
        return PartialDate.parse(printed) if printed else None
    except Refusal:
        return None


def _grouped(rows: Iterable[FactRow]) -> Mapping[str, tuple[FactRow, ...]]:
    groups: dict[str, list[FactRow]] = {}
    for row in rows:
        groups.setdefault(row.patient, []).append(row)
    return {key: tuple(group) for key, group in groups.items()}


def _counted(
    facts: Iterable[PublishedFact],
    known: Callable[[PublishedFact], bool],
    name: Callable[[PublishedFact], str],
) -> Mapping[str, int]:
    return dict(Counter(name(fact) for fact in facts if not known(fact)))
