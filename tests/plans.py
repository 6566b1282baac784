"""Plans, patients and visits made by hand for tests of the schedule, and random ones for Hypothesis."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import strategies as st

from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient, Standing
from tracker.domain.plan import Offset, Plan, PlanVisit, Unit
from tracker.domain.plan_history import PlanHistory
from tracker.domain.plan_text import read_plan
from tracker.domain.visit import Visit
from tracker.paths import resource

SITE = UUID(int=1)
DAY0 = date(2026, 5, 22)


def shipped(name: str = "car-t-follow-up") -> Plan:
    plan = read_plan(resource("plans", f"{name}.toml").read_text(encoding="utf-8")).plan
    assert plan is not None
    return plan


def history(*versions: Plan, starts: tuple[date, ...] = ()) -> PlanHistory:
    found = versions or (shipped(),)
    return PlanHistory(tuple(zip((date.min, *starts), found, strict=True)))


def person(standing: Standing = Standing.FOLLOWED, since: date | None = None) -> Patient:
    return Patient(
        site=SITE,
        study_id="CAR-SLE-07",
        standing=standing,
        standing_since=PartialDate.of(since) if since else None,
    )


def infusion(
    patient: Patient, day0: date | None = DAY0, number: int = 1, planned: date | None = None
) -> Infusion:
    return Infusion(
        site=SITE,
        patient=patient.id,
        number=number,
        day0=PartialDate.of(day0) if day0 else None,
        planned=PartialDate.of(planned) if planned else None,
    )


def visit(patient: Patient, code: str, day: date, **more: object) -> Visit:
    return Visit(id=uuid4(), site=SITE, patient=patient.id, code=code, day=day, **more)  # type: ignore[arg-type]


days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan of up to 12 visits in any order, windows of any width, overlapping or not."""
    offsets = draw(
        st.lists(
            st.one_of(
                st.integers(-60, 400).map(Offset),
                st.integers(1, 180).map(lambda count: Offset(count, Unit.MONTH)),
            ),
            max_size=12,
            unique=True,
        )
    )
    visits = [PlanVisit("d0", "Infusion", Offset(0))]
    for number, offset in enumerate(offsets):
        before, after = draw(st.integers(0, 60)), draw(st.integers(0, 60))
        visits.append(PlanVisit(f"v{number}", f"Visit {number}", offset, before, after))
    return Plan("random", 1, "Random", tuple(sorted(visits, key=lambda each: each.offset.about)))


def moved(day: date, by: int) -> date:
    return day + timedelta(days=by)
