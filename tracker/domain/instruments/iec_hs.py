"""IEC-HS: the criteria one by one; status and grade are the investigator's, never worked out."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import LABORATORY_LIMIT
from tracker.domain.items import Choice, Item, Number, Tick
from tracker.domain.known import Num
from tracker.domain.outputs import Category, Criterion, Score
from tracker.domain.sources import BASELINE, Lab, LabLimit
from tracker.domain.text import N_

TWICE, FIVE_TIMES, LOW_FIBRINOGEN, HIGH_TRIGLYCERIDES = 2, 5, 150, 265

STATUS = {
    "not_suspected": N_("Not suspected"),
    "suspected": N_("Suspected"),
    "diagnosed": N_("Diagnosed"),
}
GRADES = {
    "none": (N_("None"), 0),
    "1": (N_("No or mild symptoms, only watched"), 1),
    "2": (N_("Treated for it, or transfused for low fibrinogen without symptoms"), 2),
    "3": (N_("Severe: bleeding with transfusion, hospital for kidney, pressure or breathing"), 3),
    "4": (N_("Life-threatening: ventilation, dialysis, bleeding or shock"), 4),
    "5": (N_("Death"), 5),
}
SUPPORTIVE_SIGNS = {
    "clotting_prolonged": N_("PT or aPTT prolonged"),
    "bilirubin_up": N_("Direct bilirubin raised"),
    "new_splenomegaly": N_("New large spleen"),
    "fever": N_("Fever"),
    "neurotoxicity": N_("Neurotoxicity"),
    "pulmonary": N_("Lung findings"),
    "new_renal_insufficiency": N_("New kidney failure"),
}
SIGN_WORDS = {
    "clotting_prolonged": N_("Above the limit of the laboratory, without an anticoagulant that explains it."),
    "bilirubin_up": N_("Direct, conjugated bilirubin above the limit of the laboratory."),
    "new_splenomegaly": N_("Felt or seen on imaging, and not there before treatment."),
    "fever": N_("New, or still there when CRS should be over."),
    "neurotoxicity": N_("New or worse signs of the nervous system, ICANS included."),
    "pulmonary": N_("Infiltrates, oedema or lack of oxygen that infection does not explain."),
    "new_renal_insufficiency": N_("Creatinine risen, or urine failing, since treatment."),
}
REQUIRED, COMMON, SUPPORTIVE = N_("Required"), N_("Common"), N_("Supportive")


def above(a: Answers, value: str, limit: str, times: int) -> Num:
    over: Num = a[value] > times * a[limit]
    return over


def enzyme(a: Answers, name: str) -> Num:
    """More than five times the laboratory's limit; where the baseline was raised, five times the baseline."""
    raised: Num = a[f"{name}_baseline"] > a[f"{name}_uln"]
    return above(a, name, f"{name}_uln", FIVE_TIMES) & ~raised | above(
        a, name, f"{name}_baseline", FIVE_TIMES
    )


def work(a: Answers) -> dict[str, object]:
    return {
        "ferritin_over_limit": above(a, "ferritin", "ferritin_uln", TWICE),
        "ferritin_over_baseline": above(a, "ferritin", "ferritin_baseline", TWICE),
        "ferritin_rises": a.ferritin_rising,
        "onset": a.iechs_onset_pattern,
        "ast_high": enzyme(a, "ast"),
        "alt_high": enzyme(a, "alt"),
        "fibrinogen_low": (a.fibrinogen < LOW_FIBRINOGEN) | (a.fibrinogen < a.fibrinogen_lln),
        "phagocytosis": a.hemophagocytosis,
        "cytopenia": a.cytopenia_new_or_refractory,
        "ldh_high": a.ldh > a.ldh_uln,
        "triglycerides_high": a.triglycerides > HIGH_TRIGLYCERIDES,
        **{f"{key}_seen": a[key] for key in SUPPORTIVE_SIGNS},
        "iechs_status": a.iechs_status_by_investigator,
        "grade": a.grade_by_investigator.points,
    }


def _measured(name: str, title: str, unit: str, *, section: str, **rest: object) -> Item:
    """A value of the laboratory, of this visit or, `at` baseline, of the one before treatment."""
    found = Lab(name.removesuffix("_baseline"), unit)
    return Number(name, title, 0, None, unit, section=section, found=found, **rest)  # type: ignore[arg-type]


def _limit(name: str, title: str, unit: str, *, lab: str, section: str, end: str = "high") -> Item:
    found = LabLimit(lab, unit, end)
    return Number(name, title, 0, None, unit, section=section, found=found, hint=LABORATORY_LIMIT)


IEC_HS = Instrument(
    code="iec_hs",
    title=N_("IEC-HS checklist"),
    short=N_("IEC-HS"),
    work=work,
    items=(
        _measured("ferritin", N_("Ferritin"), "ug/L", section=REQUIRED, hint=N_("The highest of the day.")),
        _limit("ferritin_uln", N_("Upper limit of ferritin"), "ug/L", lab="ferritin", section=REQUIRED),
        _measured("ferritin_baseline", N_("Ferritin before treatment"), "ug/L", section=REQUIRED, at=BASELINE, hint=N_(
            "Patients prone to macrophage activation start high: look at both arms.")),
        Tick("ferritin_rising", N_("Ferritin rises rapidly"), section=REQUIRED, hint=N_(
            "From day to day, in the eyes of the investigator: no figure is published.")),
        Tick("iechs_onset_pattern", N_("Starts as CRS resolves, or worsens after CRS had improved"), section=COMMON, hint=N_(
            "Inflammation that comes back after CRS was under control.")),
        _measured("ast", N_("AST"), "U/L", section=COMMON, hint=N_("The highest of the day; the liver often rises first.")),
        _limit("ast_uln", N_("Upper limit of AST"), "U/L", lab="ast", section=COMMON),
        _measured("ast_baseline", N_("AST before treatment"), "U/L", section=COMMON, at=BASELINE, hint=N_("The last value before lymphodepletion.")),
        _measured("alt", N_("ALT"), "U/L", section=COMMON, hint=N_("The highest of the day; the liver often rises first.")),
        _limit("alt_uln", N_("Upper limit of ALT"), "U/L", lab="alt", section=COMMON),
        _measured("alt_baseline", N_("ALT before treatment"), "U/L", section=COMMON, at=BASELINE, hint=N_("The last value before lymphodepletion.")),
        _measured("fibrinogen", N_("Fibrinogen"), "mg/dL", section=COMMON, hint=N_("The lowest of the day; it falls as the syndrome uses it up.")),
        _limit("fibrinogen_lln", N_("Lower limit of fibrinogen"), "mg/dL", lab="fibrinogen", end="low", section=COMMON),
        Tick("hemophagocytosis", N_("Haemophagocytosis in marrow or tissue"), section=COMMON, hint=N_(
            "Seen under the microscope.")),
        Tick("cytopenia_new_or_refractory", N_("Cytopenia new, worse or refractory"), section=COMMON, hint=N_(
            "Not by lymphodepletion alone.")),
        _measured("ldh", N_("LDH"), "U/L", section=SUPPORTIVE, hint=N_("The highest of the day.")),
        _limit("ldh_uln", N_("Upper limit of LDH"), "U/L", lab="ldh", section=SUPPORTIVE),
        *(Tick(key, title, section=SUPPORTIVE, hint=SIGN_WORDS[key]) for key, title in SUPPORTIVE_SIGNS.items()),
        _measured("triglycerides", N_("Triglycerides, fasting"), "mg/dL", section=SUPPORTIVE, hint=N_("From a fasting sample: a meal raises them.")),
        Choice("iechs_status_by_investigator", N_("The investigator says"),
               {code: (title, 0) for code, title in STATUS.items()}, section=N_("Investigator"), hint=N_("The verdict is the investigator's; the checklist gives none.")),
        Choice("grade_by_investigator", N_("Grade by the investigator"), GRADES, section=N_("Investigator"), hint=N_("The investigator's grade of severity, 1 to 5; the program works out none.")),
    ),
    outputs=(
        Criterion("ferritin_over_limit", N_("Ferritin over twice the upper limit"), part=True),
        Criterion("ferritin_over_baseline", N_("Ferritin over twice the baseline"), part=True),
        Criterion("ferritin_rises", N_("Ferritin rises rapidly"), part=True),
        Criterion("onset", N_("Starts as CRS resolves, or worsens after CRS had improved"), part=True),
        Criterion("ast_high", N_("AST over five times limit or raised baseline"), part=True),
        Criterion("alt_high", N_("ALT over five times limit or raised baseline"), part=True),
        Criterion("fibrinogen_low", N_("Fibrinogen below 150 mg/dL or the lower limit"), part=True),
        Criterion("phagocytosis", N_("Haemophagocytosis in marrow or tissue"), part=True),
        Criterion("cytopenia", N_("Cytopenia new, worse or refractory"), part=True),
        Criterion("ldh_high", N_("LDH above its limit"), part=True),
        Criterion("triglycerides_high", N_("Triglycerides above 265 mg/dL"), part=True),
        *(Criterion(f"{key}_seen", title, part=True) for key, title in SUPPORTIVE_SIGNS.items()),
        Category("iechs_status", N_("The investigator says"), options=STATUS),
        Score("grade", N_("IEC-HS grade, by the investigator"), axis=(0, 5)),
    ),
    source="Hines 2023, doi 10.1016/j.jtct.2023.03.006",
    licence=N_("Published criteria, in our own words."),
    mark="M",
)  # fmt: skip
