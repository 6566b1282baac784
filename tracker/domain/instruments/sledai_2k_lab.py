"""What laboratory values say about SLEDAI-2K findings: suggestions, never ticks."""

from tracker.domain.instrument import Instrument
from tracker.domain.instruments.meanings import LABORATORY_LIMIT
from tracker.domain.items import Answers, Item, Number, Tick
from tracker.domain.known import Num, exact, highest, truth
from tracker.domain.outputs import Criterion
from tracker.domain.sources import Lab, LabLimit, Setting
from tracker.domain.text import N_

PROTEIN = exact("0.5")


def settled(value: Num, limit: Num) -> bool:
    return not value.gaps and not limit.gaps


def any_low(pairs: tuple[tuple[Num, Num], ...]) -> Num:
    """Low when one component with a value and a limit is; unknown when none has both."""
    given = [value < limit for value, limit in pairs if settled(value, limit)]
    return highest(*given) if given else truth(None, "c3_g_per_l")


def work(a: Answers) -> dict[str, object]:
    protein = a.upcr_g_per_g > PROTEIN if a.proteinuria_g_per_24h.gaps else a.proteinuria_g_per_24h > PROTEIN
    return {
        "hematuria": (a.urine_rbc_per_hpf > 5) & ~a.hematuria_other_cause,
        "proteinuria": protein,
        "pyuria": (a.urine_wbc_per_hpf > 5) & ~a.urine_infection,
        "low_complement": any_low((
            (a.c3_g_per_l, a.c3_lln_g_per_l), (a.c4_g_per_l, a.c4_lln_g_per_l), (a.ch50_value, a.ch50_lln))),
        "increased_dna_binding": a.anti_dsdna_value > a.anti_dsdna_uln,
        "fever": (a.temperature_c > 38) & ~a.fever_infectious_cause,
        "thrombocytopenia": (a.platelets_1e9_per_l < 100) & ~a.thrombocytopenia_drug_cause,
        "leukopenia": (a.wbc_1e9_per_l < 3) & ~a.leukopenia_drug_cause,
        "arthritis": a.inflamed_joint_count >= a.sledai_arthritis_min_joints,
    }  # fmt: skip


def measured(key: str, title: str, high: int, unit: str, analyte: str, *, hint: str) -> Item:
    return Number(key, title, 0, high, unit, found=Lab(analyte, unit), hint=hint)


def limit(key: str, title: str, unit: str, analyte: str, end: str) -> Item:
    return Number(key, title, 0, 100000, unit, found=LabLimit(analyte, unit, end), hint=LABORATORY_LIMIT)


SLEDAI_2K_LAB = Instrument(
    code="sledai_2k_lab",
    title=N_("SLEDAI-2K, what the laboratory suggests"),
    short=N_("SLEDAI-2K by laboratory"),
    work=work,
    mark="D",
    items=(
        measured(
            "proteinuria_g_per_24h",
            N_("Protein in 24-hour urine"),
            100,
            "g/24h",
            "proteinuria_24h",
            hint=N_("Protein in all urine of a full day. It wins over the spot ratio."),
        ),
        measured(
            "upcr_g_per_g",
            N_("Urine protein/creatinine"),
            100,
            "g/g",
            "upcr",
            hint=N_("From one spot of urine; used where no 24-hour collection was made."),
        ),
        measured(
            "urine_rbc_per_hpf",
            N_("Red cells in urine"),
            10000,
            "/hpf",
            "urine_rbc",
            hint=N_("Red cells seen in one high-power field of the sediment."),
        ),
        Tick(
            "hematuria_other_cause",
            N_("Haematuria has another cause"),
            hint=N_(
                "A stone, infection, menstruation or bladder damage explains the red cells: they then suggest nothing."
            ),
        ),
        measured(
            "urine_wbc_per_hpf",
            N_("White cells in urine"),
            10000,
            "/hpf",
            "urine_wbc",
            hint=N_("White cells seen in one high-power field of the sediment."),
        ),
        Tick(
            "urine_infection",
            N_("Urinary infection"),
            hint=N_("Bacteria explain the white cells: they then suggest nothing."),
        ),
        measured(
            "platelets_1e9_per_l",
            N_("Platelets"),
            10000,
            "10^9/L",
            "platelets",
            hint=N_("The platelet count of the visit."),
        ),
        Tick(
            "thrombocytopenia_drug_cause",
            N_("Low platelets come from a drug"),
            hint=N_("A drug, lymphodepletion included, explains the low count: it then suggests nothing."),
        ),
        measured(
            "wbc_1e9_per_l",
            N_("White cells"),
            10000,
            "10^9/L",
            "leukocytes",
            hint=N_("The count of all white cells of the visit."),
        ),
        Tick(
            "leukopenia_drug_cause",
            N_("Low white cells come from a drug"),
            hint=N_("A drug, lymphodepletion included, explains the low count: it then suggests nothing."),
        ),
        Number(
            "temperature_c",
            N_("Temperature"),
            25,
            45,
            "°C",
            hint=N_("The highest measured in the time that SLEDAI-2K looks back over."),
        ),
        Tick(
            "fever_infectious_cause",
            N_("Fever comes from infection"),
            hint=N_("An infection explains the fever: it then suggests nothing."),
        ),
        measured(
            "c3_g_per_l",
            N_("Complement C3"),
            100,
            "g/L",
            "c3",
            hint=N_("Complement C3 in serum, read against the laboratory's own lower limit."),
        ),
        limit("c3_lln_g_per_l", N_("C3, lower limit"), "g/L", "c3", "low"),
        measured(
            "c4_g_per_l",
            N_("Complement C4"),
            100,
            "g/L",
            "c4",
            hint=N_("Complement C4 in serum, read against the laboratory's own lower limit."),
        ),
        limit("c4_lln_g_per_l", N_("C4, lower limit"), "g/L", "c4", "low"),
        Number(
            "ch50_value",
            N_("CH50"),
            0,
            10000,
            hint=N_("Total haemolytic complement, in the unit of the laboratory."),
        ),
        Number("ch50_lln", N_("CH50, lower limit"), 0, 10000, hint=LABORATORY_LIMIT),
        measured(
            "anti_dsdna_value",
            N_("Anti-dsDNA"),
            1000000,
            "IU/mL",
            "anti_dsdna",
            hint=N_("Antibodies against double-stranded DNA, read against the laboratory's own upper limit."),
        ),
        limit("anti_dsdna_uln", N_("Anti-dsDNA, upper limit"), "IU/mL", "anti_dsdna", "high"),
        Number(
            "inflamed_joint_count",
            N_("Inflamed joints"),
            0,
            200,
            step=1,
            hint=N_("Joints that hurt and show tenderness, swelling or effusion; each joint counts once."),
        ),
        Number(
            "sledai_arthritis_min_joints",
            N_("Joints that make arthritis in SLEDAI-2K"),
            2,
            3,
            step=1,
            decimals=0,
            found=Setting(),
            default=2,
            hint=N_("2 in SLEDAI-2K; forms of the older index ask for more than 2."),
        ),
    ),
    outputs=(
        Criterion("hematuria", N_("Haematuria")),
        Criterion("proteinuria", N_("Proteinuria")),
        Criterion("pyuria", N_("Pyuria")),
        Criterion("low_complement", N_("Low complement")),
        Criterion("increased_dna_binding", N_("Raised anti-dsDNA")),
        Criterion("fever", N_("Fever")),
        Criterion("thrombocytopenia", N_("Thrombocytopenia")),
        Criterion("leukopenia", N_("Leukopenia")),
        Criterion("arthritis", N_("Arthritis")),
    ),
    source="House rule over the limits of Gladman 2002, J Rheumatol 29:288-291",
    licence=N_("Our own rule."),
)
