"""Answers of practice patients to the instruments that exist, worked out by the instruments themselves."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tracker.domain.diseases import disease
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.items import Number, Tick
from tracker.domain.visit import Assessment, Visit
from tracker.services.practice_record import SITE, PatientRecord

_BY_CODE: Mapping[str, Instrument] = {each.code: each for each in CATALOGUE}
LUPUS = "sledai_2k"


def headline(code: str) -> Instrument | None:
    """The instrument of a disease's headline score; None while there is none such."""
    wanted = disease(code).headline
    return _BY_CODE.get(wanted.instrument) if wanted else None


def ticked(
    instrument: Instrument, present: Iterable[str], unanswered: Iterable[str] = ()
) -> dict[str, object]:
    """Every sign answered: those in `present` with yes, all others with no, some not at all."""
    there, open_ = set(present), set(unanswered)
    return {
        item.key: None if item.key in open_ else item.key in there
        for item in instrument.items
        if isinstance(item, Tick)
    }


def spread(instrument: Instrument, target: int) -> dict[str, object]:
    """Numbers over the items, one point a time from the first item on, so that they add up to `target`."""
    items = [item for item in instrument.items if isinstance(item, Number) and item.high is not None]
    given = dict.fromkeys((item.key for item in items), 0)
    left = target
    while left > 0:
        room = [item for item in items if given[item.key] < Decimal(str(item.high))]
        if not room:
            break
        for item in room[:left]:
            given[item.key] += 1
        left -= len(room[:left])
    return dict(given)


def assess(
    record: PatientRecord, visit: Visit, instrument: Instrument, answers: Mapping[str, object]
) -> None:
    """Keep the answers with the result that the instrument gives to them now."""
    record.entities.append(
        Assessment(
            id=record.identity(),
            site=SITE,
            patient=record.id,
            visit=visit.id,
            instrument=instrument.code,
            version=instrument.version,
            answers={item.key: answers.get(item.key) for item in instrument.items},
            result=instrument(answers).as_json(),
        )
    )
