"""Where the form of a visit takes what is due there: laboratory rows, scores, and what is offered first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.domain.diseases import disease
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.labs import ANALYTES
from tracker.domain.recordables import Recordable, Way, recordable
from tracker.domain.sources import VISIT, Lab
from tracker.services.completeness import ItemState, VisitItem
from tracker.services.course import Course
from tracker.services.remission import remission_rule


@dataclass(frozen=True, kw_only=True)
class Due:
    """Codes in the order of the form. `offered` is due only if needed, or in place of another."""

    labs: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


def usually_due(course: Course) -> Due:
    """What a visit outside any plan starts with: the disease's own, and every score that was used before."""
    known = disease(course.disease)
    used = (each.instrument for each in course.assessments)
    return Due(labs=known.labs, scores=_in_order({*known.core, *used, *_rule(course)}))


def due_by_plan(items: Sequence[VisitItem], course: Course) -> Due:
    """What the plan asks of this patient at a visit, and the laboratory values that its scores need."""
    labs: set[str] = set()
    scores: set[str] = set()
    offered: list[str] = []
    for item in items:
        what = recordable(item.id)
        wanted = _wanted(what, course) if item.state is not ItemState.OPTIONAL else ()
        offered += what.codes
        scores.update(what.brings if wanted else ())
        if what.way is Way.LABS:
            labs.update(wanted)
        elif what.way is Way.SCORES:
            scores.update(wanted)
    if scores & set(disease(course.disease).core):
        scores.update(_rule(course))
    labs.update(needed_labs(scores))
    rows = dict.fromkeys((*disease(course.disease).labs, *ANALYTES))
    return Due(
        labs=tuple(code for code in rows if code in labs),
        scores=_in_order(scores),
        offered=tuple(code for code in dict.fromkeys(offered) if code not in labs | scores),
    )


def _wanted(what: Recordable, course: Course) -> tuple[str, ...]:
    """All codes; where one will do, those this patient has a past of, else the disease's own or the first."""
    if not what.one_will_do:
        return what.codes
    used = {each.instrument for each in course.assessments} | {each.analyte for each in course.labs}
    own = set(disease(course.disease).core)
    past = tuple(code for code in what.codes if code in used)
    return past or tuple(code for code in what.codes if code in own)[:1] or what.codes[:1]


def needed_labs(scores: Iterable[str]) -> tuple[str, ...]:
    """The laboratory values of the same visit that these scores are worked out from, in their order."""
    items = (item for code in sorted(scores) for item in instrument(code).items if item.at == VISIT)
    return tuple(dict.fromkeys(item.found.analyte for item in items if isinstance(item.found, Lab)))


def _rule(course: Course) -> tuple[str, ...]:
    rule = remission_rule(disease(course.disease))
    return (rule.code,) if rule else ()


def _in_order(codes: set[str]) -> tuple[str, ...]:
    return tuple(each.code for each in CATALOGUE if each.code in codes)
