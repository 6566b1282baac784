"""What has to be remembered around CAR T cells, with the days it holds: PRECAUTIONS, each declared once.

Nothing here decides: each is a sentence for the coordinator. `mark` says where a figure is from: M from
memory, to be checked against the source; H a house rule of this program; V1 seen in one published copy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.calendar_days import days_after, months_after
from tracker.domain.text import N_


@dataclass(frozen=True, kw_only=True)
class Known:
    """The days the record gives about one infusion; None is not known, empty is none recorded."""

    day0: date
    leukapheresis: date | None = None
    fludarabine: date | None = None
    """First day of fludarabine."""
    conditioning: date | None = None
    """First day of any conditioning."""
    ivig: Sequence[date] = ()
    growth_factor: Sequence[date] = ()
    """First day of each course of G-CSF."""
    low_platelets: Sequence[date] = ()
    """Days with platelets below 50 × 10⁹/L."""


HOUSE_RULE = "H"
"""The mark of a precaution that no paper backs."""

Span = tuple[date | None, date | None]
"""First and last day; None as the last is "until somebody ends it"."""


@dataclass(frozen=True, kw_only=True)
class Precaution:
    """`spans` gives the days it holds; no span means that the record has no day it counts from.

    `always`: shown also without a day, because a person has to think of it.
    """

    code: str
    title: str
    text: str
    spans: Callable[[Known], tuple[Span, ...]] = lambda _known: ()
    always: bool = False
    mark: str = "H"
    source: str = ""


def _from(start: date | None, days: int | None = None, months: int | None = None) -> tuple[Span, ...]:
    if start is None:
        return ()
    if days is not None:
        return ((start, days_after(start, days)),)
    return ((start, months_after(start, months) if months is not None else None),)


def _irradiated(known: Known) -> tuple[Span, ...]:
    around: tuple[Span, ...] = ()
    if known.leukapheresis:
        around = ((days_after(known.leukapheresis, -7), known.leukapheresis),)
    return (*around, *_from(known.fludarabine))


PRECAUTIONS: Mapping[str, Precaution] = {
    each.code: each
    for each in (
        Precaution(
            code="irradiated_blood",
            title=N_("Irradiated blood products only"),
            text=N_("Tell the transfusion laboratory, and tell it when the rule ends."),
            spans=_irradiated,
            mark="M",
            source="British Society for Haematology, irradiated blood components, 2020",
        ),
        Precaution(
            code="no_driving",
            title=N_("No driving, no dangerous machines"),
            text=N_("For 8 weeks after the infusion."),
            spans=lambda known: _from(known.day0, days=56),
            mark="M",
            source="US prescribing information of CD19 CAR T products",
        ),
        Precaution(
            code="alert_card",
            title=N_("Alert card carried at all times"),
            text=N_("For 8 weeks after the infusion at least; steroids only after a call to the team."),
            spans=lambda known: _from(known.day0, days=56),
        ),
        Precaution(
            code="no_live_vaccines",
            title=N_("No live vaccines"),
            text=N_(
                "From conditioning on, until the team allows them: not before month 12 and B cells back."
            ),
            spans=lambda known: _from(known.conditioning or known.day0),
            mark="M",
            source="EBMT and EHA recommendations on CAR T cells, Hayden 2022",
        ),
        Precaution(
            code="vaccination_plan",
            title=N_("Plan inactivated vaccines"),
            text=N_("From month 6 on; measure titres before, and not within 4 weeks of immunoglobulin."),
            spans=lambda known: _from(months_after(known.day0, 6)),
            mark="M",
            source="EBMT and EHA recommendations on CAR T cells, Hayden 2022",
        ),
        Precaution(
            code="contraception",
            title=N_("Contraception"),
            text=N_("For 12 months after conditioning. Ask about pregnancy, and record how one ends."),
            spans=lambda known: _from(known.conditioning or known.day0, months=12),
        ),
        Precaution(
            code="fertility",
            title=N_("Fertility measures offered"),
            text=N_("Before cyclophosphamide, to everybody who may want children."),
            spans=lambda known: ((None, days_after(known.conditioning or known.day0, -1)),),
        ),
        Precaution(
            code="hbv_dna",
            title=N_("HBV DNA where anti-HBc is positive"),
            text=N_("With prophylaxis, every 3 months, and for 12 months after prophylaxis ends."),
            spans=lambda known: _from(known.conditioning or known.day0),
            always=True,
        ),
        Precaution(
            code="viruses_by_symptom",
            title=N_("CMV, EBV and HHV-6 by symptom"),
            text=N_("With fever, low counts, hepatitis, colitis or confusion; HHV-6 most in weeks 2 to 8."),
            spans=lambda known: _from(known.day0, days=100),
        ),
        Precaution(
            code="growth_factor",
            title=N_("G-CSF and transfusions written down"),
            text=N_("Each day of either: ICAHT cannot be read without them."),
            spans=lambda known: tuple((day, day) for day in known.growth_factor),
        ),
        Precaution(
            code="antiphospholipid",
            title=N_("Antiphospholipid status before anticoagulants change"),
            text=N_("Platelets below 50 × 10⁹/L: low counts do not protect from clots."),
            spans=lambda known: tuple((day, day) for day in known.low_platelets),
        ),
        Precaution(
            code="after_immunoglobulin",
            title=N_("Serology disturbed by immunoglobulin"),
            text=N_("For 4 weeks after IVIG: antibodies, titres and ESR say little."),
            spans=lambda known: tuple(span for day in known.ivig for span in _from(day, days=28)),
        ),
    )
}


@dataclass(frozen=True)
class Holding:
    """A precaution of one patient with its days, as they stand on a day."""

    precaution: Precaution
    start: date | None
    end: date | None
    active: bool


def holding(known: Known, today: date) -> tuple[Holding, ...]:
    """Every precaution that holds on `today` or is still to come, in the order they are declared."""
    found = []
    for each in PRECAUTIONS.values():
        spans = [span for span in each.spans(known) if span[1] is None or span[1] >= today]
        if spans:
            start, end = min(spans, key=lambda span: (span[0] or date.min, span[1] or date.max))
            found.append(Holding(each, start, end, start is None or start <= today))
    return tuple(found)
