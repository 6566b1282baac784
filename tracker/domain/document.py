"""A paper that was made: what, which version, for whom, when, and the hash of its bytes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tracker.domain.entity import Entity


@dataclass(frozen=True, kw_only=True)
class Document(Entity):
    """A printed handout or summary. `file_name` carries the study ID, never a name."""

    patient: UUID
    visit: UUID | None
    kind: str
    version: int
    sha256: str
    file_name: str
    language: str
    made_at: datetime
    made_by: UUID
