"""The visits of one practice patient: which days, and what was done there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tracker.domain.diseases import disease
from tracker.domain.plan import UNPLANNED, Plan, PlanVisit, Unit
from tracker.domain.settings import SENTENCES
from tracker.domain.visit import Visit
from tracker.services.plans import shipped_plans
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

CONTROL = (UNPLANNED, "Blood test")
PRACTICE_PLAN = "short"
_OKAFOR = {28: "d28", 42: "", 56: "d60", 70: "", 84: "d90", 98: "", 112: "", 140: "", 168: ""}
_WEEKS = {112: "Week 16", 140: "Week 20", 168: "Week 24"}
"""Visits of the first half year that the plan does not name."""
_OKAFOR_SIGNS = {84: ("rash", "low_complement"), 140: (), 168: ("low_complement",)}
_LEFT_OPEN = ("visual_disturbance", "pyuria", "urinary_casts")
_WITH_CAR_T = frozenset({"d7", "d14", "d28", "d60", "d90"})
_SHORT = frozenset({"d0", "d7", "d14"})
_AGAIN = frozenset({"bl", "d0", "d7", "d14", "d28", "d60", "d90"})
_WIDE_PANEL = ("platelets", "haemoglobin", "leukocytes", "cd4", "cd8", "iga", "igm", "alt", "crp")


@cache
def practice_plan() -> Plan:
    """The plan that the practice study follows."""
    return next(each.plan for each in shipped_plans() if each.plan.key == PRACTICE_PLAN)


@dataclass(frozen=True)
class Planned:
    """A visit that took place: its day since the first infusion, its code and title, and whose line it is."""

    day: int
    code: str
    title: str
    infusion: int = 1

    @property
    def core(self) -> bool:
        """A visit at which the disease is scored, and more is measured."""
        return self.code not in _SHORT and self.title != CONTROL[1]

    @property
    def named(self) -> bool:
        """A visit of the plan."""
        return self.code != UNPLANNED


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
        return (Planned(-12, "bl", "Baseline"),)
    end = min(person.followed - 1, person.left[1] - 1 if person.left else person.followed - 1)
    days = {each.day: each for each in _plan(record, cells)}
    kept = (each for _, each in sorted(days.items()) if each.code not in person.missed)
    return tuple(each for each in kept if each.day <= end)


def _plan(record: PatientRecord, cells: Cells) -> Iterator[Planned]:
    titles = {each.code: each.title for each in practice_plan().visits}
    if "okafor" in record.person.stories:
        early = ((BEFORE_TREATMENT, "bl"), (0, "d0"), (3, ""), (7, "d7"), (14, "d14"))
        for day, code in (*early, *_OKAFOR.items()):
            yield Planned(day, code or CONTROL[0], titles.get(code) or _WEEKS.get(day, CONTROL[1]))
        return
    for day in _controls(record, cells):
        yield Planned(_weekday(record, day), *CONTROL)
    yield from _line(record)
    if cells.back is not None:
        yield Planned(cells.back, *CONTROL)
    yield from _second_course(record)


def _line(record: PatientRecord) -> Iterator[Planned]:
    """The visits of the plan after the first infusion, up to the second."""
    relapse, second = record.person.relapse, record.person.second_infusion
    for each in practice_plan().visits:
        day = day_of(record, each)
        if second is not None and day >= second:
            return
        near = relapse is not None and each.offset.unit is Unit.MONTH and abs(day - relapse) < 7
        yield Planned(relapse if near and relapse else _weekday(record, day), each.code, each.title)


def day_of(record: PatientRecord, visit: PlanVisit) -> int:
    """The planned day since the first infusion; the practice clinic sees people a week before it."""
    if visit.offset.count < 0 or record.day0 is None:
        return BEFORE_TREATMENT
    planned = visit.offset.from_day0(record.day0)
    return (planned - record.day0).days if planned else visit.offset.about


def _second_course(record: PatientRecord) -> Iterator[Planned]:
    second = record.person.second_infusion
    if second:
        for each in practice_plan().visits:
            if each.code in _AGAIN:
                yield Planned(second + day_of(record, each), each.code, each.title, 2)


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
    visit = record.visit(
        plan.day,
        plan.code,
        plan.title,
        message=_message(record, plan, cells),
        plan=practice_plan().name if plan.named else "",
        infusion=record.infusion_id(plan.infusion) if plan.named else None,
    )
    signs = active_signs(record, plan.day)
    measure_b_cells(record, visit, plan.day, cells)
    full = plan.core or plan.code in {"d14", "d7"}
    rows = list(disease(record.person.disease).labs)
    if not full:
        rows = [code for code in rows if code in {"lymphocytes", "neutrophils", "igg"}]
    elif plan.named and plan.core:
        rows += [code for code in _WIDE_PANEL if code not in rows]
    for code in rows:
        measure(record, visit, code, plan.day, signs)
    if plan.code in {"d0", "d7"}:
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
