"""Whether a plan can be followed: codes, order, windows, and what it asks for."""

from collections import Counter
from datetime import date, timedelta

from tracker.domain.diseases import DISEASES
from tracker.domain.followup import CONTACTS
from tracker.domain.labs import ANALYTES, UNITS
from tracker.domain.plan import UNPLANNED, Criterion, Plan, PlanVisit
from tracker.domain.plan_problems import Problems
from tracker.domain.recordables import RECORDABLES
from tracker.domain.settings import SETTINGS
from tracker.domain.text import N_

_SOMEDAYS = tuple(date(2023, 1, 1) + timedelta(days=11 * step) for step in range(67))
"""Infusions of two years and more, a leap year among them, every 11 days: months differ in length."""
_LEAP = (date(2024, 2, 28), date(2024, 2, 29), date(2023, 8, 31), date(2024, 8, 31))


def checked(plan: Plan, problems: Problems) -> None:
    """Add everything that keeps `plan` from being followed."""
    if plan.version < 1:
        problems.add(N_("The version is a whole number from 1 on."))
    if not plan.visits:
        problems.add(N_("The plan has no visit."))
        return
    _codes(plan, problems)
    _windows(plan, problems)
    _order(plan, problems)
    _overlaps(plan, problems)
    _assessments(plan, problems)


def _codes(plan: Plan, problems: Problems) -> None:
    counts = Counter(name for each in plan.visits for name in (each.code, *each.aliases))
    for code, count in counts.items():
        if count > 1:
            problems.add(N_("The code “{code}” stands {count} times."), code, code=code, count=count)
    for stone, count in Counter(each.code for each in plan.milestones).items():
        if count > 1:
            problems.add(N_("The code “{code}” stands {count} times."), stone, code=stone, count=count)
    if UNPLANNED in counts:
        problems.add(N_("“{code}” is kept for visits outside the plan."), UNPLANNED, code=UNPLANNED)
    if not any(each.offset.count == 0 for each in plan.visits):
        problems.add(N_("No visit is on day 0, the day of the infusion."))
    known = {each.code for each in plan.visits}
    for group, codes in plan.groups.items():
        for code in codes:
            if code not in known:
                problems.add(
                    N_("The group “{group}” names “{code}”, which is no visit of the plan."),
                    group=group,
                    code=code,
                )
    for code in (*plan.conditioning, *([plan.bloods] if plan.bloods else [])):
        if code not in known:
            problems.add(N_("“{code}” is no visit of the plan."), code=code)
    if plan.bloods_valid < 1:
        problems.add(N_("“{key}” is a number of days from 1 on."), key="bloods_valid")


def _windows(plan: Plan, problems: Problems) -> None:
    for each in plan.visits:
        if each.before < 0 or each.after < 0:
            problems.add(
                N_("The window of “{code}” has a negative number of days."), each.code, code=each.code
            )
        if abs(each.offset.about) > 36525 or max(each.before, each.after) > 36525:
            problems.add(
                N_("“{code}” lies more than 100 years from the infusion."), each.code, code=each.code
            )
        for contact in each.contacts:
            if contact not in CONTACTS:
                problems.add(N_("“{contact}” is no way to hold a visit."), each.code, contact=contact)


def _order(plan: Plan, problems: Problems) -> None:
    first = {each.code: each.follows for each in plan.visits}
    for each in plan.visits:
        for code in (*each.follows, *each.may_overlap):
            if code not in first:
                problems.add(
                    N_("“{code}” names “{other}”, which is no visit of the plan."),
                    each.code,
                    code=each.code,
                    other=code,
                )
        if circle := _circle(each.code, first):
            problems.add(
                N_("These visits wait for each other: {codes}."), each.code, codes=" → ".join(circle)
            )
        for code in each.follows:
            earlier = plan.visit(code)
            if earlier and earlier.offset.about - earlier.before > each.offset.about + each.after:
                problems.add(
                    N_("“{code}” comes after “{other}”, whose window opens later."),
                    each.code,
                    code=each.code,
                    other=code,
                )


def _circle(start: str, first: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The way from `start` back to itself; () where there is none, or it starts at a smaller code."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for code in first.get(way[-1], ()):
            if code == start:
                return (*way, code) if start == min(way) else ()
            if code not in seen:
                seen.add(code)
                ways.append((*way, code))
    return ()


def _overlaps(plan: Plan, problems: Problems) -> None:
    clashes: dict[tuple[str, str], date] = {}
    if any(each.before < 0 or each.after < 0 for each in plan.visits):
        return
    for day0 in (*_LEAP, *_SOMEDAYS):
        dated = [(window, each) for each in plan.visits if (window := each.window(day0))]
        dated.sort(key=lambda pair: (pair[0].open, pair[0].close))
        for at, (window, each) in enumerate(dated):
            for later, other in dated[at + 1 :]:
                if later.open > window.close:
                    break
                if not _allowed(each, other):
                    clashes.setdefault((each.code, other.code), day0)
    for (one, two), day0 in clashes.items():
        problems.add(
            N_("The windows of “{code}” and “{other}” share days, for an infusion on {day} for example."),
            one,
            code=one,
            other=two,
            day=day0,
        )


def _allowed(one: PlanVisit, two: PlanVisit) -> bool:
    return two.code in one.may_overlap or one.code in two.may_overlap


def _assessments(plan: Plan, problems: Problems) -> None:
    known = {each.code for each in plan.visits}
    for each in plan.assessments:
        if each.id not in RECORDABLES:
            problems.add(N_("Nothing in the program records “{id}”."), each.id, id=each.id)
        if not each.visits:
            problems.add(N_("“{id}” is asked at no visit."), each.id, id=each.id)
        for code in each.visits:
            if code not in known:
                problems.add(
                    N_("“{id}” is asked at “{code}”, which is no visit of the plan."),
                    each.id,
                    id=each.id,
                    code=code,
                )
        for disease in each.diseases:
            if disease not in DISEASES:
                problems.add(N_("“{disease}” is no disease the program knows."), each.id, disease=disease)
        for criterion in (each.until, each.when):
            if criterion:
                _criterion(each.id, criterion, problems)


def _criterion(id: str, criterion: Criterion, problems: Problems) -> None:
    if criterion.analyte not in ANALYTES:
        problems.add(
            N_("“{analyte}” is no laboratory value the program knows."), id, analyte=criterion.analyte
        )
    if criterion.unit and criterion.unit not in UNITS:
        problems.add(N_("“{unit}” is no unit the program knows."), id, unit=criterion.unit)
    if criterion.setting and criterion.setting not in SETTINGS:
        problems.add(N_("No setting is called “{key}”."), id, key=criterion.setting)
