"""What causes a sign that conditioning or CAR T cells can cause too: asked and kept beside the tick."""

from collections.abc import Iterable, Mapping

from tracker.domain.items import Choice, Item, Tick
from tracker.domain.text import N_, Said

DISEASE, OTHER, UNSURE = "disease", "other", "unsure"
CAUSES: Mapping[str, str] = {
    DISEASE: N_("caused by the disease"),
    OTHER: N_("by something else"),
    UNSURE: N_("not sure"),
}


def cause_key(item: Item) -> str:
    """The key beside the answer under which its cause is kept: "fever_cause"."""
    return f"{item.key}_cause"


def cause_of(items: Iterable[Item], key: str) -> tuple[Tick, Choice] | None:
    """The tick whose cause is kept under `key`, and that cause as an item to answer; None for other keys."""
    tick = next((each for each in doubtful(items) if cause_key(each) == key), None)
    if tick is None:
        return None
    return tick, Choice(key, tick.title, {code: (text, 0) for code, text in CAUSES.items()})


def doubtful(items: Iterable[Item]) -> tuple[Tick, ...]:
    """The ticks that can have another cause in the first weeks."""
    return tuple(item for item in items if isinstance(item, Tick) and item.other_causes)


def weighed(items: Iterable[Item], raw: Mapping[str, object]) -> tuple[dict[str, object], tuple[Said, ...]]:
    """Answers as they count: with another cause a sign is absent, when unsure unknown; and notes."""
    counted, notes = dict(raw), []
    for item in doubtful(items):
        cause = raw.get(cause_key(item))
        if raw.get(item.key) is not True:
            continue
        named = {"item": Said(item.title)}
        if cause == OTHER:
            counted[item.key] = False
            notes.append(Said(N_("{item}: present, not counted, it has another cause."), named))
        elif cause == UNSURE:
            counted[item.key] = None
            notes.append(Said(N_("{item}: present, left open, its cause is not sure."), named))
    return counted, tuple(notes)
