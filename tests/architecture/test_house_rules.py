"""The rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, is_below, name, python, tracked

LONG_FILES = {
    "tracker/domain/known.py": "the one number type: its rules are read together or not at all",
    "tracker/domain/items.py": "the kinds of items side by side, so that a new one is seen to fit",
    "tracker/ui/screens/paper.py": "preview, message, printing and saving of one sheet share their state",
}
"""Files over 300 lines -> why they are not two files."""

FLOATS_ALLOWED = ("chart", "marks", "trend", "outputs")
"""Modules of the domain that place things on a page or write JSON; nothing there is compared with a limit."""

TEXT_FILES = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".sh",
    ".spec",
    ".yml",
    ".json",
    ".csv",
    ".svg",
    ".po",
    ".pot",
    "",
}


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    wanted = re.compile(pattern)
    return [
        f"{name(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wanted.search(line)
    ]


def test_that_no_code_asks_which_declaration_it_has_before_it():
    asked = r"\b(?:if|elif|case|and|or|when)\b.*(?:\bcode|\.code)\s*(?:==|!=)\s*[\"']"
    language = r'"en"'
    assert [line for line in lines_with(asked, python("tracker")) if not re.search(language, line)] == []


def test_that_the_domain_compares_exact_numbers_only():
    paths = [p for p in python("tracker/domain") if p.stem not in FLOATS_ALLOWED]
    assert lines_with(r"\bfloat\(", paths) == []


def test_that_every_connection_is_keyed():
    driver = ("tracker/store/_driver.py",)
    paths = [p for p in python("tracker") if name(p) not in driver]
    plain = r"^\s*(?:import sqlite3|from sqlite3)|\bDatabase\(\s*[\"']|\bsqlite3\.connect\("
    assert lines_with(plain, paths) == []


def test_that_a_long_file_has_a_reason():
    lengths = {
        name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in python("tracker", "installer")
    }
    long = {path: count for path, count in lengths.items() if count > 300}
    assert set(long) == set(LONG_FILES), long
    assert all(LONG_FILES.values())


def test_that_each_file_says_in_its_first_line_what_it_answers():
    silent = []
    for path in python():
        text = path.read_text(encoding="utf-8")
        first = (ast.get_docstring(ast.parse(text)) or "").split("\n")[0] if text else ""
        if not first.endswith((".", "?")):
            silent.append(name(path))
    assert silent == []


def test_that_nothing_is_left_for_later():
    note = r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b"
    assert lines_with(note, [p for p in tracked() if p.suffix in {".py", ".md", ".toml"}]) == []


def test_that_no_file_names_a_machine_or_a_package_index():
    path_of_a_machine = r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me|Us" + r"ers|t" + r"mp)/\w"
    index = r"py" + r"pi\.org|pythonho" + r"sted|--(?:extra-)?index-" + r"url|--find-" + r"links"
    texts = [p for p in tracked() if p.suffix in TEXT_FILES and p.name != "LICENSE"]
    assert lines_with(f"{path_of_a_machine}|{index}", texts) == []


def test_that_no_class_hides_its_duty_behind_a_general_name():
    assert lines_with(r"^class \w*(?:Manager|Helper|Utils?)\b", python("tracker")) == []


def test_that_the_name_of_a_test_states_a_behaviour():
    vague = r"def test_\w*(?:_works|_correctly|as_expected)\b"
    assert lines_with(vague, [p for p in python("tests") if p.name.startswith("test_")]) == []


def test_that_only_one_module_knows_where_resources_lie():
    allowed = {"tracker/paths.py"}
    own = r"__file__|_MEIPASS|importlib\.resources"
    assert lines_with(own, [p for p in python("tracker") if name(p) not in allowed]) == []


def calls(path: Path) -> list[ast.Call]:
    return [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]


def called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def is_glued(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr | ast.BinOp)


@pytest.mark.parametrize("mark", ["words", "N_", "plural", "Refusal", "speak"])
def test_that_phrases_are_whole_before_they_are_looked_up(mark):
    glued = [
        f"{name(path)}:{call.lineno}"
        for path in python("tracker")
        for call in calls(path)
        if called(call) == mark and call.args and is_glued(call.args[0])
    ]
    assert glued == []


def test_that_a_refusal_is_marked_for_translation():
    bare = [
        f"{name(path)}:{call.lineno}"
        for path in python("tracker")
        for call in calls(path)
        if called(call) == "Refusal" and call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert bare == []


SHOWN = {
    *("setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName", "setStatusTip"),
    *("setAccessibleDescription", "setTitle", "addTab", "addAction", "QLabel", "QPushButton", "QCheckBox"),
    *(
        "QGroupBox",
        "QRadioButton",
        "QToolButton",
        "QAction",
        "setInformativeText",
        "setLabelText",
        "setWhatsThis",
    ),
}


def has_words(node: ast.expr) -> bool:
    """Whether a literal, or a literal part of a glued text, holds something to be translated."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    plain = re.sub(r"<[^>]*>|&\w+;", "", text)
    return isinstance(node, ast.JoinedStr | ast.Constant) and bool(re.search("[A-Za-z]{2}", plain))


def test_that_every_text_on_screen_goes_through_the_one_mechanism():
    literal = [
        f"{name(path)}:{call.lineno}"
        for path in python("tracker/ui", "tracker/app.py")
        for call in calls(path)
        if called(call) in SHOWN and any(has_words(argument) for argument in call.args)
    ]
    assert literal == []


def test_that_tests_of_the_program_lie_where_its_parts_lie():
    parts = {p.parent.name for p in python("tests") if p.name.startswith("test_")}
    known = {
        "architecture",
        "cli",
        "domain",
        "exchange",
        "pdf",
        "services",
        "store",
        "ui",
        "bench",
        "faults",
        "instruments",
    }
    assert parts <= known | {p.name for p in (ROOT / "tracker").rglob("*") if p.is_dir()}
    assert not any(is_below(p, "tracker") for p in tracked() if p.name.startswith("test_"))
