"""How a typed day is read."""

from datetime import date

import pytest

from tracker.domain.day_text import read_day, read_exact_day
from tracker.domain.partial_date import PartialDate
from tracker.domain.refusal import Refusal

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("23-Nov-2026", PartialDate(2026, 11, 23)),
        ("23 november 2026", PartialDate(2026, 11, 23)),
        ("23nov2026", PartialDate(2026, 11, 23)),
        ("2026-11-23", PartialDate(2026, 11, 23)),
        ("3.4.2026", PartialDate(2026, 4, 3)),
        ("03/04/2026", PartialDate(2026, 4, 3)),
        ("Nov-2026", PartialDate(2026, 11)),
        ("11/2026", PartialDate(2026, 11)),
        ("2026", PartialDate(2026)),
        ("today", PartialDate(2026, 11, 23)),
        ("-3", PartialDate(2026, 11, 20)),
        ("  ", None),
    ],
)
def test_that_a_day_is_read_with_the_day_before_the_month(text: str, meant: PartialDate | None):
    assert read_day(text, TODAY) == meant


@pytest.mark.parametrize("text", ["31-Feb-2026", "23-Nov", "23/11/26", "soon", "13/13/2026", "32.1.2026"])
def test_that_a_day_outside_the_calendar_or_without_its_year_is_refused(text: str):
    with pytest.raises(Refusal):
        read_day(text, TODAY)


def test_that_a_month_is_no_exact_day():
    with pytest.raises(Refusal, match="whole day"):
        read_exact_day("Nov-2026", TODAY)
