"""The page about a published patient: each fact with value, relation, time and source, then the sources."""

from datetime import date

from tracker.domain.diseases import disease
from tracker.domain.letter import Block, Callout, Cell, Column, Figure, Letter, Reader, Section, Table, Tone
from tracker.domain.patient import SEX_TITLES
from tracker.domain.published import PublishedFact
from tracker.domain.published_variables import chart_day, variable
from tracker.domain.study import Site
from tracker.language import Words
from tracker.services.course import Course
from tracker.services.published_outcome import outcomes, printed_fact
from tracker.services.trend_published import published_chart


def published_summary(course: Course, words: Words, today: date, *, site: Site, mark: str = "") -> Letter:
    """Facts, not records: nothing is worked out, two sources that disagree stand beside each other."""
    chart = published_chart(course, words)
    curves = sum(bool(panel.series) for panel in chart.panels)
    blocks: list[Block] = [
        Callout(
            words("Published patient."),
            tone=Tone.NOTE,
            text=words("Facts as papers printed them. Nobody in this clinic has seen this patient."),
        )
    ]
    if curves:
        blocks.append(Figure(chart, 24.0 + 30 * curves))
    blocks += [
        Section(words("Dose, toxicity and remission as published"), (_outcome(course, words),)),
        Section(words("Facts as published"), (_facts(course, words),)),
        Section(words("Sources"), (_sources(course, words),)),
    ]
    return Letter(
        title=course.patient.study_id,
        subtitle=_subtitle(course, words),
        reader=Reader.CLINICIAN,
        sender=(site.clinic, site.hospital),
        person=(course.patient.study_id, words("Published patient, no name")),
        blocks=tuple(blocks),
        foot=words("Printed {day}. Facts from published sources.", day=words.day(today)),
        pages=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        language=words.code,
        mark=mark,
        file_title=words("Published patient {id}", id=course.patient.study_id),
        subject=words("Follow-up after CD19 CAR T-cell therapy"),
    )


def _subtitle(course: Course, words: Words) -> str:
    named = ", ".join(words(disease(each.disease).title) for each in course.diagnoses)
    parts = [named, words(SEX_TITLES[course.patient.sex])]
    return ". ".join(part for part in parts if part) + "."


def _outcome(course: Course, words: Words) -> Table:
    """What every reader asks, with the source of each answer; nothing printed is not known."""
    rows: list[tuple[str | Cell, ...]] = []
    for each in outcomes(course.facts, words):
        if not each.known:
            rows.append((each.title, words("not known"), "–", "–"))
        rows += [
            (each.title if not index else "", Cell(answer.value), answer.when or "–", answer.source)
            for index, answer in enumerate(each.answers)
        ]
    heads = (
        Column(words("Question"), 1.2),
        Column(words("As published"), 1.8),
        Column(words("When"), 1),
        Column(words("Source"), 1.6),
    )
    return Table(heads, tuple(rows))


def _facts(course: Course, words: Words) -> Table:
    rows = []
    for fact in sorted(course.facts, key=_order):
        shown = f"{words(variable(fact.variable).title)} {printed_fact(fact, words)}"
        day = words.number(fact.day) if fact.day is not None else "–"
        basis = fact.day_basis if fact.day is not None and fact.day_basis != "reported" else ""
        where = ", ".join(filter(None, (fact.source, fact.locator)))
        if fact.from_memory.casefold() in {"yes", "true"}:
            where = words("{source} (from memory)", source=where)
        rows.append((Cell(shown), fact.timepoint or "–", Cell(day, under=basis), where))
    heads = (
        Column(words("As published"), 2.2),
        Column(words("When"), 1.1),
        Column(words("Day"), 1),
        Column(words("Source"), 1.6),
    )
    return Table(heads, tuple(rows), empty=words("No facts."))


def _sources(course: Course, words: Words) -> Table:
    rows = tuple(
        (
            Cell(source.code, strong=True),
            source.title,
            ", ".join(filter(None, (source.journal, source.identifier, source.text_kind))),
        )
        for source in course.sources
    )
    heads = (Column(words("Code"), 0.4), Column(words("Title"), 3), Column(words("Where"), 2))
    return Table(heads, rows, empty=words("No sources."))


def _order(fact: PublishedFact) -> tuple[bool, int]:
    day = chart_day(fact)
    return day is None, day or 0
