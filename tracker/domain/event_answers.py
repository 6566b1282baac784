"""What is answered about every event: why serious, how likely from which cause, how it ended, which grade."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tracker.domain.adverse_event import AdverseEvent, EventKind
from tracker.domain.event_forms import ALWAYS_SERIOUS, LICATS_GRADES
from tracker.domain.event_terms import term_named
from tracker.domain.text import N_

DEATH, LIFE_THREATENING = "death", "life_threatening"

CRITERIA: Mapping[str, str] = MappingProxyType(
    {
        "hospital": N_("Hospital, or longer stay"),
        LIFE_THREATENING: N_("Life-threatening"),
        DEATH: N_("Death"),
        "disability": N_("Lasting disability"),
        "birth_defect": N_("Birth defect"),
        "important": N_("Medically important"),
    }
)
"""Why an event is serious: ICH E2A. The grade is none of these."""


@dataclass(frozen=True)
class Cause:
    """What an event may come from; `studied` is part of the treatment under study."""

    title: str
    studied: bool = False


CAUSES: Mapping[str, Cause] = MappingProxyType(
    {
        "car_t": Cause(N_("CAR T"), studied=True),
        "lymphodepletion": Cause(N_("Lymphodepletion"), studied=True),
        "leukapheresis": Cause(N_("Leukapheresis"), studied=True),
        "drug": Cause(N_("Another drug")),
        "disease": Cause(N_("The disease")),
    }
)
"""Keys of `AdverseEvent.relations`; each is asked apart."""

TOLD_BY = "told_by"
"""The key of `AdverseEvent.relations` that says whose view it is."""

LIKELIHOODS: Mapping[str, str] = MappingProxyType(
    {
        "unrelated": N_("Unrelated"),
        "unlikely": N_("Unlikely"),
        "possible": N_("Possible"),
        "probable": N_("Probable"),
        "definite": N_("Definite"),
    }
)
"""From the least to the most likely."""

SUSPECTED = frozenset({"possible", "probable", "definite"})

OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "recovered": N_("Recovered"),
        "recovering": N_("Recovering"),
        "not_recovered": N_("Not recovered"),
        "sequelae": N_("Recovered with lasting effects"),
        "fatal": N_("Fatal"),
        "unknown": N_("Not known"),
    }
)

CTCAE_GRADES: Mapping[int, str] = MappingProxyType(
    {1: N_("mild"), 2: N_("moderate"), 3: N_("severe"), 4: N_("life-threat."), 5: N_("death")}
)
CTCAE_MEANINGS: Mapping[int, str] = MappingProxyType(
    {
        1: N_("Mild: no or few symptoms, watched only, no treatment needed."),
        2: N_("Moderate: small, local or simple treatment; heavier daily tasks are limited."),
        3: N_("Severe, not at once life-threatening: hospital, or self-care is limited."),
        4: N_("Life-threatening: treatment is urgent."),
        5: N_("Death from the event."),
    }
)
"""The general pattern of CTCAE 5.0 in our own words; a term of its own may say more."""


@dataclass(frozen=True)
class Scale:
    """A grading of severity: its name, and what its grades are called."""

    title: str
    grades: Mapping[int, str]
    meanings: Mapping[int, str]


def _ctcae(title: str) -> Scale:
    return Scale(title, CTCAE_GRADES, CTCAE_MEANINGS)


_PLAIN = {1: N_("mild"), 2: N_("moderate"), 3: N_("severe"), 4: N_("life-threat.")}
_LOCAL = {1: N_("by itself"), 2: N_("steroid"), 3: N_("hospital"), 4: N_("intensive")}

SCALES: Mapping[str, Scale] = MappingProxyType(
    {
        "CTCAE v5": _ctcae(N_("CTCAE 5.0")),
        "CTCAE v6": _ctcae(N_("CTCAE 6.0")),
        "ASTCT 2019": Scale(N_("ASTCT 2019"), CTCAE_GRADES, CTCAE_MEANINGS),
        "ICAHT": Scale(N_("ICAHT"), _PLAIN, {}),
        "IEC-HS": Scale(N_("IEC-HS"), CTCAE_GRADES, CTCAE_MEANINGS),
        "LICATS": Scale(N_("LICATS"), _LOCAL, LICATS_GRADES),
    }
)
"""Values of `AdverseEvent.scale`."""


@dataclass(frozen=True)
class Aesi:
    """An event of special interest: by its term, by its kind, or from a grade on a scale or kind."""

    title: str
    kinds: frozenset[EventKind] = frozenset()
    scales: frozenset[str] = frozenset()
    grade: int = 0


AESI: Mapping[str, Aesi] = MappingProxyType(
    {
        "crs": Aesi(N_("CRS")),
        "icans": Aesi(N_("ICANS")),
        "iec_hs": Aesi(N_("IEC-HS")),
        "icaht": Aesi(N_("ICAHT of grade 3 or more"), scales=frozenset({"ICAHT"}), grade=3),
        "infection": Aesi(N_("Infection of grade 3 or more"), frozenset({EventKind.INFECTION}), grade=3),
        "hypogammaglobulinaemia": Aesi(N_("Hypogammaglobulinaemia")),
        "malignancy": Aesi(N_("Secondary malignancy"), frozenset({EventKind.MALIGNANCY})),
        "licats": Aesi(N_("LICATS"), frozenset({EventKind.LICATS})),
        "pregnancy": Aesi(N_("Pregnancy"), frozenset({EventKind.PREGNANCY})),
    }
)
"""safety-schedule 9. Whether an event is one of these is worked out, never stored."""


def special_interest(event: AdverseEvent) -> tuple[str, ...]:
    """The keys of AESI that the event belongs to."""
    term = term_named(event.term)
    return tuple(key for key, each in AESI.items() if (term and term.aesi == key) or _counts(each, event))


def _counts(each: Aesi, event: AdverseEvent) -> bool:
    belongs = event.kind in each.kinds or event.scale in each.scales
    return belongs and (not each.grade or (event.grade is not None and event.grade >= each.grade))


def seriousness(event: AdverseEvent) -> bool | None:
    """Whether it is serious by its criteria or its kind; what was recorded where no criterion is answered."""
    answers = [event.criteria.get(key) for key in CRITERIA]
    if event.kind in ALWAYS_SERIOUS or True in answers:
        return True
    return False if all(each is False for each in answers) else event.serious


def fatal_or_life_threatening(event: AdverseEvent) -> bool | None:
    """Death or danger to life among the criteria; None while that is not answered."""
    answers = [event.criteria.get(key) for key in (DEATH, LIFE_THREATENING)]
    return True if True in answers else None if None in answers else False


def suspected(event: AdverseEvent) -> bool | None:
    """Possible or more from any part of the treatment under study; None while a part is not answered."""
    answers = [event.relations.get(key) for key, cause in CAUSES.items() if cause.studied]
    if any(each in SUSPECTED for each in answers):
        return True
    return None if None in answers else False


def likeliest(event: AdverseEvent) -> tuple[str, str] | None:
    """The cause that is most likely, and how likely; the first of CAUSES where two are alike."""
    order = list(LIKELIHOODS)
    told = [(key, str(event.relations[key])) for key in CAUSES if event.relations.get(key) in LIKELIHOODS]
    return max(told, key=lambda pair: order.index(pair[1]), default=None)


def worst_grade(event: AdverseEvent) -> int | None:
    """The highest grade it ever had."""
    given = [step.grade for step in event.grades]
    return max([*given, event.grade] if event.grade is not None else given, default=None)


def is_open(event: AdverseEvent, day: date) -> bool:
    """Whether it had begun and not ended on `day`; without an end it counts as open until somebody says."""
    begun = event.start is None or event.start.earliest <= day
    if event.end is not None:
        return begun and event.end.latest > day
    return begun and event.ongoing is not False
