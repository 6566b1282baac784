"""The B cells of the last infusion in words: when they went, when they came back, and which kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.cart_kinetics import Kinetics
from tracker.domain.labs import analyte, unit_title
from tracker.language import Words
from tracker.services.aplasia import Aplasia, Days, counted_from, rule_of
from tracker.services.b_cell_subsets import SubsetSample, subset_samples
from tracker.services.b_cells import after
from tracker.services.car_t_course import Series, car_t
from tracker.services.course import Course
from tracker.services.event_reading import RELAPSES, relapse_class
from tracker.services.immune_reset import ImmuneReset, immune_reset
from tracker.services.treatment_line import line_at, treatment_lines


@dataclass(frozen=True)
class Fact:
    """One line: what it is about, and what is known of it."""

    title: str
    value: str


@dataclass(frozen=True, kw_only=True)
class BCellCard:
    """Everything beside the curve. `rule` says by which settings it was read."""

    facts: tuple[Fact, ...]
    reset: ImmuneReset
    rule: str


def b_cell_card(course: Course, words: Words, today: date) -> BCellCard | None:
    """The card of the last infusion up to `today`; None before one, and of a published patient."""
    line = line_at(course, today)
    reset = immune_reset(course, today)
    if line is None or reset is None:
        return None
    first = next(treatment_lines(course)).day0
    offset = (line.day0 - first).days
    found = counted_from(after(course, line), offset)
    facts = [*_aplasia(found, words)]
    samples = [each for each in subset_samples(course) if line.holds(each.day) and each.day > line.day0]
    if samples:
        facts.append(_subsets(samples[-1], (samples[-1].day - first).days, words))
    facts += [_kinetics(each, offset, words) for each in car_t(course, line)]
    facts += _flares(course, words)
    return BCellCard(facts=tuple(facts), reset=reset, rule=_rule(course, words))


def _aplasia(found: Aplasia, words: Words) -> Iterator[Fact]:
    if found.began:
        yield Fact(words("B cells gone"), _between(found.began, words))
    if found.returned:
        again = _between(found.returned, words)
        sure = again if found.sure else words("{days}, not confirmed yet", days=again)
        yield Fact(words("B cells back"), sure)
    if found.least is not None:
        yield Fact(words("Aplasia lasted"), _lasted(found, words))
    if found.unclear:
        days = ", ".join(words("Day {day}", day=words.number(day)) for day in found.unclear)
        yield Fact(words("Samples that cannot tell"), days)


def _between(days: Days, words: Words) -> str:
    first, last = (words.number(day) for day in days)
    return words("between Day {first} and Day {last}", first=first, last=last)


def _lasted(found: Aplasia, words: Words) -> str:
    least = words.number(found.least or 0)
    if found.observed is None or found.most is None:
        return words("{least} days or more, goes on", least=least)
    places = {"least": least, "most": words.number(found.most), "days": words.number(found.observed)}
    return words("{days} days from sample to sample, {least} to {most} possible", **places)


def _subsets(sample: SubsetSample, day: int, words: Words) -> Fact:
    title = words("Subsets on Day {day}", day=words.number(day))
    if sample.enough is None:
        return Fact(title, words("not shown, no B-cell count of that day that tells"))
    if not sample.enough:
        return Fact(title, words("not shown, fewer than 5 B cells/µL"))
    said = []
    for each in sample.subsets:
        name = words(analyte(each.code).short)
        share = None if each.share is None else words.number(round(each.share, 1))
        count = None if each.count is None else words.number(round(each.count, 1))
        places = {"name": name, "sign": each.sign, "share": share or "", "count": count or ""}
        if share and count:
            said.append(words("{name} {sign}{share} % ({sign}{count} cells/µL)", **places))
        elif share:
            said.append(words("{name} {sign}{share} %", **places))
        elif count:
            said.append(words("{name} {sign}{count} cells/µL", **places))
    return Fact(title, "; ".join(said))


def _kinetics(series: Series, offset: int, words: Words) -> Fact:
    title, found = words(analyte(series.code).title), series.found
    if found.highest is None:
        return Fact(title, words("never seen"))
    return Fact(title, "; ".join(_course(found, words(unit_title(series.unit)), offset, words)))


def _course(found: Kinetics, unit: str, offset: int, words: Words) -> Iterator[str]:
    def day(known: int | None) -> str:
        return words.number((known or 0) + offset)

    highest = words.number(found.highest or Decimal(0))
    places = {"value": highest, "unit": unit, "day": day(found.highest_day)}
    if found.at_least:
        yield words("highest over {value} {unit}, Day {day}", **places)
    else:
        yield words("highest {value} {unit}, Day {day}", **places)
    yield words("last seen Day {day}", day=day(found.last_seen))
    if found.area is not None and found.between:
        first, last = (day(each) for each in found.between)
        area = words.number(round(found.area))
        yield words(
            "area Day {first} to {last}: {area} days × {unit}", first=first, last=last, area=area, unit=unit
        )


def _flares(course: Course, words: Words) -> Iterator[Fact]:
    for event in course.events:
        kind = relapse_class(course, event)
        if kind is not None:
            places = {"day": words.day(event.start), "when": words(RELAPSES[kind])}
            yield Fact(words("Flare"), words("{day}, {when}", **places))


def _rule(course: Course, words: Words) -> str:
    rule = rule_of(course.settings)
    cutoff = words.number(rule.cutoff)
    if rule.confirmed:
        return words("Gone below {cutoff} cells/µL; back when a second sample confirms it.", cutoff=cutoff)
    return words("Gone below {cutoff} cells/µL; back with the first sample.", cutoff=cutoff)
