"""Failures: a sentence when expected, a report without patient data when not."""

import errno

import pytest

from tracker.domain.refusal import Refusal
from tracker.language import words
from tracker.ui.errors import report, sentence


def test_that_a_refusal_is_its_own_sentence() -> None:
    assert sentence(Refusal("Wait {seconds} s.", seconds=4), words()) == "Wait 4 s."


def test_that_a_full_disk_is_said_in_words() -> None:
    assert "disk is full" in sentence(OSError(errno.ENOSPC, "No space left on device"), words())


def test_that_an_unforeseen_failure_has_no_sentence() -> None:
    assert sentence(ValueError("OKAFOR"), words()) == ""


def test_that_a_report_names_places_and_nothing_that_was_worked_on() -> None:
    def fail(name: str) -> None:
        try:
            int(name)
        except ValueError as error:
            raise KeyError(name) from error

    with pytest.raises(KeyError) as caught:
        fail("OKAFOR, Adaeze")
    text = report(caught.value)
    assert "OKAFOR" in str(caught.value.__cause__)
    assert "OKAFOR" not in text
    assert "KeyError" in text
    assert "ValueError" in text
    assert "in fail" in text


def test_that_a_report_holds_no_path_of_this_computer() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        words().catalogue.__class__(open("/no/such/place"))  # noqa: PTH123, SIM115
    assert "/" not in report(caught.value).replace("tests/", "").replace("ui/", "").split("\n")[0]
    assert "/no/such/place" not in report(caught.value)
