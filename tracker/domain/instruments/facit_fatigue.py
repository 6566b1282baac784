"""FACIT-Fatigue: thirteen answers, prorated when more than half are there; higher is less fatigue."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Number
from tracker.domain.known import Num, exact, total
from tracker.domain.outputs import Detail, Score
from tracker.domain.text import N_

TITLES = (
    *(N_("Item 1"), N_("Item 2"), N_("Item 3"), N_("Item 4"), N_("Item 5"), N_("Item 6"), N_("Item 7")),
    *(N_("Item 8"), N_("Item 9"), N_("Item 10"), N_("Item 11"), N_("Item 12"), N_("Item 13")),
)
HINT = N_("0 not at all to 4 very much: the number on the licensed form, whose text is not here.")
ITEMS = tuple(
    Number(f"item_{number:02}", title, 0, 4, step=1, decimals=0, hint=HINT)
    for number, title in enumerate(TITLES, 1)
)
AS_ANSWERED = ("item_07", "item_08")
"""Energy and usual activities; every other answer is turned round."""


def work(a: Answers) -> dict[str, object]:
    given = [key for item in ITEMS if not a[key := item.key].gaps]
    missing = tuple(item.key for item in ITEMS if item.key not in given)
    score = Num(exact(0), exact(52), missing, missing)
    if len(given) * 2 > len(ITEMS):
        summed = total(a[key] if key in AS_ANSWERED else 4 - a[key] for key in given)
        score = summed * len(ITEMS) / len(given)
    return {
        "score": score,
        "items_answered": len(given),
        "prorated": bool(missing) if score.settled else None,
    }


FACIT_FATIGUE = Instrument(
    code="facit_fatigue",
    title=N_("FACIT-Fatigue"),
    items=ITEMS,
    work=work,
    outputs=(
        Score("score", N_("FACIT-Fatigue"), axis=(0, 52), decimals=1, better="higher"),
        Detail("items_answered", N_("Items answered")),
        Detail("prorated", N_("Prorated")),
    ),
    source="FACIT scoring guideline; Lai 2011, doi 10.3899/jrheum.100799",
    licence=N_("Scoring only; the statements need a licence and are not included."),
    recall=N_("The past 7 days"),
)
