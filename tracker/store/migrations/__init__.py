"""How the file grew: one small module per change, in order; a released one is never edited again."""

from collections.abc import Callable

from tracker.store._driver import Database, Migrations
from tracker.store.migrations import (
    m0001_first,
    m0002_follow_up,
    m0003_chain_keys,
    m0004_after_the_row,
)
from tracker.store.triggers import create_triggers

STEPS = (m0001_first, m0002_follow_up, m0003_chain_keys, m0004_after_the_row)
"""Each has `change(db)`. The number of steps is the `user_version` of the file."""

NEWEST = len(STEPS)


def migrations() -> Migrations:
    """The steps as sqlite-utils runs them: each in a transaction with the note that it was done."""
    known = Migrations("tracker")
    for number, step in enumerate(STEPS, start=1):
        known(name=step.__name__.rpartition(".")[2])(_step(step.change, number))
    return known


def migrate(db: Database) -> None:
    """Bring `db` up to date; a step that fails leaves the file as it was before that step."""
    db.conn.execute("PRAGMA foreign_keys=OFF")
    migrations().apply(db)
    db.conn.execute("PRAGMA foreign_keys=ON")


def _step(change: Callable[[Database], None], number: int) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        change(db)
        create_triggers(db)
        db.conn.execute(f"PRAGMA user_version={number}")

    return run
