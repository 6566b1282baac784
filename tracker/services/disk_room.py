"""Room on the disk of the study: said before it runs out, and never in the way of a save."""

from tracker.domain.text import N_, Said
from tracker.services.session import Session
from tracker.store import place

LOW = 200_000_000
"""Bytes below which it is said: a study of a large clinic and its backup still fit."""


def low_room(session: Session) -> Said | None:
    """What to say when little room is left; None with enough, or where the system does not say."""
    free = place.free_bytes(session.folder)
    if free is None or free >= LOW:
        return None
    return Said(
        N_("Only {room} MB are left on the disk of this study. Make room before saving and backups fail."),
        {"room": str(free // 1_000_000)},
    )
