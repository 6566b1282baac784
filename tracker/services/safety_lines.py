"""Toxicity in words, for screen and paper: an episode, an ICAHT grade, a laboratory grade, a suggestion."""

from collections.abc import Iterator

from tracker.domain.drugs import drug
from tracker.domain.instrument import Result
from tracker.domain.instruments import instrument
from tracker.domain.labs import analyte
from tracker.domain.labs.unit import UNITS
from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.episodes import Episode
from tracker.services.icaht import Icaht
from tracker.services.lab_grades import LabGrade, Suggestion


def episode_head(each: Episode, words: Words) -> str:
    """ "CRS, highest grade 2"."""
    phrase = N_("{title}, highest grade {n}") if each.sure else N_("{title}, grade {n} at least")
    return words(phrase, title=words(each.title), n=words.number(each.maximum))


def episode_chip(each: Episode, words: Words) -> str:
    """ "CRS grade 1, 2 days", with the grade of its last day."""
    places = {"title": words(each.title), "grade": words.number(each.days[-1].least)}
    return words.plural(
        "{title} grade {grade}, {n} day", "{title} grade {grade}, {n} days", each.lasted, **places
    )


def episode_lines(each: Episode, words: Words) -> Iterator[str]:
    """Days, length, maximum, treatment, intensive care."""
    first = words.number(each.onset_day) if each.onset_day is not None else words("not known")
    if each.over and each.end is not None and each.day0 is not None:
        last = words.number((each.end - each.day0).days)
        yield words("Day {first} to {last}, {n} days, both counted", first=first, last=last, n=each.lasted)
    else:
        yield words("Since Day {first}, {n} days so far", first=first, n=each.lasted)
    if each.day0 is not None:
        yield words("Highest on Day {day}", day=words.number((each.maximum_day - each.day0).days))
    drugs = ", ".join(dict.fromkeys(words(drug(course.drug).title) for course in each.treated))
    yield words("Treatment: {drugs}", drugs=drugs) if drugs else words("No treatment for it in the record")
    if each.icu_days is not None:
        yield words.plural("{n} day in intensive care", "{n} days in intensive care", each.icu_days)


def icaht_line(each: Icaht, words: Words) -> tuple[str, str]:
    """The grades, and what they rest on."""
    early = _grade(each.early, each.early_grade, words)
    late = _grade(each.late, each.late_grade, words) if each.late is not None else words("not yet")
    head = words("ICAHT early {early}, late {late}", early=early, late=late)
    parts = []
    days = each.early["days_le_500"]
    if days is not None:
        title = words(each.early.instrument.output("days_le_500").title)
        parts.append(words("{title}: {n}", title=title, n=words.number(str(days))))
    before, gcsf = each.early["anc_before"], each.early["gcsf"]
    if before is not None:
        parts.append(words("{n} per µL before conditioning", n=words.number(str(before))))
    if gcsf is not None:
        parts.append(words.plural("{n} day with G-CSF", "{n} days with G-CSF", int(str(gcsf))))
    if each.early["provisional"] is True:
        parts.append(words("provisional: the counts do not reach Day 30"))
    return head, ", ".join(parts)


def _grade(result: Result, grade: int | None, words: Words) -> str:
    if grade is not None:
        return words("grade {n}", n=grade)
    bounds = result.bounds("grade")
    least = int(bounds[0]) if bounds else 0
    return words("at least grade {n}", n=least) if least else words("not gradable")


def lab_grade(each: LabGrade, words: Words) -> str:
    """ "4"; a dash where the version has no rule or a limit is missing."""
    return "–" if each.grade is None else words.number(each.grade)


def lab_value(each: LabGrade, words: Words) -> str:
    """ "0.45 10⁹/L, Day 5"."""
    lab = each.lab
    value = f"{lab.comparator}{words.number(lab.value)} {words(UNITS[lab.unit].title)}"
    if each.day is None:
        return words("{value}, {day}", value=value, day=words.day(lab.sampled))
    return words("{value}, Day {day}", value=value, day=words.number(each.day))


def lab_title(each: LabGrade, words: Words) -> str:
    return words(analyte(each.lab.analyte).title)


def version(each: LabGrade, words: Words) -> str:
    return words(instrument(each.version).short)


def suggestion(each: Suggestion, words: Words) -> str:
    """ "Neutropenia, grade 4, Day 5 to 9: record it as an event?"."""
    places = {
        "term": words(each.term),
        "n": words.number(each.grade),
        "first": words.number(each.first.day or 0),
        "last": words.number(each.last.day or 0),
    }
    if each.ongoing:
        return words("{term}, grade {n}, since Day {first}: record it as an event?", **places)
    return words("{term}, grade {n}, Day {first} to {last}: record it as an event?", **places)
