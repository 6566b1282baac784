"""What papers printed of dose, toxicity, remission and relapse of one patient; "not known" for the rest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.domain.published import PublishedFact
from tracker.domain.published_terms import UNIT_TITLES
from tracker.domain.published_variables import chart_day
from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.trend_published import fact_text

DOSE, CRS, ICANS, REMISSION = "dose", "crs", "icans", "remission"
TOPICS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    DOSE: (N_("CAR T-cell dose"), ("cart_dose", "cart_dose_total")),
    CRS: (N_("CRS, highest grade"), ("crs_grade",)),
    ICANS: (N_("ICANS, highest grade"), ("icans_grade",)),
    "cres": (N_("Neurotoxicity (CRES)"), ("cres",)),
    "infection": (N_("Infection"), ("infection",)),
    REMISSION: (
        N_("Remission"),
        ("doris_remission", "drug_free_remission", "medication_free_remission", "remission"),
    ),
    "relapse": (N_("Relapse or progression"), ("relapse", "disease_progression")),
    "cells": (N_("B cells"), ("b_cells",)),
}
"""Title and variables of each question that a reader asks of every patient, in the order of asking."""

ALWAYS = frozenset({DOSE, CRS, ICANS, REMISSION, "infection", "relapse", "cells"})
"""Said to be not known where nothing was printed; older gradings are shown only where they were used."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One answer as it was printed: which variable, when, and where it stands."""

    fact: PublishedFact
    value: str
    when: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One question with everything that was printed of it; nothing printed is not known, never "none"."""

    topic: str
    title: str
    answers: tuple[Printed, ...]

    @property
    def known(self) -> bool:
        return bool(self.answers)


def outcomes(facts: Iterable[PublishedFact], words: Words) -> tuple[Outcome, ...]:
    """Every question, answered or not known."""
    return tuple(_outcomes(tuple(facts), words))


def printed_fact(fact: PublishedFact, words: Words) -> str:
    """ "16", ">1 g/24 h", "20 years": the unit is added where the source's words lack it."""
    shown = fact_text(fact)
    unit = UNIT_TITLES.get(fact.unit, fact.unit)
    bare = shown.lstrip("<>=~≤≥ ") == fact.number
    return f"{shown} {words(unit)}" if unit and bare else shown


def _outcomes(facts: tuple[PublishedFact, ...], words: Words) -> Iterator[Outcome]:
    for topic, (title, variables) in TOPICS.items():
        mine = sorted((fact for fact in facts if fact.variable in variables), key=_order)
        answers = tuple(_printed(fact, words) for fact in mine if fact_text(fact))
        if answers or topic in ALWAYS:
            yield Outcome(topic=topic, title=words(title), answers=answers)


def _printed(fact: PublishedFact, words: Words) -> Printed:
    return Printed(
        fact=fact,
        value=told(fact.variable, printed_fact(fact, words), words),
        when=fact.timepoint,
        source=_source(fact, words),
    )


def told(variable: str, value: str, words: Words) -> str:
    """A value with what it is about, where several variables answer one question."""
    named = _NAMED.get(variable)
    return words(named, value=value) if named else value


_NAMED = {
    "doris_remission": N_("DORIS: {value}"),
    "drug_free_remission": N_("without drugs: {value}"),
    "medication_free_remission": N_("without medication: {value}"),
    "disease_progression": N_("progression: {value}"),
}


def _source(fact: PublishedFact, words: Words) -> str:
    where = ", ".join(part for part in (fact.source, fact.locator) if part)
    if fact.from_memory.casefold() in {"yes", "true"}:
        return words("{source} (from memory)", source=where)
    return where


def _order(fact: PublishedFact) -> tuple[bool, int]:
    day = chart_day(fact)
    return day is None, day or 0
