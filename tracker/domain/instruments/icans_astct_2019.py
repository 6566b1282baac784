"""ICANS by the ASTCT consensus: ICE (CAPD in children), consciousness, seizures, motor signs, pressure."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Choice, Many, Number, Tick
from tracker.domain.known import ZERO, Num, choose, exact, highest, lowest, steps, total
from tracker.domain.outputs import Detail, Flag, Score
from tracker.domain.sources import Fact
from tracker.domain.text import N_

ICE = {
    "ice_year": (N_("Year"), 1),
    "ice_month": (N_("Month"), 1),
    "ice_city": (N_("City"), 1),
    "ice_hospital": (N_("Hospital"), 1),
    "ice_naming": (N_("Names three objects"), 3),
    "ice_commands": (N_("Follows a command"), 1),
    "ice_writing": (N_("Writes a sentence"), 1),
    "ice_attention": (N_("Counts back from 100 by ten"), 1),
}
ICE_WORDS = {
    "ice_year": N_("Ask which year it is."),
    "ice_month": N_("Ask which month it is."),
    "ice_city": N_("Ask in which town we are."),
    "ice_hospital": N_("Ask in which hospital we are."),
    "ice_naming": N_("Point at three things in the room; a point for each that is named."),
    "ice_commands": N_("Ask for something simple, such as to show two fingers."),
    "ice_writing": N_("The same short sentence at every assessment, legible."),
    "ice_attention": N_("Down from 100 in steps of ten."),
}
CHILD = 12


def ice_points(a: Answers, key: str) -> Num:
    """The points of a test; open where it could not be assessed."""
    return choose(a.ice_not_assessable[key], Num(ZERO, exact(ICE[key][1]), (key,), (key,)), a[key])


def work(a: Answers) -> dict[str, object]:
    ice = total(ice_points(a, key) for key in ICE)
    by_ice = untested(ice, steps(ice, (2, 6, 9), (3, 2, 1, 0)))
    by_capd = highest(4 * a.capd_unable, untested(a.capd_total, steps(a.capd_total, (0, 8), (0, 1, 3))))
    new = {code: ~listed for code, listed in a.present_at_baseline.items()}
    old = (a.seizure.points > 0) & ~new["seizure"] | (a.motor.points > 0) & ~new["motor"]
    confounded = highest(*a.ice_not_assessable.values())
    child = (a.age_years < CHILD) | a.use_capd
    return {
        "grade": highest(
            5 * a.death_due_to_icans,
            choose(child, by_capd, by_ice),
            lowest(a.consciousness.points, 4 * ~a.consciousness_other_cause),
            lowest(a.seizure.points, 4 * new["seizure"]),
            lowest(a.motor.points, 4 * new["motor"]),
            a.icp.points,
        ),
        "ice_total": ice,
        "ice_change": None if a.ice_baseline.gaps else ice - a.ice_baseline,
        "old_findings": old,
        "ice_confounded": confounded,
        "haemorrhage": a.intracranial_hemorrhage,
    }


def untested(score: Num, grade: Num) -> Num:
    """A test that was not done may have been impossible, which is grade 4."""
    return Num(grade.low, max(grade.high, exact(4)), grade.of, grade.gaps) if score.gaps else grade


ICANS_ASTCT_2019 = Instrument(
    code="icans_astct_2019",
    title=N_("ICANS grade (ASTCT 2019)"),
    short=N_("ICANS"),
    work=work,
    items=(
        Number("age_years", N_("Age"), 0, 130, N_("years"), step=1, decimals=0, found=Fact("age_years"), hint=N_("Completed years. Children are tested by CAPD in place of ICE.")),
        *(Number(key, title, 0, points, step=1, decimals=0, section=N_("ICE"), hint=ICE_WORDS[key])
          for key, (title, points) in ICE.items()),
        Choice("consciousness", N_("Consciousness"), hint=N_(
            "Only what sedatives do not explain. A sleeper who wakes and stays awake is alert."), options={
            "alert": (N_("Alert, normal"), 0),
            "awakens_spontaneously": (N_("Depressed, wakes by itself"), 1),
            "awakens_to_voice": (N_("Wakes to voice"), 2),
            "awakens_to_tactile": (N_("Wakes only to touch"), 3),
            "unarousable_or_vigorous": (N_("Not arousable, or only by vigorous stimuli"), 4),
            "stupor_coma": (N_("Stupor or coma"), 4),
        }),
        Tick("consciousness_other_cause", N_("Consciousness has another cause"), hint=N_("Sedatives, for example.")),
        Choice("seizure", N_("Seizure"), hint=N_("New since treatment, seen or on EEG."), options={
            "none": (N_("None"), 0),
            "brief_resolving": (N_("Brief, resolves"), 3),
            "nonconvulsive_resolving": (N_("On EEG only, resolves with treatment"), 3),
            "prolonged_gt_5min": (N_("Longer than 5 minutes"), 4),
            "repetitive_no_return": (N_("Repeated without return to baseline"), 4),
        }),
        Choice("motor", N_("Motor signs"), hint=N_(
            "New since treatment: an old stroke or paraparesis does not count."), options={
            "none": (N_("None"), 0),
            "tremor_or_myoclonus": (N_("Tremor or myoclonus (never graded)"), 0),
            "deep_focal_weakness": (N_("Deep focal weakness"), 4),
        }),
        Choice("icp", N_("Raised pressure or oedema"), hint=N_(
            "Oedema around a haemorrhage does not belong here."), options={
            "none": (N_("None"), 0),
            "focal_edema_imaging": (N_("Focal oedema on imaging"), 3),
            "diffuse_edema_imaging": (N_("Diffuse oedema on imaging"), 4),
            "decerebrate_or_decorticate": (N_("Decerebrate or decorticate posture"), 4),
            "cn6_palsy": (N_("Sixth nerve palsy"), 4),
            "papilledema": (N_("Papilloedema"), 4),
            "cushing_triad": (N_("Cushing's triad"), 4),
        }),
        Tick("intracranial_hemorrhage", N_("Intracranial haemorrhage"), hint=N_(
            "Outside this grading, with its oedema: record an event.")),
        Number("capd_total", N_("CAPD total"), 0, 32, step=1, decimals=0, hint=N_("Under 12 years, in place of ICE.")),
        Tick("capd_unable", N_("CAPD impossible to perform"), hint=N_("The child cannot be roused for it.")),
        Tick("death_due_to_icans", N_("Death due to ICANS"), hint=N_("ICANS is the principal reason, no other cause.")),
        Tick("use_capd", N_("CAPD whatever the age"), default=False, hint=N_("Developmental delay before treatment.")),
        Number("ice_baseline", N_("ICE before treatment"), 0, 10, step=1, decimals=0, hint=N_(
            "Shown beside the total; the grade goes by the total itself.")),
        Many("ice_not_assessable", N_("ICE tests not assessable"), {key: title for key, (title, _) in ICE.items()}, default=(), hint=N_("Tests that something other than the brain prevents. They give no points and take none.")),
        Choice("ice_not_assessable_why", N_("Not assessable because of"), {
            "none": (N_("Not stated"), 0),
            "contracture": (N_("Contracture of the hand"), 0),
            "weakness": (N_("Weakness"), 0),
            "ms": (N_("Multiple sclerosis"), 0),
            "language": (N_("Language"), 0),
            "hearing": (N_("Hearing"), 0),
        }, default="none", hint=N_("What kept those tests from being done.")),
        Many("present_at_baseline", N_("Already there before treatment"), {
            "seizure": N_("Seizures"),
            "motor": N_("Motor signs"),
        }, default=(), hint=N_("Seizures or motor signs of an older disease: they do not count as new.")),
    ),
    outputs=(
        Score("grade", N_("ICANS grade"), axis=(0, 5), low_key="grade_min"),
        Score("ice_total", N_("ICE"), axis=(0, 10), better="higher"),
        Detail("ice_change", N_("ICE compared with before treatment")),
        Flag("old_findings", N_("Seizures or motor signs from before treatment are not counted"), mark="P"),
        Flag("ice_confounded", N_("Part of ICE could not be assessed: the grade is at least what the rest shows.")),
        Flag("haemorrhage", N_("Intracranial haemorrhage is not part of this grading: record it as an event.")),
    ),
    source="Lee 2019, doi 10.1016/j.bbmt.2018.12.758; CAPD under 12 years: NCI Thesaurus C188936 words the age otherwise",
    licence=N_("Published criteria, in our own words."),
)  # fmt: skip
