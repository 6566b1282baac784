"""The trail: every event in one keyed chain, so that a changed, lost or swapped line is found.

A line is an HMAC over its header, a salted hash of its payload and the line before. Payload and salt lie in a
table of their own: blanking them later leaves the chain whole. Who holds the data key can still write a whole
new chain or cut its end; only an `Anchor` kept elsewhere shows that.
"""

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tracker import __version__
from tracker.domain.change import Act, Change, Event, Ref, Wanted
from tracker.store._driver import Connection
from tracker.store.insert import insert
from tracker.store.json_text import read_json, write_json

HEADER = (
    "seq",
    "uuid",
    "utc",
    "utc_offset",
    "monotonic",
    "clock_back",
    "user",
    "login",
    "app",
    "act",
    "kind",
    "record",
    "patient",
    "revision",
    "payload_hash",
    "prev",
)
_START = "0" * 64


@dataclass(frozen=True)
class Anchor:
    """Where the chain stood: kept outside of the file, it shows a cut or a whole new chain."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Line:
    """One event before it is written."""

    act: Act
    what: Ref
    revision: int
    changes: tuple[Change, ...] = ()


class Trail:
    """Appends events inside somebody else's transaction."""

    def __init__(self, connection: Connection, dek: bytes, login: UUID) -> None:
        self._connection, self._key, self._login = connection, chain_key(dek), login

    def append(self, who: UUID, why: str, now: datetime, lines: Sequence[Line]) -> range:
        """Write `lines` behind the last event; their numbers."""
        last = self._connection.execute(
            "SELECT seq, hash, utc FROM audit_event ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        seq, prev, before = last or (0, _START, "")
        utc = _utc(now)
        offset = int((now.utcoffset() or timedelta()).total_seconds() // 60)
        first, back = seq + 1, int(utc < before)
        events, payloads = [], []
        for line in lines:
            seq += 1
            salt = secrets.token_hex(16)
            payload = write_json(
                {"why": why, "changes": [[change.path, change.old, change.new] for change in line.changes]}
            )
            header = (
                seq,
                str(_in_order(now)),
                utc,
                offset,
                time.monotonic_ns(),
                back,
                str(who),
                str(self._login),
                __version__,
                line.act.value,
                line.what.kind,
                str(line.what.id),
                str(line.what.patient) if line.what.patient else None,
                line.revision,
                payload_hash(salt, payload),
                prev,
            )
            prev = _hash(self._key, header)
            events.append((*header, prev))
            payloads.append((seq, salt, payload))
        insert(self._connection, "audit_event", (*HEADER, "hash"), events)
        insert(self._connection, "audit_payload", ("seq", "salt", "payload"), payloads)
        return range(first, seq + 1)


def _in_order(now: datetime) -> UUID:
    """A random id that begins with the time (RFC 9562, version 7), so that the index grows at its end."""
    milliseconds = int(now.timestamp() * 1000) & (1 << 48) - 1
    return UUID(
        int=milliseconds << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    )


def refs_after(connection: Connection, seq: int) -> tuple[int, tuple[Ref, ...]]:
    """The number of the last event, and what the events after `seq` were about, each once."""
    last = connection.execute("SELECT max(seq) FROM audit_event").fetchone()[0] or 0
    rows = connection.execute(
        "SELECT DISTINCT kind, record, patient FROM audit_event WHERE seq > ?", (seq,)
    ).fetchall()
    return last, tuple(
        Ref(kind, UUID(record), UUID(patient) if patient else None) for kind, record, patient in rows
    )


def chain_key(dek: bytes) -> bytes:
    """The key of the chain, worked out from the data key and good for nothing else."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tracker audit chain 1").derive(dek)


def keep_chain_key(connection: Connection, dek: bytes) -> None:
    """Before the data key changes: what `dek` has chained so far stays bound to it."""
    connection.execute(
        "INSERT INTO chain_key (until, key) SELECT max(seq), ? FROM audit_event", (chain_key(dek).hex(),)
    )


def _chain_keys(connection: Connection, dek: bytes) -> list[tuple[int | None, bytes]]:
    """Each earlier key with the last event it holds for, and at the end that of now."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'chain_key'").fetchall()
    earlier = (
        connection.execute("SELECT until, key FROM chain_key ORDER BY until").fetchall() if known else []
    )
    return [*((until, bytes.fromhex(key)) for until, key in earlier), (None, chain_key(dek))]


def payload_hash(salt: str, payload: str) -> str:
    """What the chain holds of a payload."""
    return hashlib.sha256(bytes.fromhex(salt) + payload.encode()).hexdigest()


def anchor(connection: Connection) -> Anchor:
    """Where the chain stands now."""
    last = connection.execute("SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()
    return Anchor(*last) if last else Anchor(0, _START)


def first_broken(connection: Connection, dek: bytes, kept: Anchor | None = None) -> int | None:
    """The number of the first event that is not as it was written; None for a whole chain.

    A chain that does not reach or does not match `kept` is broken there.
    """
    keys, prev, seq = _chain_keys(connection, dek), _START, 0
    rows = connection.execute(
        f"SELECT {', '.join('e.' + name for name in HEADER)}, e.hash, p.salt, p.payload, p.seq"
        " FROM audit_event e LEFT JOIN audit_payload p ON p.seq = e.seq ORDER BY e.seq"
    )
    for *header, found, salt, payload, kept_payload in rows:
        seq += 1
        key = next(each for until, each in keys if until is None or seq <= until)
        whole = header[0] == seq and header[-1] == prev and hmac.compare_digest(_hash(key, header), found)
        blanked = kept_payload is not None and salt is None and payload is None
        same = salt is not None and payload is not None and payload_hash(salt, payload) == header[-2]
        if not whole or not (same or blanked) or (kept and kept.seq == seq and kept.hash != found):
            return seq
        prev = found
    return seq + 1 if kept and kept.seq > seq else None


def blanked(connection: Connection) -> tuple[int, ...]:
    """The numbers of the events whose content was taken out later; header and place in the chain stay."""
    rows = connection.execute(
        "SELECT seq FROM audit_payload WHERE salt IS NULL AND payload IS NULL ORDER BY seq"
    ).fetchall()
    return tuple(seq for (seq,) in rows)


def read_entries(
    connection: Connection, wanted: Wanted, limit: int, before: int | None, after: int | None
) -> Iterator[Event]:
    """At most `limit` of those wanted: newest first, or with `after` oldest first."""
    asked: dict[str, object] = {
        "e.patient = ?": str(wanted.patient) if wanted.patient else None,
        "e.user = ?": str(wanted.who) if wanted.who else None,
        "e.utc >= ?": _utc(wanted.since) if wanted.since else None,
        "e.utc < ?": _utc(wanted.until) if wanted.until else None,
        "e.seq < ?": before,
        "e.seq > ?": after,
    }
    parts = {part: value for part, value in asked.items() if value is not None}
    acts = sorted(act.value for act in wanted.acts)
    conditions = [*parts, *([f"e.act IN ({', '.join('?' * len(acts))})"] if acts else [])]
    order = "e.seq" if after is not None else "e.seq DESC"
    return read_events(
        connection, " AND ".join(conditions) or "1", [*parts.values(), *acts], f"{order} LIMIT {int(limit)}"
    )


def read_events(
    connection: Connection, condition: str = "1", values: Sequence[object] = (), order: str = "e.seq"
) -> Iterator[Event]:
    """Events that meet a condition of this module's callers, oldest first unless they say otherwise."""
    rows = connection.execute(
        "SELECT e.seq, e.uuid, e.utc, e.utc_offset, e.user, e.act, e.kind, e.record, e.patient,"
        " e.clock_back, p.payload"
        f" FROM audit_event e JOIN audit_payload p ON p.seq = e.seq WHERE {condition} ORDER BY {order}",
        values,
    ).fetchall()
    return map(_event, rows)


def _event(row: Sequence[Any]) -> Event:
    seq, uuid, utc, offset, user, act, kind, record, patient, back, payload = row
    said: Any = read_json(payload) if payload else {"why": "", "changes": []}
    return Event(
        seq=seq,
        id=UUID(uuid),
        at=datetime.fromisoformat(utc).astimezone(timezone(timedelta(minutes=offset))),
        who=UUID(user),
        act=Act(act),
        what=Ref(kind, UUID(record), UUID(patient) if patient else None),
        why=said["why"],
        changes=tuple(Change(*each) for each in said["changes"]),
        clock_back=bool(back),
    )


def _utc(at: datetime) -> str:
    """How instants lie in the column, so that their order is that of the texts."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _hash(key: bytes, header: Sequence[object]) -> str:
    text = json.dumps(list(header), ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
