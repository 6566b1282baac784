"""The four files of published patients as typed rows, before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

SOURCES_FILE = "cart_sources.csv"
PATIENTS_FILE = "cart_patient_values.csv"
WIDE_FILE = "cart_patients_wide.csv"
COHORTS_FILE = "cart_cohort_values.csv"


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A paper."""

    code: str
    title: str
    journal: str
    identifier: str
    text_kind: str


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """One value of one patient, word for word. `day` and `last_day` differ only for a span of days."""

    patient: str
    disease: str
    variable: str
    text: str
    number: str
    unit: str
    relation: str
    timepoint: str
    day: int | None
    last_day: int | None
    day_basis: str
    source: str
    locator: str
    from_memory: str


@dataclass(frozen=True, kw_only=True)
class CohortRow:
    """One figure of a group."""

    cohort: str
    size: str
    variable: str
    text: str
    number: str
    spread: str
    unit: str
    timepoint: str
    source: str
    from_memory: str


@dataclass(frozen=True, kw_only=True)
class WideRow:
    """One patient with the values side by side: `values` by column, blank ones left out."""

    patient: str
    disease: str
    values: Mapping[str, str]
    possible_overlap: str
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PublishedRows:
    """Everything a folder holds."""

    sources: tuple[SourceRow, ...]
    facts: tuple[FactRow, ...]
    cohort_facts: tuple[CohortRow, ...]
    wide: tuple[WideRow, ...]

    @property
    def patients(self) -> tuple[str, ...]:
        """The keys of all patients, in the order they are first met."""
        keys = [*(row.patient for row in self.facts), *(row.patient for row in self.wide)]
        return tuple(dict.fromkeys(keys))
