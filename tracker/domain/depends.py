"""On which analytes a result rests, read off the declarations, through the scores that feed it."""

from collections.abc import Iterable, Iterator
from functools import cache

from tracker.domain.instrument import Instrument
from tracker.domain.instruments import find
from tracker.domain.items import Group, Item
from tracker.domain.known import Code, Num
from tracker.domain.sources import AnswersOf, ItemOf, Lab, LabLimit, ResultOf, Source


@cache
def analytes_of(code: str, output: str = "") -> frozenset[str]:
    """The analytes that the instrument, or one of its outputs, rests on; none for a code nobody declared."""
    known = find(code)
    return frozenset(_through(known, output)) if known else frozenset()


def _through(known: Instrument, output: str) -> Iterator[str]:
    asked = _rests_on(known, output)
    for item in _leaves(known.items):
        if not output or item.name in asked or item.key in asked:
            yield from item.moved_with
            yield from _from(item.found, known.code)


def _leaves(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Group):
            yield from _leaves(item.items)


def _from(source: Source | None, own: str) -> Iterator[str]:
    match source:
        case Lab(analyte=code) | LabLimit(analyte=code):
            yield code
        case ResultOf(instrument=other, output=output) if other != own:
            yield from analytes_of(other, output)
        case AnswersOf(instrument=other) if other != own:
            yield from analytes_of(other)
        case ItemOf(instrument=other, item=key) if other != own:
            known = find(other)
            for item in known.items if known else ():
                if item.key == key:
                    yield from item.moved_with
        case _:
            return


def _rests_on(known: Instrument, output: str) -> frozenset[str]:
    worked = known({}).known.get(output)
    return frozenset(worked.of) if isinstance(worked, Num | Code) else frozenset()
