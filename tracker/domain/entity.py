"""What every stored thing has: an identity for ever, the site it belongs to, and a revision."""

from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID, uuid4


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A row of the record. A change makes a new value with `dataclasses.replace`; the store counts."""

    kept_in_trail: ClassVar[bool] = True
    """Whether each change of it is an event. What is nobody's record is not, and removing deletes it."""

    id: UUID = field(default_factory=uuid4)
    site: UUID
    revision: int = 0
    removed: bool = False
    """Soft delete: a removed row stays in the file and in the trail, and leaves every list."""
