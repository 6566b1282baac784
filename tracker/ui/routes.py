"""Where a person can be in the window, as a value: enough to come back to it after a lock."""

from dataclasses import dataclass
from uuid import UUID

from tracker.domain.change import Ref


@dataclass(frozen=True)
class Route:
    """Where a person is: enough to come back to it after a lock. It names no one."""

    place: str
    patient: UUID | None = None
    visit: UUID | None = None
    paper: str = ""
    topic: str = ""
    """The code of the score that help is about, or that a visit is opened for."""
    tab: str = ""
    """The part of the record; "" is its first."""
    code: str = ""
    """The planned visit that a new one is opened for."""
    check: UUID | None = None
    """A safety check in the record, to be corrected."""
    query: UUID | None = None
    """The question to stand on."""
    about: Ref | None = None
    """The record to ask a question about."""

    @property
    def whose(self) -> UUID:
        """The patient of a place that is about one."""
        assert self.patient is not None, self.place
        return self.patient


TODAY, PATIENTS, AUDIT = Route("today"), Route("patients"), Route("audit")
ROOTS = (TODAY, PATIENTS, AUDIT)
"""The lists that everything else is opened from."""
