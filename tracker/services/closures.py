"""Days on which the clinic sees nobody: adding them and taking them back."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from tracker.domain.change import Records, Ref
from tracker.domain.followup import Closure
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_
from tracker.services.rights import needs
from tracker.services.session import Session


def closures(records: Records) -> tuple[Closure, ...]:
    """Every closure, the earliest first."""
    return tuple(sorted(records.find(Closure), key=lambda each: (each.start, each.end)))


@needs(Right.SETTINGS)
def add_closure(session: Session, first: date, last: date, title: str = "") -> frozenset[Ref]:
    """Close the clinic from `first` to `last`, both included."""
    if last < first:
        raise Refusal(N_("The last closed day lies before the first one."))
    with session.office.work(session.user.id) as unit:
        unit.put(Closure(site=session.site.id, start=first, end=last, title=title.strip()))
    return unit.touched


@needs(Right.SETTINGS)
def remove_closure(session: Session, closure: UUID) -> frozenset[Ref]:
    """Open the clinic again on these days."""
    with session.office.work(session.user.id) as unit:
        unit.put(replace(unit.get(Closure, closure), removed=True))
    return unit.touched
