"""What there is to say about one practice patient, before anything has happened."""

from dataclasses import dataclass, field

from tracker.domain.patient import Sex, Standing


@dataclass(frozen=True, kw_only=True)
class Person:
    """`followed` is today as days since the infusion; None = no infusion yet. All days count from there.

    `aplasia` in days fixes how long the B cells stay away; None draws it from the published figures.
    `missed` are planned visits without an entry: passed over, or due just now.
    """

    study_id: str
    family: str
    given: str
    sex: Sex
    born: str
    disease: str
    detail: str
    since: str
    followed: int | None
    allergies: str = ""
    aplasia: int | None = None
    depletes: bool = True
    crs: int = 0
    icans: int = 0
    relapse: int | None = None
    second_infusion: int | None = None
    missed: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    """Visits at which some signs were not asked for."""
    licats: tuple[int, str] | None = None
    """Day of onset of a local reaction, and its organ."""
    left: tuple[Standing, int] | None = None
    signs: tuple[str, ...] = ()
    """Signs of lupus before treatment, the first to go first: keys of SLEDAI-2K."""
    score: int = 0
    """The headline score before treatment, for diseases other than lupus."""
    stories: tuple[str, ...] = field(default=())
    """Awkward things that happen once: see practice_stories.py."""

    @property
    def recovers(self) -> bool:
        """Whether the return of B cells falls into the time of follow-up."""
        lasts = self.left[1] if self.left else self.followed
        return self.depletes and lasts is not None and lasts > 180
