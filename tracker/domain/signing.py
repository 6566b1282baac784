"""What a signature stands for: the hash of a visit with its values and answers; and whether it holds."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal

from tracker.domain.entity import Entity
from tracker.domain.text import N_
from tracker.domain.visit import Assessment, LabResult, Signature, Visit

ADDED_LATER = N_("Something was added after the signature.")
"""Why a signature is void where a change needed no reason."""

NOT_AS_SIGNED = N_("The visit is not as it was signed.")
"""Why a signature is void that nobody voided: its hash is not that of the visit."""

_NOT_CONTENT = frozenset({"site", "revision", "removed"})


@dataclass(frozen=True, slots=True)
class Signed:
    """The last signature of a visit. A void one says since when, as far as it is known, and why."""

    signature: Signature
    void: bool = False
    since: datetime | None = None
    why: str = ""


def content_of(visit: Visit, parts: Iterable[LabResult | Assessment]) -> str:
    """SHA-256 of the visit and all that belongs to it, 64 hex digits; the order of `parts` does not matter.

    Empty fields are left out, so that a field which a later version adds does not void what is signed.
    """
    rows = sorted((_row(each) for each in (visit, *parts)), key=lambda row: (row["kind"], row["id"]))
    text = json.dumps(rows, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def voided(signature: Signature, at: datetime, why: str) -> Signature:
    """`signature` as one that does not stand any more."""
    return replace(signature, voided_at=at, void_reason=why or ADDED_LATER)


def last_signature(
    signatures: Iterable[Signature], visit: Visit, parts: Iterable[LabResult | Assessment]
) -> Signed | None:
    """The newest signature of `visit`, and whether it stands for what the record holds now."""
    mine = [each for each in signatures if each.record == visit.id]
    standing = [each for each in mine if each.voided_at is None]
    last = max(standing or mine, key=lambda each: each.at, default=None)
    if last is None:
        return None
    if last.voided_at is not None:
        return Signed(last, True, last.voided_at, last.void_reason)
    if last.content:
        same = last.content == content_of(visit, parts)
    else:
        same = last.record_revision >= visit.revision
    return Signed(last) if same else Signed(last, True, None, NOT_AS_SIGNED)


def _row(entity: Entity) -> dict[str, object]:
    cells = {
        each.name: _plain(getattr(entity, each.name))
        for each in fields(entity)
        if each.name not in _NOT_CONTENT
    }
    kept = {name: cell for name, cell in cells.items() if cell not in (None, "", {}, [])}
    return {**kept, "id": str(entity.id), "kind": type(entity).__name__}


def _plain(value: object) -> object:
    """The same text before and after a round through the file; a number is its digits, whatever its type."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return {"number": format(Decimal(str(value)), "f")}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_plain(each) for each in value]
    return str(value)
