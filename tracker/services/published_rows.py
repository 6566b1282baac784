"""What the list says of a published patient: the newest printed score and B cells, as they were printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.domain.diseases import Headline
from tracker.domain.published import PublishedFact
from tracker.domain.published_variables import Meaning, Variable, chart_day, variable
from tracker.services.aplasia import CD19
from tracker.services.published_outcome import CRS, REMISSION, TOPICS
from tracker.services.trend_published import fact_text


@dataclass(frozen=True, slots=True)
class Printed:
    """A value word for word, and the moment it is about in the paper's words."""

    text: str
    when: str
    variable: str = ""


def printed(facts: Iterable[PublishedFact], headline: Headline | None) -> Mapping[str, Printed]:
    """ "score", "cells", "crs" and "remission", each where a paper printed one; the latest by its day."""
    ordered = sorted(facts, key=lambda fact: -1 if (day := chart_day(fact)) is None else day)
    found: dict[str, Printed] = {}
    for fact in ordered:
        meant = variable(fact.variable)
        key = "score" if _is_score(meant, headline) else "cells" if _is_cells(meant) else ""
        key = key or _TOPIC.get(fact.variable, "")
        if key and fact_text(fact):
            text = fact.number if key == CRS and fact.number else fact_text(fact)
            found[key] = Printed(text, fact.timepoint, fact.variable)
    return found


_TOPIC = {name: topic for topic in (CRS, REMISSION) for name in TOPICS[topic][1]}
"""Which variables answer what the list says besides score and B cells."""


def _is_score(meant: Variable, headline: Headline | None) -> bool:
    if headline is None or meant.meaning is not Meaning.SCORE:
        return False
    return (meant.instrument, meant.output) == (headline.instrument, headline.output)


def _is_cells(meant: Variable) -> bool:
    return meant.meaning is Meaning.ANALYTE and meant.analyte == CD19
