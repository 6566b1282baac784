"""Who stands in a file that nobody has opened yet: asked by a restore, before there is a session."""

from pathlib import Path

from tracker.domain.study import Role
from tracker.store.database import connect


def active_roles(path: Path, dek: bytes) -> dict[str, Role]:
    """The role of each active person of a backup at rest, by the id that key slots name."""
    db = connect(path, dek, frozen=True)
    try:
        rows = db.conn.execute("SELECT id, role FROM user WHERE active = 1 AND removed = 0").fetchall()
    finally:
        db.conn.close()
    return {holder: Role(role) for holder, role in rows}


def known_people(path: Path, dek: bytes) -> frozenset[str]:
    """Everybody the file has ever known."""
    db = connect(path, dek)
    try:
        return frozenset(row[0] for row in db.conn.execute("SELECT id FROM user"))
    finally:
        db.conn.close()
