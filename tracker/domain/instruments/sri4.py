"""SRI-4: response of lupus against baseline, by SLEDAI-2K, BILAG letters and the physician's global."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.meanings import PGA_3, SLEDAI_TOTAL
from tracker.domain.items import Choice, Group, Number, Tick
from tracker.domain.known import Num, exact, lowest, total
from tracker.domain.outputs import Criterion
from tracker.domain.sources import BASELINE, AnswersOf, ItemOf, ResultOf
from tracker.domain.text import N_

DOMAINS = {
    "constitutional": N_("Constitutional"),
    "mucocutaneous": N_("Mucocutaneous"),
    "neuropsychiatric": N_("Neuropsychiatric"),
    "musculoskeletal": N_("Musculoskeletal"),
    "cardiorespiratory": N_("Cardiorespiratory"),
    "gastrointestinal": N_("Gastrointestinal"),
    "ophthalmic": N_("Ophthalmic"),
    "renal": N_("Renal"),
    "haematological": N_("Haematological"),
}
LETTERS = {letter: (letter, 0) for letter in "ABCDE"}
LETTER = N_(
    "The letter of a trained assessor for this system: A severe, B moderate, C mild, D inactive now, E never "
    "affected."
)
SYSTEMS = tuple(Choice(key, title, LETTERS, hint=LETTER) for key, title in DOMAINS.items())
TOTAL, GLOBAL = ResultOf("sledai_2k", "total"), ItemOf("pga", "pga")
BILAG = AnswersOf("bilag")


def new_letters(a: Answers) -> tuple[Num, Num]:
    """How many systems are newly A and newly B: counted from the letters where there are any."""
    before, now = a.bilag_baseline, a.bilag_visit
    if all(now[key].gaps or before[key].gaps for key in DOMAINS):
        return a.new_bilag_a_count, a.new_bilag_b_count
    new_a = total(now[key].is_("A") & ~before[key].is_("A") for key in DOMAINS)
    return new_a, total(now[key].is_("B") & before[key].is_("C", "D", "E") for key in DOMAINS)


def work(a: Answers) -> dict[str, object]:
    evaluable = a.baseline_sledai_2k >= 4
    new_a, new_b = new_letters(a)
    lower = a.baseline_sledai_2k - a.visit_sledai_2k >= 4
    steady = a.visit_pga - a.baseline_pga < exact("0.3")
    letters = lowest(new_a.equals(0), new_b <= 1)
    rest = lowest(lower, steady, ~a.treatment_failure)
    applies = evaluable.truth is not False
    return {
        "responder": lowest(rest, letters) if applies else None,
        "responder_without_bilag": rest if applies else None,
        "evaluable": evaluable,
        "sledai_lower": lower,
        "pga_steady": steady,
        "no_new_letters": letters,
        "no_failure": ~a.treatment_failure,
    }


SRI4 = Instrument(
    code="sri4",
    title=N_("SRI-4, with SLEDAI-2K"),
    short=N_("SRI-4"),
    work=work,
    items=(
        Number("baseline_sledai_2k", N_("SLEDAI-2K before treatment"), 0, 105, step=1, found=TOTAL, at=BASELINE, hint=SLEDAI_TOTAL),
        Number("visit_sledai_2k", N_("SLEDAI-2K now"), 0, 105, step=1, found=TOTAL, hint=SLEDAI_TOTAL),
        Number("baseline_pga", N_("Physician global before treatment"), 0, 3, found=GLOBAL, at=BASELINE, hint=PGA_3),
        Number("visit_pga", N_("Physician global now"), 0, 3, found=GLOBAL, hint=PGA_3),
        Group("bilag_baseline", N_("BILAG letters before treatment"), SYSTEMS, found=BILAG, at=BASELINE, hint=N_(
            "The letters of a trained assessor; they are not worked out here.")),
        Group("bilag_visit", N_("BILAG letters now"), SYSTEMS, found=BILAG, hint=N_("The letters of a trained assessor; they are not worked out here.")),
        Number("new_bilag_a_count", N_("Systems newly A"), 0, 9, step=1, hint=N_("Systems that are A now and were not A before treatment. Used only where the letters themselves are not known.")),
        Number("new_bilag_b_count", N_("Systems newly B"), 0, 9, step=1, hint=N_("Systems that are B now and were C, D or E before treatment; a fall from A to B is not new.")),
        Tick("treatment_failure", N_("Rescue or prohibited therapy, or withdrawal"), hint=N_("Since the infusion: a drug the protocol forbids, rescue treatment for lupus, or leaving the study.")),
    ),
    outputs=(
        Criterion("responder", N_("SRI-4 response")),
        Criterion("responder_without_bilag", N_("Modified SRI, without BILAG"), mark="V1"),
        Criterion("evaluable", N_("SLEDAI-2K was 4 or more before"), part=True, about=("baseline_sledai_2k",)),
        Criterion("sledai_lower", N_("SLEDAI-2K lower by 4 or more"), part=True,
                  about=("baseline_sledai_2k", "visit_sledai_2k")),
        Criterion("pga_steady", N_("Physician global up by less than 0.3"), part=True,
                  about=("baseline_pga", "visit_pga")),
        Criterion("no_new_letters", N_("No system newly A in BILAG, at most one newly B"), part=True),
        Criterion("no_failure", N_("No rescue or prohibited therapy"), part=True),
    ),
    source="Furie 2009, doi 10.1002/art.24698",
    licence=N_("Published criteria; BILAG letters are entered, not computed."),
)  # fmt: skip
