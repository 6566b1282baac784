"""Entries of the trail as rows under their days."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from tracker.domain.change import Act
from tracker.language import Words
from tracker.services.trail_paper import offset
from tracker.services.trail_words import TrailRow
from tracker.ui.tables.grouped import Cell, ChipText, Column, Group, Row

LOOKS: Mapping[Act, tuple[str, str]] = MappingProxyType(
    {
        Act.CREATED: ("neutral", "plus"),
        Act.CHANGED: ("warn", "pencil"),
        Act.CORRECTED: ("warn", "pencil"),
        Act.REMOVED: ("warn", "minus"),
        Act.SIGNED: ("ok", "tick"),
        Act.VOIDED: ("danger", "cross"),
        Act.PRINTED: ("neutral", "printer"),
        Act.EXPORTED: ("neutral", "export"),
        Act.IMPORTED: ("neutral", "import"),
        Act.OPENED: ("neutral", "eye"),
        Act.LOGIN: ("neutral", "key"),
        Act.FAILED_LOGIN: ("danger", "warning"),
        Act.RECOVERED: ("warn", "key"),
        Act.RIGHTS: ("info", "shield"),
        Act.RESTORED: ("warn", "backup"),
        Act.DRILLED: ("neutral", "backup"),
    }
)
"""Tone and shape of the chip of each act."""


def trail_columns(words: Words) -> tuple[Column, ...]:
    """Number, time, person, act, record, and what was before and after."""
    return (
        Column(words("No."), 76),
        Column(words("Time"), 104),
        Column(words("Who"), 122),
        Column(words("Act"), 140),
        Column(words("What")),
        Column(words("Old and new value")),
    )


def trail_groups(rows: Sequence[TrailRow], words: Words, *, whose: bool) -> tuple[Group, ...]:
    """One for each day, newest first; `whose` where they are not about one patient alone."""
    days = ((day, tuple(mine)) for day, mine in groupby(rows, lambda row: row.event.at.date()))
    return tuple(
        Group(
            words.weekday(day),
            tuple(_row(each, words, whose=whose) for each in mine),
            words.plural("{n} entry", "{n} entries", len(mine)),
        )
        for day, mine in days
    )


def old_and_new(row: TrailRow, words: Words) -> tuple[str, str]:
    """(old, new) of the field that says most; how many fields there are where none does."""
    main = row.main
    if main is not None:
        return main.old, main.new or words("empty")
    many = words.plural("{n} field", "{n} fields", len(row.changes)) if row.changes else ""
    return "", many


def _row(row: TrailRow, words: Words, *, whose: bool) -> Row:
    event, (tone, shape), (old, new) = row.event, LOOKS[row.event.act], old_and_new(row, words)
    back, patient = event.clock_back, row.patient if whose else ""
    field = "" if row.new or row.main is None else row.main.title
    return Row(
        event.seq,
        (
            Cell(words.number(event.seq)),
            Cell(
                f"{event.at:%H:%M:%S}",
                words("clock set back") if back else offset(row),
                tone="warn" if back else "",
            ),
            Cell(row.who, row.role, whole=False),
            Cell(chips=(ChipText(row.act, tone, shape),)),
            Cell(row.what, ", ".join(filter(None, (patient, row.about))), strong=True, whole=False),
            Cell(new, ", ".join(filter(None, (field, event.why))), was=old, whole=False),
        ),
    )
