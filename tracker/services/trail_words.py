"""Entries of the trail as a person reads them: names for ids, titles for fields, words for codes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from tracker.domain.adverse_event import EventKind
from tracker.domain.cause import cause_of
from tracker.domain.change import Change, Event, Records
from tracker.domain.event_forms import EVENT_FORMS
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.item_words import named, said
from tracker.domain.items import Item
from tracker.domain.labs import unit_title
from tracker.domain.study import ROLE_TITLES
from tracker.domain.text import N_, Said
from tracker.domain.trail import ACT_TITLES
from tracker.language import Words
from tracker.services.trail_field import Field
from tracker.services.trail_fields import KINDS
from tracker.services.trail_titles import TrailTitles

_SCORES = {each.code: each.short or each.title for each in CATALOGUE}
_NOTHING: Mapping[str, object] = {}
_MEASURED = frozenset({"value", "low", "high", "detection_limit"})


@dataclass(frozen=True)
class ChangeRow:
    """One field in words; "" is an empty field. `path` is where it lies in the record."""

    path: str
    title: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class TrailRow:
    """One entry in words. `what` is the record, `about` what it belongs to: a visit, a day."""

    event: Event
    who: str
    name: str
    """Who it was, in full."""
    role: str
    act: str
    what: str
    about: str
    patient: str
    """The study ID, "" for what is about nobody."""
    changes: tuple[ChangeRow, ...]
    """A new record has one for each field that was filled."""

    @property
    def new(self) -> bool:
        """Whether the record began with this entry."""
        return _begins(self.event)

    @property
    def main(self) -> ChangeRow | None:
        """The only field that changed, or the one that says most about a new record."""
        if not self.new:
            return self.changes[0] if len(self.changes) == 1 else None
        wanted = KINDS[self.event.what.kind].main if self.event.what.kind in KINDS else ""
        return next((each for each in self.changes if each.path == wanted), None)

    def told(self, path: str) -> tuple[ChangeRow, ...]:
        """What is said of a path as it was written: one field, or the answers that lie below it."""
        return tuple(each for each in self.changes if each.path == path or each.path.startswith(f"{path}."))

    @property
    def text(self) -> str:
        """Everything that a filter by text looks in."""
        shown = (part for each in self.changes for part in (each.title, each.old, each.new))
        return "\n".join((self.what, self.about, self.event.why, *shown)).casefold()


class TrailWords:
    """Puts entries into words; made anew for each look at the trail."""

    def __init__(self, records: Records, words: Words, zone: tzinfo) -> None:
        self._words, self._titles = words, TrailTitles(records, words, zone)

    def rows(self, events: Iterable[Event]) -> Iterator[TrailRow]:
        """In the order of `events`."""
        return map(self.row, events)

    def row(self, event: Event) -> TrailRow:
        """One entry."""
        words, titles = self._words, self._titles
        who = titles.people.get(event.who)
        facts = titles.facts(event.what.id, event)
        what, about = titles.titles(event.what.kind, facts)
        return TrailRow(
            event=event,
            who=who.short if who else words("Not known"),
            name=who.name if who else str(event.who),
            role=words(ROLE_TITLES[who.role]) if who else "",
            act=words(ACT_TITLES[event.act]),
            what=what,
            about=about,
            patient=titles.patients.get(event.what.patient, "") if event.what.patient else "",
            changes=tuple(self._changes(event, facts)),
        )

    def _changes(self, event: Event, facts: Mapping[str, object]) -> Iterator[ChangeRow]:
        what, begins = event.what.kind, _begins(event)
        fields = KINDS[what].fields if what in KINDS else {}
        for change in _apart(event.changes):
            name, _, rest = change.path.partition(".")
            declared = fields.get(name, Field(name))
            unfilled = not rest and (change.new is False or change.new in (None, "", [], {}))
            if declared.inner or (begins and unfilled):
                continue
            asked = _asked(what, name, rest, facts)
            title = self._words.say(asked[1]) if asked else self._titled(declared, rest)
            old, new = (self._shown(raw, declared, asked) for raw in (change.old, change.new))
            if what == "LabResult" and name in _MEASURED:
                before = {**facts, **{each.path: each.old for each in event.changes}}
                old, new = _measured(name, old, before), _measured(name, new, facts)
            yield ChangeRow(change.path, title, old, new)

    def _shown(self, raw: object, declared: Field, asked: tuple[Item, Said] | None) -> str:
        if asked is not None and raw is not None:
            return self._words.say(said(asked[0], raw))
        return self._titles.value(raw, declared)

    def _titled(self, declared: Field, rest: str) -> str:
        words = self._words
        if not rest:
            return words(declared.title)
        part = declared.parts.get(rest) or _SCORES.get(rest) or rest
        return words("{field}: {part}", field=words(declared.title), part=words(part))


def _begins(event: Event) -> bool:
    """Whether the record was made by this entry: only then it was not even "not removed" before."""
    return any(each.path == "removed" and each.old is None for each in event.changes)


def _apart(changes: Sequence[Change]) -> Iterator[Change]:
    """Answers of a score that were written as one mapping, key by key."""
    for change in changes:
        code = change.path.partition(".")[2]
        old, new = (each if isinstance(each, Mapping) else _NOTHING for each in (change.old, change.new))
        if not (code in _SCORES and (old or new)):
            yield change
            continue
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                yield Change(f"{change.path}.{key}", old.get(key), new.get(key))


def _asked(kind: str, name: str, rest: str, facts: Mapping[str, object]) -> tuple[Item, Said] | None:
    """The question behind an answer, and its title; None for what no form asks."""
    code, key = str(facts.get("instrument") or ""), rest
    if kind == "SafetyCheck":
        code, _, key = rest.partition(".")
    items: tuple[Item, ...] = ()
    if name == "answers" and code in _SCORES:
        items = instrument(code).items
        cause = cause_of(items, key)
        if cause is not None:
            return cause[1], Said(N_("Cause of {item}"), {"item": Said(cause[0].title)})
    elif kind == "AdverseEvent" and name == "details" and facts.get("kind"):
        items = EVENT_FORMS.get(EventKind(str(facts["kind"])), ())
    found = next((each for each in items if each.key == key), None)
    return (found, named(found, items)) if found else None


def _measured(name: str, text: str, facts: Mapping[str, object]) -> str:
    """A number of the laboratory with its sign and unit."""
    if not text:
        return ""
    sign = str(facts.get("comparator") or "") if name == "value" else ""
    return f"{sign}{text} {unit_title(str(facts.get('unit') or ''))}".strip()
