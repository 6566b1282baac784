"""Published facts as one reads them: name, value as printed, when, source; disagreements side by side."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.published import PublishedFact
from tracker.domain.published_variables import known_timepoint, known_unit, known_variable, variable
from tracker.language import Words
from tracker.services.course import Course


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """One fact in words. `differs`: another source says otherwise of the same thing at the same time."""

    fact: PublishedFact
    title: str
    value: str
    when: str
    source: str
    remark: str
    differs: bool


def fact_rows(course: Course, words: Words) -> tuple[FactRow, ...]:
    """Every fact of the patient, those about the same thing beside each other."""
    said: dict[tuple[str, str], set[str]] = {}
    for fact in course.facts:
        said.setdefault(_about(fact), set()).add(f"{fact.relation}{fact.text}{fact.number}{fact.unit}")
    order = {key: index for index, key in enumerate(said)}
    return tuple(
        _row(fact, course, words, differs=len(said[_about(fact)]) > 1)
        for fact in sorted(course.facts, key=lambda fact: order[_about(fact)])
    )


def unknown_counts(course: Course) -> Counter[str]:
    """How many facts have a variable, a unit or a time point that the program does not know."""
    return Counter(kind for fact in course.facts for kind in _unknown(fact))


def _unknown(fact: PublishedFact) -> Iterator[str]:
    if not known_variable(fact):
        yield "variable"
    if not known_unit(fact):
        yield "unit"
    if not known_timepoint(fact):
        yield "timepoint"


def _about(fact: PublishedFact) -> tuple[str, str]:
    return fact.variable, fact.timepoint


def _row(fact: PublishedFact, course: Course, words: Words, *, differs: bool) -> FactRow:
    source = next((each for each in course.sources if each.code == fact.source), None)
    cited = f"{fact.source}: {source.journal or source.title}" if source else fact.source
    unknown = tuple(_unknown(fact))
    remarks = [
        *([words("Sources differ")] if differs else []),
        *([words("Variable not known here")] if "variable" in unknown else []),
        *([words("Unit not known here")] if "unit" in unknown else []),
        *([words("Time point not known here")] if "timepoint" in unknown else []),
    ]
    title = words(variable(fact.variable).title) if known_variable(fact) else fact.variable
    return FactRow(
        fact=fact,
        title=title,
        value=_value(fact),
        when=_when(fact, words),
        source=f"{cited}; {fact.locator}" if fact.locator else cited,
        remark=". ".join(remarks),
        differs=differs,
    )


def _value(fact: PublishedFact) -> str:
    printed = fact.text or fact.number
    relation = (
        fact.relation if fact.relation not in {"", "="} and not printed.startswith(fact.relation) else ""
    )
    unit = f" {fact.unit}" if fact.unit and fact.text == fact.number else ""
    return f"{relation}{printed}{unit}"


def _when(fact: PublishedFact, words: Words) -> str:
    if fact.day is None:
        return fact.timepoint
    day = words("Day {day}", day=words.number(fact.day))
    return f"{fact.timepoint} ({day}, {fact.day_basis})" if fact.day_basis else f"{fact.timepoint} ({day})"
