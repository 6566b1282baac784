"""What SQL the running program may use: reading, inserting, changing rows; nothing that bends the file.

A net against our own mistakes, not against an attacker: whoever has the connection can take it off.
"""

from collections.abc import Callable

from tracker.store._driver import sqlcipher
from tracker.store.mapping import KINDS, table_name

_FREE = frozenset(table_name(kind.__name__) for kind in KINDS if not kind.kept_in_trail)
_CHANGED = frozenset(table_name(kind.__name__) for kind in KINDS)
_INSERTED = _CHANGED | {"audit_event", "audit_payload"}

_ALWAYS = frozenset(
    {
        sqlcipher.SQLITE_SELECT,
        sqlcipher.SQLITE_READ,
        sqlcipher.SQLITE_TRANSACTION,
        sqlcipher.SQLITE_SAVEPOINT,
        sqlcipher.SQLITE_RECURSIVE,
    }
)
_READING_PRAGMAS = frozenset(
    {"cipher_integrity_check", "foreign_key_check", "integrity_check", "quick_check"}
)
_ASKING_PRAGMAS = frozenset({"application_id", "user_version", "data_version", "page_count", "journal_mode"})
_BANNED_FUNCTIONS = frozenset({"load_extension", "sqlcipher_export"})


def guard(action: int, first: str | None, second: str | None, _schema: str | None, _via: str | None) -> int:
    """Allow or deny one thing that a statement wants to do."""
    rule = _RULES.get(action)
    allowed = action in _ALWAYS or (rule is not None and rule(first or "", second))
    return int(sqlcipher.SQLITE_OK if allowed else sqlcipher.SQLITE_DENY)


def _pragma(name: str, value: str | None) -> bool:
    if name == "wal_checkpoint" or name in _READING_PRAGMAS:
        return True
    return name in _ASKING_PRAGMAS and value is None


_RULES: dict[int, Callable[[str, str | None], bool]] = {
    sqlcipher.SQLITE_INSERT: lambda table, _: table in _INSERTED,
    sqlcipher.SQLITE_UPDATE: lambda table, _: table in _CHANGED,
    sqlcipher.SQLITE_DELETE: lambda table, _: table in _FREE,
    sqlcipher.SQLITE_FUNCTION: lambda _, name: name not in _BANNED_FUNCTIONS,
    sqlcipher.SQLITE_PRAGMA: _pragma,
}
