"""What can go wrong after CAR T cells, by the words in which clinics say it: TERMS with their synonyms."""

from dataclasses import dataclass

from tracker.domain.adverse_event import EventKind
from tracker.domain.folded import plain
from tracker.domain.text import N_


@dataclass(frozen=True)
class Term:
    """One event. `scale` is a key of SCALES where it has one of its own."""

    title: str
    kind: EventKind = EventKind.OTHER
    synonyms: tuple[str, ...] = ()
    scale: str = ""
    aesi: str = ""
    """A key of AESI that the event belongs to whatever its grade."""


def _infection(title: str, *synonyms: str) -> Term:
    return Term(title, EventKind.INFECTION, synonyms)


def _other(title: str, *synonyms: str) -> Term:
    return Term(title, EventKind.OTHER, synonyms)


def _cancer(title: str, *synonyms: str) -> Term:
    return Term(title, EventKind.MALIGNANCY, synonyms)


TERMS: tuple[Term, ...] = (
    Term(N_("CRS"), EventKind.TOXICITY, (N_("cytokine release syndrome"),), "ASTCT 2019", aesi="crs"),
    Term(N_("ICANS"), EventKind.TOXICITY, (N_("neurotoxicity"), N_("encephalopathy")), "ASTCT 2019",
         aesi="icans"),
    Term(N_("IEC-HS"), EventKind.TOXICITY, (N_("HLH-like syndrome"), N_("macrophage activation"), "MAS"),
         "IEC-HS", aesi="iec_hs"),
    Term(N_("ICAHT"), EventKind.TOXICITY, (N_("haematotoxicity"), N_("prolonged cytopenia")), "ICAHT"),
    Term(N_("Local reaction (LICATS)"), EventKind.LICATS, (N_("local immune toxicity"), "LICATS"), "LICATS",
         aesi="licats"),
    Term(N_("Flare of the disease"), EventKind.FLARE, (N_("relapse"), N_("flare"))),
    _infection(N_("Cold"), N_("upper respiratory infection"), N_("runny nose"), "URTI"),
    _infection(N_("Pneumonia"), N_("lung infection"), N_("chest infection")),
    _infection(N_("Bronchitis"), N_("lower respiratory infection")),
    _infection(N_("Sinusitis")),
    _infection("COVID-19", "SARS-CoV-2", N_("coronavirus")),
    _infection(N_("Influenza"), N_("flu")),
    _infection(N_("Shingles (herpes zoster)"), N_("zoster"), "VZV"),
    _infection(N_("Cold sores (herpes simplex)"), "HSV"),
    _infection(N_("CMV reactivation"), N_("cytomegalovirus")),
    _infection(N_("EBV reactivation"), N_("Epstein-Barr virus")),
    _infection(N_("Hepatitis B reactivation"), "HBV"),
    _infection(N_("Urinary infection"), N_("cystitis"), "UTI"),
    _infection(N_("Kidney infection (pyelonephritis)"), N_("kidney infection"), N_("pyelonephritis")),
    _infection(N_("Skin infection"), N_("cellulitis"), N_("erysipelas"), N_("abscess")),
    _infection(N_("Thrush (candida)"), N_("candidiasis"), N_("oral thrush")),
    _infection(N_("Gut infection"), N_("gastroenteritis"), N_("clostridium")),
    _infection(N_("Pneumocystis pneumonia"), "PJP", "PCP"),
    _infection(N_("Aspergillosis"), N_("mould infection")),
    _infection(N_("Tuberculosis"), "TB"),
    _infection(N_("Catheter infection"), N_("line infection")),
    _infection(N_("Sepsis"), N_("blood stream infection"), N_("septicaemia")),
    _infection(N_("Fever with low neutrophils"), N_("febrile neutropenia")),
    _other(N_("Neutropenia"), N_("low neutrophils")),
    _other(N_("Thrombocytopenia"), N_("low platelets")),
    _other(N_("Anaemia"), N_("low haemoglobin")),
    _other(N_("Lymphopenia"), N_("low lymphocytes")),
    _other(N_("Leukopenia"), N_("low white cells")),
    _other(N_("CD4 cells low"), N_("CD4 lymphopenia")),
    Term(N_("Hypogammaglobulinaemia"), EventKind.OTHER, (N_("low IgG"), N_("antibody deficiency")),
         aesi="hypogammaglobulinaemia"),
    _other(N_("ALT raised"), N_("liver enzymes")),
    _other(N_("AST raised")),
    _other(N_("Bilirubin raised"), N_("jaundice")),
    _other(N_("Creatinine raised"), N_("kidney injury")),
    _other(N_("Creatine kinase raised"), "CPK"),
    _other(N_("Low albumin"), N_("hypoalbuminaemia")),
    _other(N_("Fatigue"), N_("tiredness"), N_("exhaustion")),
    _other(N_("Headache"), N_("migraine")),
    _other(N_("Fever"), N_("pyrexia"), N_("high temperature")),
    _other(N_("Nausea"), N_("feeling sick")),
    _other(N_("Vomiting"), N_("being sick")),
    _other(N_("Diarrhoea"), N_("loose stools")),
    _other(N_("Constipation")),
    _other(N_("Abdominal pain"), N_("stomach ache")),
    _other(N_("Loss of appetite"), N_("anorexia")),
    _other(N_("Joint pain"), N_("arthralgia")),
    _other(N_("Muscle pain"), N_("myalgia")),
    _other(N_("Back pain")),
    _other(N_("Rash"), N_("skin eruption"), N_("exanthema")),
    _other(N_("Itching"), N_("pruritus")),
    _other(N_("Hair loss"), N_("alopecia")),
    _other(N_("Sore mouth (mucositis)"), N_("mouth ulcers"), N_("stomatitis")),
    _other(N_("Cough")),
    _other(N_("Shortness of breath"), N_("dyspnoea")),
    _other(N_("High blood pressure"), N_("hypertension")),
    _other(N_("Low blood pressure"), N_("hypotension")),
    _other(N_("Fast heartbeat"), N_("tachycardia")),
    _other(N_("Irregular heartbeat"), N_("arrhythmia"), N_("atrial fibrillation")),
    _other(N_("Swelling of the legs"), N_("oedema")),
    _other(N_("Blood clot (thrombosis)"), N_("deep vein thrombosis"), N_("pulmonary embolism")),
    _other(N_("Bleeding"), N_("haemorrhage"), N_("nosebleed")),
    _other(N_("Tremor"), N_("shaking")),
    _other(N_("Dizziness"), N_("vertigo")),
    _other(N_("Seizure"), N_("fit"), N_("convulsion")),
    _other(N_("Sleeplessness"), N_("insomnia")),
    _other(N_("Low mood"), N_("depression")),
    _other(N_("Infusion reaction")),
    _other(N_("Fall")),
    _other(N_("Fracture"), N_("broken bone")),
    _other(N_("High blood sugar"), N_("hyperglycaemia")),
    _cancer(N_("T-cell lymphoma"), N_("T-cell malignancy")),
    _cancer(N_("Lymphoma"), N_("leukaemia")),
    _cancer(N_("Myelodysplastic syndrome"), "MDS"),
    _cancer(N_("Basal cell carcinoma"), N_("skin cancer"), N_("basalioma")),
    _cancer(N_("Squamous cell carcinoma of the skin")),
    _cancer(N_("Melanoma")),
    _cancer(N_("Breast cancer")),
    _cancer(N_("New cancer"), N_("secondary malignancy"), N_("tumour")),
    Term(N_("Pregnancy"), EventKind.PREGNANCY, (N_("pregnancy of the partner"),), aesi="pregnancy"),
)  # fmt: skip
"""Our own list of common terms; no licensed dictionary. An event may have any other name."""

_BY_TITLE = {plain(each.title): each for each in TERMS}
_BY_WORD = {plain(word): each for each in TERMS for word in each.synonyms} | _BY_TITLE


def term_named(text: str) -> Term | None:
    """The term of this title or synonym, however it is spelled in case and accents."""
    return _BY_WORD.get(plain(text.strip()))
