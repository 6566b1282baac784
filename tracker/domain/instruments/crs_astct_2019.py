"""CRS by the ASTCT consensus: fever first, then the worse of hypotension and hypoxia decides the grade."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Choice, Many, Number, Tick
from tracker.domain.known import Num, as_num, choose, first_of, highest, lowest, steps
from tracker.domain.outputs import Category, Criterion, Detail, Flag, Score
from tracker.domain.text import N_

FEVER, LOW_FLOW = 38, 6
NO_FEVER = "no_fever"
SUPPORT = {
    "none": (N_("None"), 0),
    "low_flow_nasal_cannula": (N_("Low-flow nasal cannula"), 2),
    "blow_by": (N_("Blow-by"), 2),
    "high_flow_nasal_cannula": (N_("High-flow nasal cannula"), 3),
    "simple_facemask": (N_("Simple face mask"), 3),
    "nonrebreather": (N_("Non-rebreather mask"), 3),
    "venturi": (N_("Venturi mask"), 3),
    "cpap": (N_("CPAP"), 4),
    "bipap": (N_("BiPAP"), 4),
    "mechanical_ventilation": (N_("Intubation and ventilation"), 4),
}


def support(a: Answers, device: str, flow: str) -> Num:
    """What the device counts; at a nasal cannula a recorded flow decides."""
    if a[flow].gaps and not a.refused(flow):
        points: Num = a[device].points
        return points
    cannula = a[device].is_("low_flow_nasal_cannula", "high_flow_nasal_cannula")
    return choose(cannula, choose(a[flow] <= LOW_FLOW, 2, 3), a[device].points)


def work(a: Answers) -> dict[str, object]:
    unmeasured = bool(a.temp_c.gaps) and not a.refused("temp_c")
    prior, hot = a.prior_fever_this_episode, a.temp_c >= FEVER
    fever = choose(prior, 0, hot) if unmeasured else hot & ~a.fever_other_cause
    pressors = highest(2 * a.hypotension, steps(a.vasopressor_count, (0, 1), (0, 3, 4)), 3 * a.vasopressin)
    hypotension = lowest(pressors, 4 * ~a.hypotension_other_cause)
    airway_only = a.oxygen_modality.is_("mechanical_ventilation") & a.intubated_airway_protection_only
    hypoxia = lowest(
        support(a, "oxygen_modality", "oxygen_flow_l_min"), 4 * ~a.hypoxia_other_cause, 4 * ~airway_only
    )
    organs = highest(hypotension, hypoxia)
    counted = choose(fever | prior, organs, 0)
    treated = prior & a.antipyretic_or_anticytokine_given
    before = support(a, "baseline_oxygen_modality", "baseline_oxygen_flow_l_min")
    supported = (before > 0) & (hypoxia > 0)
    masked = highest(*a.fever_masked_by.values()) & ~fever & ~prior & (organs > 0)
    without_fever = ~fever & ~treated & (organs > 0)
    unsaid = as_num(int(unmeasured)) & ~prior
    open_pressure = a.systolic_mmhg.gaps or a.baseline_systolic_mmhg.gaps
    alone = a.vasopressin & a.vasopressor_count.equals(0) & ~a.hypotension_other_cause
    source = first_of(
        (a.death_due_to_crs, NO_FEVER),
        (fever, "current"),
        (treated, "carried_after_treatment"),
        (prior, "carried_untreated"),
        otherwise=NO_FEVER,
    )
    return {
        "grade": highest(5 * a.death_due_to_crs, counted, fever),
        "fever_source": None if source.value == NO_FEVER else source,
        "needs_review": ~a.death_due_to_crs
        & highest(
            unsaid,
            without_fever,
            alone,
            supported,
        ),
        "hypotension_grade": hypotension,
        "hypoxia_grade": hypoxia,
        "oxygen_increase": None if before.value == 0 else hypoxia - before,
        "systolic_change": None if open_pressure else a.systolic_mmhg - a.baseline_systolic_mmhg,
        "support_before": supported,
        "organs_without_fever": without_fever,
        "vasopressin_alone": alone,
        "temperature_open": unsaid,
        "fever_masked": masked,
        "fever_elsewhere": hot & a.fever_other_cause,
        "temperature_missing": as_num(int(unmeasured)) & prior,
        "finger_saturation": a.spo2_site.is_("finger") & (hypoxia > 0),
        "airway_only": airway_only,
    }


CRS_ASTCT_2019 = Instrument(
    code="crs_astct_2019",
    title=N_("CRS grade (ASTCT 2019)"),
    short=N_("CRS"),
    work=work,
    items=(
        Number("temp_c", N_("Temperature"), 25, 45, N_("°C"), decimals=1, hint=N_("The highest since the last assessment.")),
        Tick("fever_other_cause", N_("Fever fully explained otherwise"), hint=N_(
            "Only where another cause explains all of it and the investigator has confirmed that: it takes away grade 1.")),
        Tick("prior_fever_this_episode", N_("Earlier fever in this episode"), hint=N_("38.0 °C or more, attributed to CRS.")),
        Tick("antipyretic_or_anticytokine_given", N_("Antipyretic or anti-cytokine given"), hint=N_(
            "Since onset: antipyretic, tocilizumab, steroid, anakinra or siltuximab.")),
        Tick("hypotension", N_("Hypotension"), hint=N_(
            "Low for this patient, also where fluids alone hold it: compare with the pressure before treatment.")),
        Number("systolic_mmhg", N_("Systolic pressure"), 40, 300, N_("mmHg"), decimals=0, hint=N_(
            "Kept beside the value from before treatment; it does not enter the grade.")),
        Tick("hypotension_other_cause", N_("Hypotension has another cause"), hint=N_(
            "Bleeding, sepsis, heart or a drug explains it: it then does not count.")),
        Number("vasopressor_count", N_("Vasopressors"), 0, 10, step=1, decimals=0, hint=N_(
            "Running at the same time, vasopressin not counted.")),
        Tick("vasopressin", N_("Vasopressin"), hint=N_(
            "Beside one vasopressor it changes nothing; alone it is for review.")),
        Choice("oxygen_modality", N_("Oxygen by"), SUPPORT, hint=N_(
            "The most support since the last assessment that hypoxia made necessary.")),
        Number("oxygen_flow_l_min", N_("Oxygen flow"), 0, 100, N_("L/min"), decimals=1, hint=N_(
            "At a nasal cannula a recorded flow decides; without one the device does.")),
        Tick("hypoxia_other_cause", N_("Hypoxia has another cause"), hint=N_(
            "Pneumonia, embolism or fluid explains it: it then does not count.")),
        Tick("intubated_airway_protection_only", N_("Intubated only to protect the airway"), hint=N_(
            "For ICANS or a procedure, without hypoxia: it is no hypoxia of CRS.")),
        Tick("death_due_to_crs", N_("Death due to CRS"), hint=N_("CRS is the principal reason, no other cause.")),
        Choice("baseline_oxygen_modality", N_("Oxygen before treatment"), SUPPORT, default="none", hint=N_(
            "Support the patient already had at home: oxygen, night CPAP, ventilation.")),
        Number("baseline_oxygen_flow_l_min", N_("Oxygen flow before treatment"), 0, 100, N_("L/min"), decimals=1, hint=N_("The flow at home, in litres a minute; shown beside the flow of today.")),
        Number("baseline_systolic_mmhg", N_("Systolic pressure before treatment"), 40, 300, N_("mmHg"), decimals=0, hint=N_(
            "Drugs for pulmonary hypertension and ACE inhibitors lower it.")),
        Choice("spo2_site", N_("Saturation read at"), {
            "none": (N_("Not stated"), 0),
            "ear": (N_("Ear"), 0),
            "forehead": (N_("Forehead"), 0),
            "finger": (N_("Finger"), 0),
        }, default="none", hint=N_("Raynaud phenomenon and tight skin make the finger read too low: use ear or forehead.")),
        Many("fever_masked_by", N_("Given before onset"), {
            "glucocorticoid": N_("Prednisone 10 mg/day or more"),
            "tocilizumab": N_("Tocilizumab"),
            "paracetamol": N_("Paracetamol"),
        }, default=(), hint=N_("Each of them can keep a fever from being seen.")),
    ),
    outputs=(
        Score("grade", N_("CRS grade"), axis=(0, 5), low_key="grade_min"),
        Category("fever_source", N_("Fever"), options={
            "current": N_("now"),
            "carried_after_treatment": N_("earlier, since treated"),
            "carried_untreated": N_("earlier, untreated"),
        }),
        Criterion("needs_review", N_("Needs a second look")),
        Detail("hypotension_grade", N_("By hypotension")),
        Detail("hypoxia_grade", N_("By hypoxia")),
        Detail("oxygen_increase", N_("Hypoxia above the support before treatment")),
        Detail("systolic_change", N_("Systolic pressure compared with before treatment")),
        Flag("organs_without_fever", N_("Hypotension or hypoxia without fever is not CRS by definition: look for another cause.")),
        Flag("vasopressin_alone", N_("Vasopressin as the only vasopressor counts as one"), mark="P"),
        Flag("temperature_open", N_("No temperature and no earlier fever: not graded.")),
        Flag("support_before", N_("The patient needed breathing support before treatment: look at the increase beside the grade.")),
        Flag("fever_masked", N_("Prednisone, tocilizumab or paracetamol can hide fever: hypotension or hypoxia without it is not plainly 0"), mark="P"),
        Flag("fever_elsewhere", N_("Fever of 38.0 °C or more, explained otherwise: not graded, kept in the record.")),
        Flag("temperature_missing", N_("No temperature: graded as without fever now.")),
        Flag("finger_saturation", N_("Saturation at a finger reads too low in Raynaud and sclerodactyly: read it at the ear or forehead.")),
        Flag("airway_only", N_("Intubation only to protect the airway does not count"), mark="M"),
    ),
    source="Lee 2019, doi 10.1016/j.bbmt.2018.12.758",
    licence=N_("Published criteria, in our own words."),
    recall=N_("Since the last assessment"),
)  # fmt: skip
