"""Questions about a field of the record, also an empty one: raised, answered, closed, each in the trail."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from tracker.domain.change import Records, Ref
from tracker.domain.followup import Query, QueryState
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_
from tracker.services.rights import needs, refusal
from tracker.services.session import Session


@needs(Right.QUERY)
def raise_query(session: Session, about: Ref, path: str, question: str) -> frozenset[Ref]:
    """Ask about the field `path` of the record `about`; the field may be empty."""
    if about.patient is None:
        raise Refusal(N_("Only what belongs to a patient can be asked about. Open the patient first."))
    query = Query(
        site=session.site.id,
        patient=about.patient,
        kind=about.kind,
        record=about.id,
        path=path,
        question=_said(question, N_("Type the question.")),
        raised_by=session.user.id,
    )
    with session.office.work(session.user.id) as unit:
        unit.put(query)
    return unit.touched


@needs(Right.CORRECT)
def answer_query(session: Session, query: UUID, answer: str) -> frozenset[Ref]:
    """Answer an open question; a second answer takes the place of the first, which the trail keeps."""
    said = _said(answer, N_("Type the answer."))
    with session.office.work(session.user.id) as unit:
        asked = _open(unit.get(Query, query))
        unit.put(replace(asked, answer=said, answered_by=session.user.id))
    return unit.touched


@needs(Right.QUERY)
def ask_again(session: Session, query: UUID, question: str) -> frozenset[Ref]:
    """The answer does not settle it: the question stands open anew; the trail keeps what was said before."""
    said = _said(question, N_("Type the question."))
    with session.office.work(session.user.id) as unit:
        asked = _open(unit.get(Query, query))
        unit.put(replace(asked, question=said, answer="", answered_by=None))
    return unit.touched


@needs(Right.QUERY)
def close_query(session: Session, query: UUID) -> frozenset[Ref]:
    """Whoever asked is satisfied. A question without an answer is closed only by whoever asked it."""
    with session.office.work(session.user.id) as unit:
        asked = _open(unit.get(Query, query))
        reason = why_not_close(session, asked)
        if reason:
            raise Refusal(reason)
        unit.put(replace(asked, closed_by=session.user.id))
    return unit.touched


def why_not_close(session: Session, query: Query) -> str:
    """Why the person of this session may not close `query`, as a marked phrase; "" where he may."""
    if query.raised_by == session.user.id:
        return ""
    if query.state is QueryState.OPEN:
        return N_("Nobody has answered this query yet. Answer it, or let its author close it.")
    return refusal(session, Right.CLOSE)


def open_queries(records: Records, patient: UUID) -> tuple[Query, ...]:
    """The questions about a patient that nobody has closed, in the order they were asked."""
    return records.find(Query, patient=patient, closed_by=None)


def counted(records: Records, patient: UUID) -> Mapping[tuple[UUID, str], int]:
    """How many open questions each field has, by record and path."""
    return Counter((each.record, each.path) for each in open_queries(records, patient))


def _open(query: Query) -> Query:
    if query.state is QueryState.CLOSED:
        raise Refusal(N_("This query is closed. Raise a new one."))
    return query


def _said(text: str, lacking: str) -> str:
    if not text.strip():
        raise Refusal(lacking)
    return text.strip()
