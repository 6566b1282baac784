"""LICATS or flare: what speaks for which. The program asks, and never decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.adverse_event import AdverseEvent
from tracker.domain.instruments import instrument
from tracker.domain.text import N_, Said
from tracker.services.b_cells import after
from tracker.services.course import Course
from tracker.services.treatment_line import line_at

ONSET = "licats_onset_class"
ASKS = {"licats": N_("LICATS?"), "flare": N_("Flare?"), "": N_("LICATS or flare?")}


@dataclass(frozen=True, kw_only=True)
class Question:
    """`proposal` is "licats", "flare" or "" where nothing speaks for either; `why` says so in words."""

    proposal: str
    why: Said
    onset_class: str | None = None

    @property
    def asks(self) -> str:
        """The marked phrase of the question."""
        return ASKS[self.proposal]


def question(course: Course, event: AdverseEvent) -> Question:
    """What the day and the organ of an event speak for."""
    onset = event.start.exact if event.start else None
    days = sorted(i.day0.exact for i in course.infusions if i.day0 and i.day0.exact)
    day0 = max((day for day in days if onset is not None and day <= onset), default=None)
    if onset is None or day0 is None:
        return Question(proposal="", why=Said(N_("The day of onset after infusion is not known.")))
    kind = instrument(ONSET)({"onset_day": (onset - day0).days})["onset_class"]
    proposal, why = _proposed(event.details, _gone(course, onset))
    return Question(proposal=proposal, why=why, onset_class=str(kind) if kind else None)


def _proposed(details: Mapping[str, object], gone: bool | None) -> tuple[str, Said]:
    before = details.get("organ_before")
    if details.get("persists_after_b_cells") is True:
        return "flare", Said(N_("It persists after the return of B cells."))
    if before is False:
        return "flare", Said(N_("The organ was not affected before treatment."))
    if gone is False:
        return "flare", Said(N_("It began when B cells were back."))
    if gone and before is True:
        return "licats", Said(N_("It began during aplasia, in an organ that was affected before."))
    return "", Said(N_("Not known: whether the organ was affected before, or whether B cells were gone."))


def _gone(course: Course, onset: date) -> bool | None:
    """Whether the B cells were gone on the day of onset; None where no count tells."""
    line = line_at(course, onset)
    if line is None:
        return None
    found, day = after(course, line), (onset - line.day0).days
    if found.start is None:
        return None
    if found.back is not None and day >= found.back:
        return False
    return True if day >= found.start and day <= (found.last_gone or found.start) else None
