"""SLICC/ACR damage index: lasting damage since the diagnosis of lupus, whatever its cause."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Number
from tracker.domain.known import choose, lowest, total
from tracker.domain.outputs import Score
from tracker.domain.text import N_

EYE, NERVES, KIDNEY, LUNG = N_("Eye"), N_("Nervous system"), N_("Kidney"), N_("Lung")
HEART, VESSELS, GUT, JOINTS = N_("Heart"), N_("Peripheral vessels"), N_("Gut"), N_("Joints and muscles")
SKIN, OTHER = N_("Skin"), N_("Other")
# fmt: off
TABLE = (
    ("cataract", N_("Cataract, ever"), 1, EYE,
     N_("Clouding of a lens, in either eye, at any time.")),
    ("retinal_change_or_optic_atrophy", N_("Retinal change or optic atrophy"), 1, EYE,
     N_("Lasting change of the retina or a pale optic disc, seen by an ophthalmologist.")),
    ("cognitive_impairment_or_major_psychosis", N_("Cognitive impairment or major psychosis"), 1, NERVES,
     N_("Lasting trouble with memory, attention or language found on examination, or psychosis that stays.")),
    ("seizures_requiring_therapy_6_months", N_("Seizures treated for six months"), 1, NERVES,
     N_("Seizures for which a drug was needed for six months or longer.")),
    ("cva", N_("Stroke, ever"), 2, NERVES,
     N_("Stroke with signs or an infarct on imaging. Two or more count twice.")),
    ("cranial_or_peripheral_neuropathy", N_("Cranial or peripheral neuropathy, not optic"), 1, NERVES,
     N_("Lasting loss of a cranial or peripheral nerve; the optic nerve is counted under Eye.")),
    ("transverse_myelitis", N_("Transverse myelitis"), 1, NERVES,
     N_("Weakness or loss of feeling below a level of the cord, with or without loss of sphincter control.")),
    ("gfr_below_50_percent", N_("GFR below 50 %"), 1, KIDNEY,
     N_("Filtration estimated or measured below half of normal. Kidney failure takes its place.")),
    ("proteinuria_3_5_g", N_("Proteinuria 3.5 g in 24 hours or more"), 1, KIDNEY,
     N_("In 24-hour urine, lasting. Kidney failure takes its place.")),
    ("end_stage_renal_disease", N_("End-stage renal disease"), 3, KIDNEY,
     N_("Whether or not there is dialysis or a transplant. Counts 3 in place of the two above.")),
    ("pulmonary_hypertension", N_("Pulmonary hypertension"), 1, LUNG,
     N_("Prominent right ventricle or a loud closing sound, confirmed by echo or catheter.")),
    ("pulmonary_fibrosis", N_("Pulmonary fibrosis"), 1, LUNG,
     N_("Found on examination and on imaging.")),
    ("shrinking_lung", N_("Shrinking lung"), 1, LUNG,
     N_("High diaphragms and small lungs on imaging, without other lung disease.")),
    ("pleural_fibrosis", N_("Pleural fibrosis"), 1, LUNG,
     N_("Thickened pleura on imaging.")),
    ("pulmonary_infarction", N_("Pulmonary infarction"), 1, LUNG,
     N_("Shown by imaging, whether by clot or vasculitis; also part of a lung removed for it.")),
    ("angina_or_bypass", N_("Angina or bypass"), 1, HEART,
     N_("Angina, or surgery or stents for the coronary arteries.")),
    ("myocardial_infarction", N_("Myocardial infarction, ever"), 2, HEART,
     N_("Shown by ECG and enzymes or imaging. Two or more count twice.")),
    ("cardiomyopathy", N_("Cardiomyopathy"), 1, HEART,
     N_("Weak or stiff ventricle, shown by examination and echo.")),
    ("valvular_disease", N_("Valvular disease"), 1, HEART,
     N_("A murmur of a diseased valve, confirmed by echo; a flow murmur does not count.")),
    ("pericarditis_6_months_or_pericardiectomy", N_("Pericarditis for six months, or pericardiectomy"), 1, HEART,
     N_("Pericarditis that lasted six months, or removal of the pericardium.")),
    ("claudication_6_months", N_("Claudication for six months"), 1, VESSELS,
     N_("Pain of the legs on walking from narrowed arteries, for six months, by history.")),
    ("minor_tissue_loss", N_("Minor tissue loss (pulp space)"), 1, VESSELS,
     N_("Loss of the pulp of a finger or toe.")),
    ("significant_tissue_loss", N_("Significant tissue loss, ever"), 2, VESSELS,
     N_("Loss of a digit or limb, or more of it than pulp. Two or more places count twice.")),
    ("venous_thrombosis_with_swelling_ulceration_or_stasis", N_("Venous thrombosis with swelling, ulcer or stasis"), 1, VESSELS,
     N_("After a clot of a deep vein: lasting swelling, an ulcer or skin of stasis.")),
    ("bowel_spleen_liver_gallbladder_infarction_or_resection", N_("Infarction or resection of bowel, spleen, liver or gallbladder, ever"), 2, GUT,
     N_("Of the gut below the duodenum, spleen, liver or gallbladder, whatever the reason. Two or more places count twice.")),
    ("mesenteric_insufficiency", N_("Mesenteric insufficiency"), 1, GUT,
     N_("Belly pain from poor blood flow of the gut, with imaging that shows it.")),
    ("chronic_peritonitis", N_("Chronic peritonitis"), 1, GUT,
     N_("Lasting belly pain and peritoneal irritation.")),
    ("stricture_or_upper_gi_surgery", N_("Stricture or surgery of the upper gut, ever"), 1, GUT,
     N_("A narrowing of gullet, stomach or duodenum, or an operation there.")),
    ("muscle_atrophy_or_weakness", N_("Muscle atrophy or weakness"), 1, JOINTS,
     N_("Found on examination, for six months or more.")),
    ("deforming_or_erosive_arthritis", N_("Deforming or erosive arthritis"), 1, JOINTS,
     N_("Deformed joints, also those that can be straightened, or erosions on imaging; avascular necrosis is counted apart.")),
    ("osteoporosis_with_fracture_or_collapse", N_("Osteoporosis with fracture or collapse"), 1, JOINTS,
     N_("With a fracture or a collapsed vertebra on imaging.")),
    ("avascular_necrosis", N_("Avascular necrosis"), 2, JOINTS,
     N_("Shown by imaging. Two or more bones count twice.")),
    ("osteomyelitis", N_("Osteomyelitis"), 1, JOINTS,
     N_("Infection of bone, proven by culture or imaging.")),
    ("scarring_chronic_alopecia", N_("Scarring chronic alopecia"), 1, SKIN,
     N_("Hair lost for good, with scars of the scalp.")),
    ("extensive_scarring_or_panniculitis", N_("Extensive scarring or panniculitis"), 1, SKIN,
     N_("Wide scars or loss of fat under the skin, away from scalp and finger pulp.")),
    ("skin_ulceration_6_months", N_("Skin ulcer for six months, not from thrombosis"), 1, SKIN,
     N_("An open sore for more than six months that no clot explains.")),
    ("premature_gonadal_failure", N_("Premature gonadal failure"), 1, OTHER,
     N_("Periods lost for good before 40; also after cyclophosphamide.")),
    ("diabetes", N_("Diabetes"), 1, OTHER,
     N_("That needs treatment, whatever its cause.")),
    ("malignancy", N_("Malignancy, not dysplasia"), 2, OTHER,
     N_("Proven cancer or blood cancer; dysplasia does not count. Two or more places count twice.")),
)
EXTENSION = (
    ("pancreatic_insufficiency_or_pseudocyst", N_("Pancreatic insufficiency or pseudocyst"), 1, GUT,
     N_("Needs enzymes by mouth, or a pseudocyst on imaging.")),
    ("tendon_rupture", N_("Tendon rupture"), 1, JOINTS,
     N_("A torn tendon, by examination or imaging.")),
)
# fmt: on
RENAL = ("gfr_below_50_percent", "proteinuria_3_5_g", "end_stage_renal_disease")


def work(a: Answers) -> dict[str, object]:
    points = {
        key: lowest(a[key], most) if most < 3 else 3 * (a[key] >= 1) for key, _, most, *_ in TABLE + EXTENSION
    }
    failed = a.end_stage_renal_disease >= 1
    kidney = choose(failed, 3, points["gfr_below_50_percent"] + points["proteinuria_3_5_g"])
    known = total([kidney, *(points[key] for key, *_ in TABLE if key not in RENAL)])
    return {"total": known, "total_extended": known + total(points[key] for key, *_ in EXTENSION)}


SDI = Instrument(
    code="sdi",
    title=N_("SLICC/ACR damage index"),
    short=N_("SDI"),
    items=tuple(
        Number(key, title, 0, 99, step=1, decimals=0, hint=meaning, section=system, default=0)
        for key, title, _, system, meaning in TABLE + EXTENSION
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
    recall=N_("How often since the diagnosis"),
)
