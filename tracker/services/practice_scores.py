"""Answers of practice patients to the instruments that exist, worked out by the instruments themselves."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tracker.domain.diseases import disease
from tracker.domain.drugs import DrugClass, drug
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.items import Number, Tick
from tracker.domain.medication import MedicationCourse
from tracker.domain.visit import Assessment, LabResult, Visit
from tracker.services.practice_record import SITE, PatientRecord
from tracker.services.steroids import dose_on, steroid_doses

_BY_CODE: Mapping[str, Instrument] = {each.code: each for each in CATALOGUE}
LUPUS, MYOSITIS = "sledai_2k", "tis"


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


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


def assess_lupus(record: PatientRecord, visit: Visit, answers: Mapping[str, object], activity: float) -> None:
    """SLEDAI-2K, then the physician's global, then the rule of remission, each where it exists."""
    sledai, pga, doris = (_BY_CODE.get(code) for code in (LUPUS, "pga", "doris_2021"))
    if sledai is None:
        return
    assess(record, visit, sledai, answers)
    if pga is None:
        return
    mark = str(Decimal(max(0.1, 2.1 * activity + record.rng.uniform(0, 0.15))).quantize(Decimal("0.1")))
    assess(record, visit, pga, {"pga": mark})
    if doris is None:
        return
    found: dict[str, object] = {
        "clinical_sledai_2k": sledai(answers)["clinical_total"],
        "pga": mark,
        "prednisolone_eq_mg_per_day": _steroid_on(record, visit),
        "on_antimalarial": _takes(record, visit, DrugClass.ANTIMALARIAL),
        "on_immunosuppressant": _takes(record, visit, DrugClass.IMMUNOSUPPRESSANT),
        "on_biologic": _takes(record, visit, DrugClass.BIOLOGIC),
    }
    assess(record, visit, doris, {"background_therapy_stable": True}, found)


def assess_myositis(record: PatientRecord, visit: Visit, activity: float) -> None:
    """The core set with the CK of the day, and from the second time on the improvement since the first."""
    core, tis = _BY_CODE["imacs_core"], _BY_CODE["tis"]
    ck = next(
        (
            e
            for e in record.entities
            if isinstance(e, LabResult) and e.visit == visit.id and e.analyte == "ck"
        ),
        None,
    )
    if ck is None or not ck.value:
        return
    now = {
        "phga": _tenths(6 * activity + 0.4),
        "ptga": _tenths(6.5 * activity + 0.8),
        "mmt": round(148 - 46 * activity),
        "mmt_max": 150,
        "haq_di": str(Decimal(round(13 * activity)) / 8),
        "enzyme_name": "ck",
        "enzyme": ck.value,
        "enzyme_uln": ck.high or "200",
        "extramuscular": _tenths(5 * activity + 0.2),
    }
    first = next(
        (e for e in record.entities if isinstance(e, Assessment) and e.instrument == core.code), None
    )
    assess(record, visit, core, now)
    if first is None:
        return
    fixed = ("mmt_max", "enzyme_name", "enzyme_uln")
    measures = [key for key in now if key not in fixed]
    found = {key: first.answers[key] for key in fixed}
    found |= {f"{key}_baseline": first.answers[key] for key in measures}
    assess(
        record, visit, tis, {"population": "adult"}, found | {f"{key}_followup": now[key] for key in measures}
    )


def _tenths(value: float) -> str:
    return str(Decimal(min(value, 10)).quantize(Decimal("0.1")))


def _takes(record: PatientRecord, visit: Visit, kind: DrugClass) -> bool:
    return any(
        drug(each.drug).drug_class is kind
        and (each.start is None or each.start.earliest <= visit.day)
        and (each.end is None or each.end.latest > visit.day)
        for each in _medicines(record)
    )


def _steroid_on(record: PatientRecord, visit: Visit) -> str | None:
    amount = dose_on(steroid_doses(_medicines(record)), visit.day)
    return None if amount is None else f"{amount.normalize():f}"


def _medicines(record: PatientRecord) -> list[MedicationCourse]:
    return [each for each in record.entities if isinstance(each, MedicationCourse)]


def assess(
    record: PatientRecord,
    visit: Visit,
    instrument: Instrument,
    answers: Mapping[str, object],
    found: Mapping[str, object] | None = None,
) -> None:
    """Keep the answers with the result that the instrument gives to them now."""
    beside = found or {}
    record.entities.append(
        Assessment(
            id=record.identity(),
            site=SITE,
            patient=record.id,
            visit=visit.id,
            instrument=instrument.code,
            version=instrument.version,
            answers={item.key: answers.get(item.key) for item in instrument.items if item.key not in beside},
            found={key: None if value is None else _plain(value) for key, value in beside.items()},
            result=instrument({**answers, **beside}).as_json(),
        )
    )
