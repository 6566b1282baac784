"""docs/reliability.md names a test for each fault, and each test that it names is there."""

import re

from tests.architecture.tree import ROOT

DOCUMENT = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+) \| (.+) \|$", DOCUMENT, re.MULTILINE)
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", DOCUMENT)


def test_that_each_of_the_thirty_faults_has_its_row():
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 31))


def test_that_each_fault_is_tested_or_says_why_not():
    bare = [n for n, _, by in ROWS if "::" not in by and "Not tested: " not in by and "row 2" not in by]
    assert bare == []


def test_that_each_test_that_is_named_is_there():
    gone = [
        f"{path}::{test}"
        for path, test in NAMED
        if not (ROOT / path).is_file() or f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert len(NAMED) > 50
    assert gone == []
