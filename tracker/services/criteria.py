"""The conditions of a rule as form, summary and curves show them, from a live result or from a stored one."""

from tracker.domain.conditions import Condition, conditions, told
from tracker.domain.instrument import Instrument
from tracker.domain.visit import Assessment
from tracker.language import Words

MARKS = {True: "✓", False: "✗", None: "–"}


def stored_conditions(rule: Instrument, given: Assessment) -> tuple[Condition, ...]:
    """Why a stored result says what it says: what held then, with the values that it was given."""
    return conditions(rule({**given.found, **given.answers}), given.result)


def beside(condition: Condition, words: Words) -> str:
    """The value, or what is missing: "0.3", "16 → 2", "Physician global not entered"; "" for neither."""
    said = told(condition)
    return words.say(said).strip() if said else ""


def in_words(condition: Condition, words: Words) -> str:
    """The title, and after it the value or what is missing."""
    value = beside(condition, words)
    title = words(condition.title)
    return words("{title}: {value}", title=title, value=value) if value else title
