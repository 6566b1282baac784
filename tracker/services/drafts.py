"""What was typed and not saved yet: kept every few seconds, given back on opening, gone once saved."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from tracker.domain.change import Records, UnitOfWork
from tracker.domain.rights import Right
from tracker.domain.visit import Draft
from tracker.services.rights import needs
from tracker.services.session import Session

VISIT = "visit"


def draft_of(
    records: Records, author: UUID, *, patient: UUID, visit: UUID | None, form: str = VISIT
) -> Draft | None:
    """The one draft of this form that `author` left; a visit not saved yet is None."""
    found = records.find(Draft, patient=patient, visit=visit, author=author, form=form)
    return found[-1] if found else None


@needs(Right.ENTER)
def keep_draft(
    session: Session,
    content: Mapping[str, object],
    *,
    patient: UUID,
    visit: UUID | None,
    form: str = VISIT,
) -> Draft:
    """Write down `content` in place of what was kept before; it is nobody's record and no event."""
    with session.office.work(session.user.id) as unit:
        old = _of(unit, session.user.id, patient, visit, form)
        if old is None:
            draft = Draft(
                site=session.site.id,
                patient=patient,
                visit=visit,
                author=session.user.id,
                form=form,
                content=dict(content),
                saved_at=unit.now,
            )
        else:
            draft = replace(old, content=dict(content), saved_at=unit.now)
        unit.put(draft)
    return draft


@needs(Right.ENTER)
def drop_draft(session: Session, *, patient: UUID, visit: UUID | None, form: str = VISIT) -> None:
    """Forget what was typed: it was saved, or is not wanted."""
    with session.office.work(session.user.id) as unit:
        remove_draft(unit, session.user.id, patient=patient, visit=visit, form=form)


def remove_draft(
    unit: UnitOfWork, author: UUID, *, patient: UUID, visit: UUID | None, form: str = VISIT
) -> None:
    """The same inside the change that saves the form, so that both happen or neither."""
    draft = _of(unit, author, patient, visit, form)
    if draft is not None:
        unit.put(replace(draft, removed=True))


def _of(unit: UnitOfWork, author: UUID, patient: UUID, visit: UUID | None, form: str) -> Draft | None:
    found = unit.find(Draft, patient=patient, visit=visit, author=author, form=form)
    return found[-1] if found else None
