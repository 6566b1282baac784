"""The tables of a summary: results of today, last time and baseline; the rule of remission by points."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from tracker.domain.diseases import disease
from tracker.domain.drug_effects import STAND_IN_MONTHS
from tracker.domain.labs import ANALYTES, analyte, unit_title
from tracker.domain.letter import Cell, Column, Table
from tracker.domain.said_text import kept_said
from tracker.domain.visit import Assessment, LabResult, LabState, Visit
from tracker.language import Words
from tracker.services.course import Course
from tracker.services.criteria import MARKS, in_words, stored_conditions
from tracker.services.humoral import CLOUDED, LEGEND, given_before
from tracker.services.remission import held, remission_rule


def results_table(
    course: Course, words: Words, day: date, visit: Visit | None, corrected: Mapping[UUID, str]
) -> Table:
    """A row for each analyte of the disease that was ever measured, and whatever else this visit brought."""
    today = {lab.analyte: lab for lab in course.labs if visit and lab.visit == visit.id}
    ever = {lab.analyte for lab in course.labs if lab.sampled <= day}
    usual = [code for code in disease(course.disease).labs if code in ever]
    codes = [*usual, *(code for code in ANALYTES if code in today and code not in usual)]
    before = _visit_before(course, day)
    rows: list[tuple[str | Cell, ...]] = []
    notes: dict[str, str] = {}
    clouded = {lab.id for lab in course.labs if given_before(course, lab)}
    for code in codes:
        labs = [lab for lab in course.labs_of(code) if lab.sampled <= day]
        now, last = today.get(code), _at(before, labs)
        start = _baseline(course, labs)
        shown = now or labs[-1]
        note = corrected.get(now.id, "") if now else ""
        if note:
            notes[code] = words("* {analyte}: {note}", analyte=words(analyte(code).title), note=note)
        rows.append(
            (
                words(analyte(code).title),
                _marked(_starred(result_text(now, words), note), now, clouded) if now else "–",
                _marked(result_text(last, words), last, clouded) if last else "–",
                _marked(result_text(start, words), start, clouded) if start else "–",
                _unit_and_range(shown, words),
            )
        )
    heads = (
        Column(words("Laboratory"), 1.7),
        Column(words("Today"), 0.9, right=True),
        Column(_day_before(before, day, words), 1.1, right=True),
        Column(words("Baseline"), 0.9, right=True),
        Column(words("Unit and lab range"), 1.9),
    )
    legend = words("L low, H high, nd not done, ? to check.")
    if any(isinstance(cell, Cell) and cell.text.endswith(CLOUDED) for row in rows for cell in row):
        notes[CLOUDED] = words(LEGEND, n=STAND_IN_MONTHS)
    return Table(heads, tuple(rows), (legend, *notes.values()) if rows else (), words("No results yet."))


def result_text(lab: LabResult, words: Words, *, unit: bool = False) -> Cell:
    """ "4.1 L" in bold where it is outside the laboratory's range, "<10", "nd"; "?" while it is to check.

    With its `unit` it stands alone and says the range in full: "4.1 g/L, low".
    """
    if lab.state is LabState.NOT_DONE or lab.number is None:
        return Cell(words("nd"))
    text = f"{lab.comparator}{words.number(lab.value)}"
    if unit:
        text = f"{text} {words(unit_title(lab.unit))}"
    flag = out_of_range(lab)
    query = "?" if lab.state is LabState.TO_CHECK else ""
    if unit:
        shown = {"low": words("{value}, low", value=text), "high": words("{value}, high", value=text)}
        text, mark = shown.get(flag, text), ""
    else:
        mark = {"low": words("L"), "high": words("H")}.get(flag, "")
    return Cell(" ".join(filter(None, (text, mark, query))), strong=bool(flag))


def out_of_range(lab: LabResult) -> str:
    """ "low", "high", or "" also where the laboratory gave no range."""
    if lab.number is None:
        return ""
    if lab.low and lab.comparator != ">" and _less(lab, lab.number, Decimal(lab.low)):
        return "low"
    return "high" if lab.high and lab.comparator != "<" and lab.number > Decimal(lab.high) else ""


def remission_check(course: Course, words: Words, visit: Visit | None) -> Table | None:
    """The rule and each of its conditions with what came of it at `visit`; None where it was not asked."""
    rule = remission_rule(disease(course.disease))
    found = [a for v, a in course.assessments_of(rule.code) if visit and v.id == visit.id] if rule else []
    if rule is None or not found:
        return None
    given = found[-1]
    rows = [(words(rule.title), MARKS[held(rule, given)])]
    rows += [(in_words(each, words), MARKS[each.held]) for each in stored_conditions(rule, given)]
    heads = (Column(words("{rule}, item", rule=words(rule.title)), 3), Column(words("Met"), 0.7, right=True))
    return Table(heads, tuple(rows), _notes(given, words))


def _notes(given: Assessment, words: Words) -> tuple[str, ...]:
    """What stood with the result when it was made: flags, marks, the study's settings."""
    notes = given.result.get("footnotes")
    return tuple(words.say(kept_said(note)) for note in notes) if isinstance(notes, list | tuple) else ()


def remission_since(course: Course, day: date) -> tuple[str, bool, date | None] | None:
    """The rule's name, whether it held when last asked, since when; None where that cannot be told."""
    rule = remission_rule(disease(course.disease))
    if rule is None:
        return None
    asked = [
        (visit.day, held(rule, assessment))
        for visit, assessment in course.assessments_of(rule.code)
        if visit.day <= day
    ]
    if not asked or asked[-1][1] is None:
        return None
    if not asked[-1][1]:
        return rule.title, False, None
    since = asked[-1][0]
    for when, met in reversed(asked):
        if met is not True:
            break
        since = when
    return rule.title, True, since


def _less(lab: LabResult, number: Decimal, low: Decimal) -> bool:
    return number <= low if lab.unseen else number < low


def _visit_before(course: Course, day: date) -> Visit | None:
    measured = {lab.visit for lab in course.labs}
    earlier = [visit for visit in course.visits if visit.day < day and visit.id in measured]
    return earlier[-1] if earlier else None


def _day_before(before: Visit | None, day: date, words: Words) -> str:
    if before is None:
        return words("Before")
    return words.short_day(before.day) if before.day.year == day.year else words.day(before.day)


def _at(visit: Visit | None, labs: list[LabResult]) -> LabResult | None:
    found = [lab for lab in labs if visit and lab.visit == visit.id]
    return found[-1] if found else None


def _baseline(course: Course, labs: list[LabResult]) -> LabResult | None:
    """The last result before the infusion."""
    before = [lab for lab in labs if course.day0 and lab.sampled < course.day0]
    return before[-1] if before else None


def _marked(cell: Cell, lab: LabResult, clouded: Collection[UUID]) -> Cell:
    return Cell(f"{cell.text} {CLOUDED}", cell.strong) if lab.id in clouded else cell


def _starred(cell: Cell, note: str) -> Cell:
    return Cell(f"{cell.text} *", cell.strong) if note else cell


def _unit_and_range(lab: LabResult, words: Words) -> str:
    unit = words(unit_title(lab.unit or analyte(lab.analyte).house_unit))
    if lab.low and lab.high:
        shown = f"{words.number(lab.low)}–{words.number(lab.high)}"
    elif lab.high:
        shown = f"<{words.number(lab.high)}"
    elif lab.low:
        shown = f">{words.number(lab.low)}"
    else:
        return unit
    return words("{unit} ({range})", unit=unit, range=shown)
