"""Values by which myasthenia and multiple sclerosis are followed."""

from tracker.domain.instrument import Instrument
from tracker.domain.instruments.measures import PUBLIC, choice, measure, number, several
from tracker.domain.text import N_

PIS = {
    "complete_stable_remission": N_("Complete stable remission"),
    "pharmacologic_remission": N_("Pharmacologic remission"),
    "mm_0": N_("Minimal manifestations 0"),
    "mm_1": N_("Minimal manifestations 1"),
    "mm_2": N_("Minimal manifestations 2"),
    "mm_3": N_("Minimal manifestations 3"),
    "improved": N_("Improved"),
    "unchanged": N_("Unchanged"),
    "worse": N_("Worse"),
    "exacerbation": N_("Exacerbation"),
    "died_of_mg": N_("Died of myasthenia"),
}

NERVE_MEASURES: tuple[Instrument, ...] = (
    measure("qmg", N_("Quantitative myasthenia score"), N_("QMG"), 0, 39,
            source="Guptill 2023, doi 10.1212/WNL.0000000000207278",
            hint=N_("The first version with 13 items, not the revised one.")),
    measure("mgc", N_("Myasthenia gravis composite"), N_("MGC"), 0, 50, source="Burns 2010", hint=N_("The total of the ten weighted items on the official sheet, signs and symptoms together.")),
    measure("mg_qol15r", N_("Quality of life in myasthenia (MG-QoL15r)"), N_("MG-QoL15r"), 0, 30,
            source="Burns 2016", hint=N_("The revised version; the first one goes up to 60.")),
    several("mgfa_pis", N_("State after treatment (MGFA-PIS)"), N_("MGFA-PIS"),
            choice("state", N_("State after treatment"), PIS, N_("The choice of the physician.")),
            source="Jaretzki 2000"),
    measure("t25fw", N_("Timed 25-foot walk"), N_("T25FW"), 0, 180, "s", decimals=1, licence=PUBLIC,
            source="Multiple sclerosis functional composite", hint=N_("The mean of two walks.")),
    several("nine_hpt", N_("Nine-hole peg test"), N_("9-HPT"),
            number("dominant", N_("Dominant hand"), 0, 300, "s", decimals=1, hint=N_("The mean of two trials with the hand the patient writes with.")),
            number("other_hand", N_("Other hand"), 0, 300, "s", decimals=1, hint=N_("The mean of two trials with the other hand.")),
            source="Multiple sclerosis functional composite", licence=PUBLIC),
    measure("relapse_count", N_("Relapses since the last visit"), N_("Relapses"), 0, 50, licence=PUBLIC, mark="P",
            source="Count by the neurologist", hint=N_("Each confirmed relapse counts once; 0 is an answer.")),
    measure("sdmt", N_("Symbol digit modalities test"), N_("SDMT"), 0, 110, "", "higher", source="Smith 1982", hint=N_("Correct answers in 90 seconds; use another version of the sheet at each visit where one exists.")),
)  # fmt: skip
"""The version of each test is in its title, because versions differ in range."""
