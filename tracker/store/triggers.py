"""The second net inside the file: no row without its event, nothing deleted, the trail only grows."""

from collections.abc import Mapping

from tracker.store._driver import Database
from tracker.store.mapping import KINDS, table_name

_FREE = frozenset(table_name(kind.__name__) for kind in KINDS if not kind.kept_in_trail)

_HAS_EVENT = (
    "EXISTS (SELECT 1 FROM audit_event WHERE seq = NEW.event AND record = NEW.id AND revision = NEW.revision)"
)

_FIXED = {
    "audit_event_update": """BEFORE UPDATE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'the trail only grows'); END""",
    "audit_event_delete": """BEFORE DELETE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'the trail only grows'); END""",
    "audit_payload_update": """BEFORE UPDATE ON audit_payload
    BEGIN SELECT RAISE(ABORT, 'the trail only grows'); END""",
    "audit_payload_delete": """BEFORE DELETE ON audit_payload
    BEGIN SELECT RAISE(ABORT, 'the trail only grows'); END""",
    "study_single": """BEFORE INSERT ON study
    WHEN EXISTS (SELECT 1 FROM study)
    BEGIN SELECT RAISE(ABORT, 'one study in a file'); END""",
    "study_practice": """BEFORE UPDATE ON study
    WHEN NEW.practice IS NOT OLD.practice
    BEGIN SELECT RAISE(ABORT, 'a study is for practice from its first day or never'); END""",
}


def expected_triggers(tables: frozenset[str]) -> Mapping[str, str]:
    """Name and statement of each trigger for a file with these tables."""
    made = dict(_FIXED)
    for table in sorted(table_name(kind.__name__) for kind in KINDS):
        if table not in tables or table in _FREE:
            continue
        made[f"{table}_insert"] = f"""AFTER INSERT ON {table}
    WHEN NOT {_HAS_EVENT}
    BEGIN SELECT RAISE(ABORT, 'a row needs its event'); END"""
        made[f"{table}_update"] = f"""BEFORE UPDATE ON {table}
    WHEN NOT {_HAS_EVENT} OR NEW.event <= OLD.event OR NEW.id <> OLD.id
    BEGIN SELECT RAISE(ABORT, 'a change needs its event'); END"""
        made[f"{table}_delete"] = f"""BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, 'rows are marked as removed, never deleted'); END"""
    return {name: f"CREATE TRIGGER {name} {body}" for name, body in made.items()}


def create_triggers(db: Database) -> None:
    """Put every trigger in place anew; `table.transform()` drops those of its table without a word."""
    for name in db.triggers_dict:
        db.conn.execute(f"DROP TRIGGER {name}")
    for statement in expected_triggers(frozenset(db.table_names())).values():
        db.conn.execute(statement)


def triggers_stand(db: Database) -> bool:
    """Whether the file has exactly the triggers it should have."""
    return bool(db.triggers_dict == expected_triggers(frozenset(db.table_names())))
