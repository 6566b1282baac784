"""What a saved visit is called where it has no title of its own."""

from dataclasses import dataclass

from tracker.domain import plan
from tracker.domain.default_visits import default_visit
from tracker.domain.text import N_


@dataclass(frozen=True, slots=True)
class VisitCode:
    """A code of the record, and the phrase that names it."""

    code: str
    title: str


UNPLANNED = VisitCode(plan.UNPLANNED, N_("Unplanned visit"))


def visit_code(code: str) -> VisitCode:
    """The name of `code` in the default plan, old codes too; any other counts as unplanned."""
    found = default_visit(code)
    return VisitCode(found.code, found.title) if found else UNPLANNED
