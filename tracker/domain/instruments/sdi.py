"""SLICC/ACR damage index: lasting damage since the diagnosis of lupus, whatever its cause."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Number
from tracker.domain.known import choose, lowest, total
from tracker.domain.outputs import Score
from tracker.domain.text import N_

EYE, NERVES, KIDNEY, LUNG = N_("Eye"), N_("Nervous system"), N_("Kidney"), N_("Lung")
HEART, VESSELS, GUT, JOINTS = N_("Heart"), N_("Peripheral vessels"), N_("Gut"), N_("Joints and muscles")
SKIN, OTHER = N_("Skin"), N_("Other")
HINT = N_("How often, since the diagnosis; as a rule present for six months or more. Damage never goes down.")

TABLE = (
    ("cataract", N_("Cataract, ever"), 1, EYE),
    ("retinal_change_or_optic_atrophy", N_("Retinal change or optic atrophy"), 1, EYE),
    ("cognitive_impairment_or_major_psychosis", N_("Cognitive impairment or major psychosis"), 1, NERVES),
    ("seizures_requiring_therapy_6_months", N_("Seizures treated for six months"), 1, NERVES),
    ("cva", N_("Stroke, ever"), 2, NERVES),
    ("cranial_or_peripheral_neuropathy", N_("Cranial or peripheral neuropathy, not optic"), 1, NERVES),
    ("transverse_myelitis", N_("Transverse myelitis"), 1, NERVES),
    ("gfr_below_50_percent", N_("GFR below 50 %"), 1, KIDNEY),
    ("proteinuria_3_5_g", N_("Proteinuria 3.5 g in 24 hours or more"), 1, KIDNEY),
    ("end_stage_renal_disease", N_("End-stage renal disease"), 3, KIDNEY),
    ("pulmonary_hypertension", N_("Pulmonary hypertension"), 1, LUNG),
    ("pulmonary_fibrosis", N_("Pulmonary fibrosis"), 1, LUNG),
    ("shrinking_lung", N_("Shrinking lung"), 1, LUNG),
    ("pleural_fibrosis", N_("Pleural fibrosis"), 1, LUNG),
    ("pulmonary_infarction", N_("Pulmonary infarction"), 1, LUNG),
    ("angina_or_bypass", N_("Angina or bypass"), 1, HEART),
    ("myocardial_infarction", N_("Myocardial infarction, ever"), 2, HEART),
    ("cardiomyopathy", N_("Cardiomyopathy"), 1, HEART),
    ("valvular_disease", N_("Valvular disease"), 1, HEART),
    (
        "pericarditis_6_months_or_pericardiectomy",
        N_("Pericarditis for six months, or pericardiectomy"),
        1,
        HEART,
    ),
    ("claudication_6_months", N_("Claudication for six months"), 1, VESSELS),
    ("minor_tissue_loss", N_("Minor tissue loss (pulp space)"), 1, VESSELS),
    ("significant_tissue_loss", N_("Significant tissue loss, ever"), 2, VESSELS),
    (
        "venous_thrombosis_with_swelling_ulceration_or_stasis",
        N_("Venous thrombosis with swelling, ulcer or stasis"),
        1,
        VESSELS,
    ),
    (
        "bowel_spleen_liver_gallbladder_infarction_or_resection",
        N_("Infarction or resection of bowel, spleen, liver or gallbladder, ever"),
        2,
        GUT,
    ),
    ("mesenteric_insufficiency", N_("Mesenteric insufficiency"), 1, GUT),
    ("chronic_peritonitis", N_("Chronic peritonitis"), 1, GUT),
    ("stricture_or_upper_gi_surgery", N_("Stricture or surgery of the upper gut, ever"), 1, GUT),
    ("muscle_atrophy_or_weakness", N_("Muscle atrophy or weakness"), 1, JOINTS),
    ("deforming_or_erosive_arthritis", N_("Deforming or erosive arthritis"), 1, JOINTS),
    ("osteoporosis_with_fracture_or_collapse", N_("Osteoporosis with fracture or collapse"), 1, JOINTS),
    ("avascular_necrosis", N_("Avascular necrosis"), 2, JOINTS),
    ("osteomyelitis", N_("Osteomyelitis"), 1, JOINTS),
    ("scarring_chronic_alopecia", N_("Scarring chronic alopecia"), 1, SKIN),
    ("extensive_scarring_or_panniculitis", N_("Extensive scarring or panniculitis"), 1, SKIN),
    ("skin_ulceration_6_months", N_("Skin ulcer for six months, not from thrombosis"), 1, SKIN),
    ("premature_gonadal_failure", N_("Premature gonadal failure"), 1, OTHER),
    ("diabetes", N_("Diabetes"), 1, OTHER),
    ("malignancy", N_("Malignancy, not dysplasia"), 2, OTHER),
)
EXTENSION = (
    ("pancreatic_insufficiency_or_pseudocyst", N_("Pancreatic insufficiency or pseudocyst"), 1, GUT),
    ("tendon_rupture", N_("Tendon rupture"), 1, JOINTS),
)
RENAL = ("gfr_below_50_percent", "proteinuria_3_5_g", "end_stage_renal_disease")


def work(a: Answers) -> dict[str, object]:
    points = {
        key: lowest(a[key], most) if most < 3 else 3 * (a[key] >= 1) for key, _, most, _ in TABLE + EXTENSION
    }
    failed = a.end_stage_renal_disease >= 1
    kidney = choose(failed, 3, points["gfr_below_50_percent"] + points["proteinuria_3_5_g"])
    known = total([kidney, *(points[key] for key, _, _, _ in TABLE if key not in RENAL)])
    return {"total": known, "total_extended": known + total(points[key] for key, _, _, _ in EXTENSION)}


SDI = Instrument(
    code="sdi",
    title=N_("SLICC/ACR damage index"),
    short=N_("SDI"),
    items=tuple(
        Number(key, title, 0, 99, step=1, decimals=0, hint=HINT, section=system, default=0)
        for key, title, _, system in TABLE + EXTENSION
    ),
    work=work,
    outputs=(
        Score("total", N_("Damage index (39 items, highest 45)"), axis=(0, 45), low_key="total_min"),
        Score(
            "total_extended", N_("Damage index with both extra items (highest 47)"), axis=(0, 47), mark="V1"
        ),
    ),
    source="Gladman 1996, doi 10.1002/art.1780390303",
    licence=N_("Published criteria; labels in our own words."),
)
