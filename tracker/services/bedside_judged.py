"""What the answers of a safety check amount to: grade, the answers that decided, what is missing, review."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.bedside import Answers, Question, Sheet, merged, readable, replaced, unanswered, way_of
from tracker.domain.instrument import Result
from tracker.domain.instruments import instrument
from tracker.domain.items import Choice, Item, Number, Tick, Unreadable
from tracker.domain.known import Num
from tracker.domain.outputs import Flag, Score
from tracker.domain.text import N_, Said
from tracker.services.bedside_found import Found

GRADE = "grade"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """`answers` is everything the grade was worked out from; `missing` are titles of what it waits for."""

    sheet: Sheet
    result: Result
    answers: Answers
    reason: Said | None
    missing: tuple[str, ...]
    review: tuple[Said, ...]
    beside: tuple[Said, ...] = ()
    """What changed since before treatment."""

    @property
    def grade(self) -> int | None:
        value = self.result[GRADE]
        return int(value) if isinstance(value, Decimal) else None

    @property
    def at_least(self) -> int:
        """What the known answers already force."""
        bounds = self.result.bounds(GRADE)
        return int(bounds[0]) if bounds else 0


def judge(sheet: Sheet, given: Answers, found: Mapping[str, Found]) -> Judged:
    """Work out one grading from what was said and what the record knows."""
    answers = merged(sheet, given, {key: each.value for key, each in found.items()})
    result = instrument(sheet.code)(readable(sheet, answers))
    return Judged(
        sheet=sheet,
        result=result,
        answers=answers,
        reason=_reason(sheet, result, answers),
        missing=_missing(sheet, result, answers),
        review=_review(result),
        beside=tuple(_beside(sheet, result)),
    )


def own_answers(judged: Judged, found: Mapping[str, Found]) -> dict[str, object]:
    """The answers that were given or go without saying; what the record gave is kept apart."""
    known = {key: each.value for key, each in found.items()}
    return {
        key: list(answer) if isinstance(answer, tuple) else answer
        for key, answer in judged.answers.items()
        if key not in known or known[key] != answer
    }


def _reason(sheet: Sheet, result: Result, answers: Answers) -> Said | None:
    """The answers that decided, "no" left out; None while the grade is open and nothing is forced."""
    if result[GRADE] is None:
        return None
    if not result[GRADE]:
        return Said(N_("None of the signs that count"))
    said = tuple(_decided(sheet, result, answers))
    if not said:
        return None
    first = said[0]
    for each in said[1:]:
        first = Said(N_("{one} with {other}"), {"one": first, "other": each})
    return first


def _decided(sheet: Sheet, result: Result, answers: Answers) -> Iterator[Said]:
    rests = list(result.rests_on(GRADE))
    for part in result.instrument.outputs:
        inner = result.rests_on(part.key)
        if isinstance(part, Score) and part.key != GRADE and len(inner) > 1 and set(inner) <= set(rests):
            rests = [key for key in rests if key not in inner]
            if result[part.key] is not None:
                yield Said(N_("{title} {n}"), {"title": Said(part.title), "n": result[part.key]})
    for question in sheet.questions:
        mine = [key for key in rests if key in question.keys]
        said = _by_way(question, sheet, answers) if mine else None
        if said is not None:
            rests = [key for key in rests if key not in mine]
            yield said
    for key in rests:
        item = next((each for each in result.instrument.items if each.name == key), None)
        positive = _positive(item, answers.get(item.key)) if item is not None else None
        if positive is not None and key not in sheet.found:
            yield positive


def _by_way(question: Question, sheet: Sheet, answers: Answers) -> Said | None:
    index = way_of(question, sheet, answers)
    reason = question.ways[index].reason if index is not None else ""
    return Said(reason) if reason else None


def _positive(item: Item, answer: object) -> Said | None:
    """An answer in words; None for "no", nothing, and what counts nothing."""
    match item:
        case Tick() if answer is True:
            return Said(item.title)
        case Choice() if isinstance(answer, str) and answer in item.options:
            title, points = item.options[answer]
            return Said(title) if points else None
        case Number() if answer is not None:
            return _number(item, answer)
    return None


def _number(item: Number, answer: object) -> Said | None:
    try:
        known = item.read(answer)
    except Unreadable:
        return None
    if not isinstance(known, Num) or not known.value:
        return None
    places = {"title": Said(item.title), "n": known.value, "unit": Said(item.unit)}
    return Said(N_("{title} {n} {unit}") if item.unit else N_("{title} {n}"), places)


def _missing(sheet: Sheet, result: Result, answers: Answers) -> tuple[str, ...]:
    """Titles of what the grade waits for, one for each question; the points of a test as one."""
    known = result.known[GRADE]
    open_ = list(known.gaps) if isinstance(known, Num) else []
    titles: list[str] = list(unanswered(sheet, answers)) if result[GRADE] is None else []
    unread = list(result.invalid)
    keys = {each.key for each in sheet.points}
    child = replaced(sheet, answers)
    for item in result.instrument.items:
        if item.name not in (*open_, *unread):
            continue
        if (item.key in keys and child is True) or (item.key in sheet.instead and child is not True):
            continue
        question = next((each for each in sheet.questions if item.key in each.keys), None)
        if question is not None and way_of(question, sheet, answers) is None:
            titles.append(question.title)
        else:
            titles.append(item.section or item.title)
    return tuple(dict.fromkeys(titles))


def _beside(sheet: Sheet, result: Result) -> Iterator[Said]:
    for key in sheet.beside:
        value = result[key]
        if isinstance(value, Decimal):
            title = Said(result.instrument.output(key).title)
            yield Said(N_("{title}: +{n}") if value > 0 else N_("{title}: {n}"), {"title": title, "n": value})


def _review(result: Result) -> tuple[Said, ...]:
    """The footnotes that a flag of the grading raises, in words."""
    flags = {output.title for output in result.instrument.outputs if isinstance(output, Flag)}
    return tuple(note for note in result.footnotes if _of_flag(note, flags))


def _of_flag(note: Said, flags: set[str]) -> bool:
    return note.phrase in flags or any(
        isinstance(value, Said) and value.phrase in flags for value in note.values.values()
    )


def joined(parts: Sequence[Said]) -> Said | None:
    """Several sentences as one text."""
    if not parts:
        return None
    whole = parts[0]
    for each in parts[1:]:
        whole = Said(N_("{first} {second}"), {"first": whole, "second": each})
    return whole
