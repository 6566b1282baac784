"""What the plan asks at a visit that is neither a value nor a score: answered Yes, or No with a reason."""

from collections.abc import Iterator, Mapping, Sequence

from tracker.domain.change import UnitOfWork
from tracker.domain.followup import Inquiry, NotAssessed
from tracker.domain.instrument import Instrument
from tracker.domain.items import Item, Text, Tick
from tracker.domain.recordables import Way, recordable
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.domain.visit import Visit
from tracker.services.completeness import ItemState, VisitItem

QUESTIONS = "questions"
"""The section of these items on the form, and where their answers stand among those of the scores."""

WHY = "why"
"""The key of the reason for every No."""


def questions(items: Sequence[VisitItem]) -> Instrument | None:
    """The items as a form that scores nothing; None where the plan asks nothing of the kind."""
    asked: list[Item] = [
        Tick(item.id, item.title, hint=item.condition)
        for item in items
        if recordable(item.id).way is Way.ASKED
    ]
    if not asked:
        return None
    why = Text(WHY, N_("Reason for every No"), hint=N_("One reason stands for all of this visit."))
    return Instrument(
        code=QUESTIONS,
        title=N_("Asked and examined"),
        short=N_("Questions"),
        items=(*asked, why),
        outputs=(),
        work=lambda a: {},
    )


def told(items: Sequence[VisitItem]) -> Mapping[str, object]:
    """What the record says of them already."""
    answers: dict[str, object] = {}
    for item in items:
        if recordable(item.id).way is Way.ASKED:
            if item.state is ItemState.DONE:
                answers[item.id] = True
            elif item.state is ItemState.EXPLAINED:
                answers |= {item.id: False, WHY: item.reason}
    return answers


def unexplained(answers: Mapping[str, object]) -> str:
    """The first item that is answered No without a reason; "" for none."""
    if str(answers.get(WHY) or "").strip():
        return ""
    return next((id for id, answer in answers.items() if answer is False), "")


def keep_answers(
    unit: UnitOfWork, visit: Visit, items: Sequence[VisitItem], answers: Mapping[str, object]
) -> None:
    """Put what was answered now and is not in the record yet."""
    open_ids = {item.id for item in items} - set(told(items))
    fresh = {id: answer for id, answer in answers.items() if id in open_ids}
    if unexplained({WHY: answers.get(WHY), **fresh}):
        raise Refusal(N_("Say why it was not assessed."))
    for each in _entities(visit, fresh, str(answers.get(WHY) or "").strip()):
        unit.put(each)


def _entities(visit: Visit, answers: Mapping[str, object], why: str) -> Iterator[Inquiry | NotAssessed]:
    for id, answer in answers.items():
        if answer is True:
            yield Inquiry(site=visit.site, patient=visit.patient, topic=id, asked=visit.day, visit=visit.id)
        elif answer is False:
            yield NotAssessed(
                site=visit.site, patient=visit.patient, visit=visit.id, assessment=id, reason=why
            )
