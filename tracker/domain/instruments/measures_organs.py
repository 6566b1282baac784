"""Values by which lupus, myositis, sclerosis, Sjögren disease and vasculitis are followed organ by organ."""

from tracker.domain.instrument import Instrument
from tracker.domain.instruments.meanings import LINE
from tracker.domain.instruments.measures import PUBLIC, choice, measure, number, several, tick
from tracker.domain.instruments.sri4 import DOMAINS, LETTER
from tracker.domain.sources import Lab
from tracker.domain.text import N_

LETTERS = {letter: letter for letter in "ABCDE"}
MDAAT_ORGANS = {
    "constitutional": N_("Constitutional"),
    "cutaneous": N_("Skin"),
    "skeletal": N_("Joints"),
    "gastrointestinal": N_("Gastrointestinal"),
    "pulmonary": N_("Lung"),
    "cardiac": N_("Heart"),
    "muscle": N_("Muscle"),
    "extramuscular": N_("Extramuscular global"),
}
SHAQ_SCALES = {
    "breathing": N_("Breathing"),
    "raynaud": N_("Raynaud phenomenon"),
    "digital_ulcers": N_("Digital ulcers"),
    "gastrointestinal": N_("Gastrointestinal"),
    "overall": N_("Overall disease"),
}
EQUATIONS = {
    "gli_2012": N_("GLI 2012"),
    "gli_2022": N_("GLI 2022, race-neutral"),
    "nhanes_iii": N_("NHANES III"),
    "ecsc_1993": N_("ECSC 1993"),
    "other": N_("Another"),
}
DLCO_EQUATIONS = {
    "gli_2017": N_("GLI 2017"),
    "gli_2020": N_("GLI 2017, corrected 2020"),
    "other": N_("Another"),
}
ACTIVITY = N_(
    "The activity total added up on the official sheet: redness, scale and the other signs that can heal."
)
DAMAGE = N_(
    "The damage total added up on the official sheet: scars, colour changes and the other signs that stay."
)
SITES = {"finger": N_("Finger"), "ear": N_("Ear lobe"), "forehead": N_("Forehead")}

ORGAN_MEASURES: tuple[Instrument, ...] = (
    several("bilag", N_("BILAG letters"), N_("BILAG"),
            *(choice(key, title, LETTERS, LETTER) for key, title in DOMAINS.items()),
            source="Isenberg 2005 (BILAG-2004)", mark="V1",
            licence=N_("Only the letters of a trained assessor are kept; they are not worked out."),
            recall=N_("The last 4 weeks, against the 4 weeks before")),
    several("mdaat", N_("Myositis organ activity (MDAAT)"), N_("MDAAT"),
            *(number(key, title, 0, 10, "cm", decimals=1, hint=LINE) for key, title in MDAAT_ORGANS.items()),
            source="IMACS disease activity core set"),
    several("cdasi", N_("Skin in dermatomyositis (CDASI)"), N_("CDASI"),
            number("activity", N_("Skin activity"), 0, 100, hint=ACTIVITY), number("damage", N_("Skin damage"), 0, 32, hint=DAMAGE),
            source="Yassaee 2010; ranges of version 2", mark="U"),
    several("clasi", N_("Skin in lupus (CLASI)"), N_("CLASI"),
            number("activity", N_("Skin activity"), 0, 70, hint=ACTIVITY), number("damage", N_("Skin damage"), 0, 56, hint=DAMAGE),
            source="Albrecht 2005", mark="M"),
    measure("digital_ulcers", N_("Digital ulcers"), N_("Digital ulcers"), 0, None, licence=PUBLIC,
            source="Count by the examiner",
            hint=N_("All fingers of both hands; count in the same way at every visit.")),
    several("fvc", N_("Forced vital capacity"), N_("FVC"),
            number("fvc_ml", N_("FVC"), 0, 10000, "mL", "higher", hint=N_("Forced vital capacity as measured, the best of the accepted blows.")),
            number("fvc_pct", N_("FVC, percent of predicted"), 0, 200, "%", "higher", decimals=1,
                   found=Lab("fvc", "pct_predicted"), hint=N_("Of the predicted value, by the reference equation named below.")),
            choice("reference", N_("Reference equation"), EQUATIONS, N_("Keep the same one at every visit."), same=True),
            source="Measured by spirometry", licence=PUBLIC),
    several("dlco", N_("Diffusing capacity"), N_("DLCO"),
            number("dlco_pct", N_("DLCO, percent of predicted"), 0, 200, "%", "higher", decimals=1,
                   found=Lab("dlco", "pct_predicted"), hint=N_("Of the predicted value, by the reference equation named below.")),
            tick("haemoglobin_corrected", N_("Corrected for haemoglobin"),
                 N_("Anaemia lowers an uncorrected value."), same=True),
            choice("reference", N_("Reference equation"), DLCO_EQUATIONS, N_("Keep the same one at every visit."),
                   same=True),
            source="Measured in the lung function laboratory", licence=PUBLIC),
    several("six_minute_walk", N_("Six-minute walk"), N_("6MWT"),
            number("distance", N_("Distance walked"), 0, 1000, "m", "higher", hint=N_("Walked in six minutes, rests included.")),
            number("lowest_spo2", N_("Lowest oxygen saturation"), 0, 100, "%", "higher", hint=N_("The lowest reading during the walk.")),
            choice("spo2_site", N_("Where saturation was measured"), SITES,
                   N_("Raynaud phenomenon makes the finger unreliable; keep the same place at every visit."), same=True),
            source="Measured on a walking course", licence=PUBLIC),
    several("shaq_vas", N_("Scleroderma scales (SHAQ)"), N_("SHAQ"),
            *(number(key, title, 0, 10, decimals=1, hint=N_("From 0 to 10; lines of another length are converted."))
              for key, title in SHAQ_SCALES.items()),
            source="Steen and Medsger 1997; as lines from 0 to 10", mark="U"),
    measure("sctc_di", N_("Scleroderma damage index (SCTC)"), N_("SCTC-DI"), 0, 55, source="Ferdowsi 2019", hint=N_("The total of the six organ groups on the official sheet, scored by the physician; damage stays.")),
    measure("ucla_git", N_("Gut in sclerosis (UCLA GIT 2.0)"), N_("UCLA GIT"), 0, "2.83", decimals=2,
            source="Khanna 2009", hint=N_("The total score, without constipation.")),
    measure("essdai", N_("Sjögren activity (ESSDAI)"), N_("ESSDAI"), 0, 123, source="Seror 2010", hint=N_("The total of the twelve domains on the official sheet, each weighted, scored by the physician.")),
    measure("esspri", N_("Sjögren symptoms (ESSPRI)"), N_("ESSPRI"), 0, 10, decimals=2, source="Seror 2011", hint=N_("The mean of the patient's three scales, dryness, fatigue and pain, each 0 to 10.")),
    measure("bvas", N_("Vasculitis activity (BVAS v3), new or worse"), N_("BVAS"), 0, 63, mark="V1",
            source="Mukhtyar 2009", hint=N_("When anything is new or worse in the last 4 weeks.")),
    measure("bvas_persistent", N_("Vasculitis activity (BVAS v3), persistent"), N_("BVAS persistent"), 0, 33,
            mark="V1", source="Mukhtyar 2009", hint=N_("When everything that is present only persists.")),
    measure("vdi", N_("Vasculitis damage index"), N_("VDI"), 0, 64, source="Exley 1997",
            hint=N_("Damage stays counted once it is there.")),
)  # fmt: skip
"""Ranges are of the published totals; those from memory are marked."""
