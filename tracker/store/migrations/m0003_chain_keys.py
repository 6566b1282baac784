"""Earlier keys of the trail's chain: a renewed data key leaves what was chained before it as it is."""

from tracker.store._driver import Database


def change(db: Database) -> None:
    """A table that is empty until the data key is renewed."""
    db.conn.execute("CREATE TABLE chain_key (until INTEGER PRIMARY KEY, key TEXT NOT NULL) STRICT")
