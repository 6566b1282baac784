"""The trail on paper: a table for each day, the filters above, the code of the chain at the foot."""

from collections.abc import Sequence
from itertools import groupby

from tracker.domain.letter import Block, Cell, Column, Letter, Section, Table, Text
from tracker.language import Words
from tracker.services.anchor import anchor_code
from tracker.services.session import Session
from tracker.services.trail_words import ChangeRow, TrailRow

LONGEST = 240
"""So many characters of a value stand on paper; a cell must not outgrow its page."""
_MOST = 24


def trail_letter(session: Session, rows: Sequence[TrailRow], filters: Sequence[str], words: Words) -> Letter:
    """`rows` in the order of the trail."""
    days: list[Block] = [
        Section(words.weekday(day), (Table(_columns(words), tuple(_row(each, words) for each in mine)),))
        for day, mine in groupby(rows, lambda row: row.event.at.date())
    ]
    title = words("Audit log")
    code = anchor_code(session)
    return Letter(
        title=title,
        subtitle="; ".join(filters),
        sender=(session.site.clinic, session.site.hospital),
        blocks=tuple(days) or (Text(words("No entry is like that.")),),
        foot=words("Trail {code}. For the clinic only.", code=code)
        if code
        else words("For the clinic only."),
        pages=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        language=words.code,
        mark=words("PRACTICE") if session.study.practice else "",
        file_title=title,
        subject=title,
    )


def offset(row: TrailRow) -> str:
    """ "UTC+01:00": what the clock that wrote the entry was ahead."""
    return f"UTC{row.event.at.isoformat()[-6:]}"


def _columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("No., time"), 1.5),
        Column(words("Who"), 1.5),
        Column(words("Act"), 1.2),
        Column(words("What"), 2.4),
        Column(words("Old and new"), 3.6),
        Column(words("Reason"), 1.8),
    )


def _row(row: TrailRow, words: Words) -> tuple[str | Cell, ...]:
    back = words("clock set back") if row.event.clock_back else ""
    when = ", ".join(filter(None, (f"{row.event.at:%H:%M:%S}", offset(row), back)))
    shown = [_said(each, new=row.new, words=words) for each in row.changes[:_MOST]]
    left = len(row.changes) - len(shown)
    more = [words.plural("and {n} more field", "and {n} more fields", left)] if left else []
    return (
        Cell(words.number(row.event.seq), under=when),
        Cell(row.who, under=row.role),
        row.act,
        Cell(row.what, strong=True, under=", ".join(filter(None, (row.patient, row.about)))),
        "; ".join([*shown, *more]),
        _short(row.event.why),
    )


def _said(change: ChangeRow, words: Words, *, new: bool) -> str:
    now = _short(change.new) or words("empty")
    if new:
        return words("{field}: {value}", field=change.title, value=now)
    was = _short(change.old) or words("empty")
    return words("{field}: {old} → {new}", field=change.title, old=was, new=now)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
