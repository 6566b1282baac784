"""The visits of one practice patient: which days, and what was done there."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.diseases import disease
from tracker.domain.settings import SENTENCES
from tracker.domain.visit import Visit
from tracker.domain.visit_codes import VISIT_CODES
from tracker.services.practice_curves import BEFORE_TREATMENT
from tracker.services.practice_record import PatientRecord
from tracker.services.practice_scores import (
    LUPUS,
    MYOSITIS,
    assess,
    assess_lupus,
    assess_myositis,
    headline,
    spread,
    ticked,
)
from tracker.services.practice_values import (
    Cells,
    active_signs,
    activity,
    measure,
    measure_b_cells,
    measure_car_t,
    measure_subsets,
)

CONTROL = ("unplanned", "Blood test")
_CORE = frozenset({"BL", "M1", "M2", "M3", "M6", "M9", "M12", "M18", "M24", "M30", "M36"})
_OKAFOR = ((28, "M1"), (42, ""), (56, "M2"), (70, ""), (84, "M3"), (98, ""), (112, ""), (140, ""), (168, ""))
_WEEKS = {112: "Week 16", 140: "Week 20", 168: "Week 24"}
"""Visits of the first half year that the plan does not name."""
_WEEKS = {112: "Week 16", 140: "Week 20", 168: "Week 24"}
"""Visits of the first half year that the plan does not name."""
_OKAFOR_SIGNS = {84: ("rash", "low_complement"), 140: (), 168: ("low_complement",)}
_LEFT_OPEN = ("visual_disturbance", "pyuria", "urinary_casts")
_WITH_CAR_T = frozenset({"D7", "D14", "M1", "M2", "M3"})
_SHORT = frozenset({"Day of infusion", "Day 7", "Day 14"})
_WIDE_PANEL = ("platelets", "haemoglobin", "leukocytes", "cd4", "cd8", "iga", "igm", "alt", "crp")


@dataclass(frozen=True)
class Planned:
    """A visit that took place: its day since the infusion, its code and title."""

    day: int
    code: str
    title: str

    @property
    def core(self) -> bool:
        """A visit at which the disease is scored, and more is measured."""
        return self.code in _CORE or self.code.startswith("Y") or self.title not in {CONTROL[1], *_SHORT}


def cells_of(record: PatientRecord, lasts: int | None) -> Cells:
    """When this patient's B cells go and return; `lasts` is the drawn length of aplasia."""
    person = record.person
    start = 7 if person.aplasia or "crs_goes_on" in person.stories else record.rng.choice((3, 7, 7))
    back = start + lasts if lasts is not None and person.recovers else None
    second = person.second_infusion
    return Cells(
        start=start,
        back=back,
        level=130.0 if "okafor" in person.stories else record.rng.uniform(110, 280),
        again=(second + 7, second + 95) if second else None,
    )


def planned(record: PatientRecord, cells: Cells) -> tuple[Planned, ...]:
    """Every visit that took place, by day. A weekend moves a later visit to its nearest weekday."""
    person = record.person
    if person.followed is None:
        return (Planned(-12, "BL", "Before treatment"),)
    end = min(person.followed - 1, person.left[1] - 1 if person.left else person.followed - 1)
    days = {day: Planned(day, code, title) for day, code, title in _plan(record, cells)}
    kept = (each for _, each in sorted(days.items()) if each.code not in person.missed)
    return tuple(each for each in kept if each.day <= end)


def _plan(record: PatientRecord, cells: Cells) -> Iterator[tuple[int, str, str]]:
    titles = {each.code: each.title for each in VISIT_CODES}
    if "okafor" in record.person.stories:
        early = ((BEFORE_TREATMENT, "BL"), (0, "D0"), (3, ""), (7, "D7"), (14, "D14"))
        for day, code in (*early, *_OKAFOR):
            yield day, code or CONTROL[0], titles.get(code) or _WEEKS.get(day, CONTROL[1])
        return
    for day in _controls(record, cells):
        yield _weekday(record, day), *CONTROL
    for each in VISIT_CODES:
        if each.day is not None and each.day != record.person.relapse:
            yield _weekday(record, each.day), each.code, each.title
    if cells.back is not None:
        yield cells.back, *CONTROL
    yield from _second_course(record)


def _second_course(record: PatientRecord) -> Iterator[tuple[int, str, str]]:
    relapse, second = record.person.relapse, record.person.second_infusion
    if relapse and second:
        yield relapse, "M18", "Month 18"
        yield second - 7, CONTROL[0], "Second baseline"
        yield second, CONTROL[0], "Second infusion"
        yield second + 28, CONTROL[0], "Second Month 1"
        yield second + 61, CONTROL[0], "Second Month 2"


def _controls(record: PatientRecord, cells: Cells) -> Iterator[int]:
    yield from (3, cells.start, 21, 42, 77, 119, 147)
    if cells.back is not None:
        yield from (day for day in range(160, cells.back - 7, 21))
        yield from (cells.back + 21, cells.back + 49)
    second = record.person.second_infusion
    if second and cells.again:
        yield from (second + 7, second + 14, cells.again[1], cells.again[1] + 21)


def _weekday(record: PatientRecord, day: int) -> int:
    if day < 28:
        return day
    return day + {5: -1, 6: 1}.get(record.on(day).weekday(), 0)


def fill(record: PatientRecord, plan: Planned, cells: Cells) -> Visit:
    """One visit with its values and scores, signed."""
    visit = record.visit(plan.day, plan.code, plan.title, message=_message(record, plan, cells))
    signs = active_signs(record, plan.day)
    measure_b_cells(record, visit, plan.day, cells)
    full = plan.core or plan.code in {"D14", "D7"}
    rows = list(disease(record.person.disease).labs)
    if not full:
        rows = [code for code in rows if code in {"lymphocytes", "neutrophils", "igg"}]
    elif plan.code in _CORE or plan.code.startswith("Y"):
        rows += [code for code in _WIDE_PANEL if code not in rows]
    for code in rows:
        measure(record, visit, code, plan.day, signs)
    if plan.code in {"D0", "D7"}:
        measure(record, visit, "ferritin", plan.day, signs)
    if plan.code in _WITH_CAR_T:
        measure_car_t(record, visit, plan.day)
    if plan.core and cells.back is not None and plan.day >= cells.back:
        measure_subsets(record, visit)
    _score(record, visit, plan, signs)
    record.sign(visit)
    return visit


def _score(record: PatientRecord, visit: Visit, plan: Planned, signs: tuple[str, ...]) -> None:
    instrument = headline(record.person.disease)
    if instrument is None or not plan.core:
        return
    if instrument.code == LUPUS:
        hidden = _LEFT_OPEN if plan.code in record.person.unanswered else ()
        assess_lupus(record, visit, ticked(instrument, signs, hidden), activity(record, plan.day))
        return
    if instrument.code == MYOSITIS:
        assess_myositis(record, visit, activity(record, plan.day))
        return
    floor = 0.25 if record.person.disease in {"ssc", "ms"} else 0.04
    left = floor + (1 - floor) * activity(record, plan.day)
    assess(record, visit, instrument, spread(instrument, round(record.person.score * left)))


def _message(record: PatientRecord, plan: Planned, cells: Cells) -> str:
    """An approved sentence at the visits where somebody chose one; "" leaves the neutral message."""
    if "okafor" in record.person.stories and plan.day == max(_WEEKS):
        return f"{SENTENCES[0]} {SENTENCES[5]}"
    if not plan.core or plan.day < 80 or record.rng.random() < 0.3:
        return ""
    if record.person.relapse and plan.day >= record.person.relapse:
        return SENTENCES[3]
    if plan.day < 150:
        return SENTENCES[2]
    return SENTENCES[0] if cells.back is None or plan.day < cells.back else SENTENCES[5]
