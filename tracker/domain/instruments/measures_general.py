"""Values that any disease shares: how the patient is, what the patient says, and protection by vaccines."""

from tracker.domain.instrument import Instrument
from tracker.domain.instruments.meanings import LINE
from tracker.domain.instruments.measures import PUBLIC, measure, number, several, tick
from tracker.domain.labs.antibodies import TITRE_SERIES
from tracker.domain.sources import Lab
from tracker.domain.text import N_

T_SCORE = N_("The T-score of the official scoring; 50 is the mean of the reference population.")
PRESSURE = N_("At the arm, sitting, after five minutes of rest.")
ASSAY = N_("Compare only values of the same assay. Under immunoglobulin replacement it is the donors'.")


def _titre(code: str, title: str, unit: str, decimals: int) -> Instrument:
    """An antibody against a vaccine as a series of what the laboratory row holds."""
    return measure(code, title, title, 0, None, unit, "higher", decimals=decimals, hint=ASSAY, licence=PUBLIC, found=Lab(code, unit),
                   source="Unit of the reference preparation")  # fmt: skip


GENERAL_MEASURES: tuple[Instrument, ...] = (
    several("vital_signs", N_("Vital signs"), N_("Vital signs"),
            number("systolic", N_("Systolic blood pressure"), 40, 300, "mmHg", hint=PRESSURE),
            number("diastolic", N_("Diastolic blood pressure"), 20, 200, "mmHg", hint=PRESSURE),
            number("pulse", N_("Pulse"), 20, 300, "/min", hint=N_("Beats counted in a minute, at rest.")),
            number("temperature", N_("Temperature"), 25, 45, "°C", decimals=1, hint=N_("As measured at the visit; under the arm it reads lower than in the ear.")),
            number("spo2", N_("Oxygen saturation"), 0, 100, "%", "higher",
                   hint=N_("Raynaud phenomenon makes the finger unreliable: measure at ear or forehead.")),
            licence=PUBLIC, mark="P", source="Measured at the bedside; ranges are of what can be entered"),
    several("weight_height", N_("Weight and height"), N_("Weight, height"),
            number("weight", N_("Weight"), 1, 400, "kg", decimals=1, hint=N_("In light clothes, without shoes.")),
            number("height", N_("Height"), 30, 260, "cm", decimals=1, hint=N_("Standing upright, without shoes.")),
            licence=PUBLIC, mark="P", source="Measured at the visit; ranges are of what can be entered"),
    measure("ecog", N_("Performance status (ECOG)"), N_("ECOG"), 0, 5, source="Oken 1982", hint=N_("0 fully active, 1 restricted in hard work, 2 manages alone but cannot work, 3 in bed or chair more than half the day, 4 fully dependent, 5 dead.")),
    several("karnofsky", N_("Performance status (Karnofsky)"), N_("Karnofsky"),
            number("karnofsky", N_("Karnofsky"), 0, 100, "%", "higher", step=10, hint=N_("In steps of 10.")),
            source="Karnofsky 1949"),
    several("global_assessments", N_("Patient and physician global"), N_("Globals"),
            number("ptga", N_("Patient global"), 0, 10, "cm", decimals=1, hint=LINE),
            number("phga", N_("Physician global"), 0, 10, "cm", decimals=1, hint=LINE),
            licence=PUBLIC, source="Lines of 10 cm"),
    measure("pain_vas", N_("Pain"), N_("Pain"), 0, 100, "mm", licence=PUBLIC, source="Line of 100 mm",
            hint=N_("A mark on a line of 100 mm; 0 is no pain.")),
    several("pass", N_("Acceptable symptom state (PASS)"), N_("PASS"),
            tick("acceptable", N_("The state is acceptable to the patient"), hint=N_("The patient's yes or no to whether the present state, if it stayed, would be good enough.")), source="Tubach 2005"),
    measure("rapid3", N_("Patient index data (RAPID3)"), N_("RAPID3"), 0, 30, decimals=1, source="Pincus 2008",
            hint=N_("The sum from 0 to 30, not the mean.")),
    several("sf36", N_("Health survey (SF-36), summaries"), N_("SF-36"),
            number("pcs", N_("Physical summary"), 0, 100, "", "higher", decimals=1, hint=N_("The summary of body health from the licensed scoring; 50 is the mean of the population.")),
            number("mcs", N_("Mental summary"), 0, 100, "", "higher", decimals=1, hint=N_("The summary of mental health from the licensed scoring; 50 is the mean of the population.")),
            source="Ware 1994",
            licence=N_("Only summaries scored elsewhere are kept; form and scoring need their own licence.")),
    measure("eq5d_index", N_("EQ-5D index"), N_("EQ-5D index"), "-1.1", 1, "", "higher", decimals=3,
            source="EuroQol; the value set of the study",
            licence=N_("Only the index is kept; form and value sets need their own licence."),
            hint=N_("Work it out with one value set for the whole study.")),
    measure("eq5d_vas", N_("EQ-5D scale of health"), N_("EQ-5D scale"), 0, 100, "", "higher", source="EuroQol",
            licence=N_("Only the number is kept; the form needs its own licence."), hint=N_("The patient's number for health today on the licensed scale; 100 is best.")),
    measure("promis_fatigue", N_("Fatigue (PROMIS)"), N_("PROMIS fatigue"), 0, 100, decimals=1,
            source="PROMIS T-score", hint=T_SCORE, mark="U"),
    measure("promis_pain", N_("Pain interference (PROMIS)"), N_("PROMIS pain"), 0, 100, decimals=1,
            source="PROMIS T-score", hint=T_SCORE, mark="U"),
    measure("promis_physical", N_("Physical function (PROMIS)"), N_("PROMIS function"), 0, 100, "", "higher",
            decimals=1, source="PROMIS T-score", hint=T_SCORE, mark="U"),
    *(_titre(*row) for row in TITRE_SERIES),
)  # fmt: skip
"""A T-score has no end in print; 0 to 100 is what can be entered."""
