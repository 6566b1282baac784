"""The calendar file: what RFC 5545 asks, and no name unless somebody wants it."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange.calendar import Entry, calendar_text

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def entry(**more):
    usual = {
        "patient": UUID(int=1), "infusion": UUID(int=2), "study_id": "CAR-SLE-07", "code": "m6",
        "title": "Month 6", "day": date(2026, 11, 22),
    }  # fmt: skip
    return Entry(**(usual | more))


def lines(*entries, zone="Europe/Berlin"):
    return calendar_text(entries, zone=zone, now=NOW).split("\r\n")


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_that_a_day_without_a_time_is_a_whole_day():
    found = lines(entry())
    assert found[0] == "BEGIN:VCALENDAR"
    assert found[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261122" in found
    assert "DTEND;VALUE=DATE:20261123" in found
    assert "SUMMARY:CAR-SLE-07: Month 6 (m6)" in found


def test_that_a_time_is_that_of_the_clinic_summer_and_winter():
    assert "DTSTART:20261122T083000Z" in lines(entry(start=time(9, 30)))
    assert "DTSTART:20260722T073000Z" in lines(entry(start=time(9, 30), day=date(2026, 7, 22)))


def test_that_a_name_stands_there_only_when_it_was_asked_for():
    assert not [line for line in lines(entry()) if "Okafor" in line]
    named = lines(entry(name="Okafor, Adaeze"))
    assert "SUMMARY:CAR-SLE-07 Okafor\\, Adaeze: Month 6 (m6)" in named
    assert "CLASS:CONFIDENTIAL" in named


def test_that_a_second_file_moves_an_entry_and_does_not_add_one():
    def uid(**more):
        return next(line for line in lines(entry(**more)) if line.startswith("UID:"))

    assert uid() == uid(day=date(2026, 12, 1), start=time(8))
    assert uid() != uid(code="m9")


def test_that_a_provisional_day_is_tentative():
    assert "STATUS:TENTATIVE" in lines(entry(provisional=True))


@given(st.text(max_size=120), st.text(max_size=120))
def test_that_any_text_stays_in_its_line_and_no_line_is_longer_than_75_octets(title, place):
    text = calendar_text([entry(title=title, place=place)], zone="Europe/Berlin", now=NOW)
    assert all(len(line.encode("utf-8", "surrogatepass")) <= 75 for line in text.split("\r\n"))
    keys = [line.split(":", 1)[0] for line in unfolded(text) if line]
    assert keys.count("BEGIN") == 2
    assert keys.count("END") == 2
    assert set(keys) <= {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "DTSTAMP", "DTSTART;VALUE=DATE",
        "DTEND;VALUE=DATE", "SUMMARY", "LOCATION", "STATUS", "CLASS", "TRANSP", "END",
    }  # fmt: skip
