"""What is assessed outside the program and kept as a number: how such a measure is declared."""

from tracker.domain.instrument import Answers, Instrument, Worked
from tracker.domain.items import Choice, Item, Number, Tick
from tracker.domain.known import INFINITY, Plain
from tracker.domain.outputs import Category, Criterion, Output, Score
from tracker.domain.sources import Source
from tracker.domain.text import N_

VALUE_ONLY = N_("Only the value is kept; the form and its wording are not included.")
PUBLIC = N_("A measured value; no form is needed.")


def number(  # noqa: PLR0917 (a row of a table)
    key: str,
    title: str,
    low: Plain,
    high: Plain | None,
    unit: str = "",
    better: str = "lower",
    *,
    decimals: int = 0,
    step: Plain = 1,
    hint: str = "",
    found: Source | None = None,
) -> tuple[Item, Output]:
    """A number and the score that shows it; without decimals it is counted in steps."""
    ceiling = INFINITY if high is None else high
    return (
        Number(
            key,
            title,
            low,
            high,
            unit,
            step=None if decimals else step,
            decimals=decimals,
            hint=hint,
            found=found,
        ),
        Score(key, title, axis=(low, ceiling), unit=unit, decimals=decimals, better=better),
    )


def choice(
    key: str, title: str, options: dict[str, str], hint: str = "", *, same: bool = False
) -> tuple[Item, Output]:
    """One of several names, and the class that shows it. `same`: values compare while it stays the same."""
    return Choice(
        key, title, {code: (name, 0) for code, name in options.items()}, hint=hint, same=same
    ), Category(key, title, options=options)


def tick(key: str, title: str, hint: str = "", *, same: bool = False) -> tuple[Item, Output]:
    """Yes or no, and the criterion that shows it. `same`: values compare while it stays the same."""
    return Tick(key, title, hint=hint, same=same), Criterion(key, title)


def several(
    code: str,
    title: str,
    short: str,
    *parts: tuple[Item, Output],
    source: str,
    licence: str = VALUE_ONLY,
    mark: str = "M",
    recall: str = "",
) -> Instrument:
    """A few values that belong together; each is shown as it was entered."""

    def work(a: Answers) -> Worked:
        return {item.key: a[item.key] for item, _ in parts}

    return Instrument(
        code=code,
        title=title,
        short=short,
        items=tuple(item for item, _ in parts),
        outputs=tuple(output for _, output in parts),
        work=work,
        source=source,
        licence=licence,
        mark=mark,
        recall=recall,
    )


def measure(  # noqa: PLR0917 (a row of a table)
    code: str,
    title: str,
    short: str,
    low: Plain,
    high: Plain | None,
    unit: str = "",
    better: str = "lower",
    *,
    source: str,
    decimals: int = 0,
    hint: str = "",
    licence: str = VALUE_ONLY,
    mark: str = "M",
    found: Source | None = None,
) -> Instrument:
    """A single value; its key is the code."""
    only = number(code, title, low, high, unit, better, decimals=decimals, hint=hint, found=found)
    return several(code, title, short, only, source=source, licence=licence, mark=mark)
