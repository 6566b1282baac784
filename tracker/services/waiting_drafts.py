"""What was typed and waits to be saved: one's own to go on with, and that of others to know of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tracker.domain.patient import Patient
from tracker.domain.study import User
from tracker.domain.visit import Draft
from tracker.services.session import Session


@dataclass(frozen=True, kw_only=True)
class WaitingDraft:
    """One form that somebody left; `visit` is None for one that was never saved."""

    patient: Patient
    form: str
    visit: UUID | None
    author: User
    mine: bool
    saved_at: datetime


def waiting_drafts(session: Session) -> tuple[WaitingDraft, ...]:
    """Every draft of a patient in the record, one's own first, the newest first."""
    records = session.records
    patients = {each.id: each for each in records.find(Patient)}
    people = {each.id: each for each in records.find(User)}
    found = [
        WaitingDraft(
            patient=patients[draft.patient],
            form=draft.form,
            visit=draft.visit,
            author=people[draft.author],
            mine=draft.author == session.user.id,
            saved_at=draft.saved_at,
        )
        for draft in records.find(Draft)
        if draft.patient in patients and draft.author in people
    ]
    return tuple(sorted(found, key=lambda each: (each.mine, each.saved_at), reverse=True))


def of_others(drafts: Sequence[WaitingDraft]) -> tuple[WaitingDraft, ...]:
    """Those that somebody else has to end."""
    return tuple(each for each in drafts if not each.mine)
