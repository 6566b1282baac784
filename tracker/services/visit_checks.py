"""What is odd or missing in a visit form: flags beside a value, and what to look at before signing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from tracker.domain.cause import cause_key
from tracker.domain.item_words import refusals
from tracker.domain.lab_text import Typed, read_lab_text
from tracker.domain.text import N_, Said
from tracker.domain.visit import Comparator, LabState
from tracker.services.visit_entry import LabEntry, VisitEntry
from tracker.services.visit_form import LabRow, ScoreSection, VisitForm, asks_cause
from tracker.services.visit_questions import QUESTIONS, WHY, questions, told, unexplained

EVENTS = "events"
"""The card of events that were open before; the key of a check there is the event."""

LABORATORY = "laboratory"
"""The section of the laboratory rows; each score is a section by its instrument's code."""

FEW = 3
"""So many names are listed beside each other; of more only the number is said."""


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A few words beside a value, and their tone: danger, warn, info, ok or neutral."""

    tone: str
    said: Said


class Weight(IntEnum):
    """How much stands in the way of a signature."""

    GAP = 1
    """Something is empty; it can be signed so."""
    LOOK = 2
    """Somebody has to keep it with a note, or retype it."""
    STOP = 3
    """It cannot be read; it cannot even be saved."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing to look at; `section` and `key` say where it is."""

    section: str
    key: str
    weight: Weight
    said: Said


def typed_of(row: LabRow, entry: LabEntry | None) -> Typed:
    """What the text of a box means in its row."""
    return read_lab_text(entry.text if entry else "", row.analyte, row.unit, row.last)


def lab_flag(row: LabRow, typed: Typed, note: str = "") -> Flag | None:
    """The one thing most worth saying beside a value."""
    if typed.problem:
        return Flag(tone="danger", said=typed.problem)
    if typed.warning and not note:
        return Flag(tone="danger", said=_in_short(typed.warning))
    if typed.state is LabState.NOT_DONE:
        return Flag(tone="neutral", said=Said(N_("Not done")))
    if typed.state is LabState.TO_CHECK:
        return Flag(tone="warn", said=Said(N_("To check")))
    return _against_range(row, typed) or (
        Flag(tone="info", said=Said(N_("Below detection"))) if typed.comparator is Comparator.BELOW else None
    )


def checks(form: VisitForm, entry: VisitEntry) -> tuple[Check, ...]:
    """Everything to look at before signing, the heaviest first, else in the order of the form."""
    found = [check for row in form.labs for check in _lab_checks(row, entry.labs.get(row.analyte.code))]
    found += _empty_labs(form.labs, entry)
    found += [check for section in form.scores for check in _score_checks(section, entry)]
    found += [check for section in form.scores for check in _cause_checks(form, section, entry)]
    found += _question_checks(form, entry)
    found += _event_checks(form)
    return tuple(sorted(found, key=lambda check: -check.weight))


def _lab_checks(row: LabRow, entry: LabEntry | None) -> Iterator[Check]:
    typed, note = typed_of(row, entry), entry.note if entry else ""
    title = Said(row.analyte.title)

    def check(weight: Weight, said: Said) -> Check:
        return Check(section=LABORATORY, key=row.analyte.code, weight=weight, said=said)

    if typed.problem:
        yield check(Weight.STOP, typed.problem)
    elif typed.warning and not note:
        phrase = N_("{fact} Press F2 to keep it with a note, or retype.")
        yield check(Weight.LOOK, Said(phrase, {"fact": typed.warning}))
    elif typed.state is LabState.NOT_DONE and not note:
        phrase = N_("{analyte} was not done. Press F2 and say why.")
        yield check(Weight.LOOK, Said(phrase, {"analyte": title}))
    elif typed.state is LabState.TO_CHECK:
        yield check(Weight.GAP, Said(N_("{analyte} is marked to be checked."), {"analyte": title}))


def _empty_labs(rows: Sequence[LabRow], entry: VisitEntry) -> Iterator[Check]:
    empty = [
        row.analyte
        for row in rows
        if row.expected and (row.analyte.code not in entry.labs or entry.labs[row.analyte.code].blank)
    ]
    if empty:
        names = _few([Said(each.short) for each in empty])
        said = Said(N_("Laboratory values still empty: {names}."), {"names": names})
        yield Check(section=LABORATORY, key=empty[0].code, weight=Weight.GAP, said=said)


def _score_checks(section: ScoreSection, entry: VisitEntry) -> Iterator[Check]:
    known, saved = section.instrument, section.saved.answers if section.saved else {}
    typed = entry.answers.get(known.code, {})
    answers = {item.key: typed.get(item.key, saved.get(item.key)) for item in section.asked}
    title = Said(known.title)
    open_keys = [key for key, answer in answers.items() if answer is None]
    for item, why in refusals(known.items, answers):
        said = Said(N_("{title}: {problem}"), {"title": title, "problem": why})
        yield Check(section=known.code, key=item.key, weight=Weight.STOP, said=said)
    if open_keys:
        phrase = N_("{title}: {missing} of {total} answers missing.")
        values = {"title": title, "missing": Decimal(len(open_keys)), "total": Decimal(len(answers))}
        yield Check(section=known.code, key=open_keys[0], weight=Weight.GAP, said=Said(phrase, values))


def _cause_checks(form: VisitForm, section: ScoreSection, entry: VisitEntry) -> Iterator[Check]:
    """A sign that is ticked in the first weeks without a word on what causes it."""
    saved = section.saved.answers if section.saved else {}
    answers = {
        **saved,
        **{k: v for k, v in entry.answers.get(section.instrument.code, {}).items() if v is not None},
    }
    for item in section.asked:
        if asks_cause(form, item) and answers.get(item.key) is True and not answers.get(cause_key(item)):
            said = Said(N_("{item}: say whether the disease causes it."), {"item": Said(item.title)})
            yield Check(section=section.instrument.code, key=item.key, weight=Weight.GAP, said=said)


def _question_checks(form: VisitForm, entry: VisitEntry) -> Iterator[Check]:
    """What the plan asks and nobody answered, and a No without a reason."""
    asked = questions(form.items)
    if asked is None:
        return
    answers = {**entry.answers.get(QUESTIONS, {}), **told(form.items)}
    if unexplained(answers):
        said = Said(
            N_("Say why it was not done: {item}."), {"item": Said(asked.item(unexplained(answers)).title)}
        )
        yield Check(section=QUESTIONS, key=WHY, weight=Weight.STOP, said=said)
    open_items = [item for item in asked.items if item.key != WHY and answers.get(item.key) is None]
    if open_items:
        names = _few([Said(item.title) for item in open_items])
        said = Said(N_("Not answered yet: {names}."), {"names": names})
        yield Check(section=QUESTIONS, key=open_items[0].key, weight=Weight.GAP, said=said)


def _event_checks(form: VisitForm) -> Iterator[Check]:
    """What was open before and nobody asked about at this visit."""
    for each in form.still_open:
        said = Said(N_("{event}: still there, or ended?"), {"event": each.term})
        yield Check(section=EVENTS, key=str(each.id), weight=Weight.GAP, said=said)


def _in_short(warning: Said) -> Said:
    value, last = warning.values.get("value"), warning.values.get("last")
    if not isinstance(value, Decimal) or not isinstance(last, Decimal):
        return Said(N_("Unusual value"))
    return Said(N_("10 × the last value")) if value > last else Said(N_("A tenth of the last value"))


def _against_range(row: LabRow, typed: Typed) -> Flag | None:
    if not typed.value or not (row.low or row.high):
        return None
    value, low, high = (
        Decimal(typed.value),
        *(Decimal(edge) if edge else None for edge in (row.low, row.high)),
    )
    below = low is not None and (value < low or (typed.comparator is Comparator.BELOW and value <= low))
    above = high is not None and (value > high or (typed.comparator is Comparator.ABOVE and value >= high))
    if below and typed.comparator is not Comparator.ABOVE:
        return Flag(tone="warn", said=Said(N_("Low, lab range {range}"), {"range": _range(low, high)}))
    if above and typed.comparator is not Comparator.BELOW:
        return Flag(tone="warn", said=Said(N_("High, lab range {range}"), {"range": _range(low, high)}))
    return None


def _range(low: Decimal | None, high: Decimal | None) -> Said:
    if low is None:
        return Said(N_("up to {high}"), {"high": high})
    if high is None:
        return Said(N_("from {low}"), {"low": low})
    return Said(N_("{low}–{high}"), {"low": low, "high": high})


def _few(names: Sequence[Said]) -> Said:
    """The first names, and how many more there are."""
    if len(names) <= FEW:
        return joined(names)
    values = {"names": joined(names[:FEW]), "n": Decimal(len(names) - FEW)}
    return Said(N_("{names} and {n} more"), values)


def joined(parts: Sequence[Said]) -> Said:
    """Several names as one phrase with commas."""
    made = parts[0]
    for part in parts[1:]:
        made = Said(N_("{first}, {second}"), {"first": made, "second": part})
    return made
