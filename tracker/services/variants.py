"""Which variant of a score a stored result was worked out with, and whether two results can be compared."""

from collections.abc import Mapping
from decimal import Decimal

from tracker.domain.instrument import Instrument, Result
from tracker.domain.items import Item
from tracker.domain.text import N_, Said
from tracker.domain.visit import Assessment


def variant_of(known: Instrument, given: Assessment) -> Mapping[str, object]:
    """The study's settings and what has to stay the same, by item key, as the result was given them."""
    kept = given.result.get("variant")
    if isinstance(kept, Mapping):
        return {item.key: kept.get(item.key) for item in known.keeps}
    return known.variant({**given.found, **given.answers})


def parts_apart(known: Instrument, one: Assessment, other: Assessment) -> tuple[Item, ...]:
    """The items by which two results of an instrument differ in variant; none where they can be compared."""
    return _apart(known, variant_of(known, one), variant_of(known, other))


def _apart(known: Instrument, first: Mapping[str, object], second: Mapping[str, object]) -> tuple[Item, ...]:
    """What was not stated at one of them is not said to differ."""
    stated = [i for i in known.keeps if first[i.key] is not None and second[i.key] is not None]
    return tuple(item for item in stated if first[item.key] != second[item.key])


def differences(known: Instrument, one: Assessment, other: Assessment) -> Said | None:
    """Why no line may join two results, in words: another version or variant; None where it may."""
    if one.version != other.version:
        return Said(N_("version {now} of the score instead of {before}"),
                    {"now": Decimal(other.version), "before": Decimal(one.version)})  # fmt: skip
    apart = parts_apart(known, one, other)
    if not apart:
        return None
    item = apart[0]
    first, second = (_in_words(item, variant_of(known, each)) for each in (one, other))
    places = {"question": Said(item.title), "now": second, "before": first}
    return Said(N_("{question}: {now} instead of {before}"), places)


def changed_since(known: Instrument, before: Assessment, now: Result) -> Said | None:
    """In words, by what a result of now differs in variant from a stored one; None where they compare."""
    first, second = variant_of(known, before), now.variant
    apart = _apart(known, first, second)
    if not apart:
        return None
    places = {
        "question": Said(apart[0].title),
        "now": _in_words(apart[0], second),
        "before": _in_words(apart[0], first),
    }
    return Said(N_("{question}: {now} instead of {before}"), places)


def _in_words(item: Item, variant: Mapping[str, object]) -> Said:
    return item.said(item.read(variant[item.key])) or Said(N_("not stated"))
