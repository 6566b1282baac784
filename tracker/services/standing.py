"""Whether a patient is still followed: withdrawn, transferred, lost, died, or followed again."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from tracker.domain.change import Ref
from tracker.domain.followup import DEATHS
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient, Standing, before_birth
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_
from tracker.services.rights import needs
from tracker.services.session import Session

STANDING_TITLES = {
    Standing.FOLLOWED: N_("Followed"),
    Standing.WITHDRAWN: N_("Withdrew consent"),
    Standing.TRANSFERRED: N_("Transferred to another centre"),
    Standing.LOST: N_("Lost to follow-up"),
    Standing.DIED: N_("Died"),
}
"""In the order they are offered by digit."""


@needs(Right.ENTER)
def set_standing(
    session: Session,
    patient: UUID,
    standing: Standing,
    since: PartialDate | None,
    today: date,
    *,
    cause: str = "",
    why: str = "",
) -> frozenset[Ref]:
    """Say that a patient left, since when and why; or is followed again. Nothing planned is deleted.

    `cause` is a code of domain/followup.py DEATHS and only kept for a death; "" is not known.
    """
    if not why.strip():
        raise Refusal(N_("Say how this is known, or why it changes."))
    if cause and cause not in DEATHS:
        raise Refusal(N_("“{cause}” is no category of the cause of death."), cause=cause)
    leaves = standing is not Standing.FOLLOWED
    if leaves and since is None:
        raise Refusal(N_("Say since when. A month or a year is enough."))
    if leaves and since and since.earliest > today:
        raise Refusal(N_("This day lies in the future. Enter it once it has happened."))
    with session.office.work(session.user.id, why.strip()) as unit:
        found = unit.get(Patient, patient)
        if leaves and since and before_birth(found.born, since.latest):
            raise Refusal(N_("This day lies before the date of birth. Look at both dates."))
        unit.put(
            replace(
                found,
                standing=standing,
                standing_since=since if leaves else None,
                cause_of_death=cause if standing is Standing.DIED else "",
            )
        )
    return unit.touched
