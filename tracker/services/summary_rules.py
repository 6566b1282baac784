"""The other rules of a visit on the clinician's page: what came out, and the arm by which each fails."""

from collections.abc import Iterator

from tracker.domain.conditions import Condition
from tracker.domain.diseases import disease
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.known import Num
from tracker.domain.letter import Column, Section, Table
from tracker.domain.outputs import Category, Criterion, Flag, Output, Score
from tracker.domain.text import N_
from tracker.domain.visit import Assessment, Visit
from tracker.language import Words
from tracker.services.course import Course
from tracker.services.criteria import in_words, stored_conditions
from tracker.services.remission import remission_rule

_MET = {True: N_("Met"), False: N_("Not met"), None: N_("Open")}


def other_rules(course: Course, words: Words, visit: Visit | None) -> list[Section]:
    """A section with one row for each rule answered at `visit` beside remission; none where there is none."""
    rows = tuple(_rows(course, words, visit)) if visit else ()
    heads = (
        Column(words("Rule"), 1.4),
        Column(words("Result"), 1.1),
        Column(words("Not met, or not entered"), 3),
    )
    return [Section(words("Other rules"), (Table(heads, rows),))] if rows else []


def _rows(course: Course, words: Words, visit: Visit) -> Iterator[tuple[str, str, str]]:
    remission = remission_rule(disease(course.disease))
    for rule in CATALOGUE:
        given = course.assessment(visit.id, rule.code)
        if given is None or rule is remission or not _is_rule(rule):
            continue
        arms = [in_words(each, words) for each in stored_conditions(rule, given) if _is_open(each)]
        arms += [words(each.title) for each in rule.outputs if _is_raised(each, given)]
        yield words(rule.short or rule.title), _outcome(rule, given, words), "; ".join(arms) or "–"


def _is_rule(known: Instrument) -> bool:
    """A verdict with conditions; a checklist that begins with a condition gives none."""
    first = known.outputs[0]
    verdict = not (isinstance(first, Criterion) and first.is_part)
    return verdict and any(isinstance(each, Criterion) and each.is_part for each in known.outputs)


def _is_open(arm: Condition) -> bool:
    return arm.held is False or bool(arm.missing)


def _is_raised(output: Output, given: Assessment) -> bool:
    """A flag that held: that only the kidney function keeps this from being a response."""
    return isinstance(output, Flag) and given.result.get(output.key) is True


def _outcome(rule: Instrument, given: Assessment, words: Words) -> str:
    result = rule({**given.found, **given.answers})
    head = rule.head(result.variant)
    known, kept = result.known[head.key], given.result.get(head.key)
    if known is None:
        return words("Does not apply")
    match head:
        case Criterion():
            return words(_MET[kept if isinstance(kept, bool) else None])
        case Category():
            return words(head.options[str(kept)]) if kept in head.options else words("Open")
        case Score() if isinstance(known, Num):
            return words.say(head.said(known))
        case _:
            return "–"
