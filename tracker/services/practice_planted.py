"""What was planted in a practice patient: the truth that services have to find in the record again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.domain.bedside_sheets import CRS, ICANS
from tracker.services.practice_record import PatientRecord
from tracker.services.practice_values import Cells


@dataclass(frozen=True, kw_only=True)
class Gone:
    """A stretch without B cells in days since its own infusion; `back` None: longer than the follow-up."""

    start: int
    back: int | None


@dataclass(frozen=True, kw_only=True)
class Planted:
    """Days count from the first infusion, except those of `gone`, one for each infusion.

    `maxima` by grading and number of the infusion; `drug_free` is the first day without a drug for the
    disease, None while one is taken. `resets`: whether B cells came back naive, without a drug and with a
    disease that stays quiet for as long as the patient is followed, of the last infusion.
    """

    gone: tuple[Gone, ...] = ()
    maxima: Mapping[tuple[str, int], int] = field(default_factory=dict)
    drug_free: int | None = None
    relapse: int | None = None
    resets: bool = False


def planted_in(record: PatientRecord, cells: Cells) -> Planted:
    """The truth about one patient, from what was drawn for it and not from its record."""
    person = record.person
    if person.followed is None:
        return Planted()
    numbers = {given: number for number in (1, 2) if (given := record.infusion_id(number))}
    maxima = {(sheet.code, number): 0 for sheet in (CRS, ICANS) for number in numbers.values()}
    for each in record.toxicities:
        at = (each.code, numbers[each.infusion])
        maxima[at] = max(maxima[at], each.grade)
    relapsed = person.relapse is not None
    return Planted(
        gone=_gone(record, cells),
        maxima=maxima,
        drug_free=record.drug_free,
        relapse=person.relapse,
        resets=cells.back is not None and not relapsed and record.drug_free is not None,
    )


def _gone(record: PatientRecord, cells: Cells) -> tuple[Gone, ...]:
    if not record.person.depletes:
        return ()
    first = Gone(start=cells.start, back=cells.back)
    second = record.person.second_infusion
    if second is None or cells.again is None:
        return (first,)
    start, back = (day - second for day in cells.again)
    return first, Gone(start=start, back=back)
