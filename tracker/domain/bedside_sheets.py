"""The gradings at the bedside as they are asked: three questions for CRS, points and lists for ICANS."""

from tracker.domain.bedside import Pick, Points, Question, Sheet, Way
from tracker.domain.instruments.crs_astct_2019 import FEVER, SUPPORT
from tracker.domain.instruments.icans_astct_2019 import CHILD
from tracker.domain.outputs import Limit
from tracker.domain.text import N_

NO_FEVER = f"<{FEVER}"
"""A temperature of which only that is known."""

_HOT, _COOL = Limit("temp_c", ">=", FEVER), Limit("temp_c", "<", FEVER)
_PRESSORS = ("hypotension_other_cause", "vasopressin")
_OXYGEN = ("hypoxia_other_cause", "spo2_site")


def _devices(points: int) -> tuple[str, ...]:
    return tuple(code for code, (_, counts) in SUPPORT.items() if counts == points)


_FEVER = Question(
    title=N_("Temperature 38 °C or more, no other cause"),
    beside=("temp_c",),
    ways=(
        Way(
            title=N_("No"),
            answers={"temp_c": NO_FEVER},
            assumes={"fever_other_cause": False, "antipyretic_or_anticytokine_given": False},
            asks=("prior_fever_this_episode",),
            when=_COOL,
        ),
        Way(
            title=N_("Yes"),
            answers={"fever_other_cause": False},
            assumes={"antipyretic_or_anticytokine_given": False},
            when=_HOT,
            reason=N_("fever"),
        ),
        Way(
            title=N_("No, but had antipyretic or anticytokine drug"),
            answers={"temp_c": NO_FEVER, "antipyretic_or_anticytokine_given": True},
            assumes={"fever_other_cause": False},
            asks=("prior_fever_this_episode",),
            when=_COOL,
            reason=N_("earlier fever"),
        ),
        Way(
            title=N_("Fully explained otherwise, investigator confirmed"),
            answers={"fever_other_cause": True},
            assumes={"antipyretic_or_anticytokine_given": False},
            asks=("prior_fever_this_episode",),
            when=_HOT,
        ),
    ),
)

_PRESSURE = Question(
    title=N_("Low blood pressure, no other cause"),
    beside=("systolic_mmhg",),
    ways=(
        Way(title=N_("No"), answers={"hypotension": False, "vasopressor_count": 0, "vasopressin": False}),
        Way(
            title=N_("Yes, no vasopressor"),
            answers={"hypotension": True, "vasopressor_count": 0, "vasopressin": False},
            assumes={"hypotension_other_cause": False},
            asks=("hypotension_other_cause",),
            reason=N_("low blood pressure, no vasopressor"),
        ),
        Way(
            title=N_("One vasopressor"),
            answers={"hypotension": True, "vasopressor_count": 1},
            assumes={"hypotension_other_cause": False, "vasopressin": False},
            asks=_PRESSORS,
            reason=N_("low blood pressure, one vasopressor"),
        ),
        Way(
            title=N_("More than one"),
            answers={"hypotension": True, "vasopressor_count": 2},
            assumes={"hypotension_other_cause": False, "vasopressin": False},
            asks=_PRESSORS,
            reason=N_("low blood pressure, more than one vasopressor"),
        ),
        Way(
            title=N_("Vasopressin only"),
            answers={"hypotension": True, "vasopressor_count": 0, "vasopressin": True},
            assumes={"hypotension_other_cause": False},
            asks=("hypotension_other_cause",),
            reason=N_("low blood pressure, vasopressin only"),
        ),
    ),
)

_HYPOXIA = Question(
    title=N_("Low oxygen, no other cause"),
    ways=(
        Way(
            title=N_("No"),
            answers={"oxygen_modality": "none"},
        ),
        Way(
            title=N_("Low-flow, 6 L/min or less"),
            answers={"oxygen_modality": _devices(2)},
            assumes={"hypoxia_other_cause": False},
            asks=("oxygen_modality", "oxygen_flow_l_min", *_OXYGEN),
            reason=N_("low-flow oxygen"),
        ),
        Way(
            title=N_("High-flow or mask"),
            answers={"oxygen_modality": _devices(3)},
            assumes={"hypoxia_other_cause": False},
            asks=("oxygen_modality", "oxygen_flow_l_min", *_OXYGEN),
            reason=N_("high-flow oxygen or mask"),
        ),
        Way(
            title=N_("Pressure support"),
            answers={"oxygen_modality": _devices(4)},
            assumes={"hypoxia_other_cause": False, "intubated_airway_protection_only": False},
            asks=("oxygen_modality", "intubated_airway_protection_only", *_OXYGEN),
            reason=N_("pressure support"),
        ),
    ),
)

CRS = Sheet(
    code="crs_astct_2019",
    expected=14,
    questions=(_FEVER, _PRESSURE, _HYPOXIA),
    more=("death_due_to_crs",),
    before=(
        "baseline_oxygen_modality",
        "baseline_oxygen_flow_l_min",
        "baseline_systolic_mmhg",
        "fever_masked_by",
    ),
    living={"death_due_to_crs": False},
    beside=("oxygen_increase", "systolic_change"),
)

ICANS = Sheet(
    code="icans_astct_2019",
    expected=28,
    points=(
        *(Points(key=f"ice_{part}") for part in ("year", "month", "city", "hospital")),
        Points(key="ice_naming", titles=(N_("Names object 1"), N_("Names object 2"), N_("Names object 3"))),
        *(Points(key=f"ice_{part}") for part in ("commands", "writing", "attention")),
    ),
    confounders=("ice_not_assessable", "ice_not_assessable_why"),
    instead=("capd_total", "capd_unable"),
    instead_below=Limit("age_years", "<", CHILD),
    instead_tick="use_capd",
    instead_assumes={"capd_unable": False},
    picks=(
        Pick(key="consciousness", asks=("consciousness_other_cause",)),
        Pick(key="seizure", asks=("present_at_baseline",)),
        Pick(key="motor", asks=("present_at_baseline",)),
        Pick(key="icp", asks=("intracranial_hemorrhage",)),
    ),
    more=("death_due_to_icans",),
    before=("ice_baseline", "use_capd"),
    found=("age_years",),
    living={"death_due_to_icans": False},
    beside=("ice_change",),
)

SHEETS: tuple[Sheet, ...] = (CRS, ICANS)


def sheet(code: str) -> Sheet:
    """The sheet of one grading; KeyError when there is none."""
    return _BY_CODE[code]


_BY_CODE = {each.code: each for each in SHEETS}
