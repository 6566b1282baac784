"""Finding a patient by what is on the paper in one's hand: name, number, study ID, birth date."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.domain.folded import plain
from tracker.domain.partial_date import PartialDate
from tracker.services.patients import PatientRow

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(\d{1,2})[-./ ](\d{1,2}|[a-z]{3,})(?:[-./ ](\d{2}|\d{4}))?")


def search(rows: Sequence[PatientRow], text: str) -> tuple[PatientRow, ...]:
    """The rows that match: family names first, then given names, numbers, study IDs, birth dates."""
    wanted = " ".join(plain(text).replace(",", " ").split())
    if not wanted:
        return tuple(rows)
    ranked = [
        (rank, index, row) for index, row in enumerate(rows) if (rank := _rank(row, wanted)) is not None
    ]
    return tuple(row for _, _, row in sorted(ranked, key=lambda each: each[:2]))


def same_surname(rows: Sequence[PatientRow], all_rows: Sequence[PatientRow]) -> frozenset[str]:
    """Family names among `rows` that more than one patient of the study has."""
    counts = Counter(plain(row.patient.family) for row in all_rows if row.patient.family)
    return frozenset(row.patient.family for row in rows if counts[plain(row.patient.family)] > 1)


def _rank(row: PatientRow, wanted: str) -> int | None:
    return next((rank for rank, hit in enumerate(_hits(row, wanted)) if hit), None)


def _hits(row: PatientRow, wanted: str) -> Iterator[bool]:
    patient = row.patient
    family, given = plain(patient.family), plain(patient.given)
    yield bool(family) and f"{family} {given}".startswith(wanted)
    yield bool(given) and f"{given} {family}".startswith(wanted)
    yield any(part.startswith(wanted) for part in (*family.split(), *given.split()))
    yield bool(patient.hospital_no) and _solid(patient.hospital_no).startswith(_solid(wanted))
    yield _solid(wanted) in _solid(patient.study_id)
    yield bool(patient.born) and _born_on(patient.born, wanted)
    yield all(
        any(part.startswith(word) for part in (*family.split(), *given.split())) for word in wanted.split()
    )


def _born_on(born: PartialDate | None, wanted: str) -> bool:
    if born is None:
        return False
    if str(born).startswith(wanted) and len(wanted) >= 4:
        return True
    typed = _DAY.fullmatch(wanted)
    if not typed:
        return False
    month = typed[2][:3]
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1 if month in _MONTHS else 0
    year = typed[3] or ""
    return born.day == int(typed[1]) and born.month == number and str(born.year).endswith(year)


def _solid(text: str) -> str:
    return re.sub(r"[\s\-./]", "", plain(text))
