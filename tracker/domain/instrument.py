"""What an instrument is: items asked or found, outputs worked out, one pure function between."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from tracker.domain.cause import doubtful, weighed
from tracker.domain.items import Answers, Item, Tick, read_all
from tracker.domain.known import Code, Num
from tracker.domain.outputs import Criterion, Flag, On, Output, Score, counts, plain
from tracker.domain.text import N_, Said

__all__ = ["Answers", "Instrument", "Result", "Worked"]

Worked = Mapping[str, object]
"""Output key -> Num, Code, None (does not apply), or JSON for a Detail."""

STATUS = "status"
"""A worked-out key that replaces the status "complete" by the instrument's own word; it may be an output."""

FROM_MEMORY, OURS = frozenset("UM"), frozenset("DP")


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A published score, grading or definition. Codes, item keys and output keys are storage keys."""

    code: str
    title: str
    items: tuple[Item, ...]
    outputs: tuple[Output, ...]
    work: Callable[[Answers], Worked]
    version: int = 1
    source: str = ""
    licence: str = ""
    mark: str = "V2"
    recall: str = ""
    short: str = ""
    """The name of its series and tiles; the title without it."""

    def __call__(self, raw: Mapping[str, object]) -> "Result":
        """Work it out from raw answers; keys that are no items are left aside."""
        counted, weighed_notes = weighed(self._doubtful, raw)
        answers, invalid = read_all(self.items, counted)
        worked = {**self.work(answers)}
        declared = self._declared
        status = worked.get(STATUS) if STATUS in declared else worked.pop(STATUS, None)
        for output in self.outputs:
            if isinstance(output, Criterion) and output.limit and output.key not in worked:
                worked[output.key] = output.limit(answers)
        if worked.keys() != declared:
            raise TypeError(
                f"{self.code}: declared and worked out differ: {sorted(worked.keys() ^ declared)}"
            )
        return Result(self, answers, worked, invalid, status, weighed_notes)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its items are called in raw answers."""
        return frozenset(item.key for item in self.items)

    @cached_property
    def _declared(self) -> frozenset[str]:
        return frozenset(output.key for output in self.outputs)

    @cached_property
    def _doubtful(self) -> tuple[Tick, ...]:
        return doubtful(self.items)

    @cached_property
    def settings(self) -> tuple[Item, ...]:
        """The items that the study answers, once for everybody."""
        return tuple(item for item in self.items if item.setting)

    @cached_property
    def keeps(self) -> tuple[Item, ...]:
        """The items whose answer has to stay the same while results are compared."""
        return tuple(item for item in self.items if item.setting or item.same)

    def variant(self, raw: Mapping[str, object]) -> dict[str, object]:
        """What raw answers say of those items, as JSON keeps it: which variant was used."""
        answers, _ = read_all(self.keeps, raw)
        return {item.key: _told(item, answers[item.key]) for item in self.keeps}

    def head(self, variant: Mapping[str, object]) -> Output:
        """The output that stands for the instrument in this variant; never a part of a whole."""
        first = next(each for each in self.outputs if not (isinstance(each, Criterion) and each.is_part))
        others = (each for each in self.outputs if each.reading and counts(each, variant))
        return first if counts(first, variant) else next(others, first)

    def scores(self, variant: Mapping[str, object]) -> tuple[Score, ...]:
        """Every score, the one that counts in this variant first."""
        scores = [output for output in self.outputs if isinstance(output, Score)]
        return tuple(sorted(scores, key=lambda score: not counts(score, variant)))

    def item(self, key: str) -> Item:
        return next(item for item in self.items if item.key == key)

    def output(self, key: str) -> Output:
        return next(output for output in self.outputs if output.key == key)


@dataclass(frozen=True, eq=False)
class Result:
    """What is known of every output. `result[key]` is the value once it is settled, else None."""

    instrument: Instrument
    answers: Answers
    known: Worked
    invalid: tuple[str, ...] = ()
    own_status: object = None
    weighed: tuple[Said, ...] = ()
    """Signs that are present and not counted, because of their cause."""

    def __getitem__(self, key: str) -> object:
        known = self.known[key]
        output = self.instrument.output(key)
        if isinstance(known, Num) and isinstance(output, Criterion):
            return known.truth
        if isinstance(known, Num) and isinstance(output, On):
            return date.fromordinal(int(known.value)) if known.value is not None else None
        return known.value if isinstance(known, Num | Code) else known

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Names of the measures that an output still waits for, in the order of the form."""
        open_ = {name for known in self.known.values() for name in _gaps(known)}
        if not open_:
            return ()
        names = dict.fromkeys(item.name for item in self.instrument.items)
        return (*(name for name in names if name in open_), *sorted(open_ - names.keys()))

    @property
    def status(self) -> str:
        """invalid, incomplete, the instrument's own word, or complete."""
        if self.invalid:
            return "invalid"
        if isinstance(self.own_status, Code) and self.own_status.value:
            return self.own_status.value
        if isinstance(self.own_status, str) and self.own_status:
            return self.own_status
        return "incomplete" if self.missing else "complete"

    @cached_property
    def variant(self) -> dict[str, object]:
        """Which variant was used: the study's settings, and what has to stay the same."""
        return {item.key: _told(item, self.answers[item.key]) for item in self.instrument.keeps}

    def bounds(self, key: str) -> tuple[Decimal, Decimal] | None:
        """Between which numbers the output lies; None where it does not apply or is no number."""
        known = self.known[key]
        return (known.low, known.high) if isinstance(known, Num) else None

    def rests_on(self, key: str) -> tuple[str, ...]:
        """The answers that decided the output, in order."""
        known = self.known[key]
        return known.of if isinstance(known, Num | Code) else ()

    def band(self, scheme: str) -> str | None:
        """The class of a score by the scheme called so."""
        for output in self.instrument.outputs:
            for each in output.schemes if isinstance(output, Score) else ():
                known = self.known[output.key]
                if each.key == scheme and isinstance(known, Num):
                    return each.band(known).value
        return None

    @property
    def footnotes(self) -> tuple[Said, ...]:
        """What a reader has to know: flags that hold, and parts from memory or of our own."""
        flags = [
            _note(output.mark, output.title) or Said(output.title)
            for output in self.instrument.outputs
            if isinstance(output, Flag) and self[output.key] is True
        ]
        parts = dict.fromkeys(self._marked())
        return (
            *self.weighed,
            *flags,
            *(note for part in parts if (note := _note(*part))),
            *self.settings_used,
        )

    @property
    def settings_used(self) -> tuple[Said, ...]:
        """Which variant the study chose, in words: "Categories HAQ-DI needs, of eight: 6"."""
        said = ((item, item.said(self.answers[item.key])) for item in self.instrument.settings)
        return tuple(
            Said(N_("{question}: {answer}"), {"question": Said(item.title), "answer": answer})
            for item, answer in said
            if answer is not None
        )

    def as_json(self) -> dict[str, object]:
        """Everything as JSON keeps it: the outputs under their own keys."""
        entries: dict[str, object] = {
            "instrument": self.instrument.code,
            "version": self.instrument.version,
            STATUS: self.status,
            "complete": not self.missing and not self.invalid,
            "missing": list(self.missing),
            "invalid": list(self.invalid),
        }
        for output in self.instrument.outputs:
            entries.update(output.json(self.known[output.key]))
        entries[STATUS] = self.status
        if self.variant:
            entries["variant"] = self.variant
        entries["footnotes"] = [note.phrase.format_map(dict(note.values)) for note in self.footnotes]
        return entries

    def _marked(self) -> Iterator[tuple[str, str]]:
        yield self.instrument.mark, self.instrument.title
        for item in self.instrument.items:
            if item.mark and not _gaps(self.answers[item.key]):
                yield item.mark, item.title
        for output in self.instrument.outputs:
            known = self.known[output.key]
            if known is None or _gaps(known) or isinstance(output, Flag):
                continue
            yield output.mark, output.title
            for scheme in output.schemes if isinstance(output, Score) else ():
                yield scheme.mark, scheme.title


def _told(item: Item, known: object) -> object:
    return known.truth if isinstance(item, Tick) and isinstance(known, Num) else plain(known)


def _note(mark: str, title: str) -> Said | None:
    if mark in FROM_MEMORY:
        return Said(_FROM_MEMORY, {"part": Said(title)})
    return Said(_OURS, {"part": Said(title)}) if mark in OURS else None


_FROM_MEMORY = N_("{part}: from memory, not yet checked against the source.")
_OURS = N_("{part}: a rule of this program, not of the publication.")


def _gaps(known: object) -> tuple[str, ...]:
    if isinstance(known, Num | Code):
        return known.gaps
    if isinstance(known, Mapping):
        return tuple(name for value in known.values() for name in _gaps(value))
    if isinstance(known, list | tuple):
        return tuple(name for value in known for name in _gaps(value))
    return ()
