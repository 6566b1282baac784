"""Facts as papers printed them: PublishedSource and PublishedFact."""

from dataclasses import dataclass
from uuid import UUID

from tracker.domain.entity import Entity


@dataclass(frozen=True, kw_only=True)
class PublishedSource(Entity):
    """A paper, abstract or report; `code` is what facts point to (S01)."""

    code: str
    title: str
    journal: str = ""
    identifier: str = ""
    text_kind: str = ""


@dataclass(frozen=True, kw_only=True)
class PublishedFact(Entity):
    """One printed statement, kept word for word, with relation, unit, time point and source.

    Either `patient` is set, or `cohort` names the group it speaks of. `number` is the source's own figure as
    text, "" where none was printed; `day` counts from the infusion and is None where the paper gives none.
    """

    patient: UUID | None
    cohort: str = ""
    cohort_size: str = ""
    disease: str = ""
    variable: str
    text: str = ""
    number: str = ""
    spread: str = ""
    unit: str = ""
    relation: str = "="
    timepoint: str = ""
    day: int | None = None
    last_day: int | None = None
    """Where the paper gives a span of days ("-4..-2"): `day` is its first, this its last."""
    day_basis: str = ""
    source: str
    locator: str = ""
    from_memory: str = ""
