"""What nobody in the program may call, or one part alone: SQL, bulk writes, code from text, sockets."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import is_below, name, python

SCRATCH = "tracker/store/scratch.py"
"""Who alone makes temporary folders: private ones, swept after a crash."""

NEVER = {
    "upsert": "writes NULL over columns that a row does not name",
    "upsert_all": "writes NULL over columns that a row does not name",
    "insert_all": "slips past the trail",
    "transform": "drops the guards of its table; a migration does it and puts them back",
    "load_extension": "code from a file",
}
"""Calls that nobody makes."""

MIGRATIONS = "tracker/store/migrations"
NO_MODULES = {"pickle", "marshal", "shelve", "requests", "urllib", "http", "ftplib", "smtplib", "ssl"}
HOST_NAME = ("tracker/store/lock.py",)
"""Who may import `socket`: only to say on which computer a study is open."""


def walk(kind: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    for path in python("tracker"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield path, node


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def callers(*names: str, attribute: bool = True) -> list[str]:
    return [
        f"{name(path)}:{node.lineno}"
        for path, node in walk(ast.Call)
        if called(node) in names and (attribute or isinstance(node.func, ast.Name))
    ]


def imports(*modules: str) -> list[str]:
    found = []
    for path, node in walk(ast.Import):
        found += [name(path) for each in node.names if each.name.split(".")[0] in modules]
    for path, node in walk(ast.ImportFrom):
        found += [name(path)] if (node.module or "").split(".")[0] in modules and not node.level else []
    return found


def test_that_only_the_store_speaks_sql():
    speakers = callers("execute", "executemany", "executescript")
    assert [each for each in speakers if not each.startswith("tracker/store/")] == []
    assert len(speakers) > 10


@pytest.mark.parametrize(("call", "why"), NEVER.items())
def test_that_nobody_makes_a_dangerous_call(call, why):
    assert [each for each in callers(call) if not each.startswith(MIGRATIONS)] == [], why


def test_that_no_row_is_replaced_whole():
    """REPLACE deletes the row before and takes its history with it."""
    replaced = [
        f"{name(path)}:{node.lineno}"
        for path, node in walk(ast.Call)
        for each in node.keywords
        if each.arg == "replace" and isinstance(each.value, ast.Constant) and each.value.value is True
    ]
    assert replaced == []
    store = [p for p in python("tracker") if is_below(p, "tracker/store")]
    assert [name(p) for p in store if "OR REPLACE" in p.read_text(encoding="utf-8")] == []


def test_that_temporary_folders_are_made_in_one_place():
    assert imports("tempfile") == [SCRATCH]


def test_that_only_the_command_line_prints():
    assert [each for each in callers("print", attribute=False) if not each.startswith("tracker/cli/")] == []


def test_that_no_code_is_made_from_text():
    assert callers("eval", "exec", "compile", "__import__", attribute=False) == []


def test_that_nothing_reads_code_as_data_or_knows_a_network():
    assert imports(*NO_MODULES) == []
    assert tuple(imports("socket")) == HOST_NAME
    assert [p for p, n in walk(ast.ImportFrom) if (n.module or "").startswith("PySide6.QtNetwork")] == []


def test_that_the_rules_would_see_what_they_forbid(tmp_path):
    """The control."""
    tree = ast.parse("import pickle\ncon.execute('x')\nt.upsert_all([], replace=True)\neval('1')\nprint()\n")
    calls = {called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert {"execute", "upsert_all", "eval", "print"} <= calls
