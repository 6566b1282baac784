"""Early and late ICAHT from the neutrophil counts of the record, baseline and G-CSF days beside."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from tracker.domain.instrument import Result
from tracker.domain.instruments import instrument
from tracker.domain.instruments.icaht_early import LAST_DAY as LAST_EARLY
from tracker.domain.instruments.icaht_late import LAST_DAY as LAST_LATE
from tracker.domain.patient import Standing
from tracker.services.course import Course
from tracker.services.icaht_window import late_end
from tracker.services.visit_record import in_unit

EARLY, LATE = "icaht_early", "icaht_late"
ANC, UNIT, GCSF = "neutrophils", "cells/uL", "filgrastim"


@dataclass(frozen=True, kw_only=True)
class Icaht:
    """What the counts after one infusion amount to."""

    infusion: UUID
    day0: date
    early: Result
    late: Result | None
    """None before the first day of its window."""

    @property
    def early_grade(self) -> int | None:
        return _grade(self.early)

    @property
    def late_grade(self) -> int | None:
        return _grade(self.late) if self.late is not None else None


def icaht(course: Course, today: date) -> tuple[Icaht, ...]:
    """For each infusion with a known day. A next infusion or the end of follow-up closes the window."""
    dated = [(each.id, each.day0.exact) for each in course.infusions if each.day0 and each.day0.exact]
    left = course.patient.standing_since
    gone = left.latest if left and course.patient.standing is not Standing.FOLLOWED else today
    found = []
    for index, (infusion, day0) in enumerate(dated):
        if day0 is None or day0 > today:
            continue
        after = min((day for _, day in dated[index + 1 :] if day is not None), default=None)
        seen = min(today, gone, after or today)
        found.append(_one(course, infusion, day0, seen, after))
    return tuple(found)


def _one(course: Course, infusion: UUID, day0: date, seen: date, following: date | None) -> Icaht:
    end = (seen - day0).days
    last = late_end(course, day0, following, seen)
    series = _series(course, day0)
    before = _before(course, infusion, day0)
    died = course.patient.standing is Standing.DIED and end <= LAST_EARLY
    early = {
        "anc_series": series,
        "last_followup_day": min(max(end, 0), LAST_EARLY),
        "died": died,
        "baseline_anc_cells_per_ul": before,
        "gcsf_days": _gcsf(course, day0, LAST_EARLY),
    }
    late = {**early, "end_day": last, "gcsf_days": _gcsf(course, day0, LAST_LATE)}
    return Icaht(
        infusion=infusion,
        day0=day0,
        early=instrument(EARLY)(early),
        late=instrument(LATE)(late) if last > LAST_EARLY else None,
    )


def _series(course: Course, day0: date) -> list[dict[str, object]] | None:
    rows: list[dict[str, object]] = []
    for lab in course.labs_of(ANC):
        value = in_unit(lab, lab.value, UNIT)
        if value is not None:
            count = f"{lab.comparator}{value}"
            rows.append({"day": (lab.sampled - day0).days, "anc_cells_per_ul": count})
    return [row for row in rows if isinstance(row["day"], int) and row["day"] >= 0] or None


def _before(course: Course, infusion: UUID, day0: date) -> str | None:
    """The last count before conditioning, in cells/µL; before the infusion where its days are not known."""
    starts = [
        each.start.earliest for each in course.conditionings if each.infusion == infusion and each.start
    ]
    until = min(starts, default=day0)
    counts = [lab for lab in course.labs_of(ANC) if lab.sampled < until and not lab.comparator.value]
    return in_unit(counts[-1], counts[-1].value, UNIT) if counts else None


def _gcsf(course: Course, day0: date, last: int) -> int | None:
    """Days with G-CSF; nothing is said where no medicine was ever entered."""
    if not course.medications:
        return None
    days: set[date] = set()
    for each in course.medications:
        if each.drug == GCSF and each.start is not None:
            first = max(each.start.earliest, day0)
            end = min(each.end.latest if each.end else date.max, day0 + timedelta(days=last))
            days |= {first + timedelta(days=n) for n in range((end - first).days + 1)}
    return len(days)


def _grade(result: Result) -> int | None:
    value = result["grade"]
    return int(value) if isinstance(value, Decimal) else None
