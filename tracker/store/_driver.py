"""SQLCipher under the name that sqlite-utils looks for: the only module that imports either of them."""

import sys
from typing import Any

import sqlcipher3
import sqlcipher3.dbapi2 as sqlcipher

if "sqlite_utils" in sys.modules and sys.modules.get("pysqlite3") is not sqlcipher3:
    raise ImportError("sqlite_utils was imported before tracker.store and would write without a key")
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher

from sqlite_utils import Database, Migrations  # noqa: E402 - the alias comes first
from sqlite_utils.utils import sqlite3 as _chosen  # type: ignore[attr-defined]  # noqa: E402

if _chosen is not sqlcipher3:
    raise ImportError("sqlite_utils did not take SQLCipher")

Connection = Any
"""A SQLCipher connection; the library has no types."""
DatabaseError: type[Exception] = sqlcipher.DatabaseError
IntegrityError: type[Exception] = sqlcipher.IntegrityError
OperationalError: type[Exception] = sqlcipher.OperationalError

__all__ = [
    "Connection",
    "Database",
    "DatabaseError",
    "IntegrityError",
    "Migrations",
    "OperationalError",
    "sqlcipher",
]
