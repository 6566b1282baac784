"""SLEDAI-2K: twenty-four signs of active lupus in the last 30 days, weighted 8, 4, 2 or 1."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Choice, Tick
from tracker.domain.known import total
from tracker.domain.outputs import Band, Scheme, Score
from tracker.domain.sources import Setting
from tracker.domain.text import N_

NERVES, VESSELS, JOINTS, KIDNEY = N_("Nervous system"), N_("Vessels"), N_("Joints and muscles"), N_("Kidney")
SKIN, SEROSA, SERUM, GENERAL = (
    N_("Skin and mucosa"),
    N_("Serous membranes"),
    N_("Serology"),
    N_("General, blood"),
)


RESTS_ON = {"increased_dna_binding": ("anti_dsdna",)}
"""Ticks that answer what a laboratory value says."""


OTHER_CAUSES = frozenset((
    *("seizure", "psychosis", "organic_brain_syndrome", "visual_disturbance", "cranial_nerve_disorder"),
    *("lupus_headache", "hematuria", "pyuria", "rash", "alopecia", "mucosal_ulcers", "pleurisy"),
    *("fever", "thrombocytopenia", "leukopenia"),
))  # fmt: skip
"""Signs that conditioning, CRS, ICANS, LICATS or infection can cause in the first weeks (a rule of this program)."""


def _item(key: str, title: str, points: int, section: str, hint: str) -> Tick:
    return Tick(key, title, points, section=section, hint=hint, moved_with=RESTS_ON.get(key, ()),
                other_causes=key in OTHER_CAUSES)  # fmt: skip


ITEMS = (
    _item("seizure", N_("Seizure"), 8, NERVES, N_(
        "A seizure of recent onset. Not with a metabolic, infectious or drug cause.")),
    _item("psychosis", N_("Psychosis"), 8, NERVES, N_(
        "Perception of reality so disturbed that daily functioning suffers. Not with uraemia or drugs.")),
    _item("organic_brain_syndrome", N_("Organic brain syndrome"), 8, NERVES, N_(
        "Acutely altered, fluctuating thinking with poor attention, and two or more of: disturbed perception, "
        "incoherent speech, sleeplessness or daytime sleepiness, more or less movement than usual. "
        "Not with a metabolic, infectious or drug cause.")),
    _item("visual_disturbance", N_("Visual disturbance"), 8, NERVES, N_(
        "Lupus retinopathy (cytoid bodies, retinal bleeding, choroidal exudate or bleeding) or optic neuritis. "
        "Not from hypertension, infection or drugs.")),
    _item("cranial_nerve_disorder", N_("Cranial nerve disorder"), 8, NERVES, N_(
        "A new sensory or motor cranial neuropathy.")),
    _item("lupus_headache", N_("Lupus headache"), 8, NERVES, N_(
        "Severe, persistent headache, like migraine or not, that opioids do not relieve.")),
    _item("cva", N_("Stroke"), 8, NERVES, N_("A new stroke. Not from atherosclerosis.")),
    _item("vasculitis", N_("Vasculitis"), 8, VESSELS, N_(
        "Ulcers, gangrene, tender finger nodules, infarcts around the nails, splinter haemorrhages, "
        "or proof by biopsy or angiogram.")),
    _item("arthritis", N_("Arthritis"), 4, JOINTS, N_(
        "Two or more joints with pain and signs of inflammation: tenderness, swelling or effusion.")),
    _item("myositis", N_("Myositis"), 4, JOINTS, N_(
        "Aching or weak muscles near the trunk with raised CK or aldolase, typical EMG, or a positive biopsy.")),
    _item("urinary_casts", N_("Urinary casts"), 4, KIDNEY, N_(
        "Haem-granular or red-cell casts. Plain granular casts do not count.")),
    _item("hematuria", N_("Haematuria"), 4, KIDNEY, N_(
        "More than 5 red cells per high-power field. Not from a stone, infection or another cause.")),
    _item("proteinuria", N_("Proteinuria"), 4, KIDNEY, N_(
        "More than 0.5 g protein in 24 hours; exactly 0.5 g does not count. "
        "A spot ratio above 0.5 g/g is a usual substitute.")),
    _item("pyuria", N_("Pyuria"), 4, KIDNEY, N_(
        "More than 5 white cells per high-power field. Not from infection.")),
    _item("rash", N_("Rash"), 2, SKIN, N_("Inflammatory lupus rash, new or ongoing.")),
    _item("alopecia", N_("Alopecia"), 2, SKIN, N_(
        "Abnormal patchy or diffuse hair loss from lupus, new or ongoing. Scars and hair loss from "
        "conditioning do not count.")),
    _item("mucosal_ulcers", N_("Mucosal ulcers"), 2, SKIN, N_("Ulcers of mouth or nose, new or ongoing.")),
    _item("pleurisy", N_("Pleurisy"), 2, SEROSA, N_(
        "Pleuritic pain with a rub, an effusion or pleural thickening.")),
    _item("pericarditis", N_("Pericarditis"), 2, SEROSA, N_(
        "Pericardial pain with one or more of: rub, effusion, ECG or echo evidence.")),
    _item("low_complement", N_("Low complement"), 2, SERUM, N_(
        "CH50, C3 or C4 below the laboratory's lower limit. One of them is enough.")),
    _item("increased_dna_binding", N_("Increased DNA binding"), 2, SERUM, N_(
        "Anti-dsDNA above the laboratory's upper limit.")),
    _item("fever", N_("Fever"), 1, GENERAL, N_("Above 38 °C; exactly 38.0 does not count. Not from infection.")),
    _item("thrombocytopenia", N_("Thrombocytopenia"), 1, GENERAL, N_(
        "Platelets below 100 × 10⁹/L. Not caused by drugs.")),
    _item("leukopenia", N_("Leukopenia"), 1, GENERAL, N_(
        "White cells below 3.0 × 10⁹/L. Not caused by drugs.")),
)  # fmt: skip

WINDOW = Choice(
    "window_days", N_("SLEDAI-2K looks back over"), {"30": (N_("30 days"), 0), "10": (N_("10 days"), 0)},
    found=Setting("sledai_window_days"), default="30", hint=N_("10 days originally, 30 days validated. Never mixed."),
)  # fmt: skip
SEROLOGY = tuple(item.key for item in ITEMS if item.section == SERUM)


def work(a: Answers) -> dict[str, object]:
    weighted = {item.key: a[item.key] * item.points for item in ITEMS}
    return {
        "total": total(weighted.values()),
        "clinical_total": total(points for key, points in weighted.items() if key not in SEROLOGY),
    }


FIVE_TIER = Scheme(
    "band_five_tier",
    N_("five classes, usually credited to Griffiths 2005"),
    (
        Band("none", N_("none"), upto=0),
        Band("mild", N_("mild"), upto=5),
        Band("moderate", N_("moderate"), upto=10),
        Band("high", N_("high"), upto=19),
        Band("very_high", N_("very high")),
    ),
    "V1",
)
FOUR_TIER = Scheme(
    "band_four_tier",
    N_("four classes, review of lupus indices"),
    (
        Band("remission", N_("remission"), upto=0),
        Band("low", N_("low"), upto=4),
        Band("moderate", N_("moderate"), upto=10),
        Band("high", N_("high")),
    ),
    "V2",
)
EULAR = Scheme(
    "band_eular",
    N_("EULAR 2023"),
    (
        Band("mild", N_("mild"), upto=6),
        Band("moderate", N_("moderate"), upto=12),
        Band("severe", N_("severe")),
    ),
    "V2",
)
BSR = Scheme(
    "band_bsr",
    N_("BSR 2018"),
    (
        Band("mild", N_("mild"), below=6),
        Band("moderate", N_("moderate"), upto=12),
        Band("severe", N_("severe")),
    ),
    "V1",
)

SLEDAI_2K = Instrument(
    code="sledai_2k",
    title=N_("SLEDAI-2K"),
    items=(*ITEMS, WINDOW),
    work=work,
    outputs=(
        Score(
            "total",
            N_("SLEDAI-2K"),
            axis=(0, 105),
            low_key="total_min",
            schemes=(FIVE_TIER, FOUR_TIER, EULAR, BSR),
        ),
        Score("clinical_total", N_("Clinical SLEDAI-2K"), axis=(0, 101), low_key="clinical_min"),
    ),
    source="Gladman 2002, J Rheumatol 29:288-291; 30 days: Touma 2010, doi 10.1177/0961203309346505",
    licence=N_("Published criteria; definitions in our own words."),
    recall=N_("The last 30 days"),
)
