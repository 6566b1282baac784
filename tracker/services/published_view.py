"""Published facts as one reads them: name, value as printed, when, source; disagreements side by side."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.change import Records
from tracker.domain.published import PublishedFact, PublishedSource
from tracker.domain.published_variables import known_timepoint, known_unit, known_variable, variable
from tracker.language import Words
from tracker.services.course import Course
from tracker.services.published_outcome import Outcome, outcomes


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """One fact in words. `differs`: another source says otherwise of the same thing at the same time."""

    fact: PublishedFact | None
    """None: a question that every reader asks, and no paper answers for this patient."""
    group: str
    """The published group it speaks of, with its size; "" for a patient's own fact."""
    title: str
    value: str
    when: str
    source: str
    remark: str
    differs: bool


def patient_facts(course: Course, words: Words) -> tuple[FactRow, ...]:
    """What papers printed about one patient."""
    return fact_rows(course.facts, course.sources, words)


def asked_first(course: Course, words: Words) -> tuple[FactRow, ...]:
    """The same, led by dose, toxicity, remission and relapse; "not known" where nothing was printed."""
    rows = patient_facts(course, words)
    first: list[FactRow] = []
    for each in outcomes(course.facts, words):
        cited = {answer.fact.id for answer in each.answers}
        first += [row for row in rows if row.fact and row.fact.id in cited] or [_silent(each, words)]
    return (*first, *(row for row in rows if row not in first))


def group_facts(records: Records, words: Words) -> tuple[FactRow, ...]:
    """What papers printed about whole groups: figures to hold one's own against, nobody's record."""
    return fact_rows(records.find(PublishedFact, patient=None), records.find(PublishedSource), words)


def fact_rows(
    facts: Sequence[PublishedFact], sources: Sequence[PublishedSource], words: Words
) -> tuple[FactRow, ...]:
    """Each fact in words, those about the same thing beside each other."""
    said: dict[tuple[str, str, str], set[str]] = {}
    for fact in facts:
        said.setdefault(_about(fact), set()).add(f"{fact.relation}{fact.text}{fact.number}{fact.unit}")
    order = {key: index for index, key in enumerate(said)}
    return tuple(
        _row(fact, sources, words, differs=len(said[_about(fact)]) > 1)
        for fact in sorted(facts, key=lambda fact: order[_about(fact)])
    )


def unknown_counts(rows: Sequence[FactRow]) -> Counter[str]:
    """How many facts have a variable, a unit or a time point that the program does not know."""
    return Counter(kind for row in rows if row.fact for kind in _unknown(row.fact))


def _silent(asked: Outcome, words: Words) -> FactRow:
    return FactRow(
        fact=None,
        group="",
        title=asked.title,
        value=words("not known"),
        when="",
        source="",
        remark=words("Not printed"),
        differs=False,
    )


def _unknown(fact: PublishedFact) -> Iterator[str]:
    if not known_variable(fact):
        yield "variable"
    if not known_unit(fact):
        yield "unit"
    if not known_timepoint(fact):
        yield "timepoint"


def _about(fact: PublishedFact) -> tuple[str, str, str]:
    return fact.cohort, fact.variable, fact.timepoint


def _row(fact: PublishedFact, sources: Sequence[PublishedSource], words: Words, *, differs: bool) -> FactRow:
    source = next((each for each in sources if each.code == fact.source), None)
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
        group=_group(fact, words),
        title=title,
        value=_value(fact),
        when=_when(fact, words),
        source=f"{cited}; {fact.locator}" if fact.locator else cited,
        remark=". ".join(remarks),
        differs=differs,
    )


def _group(fact: PublishedFact, words: Words) -> str:
    if not fact.cohort_size:
        return fact.cohort
    return words("{group}, {n} patients", group=fact.cohort, n=fact.cohort_size)


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
