"""Total improvement score of myositis: six measures against baseline, in percent of their range, as points."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.imacs_core import ENZYMES, MMT_MAXIMA
from tracker.domain.instruments.meanings import HAQ_TOTAL, LABORATORY_LIMIT
from tracker.domain.items import Choice, Number, pair
from tracker.domain.known import Num, exact, first_of, highest, steps, total
from tracker.domain.outputs import Category, Detail, Parts, Score
from tracker.domain.sources import BASELINE, ItemOf, Setting
from tracker.domain.text import N_

LIMITS, MUSCLE = (5, 15, 25, 40), (2, 10, 20, 30)
POINTS = {
    "phga": (LIMITS, ("0", "7.5", "15", "17.5", "20")),
    "ptga": (LIMITS, ("0", "2.5", "5", "7.5", "10")),
    "mmt": (MUSCLE, ("0", "10", "20", "27.5", "32.5")),
    "haq_di": (LIMITS, ("0", "5", "7.5", "7.5", "10")),
    "enzyme": (LIMITS, ("0", "2.5", "5", "7.5", "7.5")),
    "extramuscular": (LIMITS, ("0", "7.5", "12.5", "15", "20")),
}
TITLES = {
    "phga": N_("Physician global"),
    "ptga": N_("Patient global"),
    "mmt": N_("Muscle strength (MMT)"),
    "haq_di": N_("HAQ-DI"),
    "enzyme": N_("Muscle enzyme"),
    "extramuscular": N_("Extramuscular global"),
}
CATEGORIES = {"adult": (60, 40, 20), "juvenile": (70, 45, 30)}
BEFORE, NOW = "{}_baseline", "{}_followup"


def work(a: Answers) -> dict[str, object]:
    reach = {"phga": 10, "ptga": 10, "extramuscular": 10, "haq_di": 3}
    reach |= {"mmt": -a.mmt_max, "enzyme": a.enzyme_name.points * a.enzyme_uln}
    percent: dict[str, Num] = {m: (a[BEFORE.format(m)] - a[NOW.format(m)]) * 100 / reach[m] for m in POINTS}
    too_strong = (highest(a.mmt_baseline, a.mmt_followup) > a.mmt_max).truth is True
    if too_strong:
        percent["mmt"] = Num(exact(-100), exact(100), ("mmt",), ("mmt",))
    points = {
        m: steps(percent[m], upto, [exact(each) for each in gives]) for m, (upto, gives) in POINTS.items()
    }
    tis = total(points.values())
    cuts = [total(a.population.is_(group) * cut[i] for group, cut in CATEGORIES.items()) for i in range(3)]
    category = first_of(
        *(
            (tis.finished() >= cut, name)
            for cut, name in zip(cuts, ("major", "moderate", "minimal"), strict=True)
        ),
        otherwise="none",
    )
    return {
        "tis": tis,
        "category": category,
        "improvement_pct": percent,
        "points": points,
        "status": "invalid" if too_strong else None,
    }


def core(key: str) -> ItemOf:
    return ItemOf("imacs_core", key)


def line(measure: str, title: str, high: int, unit: str = "cm", *, hint: str) -> tuple[Number, Number]:
    before, now = pair(
        Number, measure, title, 0, high, unit, before=BEFORE, now=NOW, found=core(measure), hint=hint
    )
    assert isinstance(before, Number)
    assert isinstance(now, Number)
    return before, now


TIS = Instrument(
    code="tis",
    title=N_("Total improvement score of myositis (2016)"),
    short=N_("TIS"),
    mark="V1",
    work=work,
    items=(
        Choice("population", N_("Criteria of myositis response"), {"adult": (N_("adult"), 0), "juvenile": (N_("juvenile"), 1)},
               found=Setting("tis_population"), default="adult",
               hint=N_("Limits of minimal, moderate and major improvement differ for juvenile myositis.")),
        *line("phga", N_("Physician global"), 10, hint=N_(
            "The physician's mark for the activity of the whole disease on a line of 10 cm; 0 is none.")),
        *line("ptga", N_("Patient global"), 10, hint=N_(
            "The patient's own mark for the activity of the disease on a line of 10 cm; 0 is none.")),
        Number("mmt_max", N_("Highest possible MMT"), 80, 260, allowed=MMT_MAXIMA, found=core("mmt_max"),
               at=BASELINE, measure="mmt", hint=N_("The sum that full strength would give with the muscles tested at baseline.")),
        *line("mmt", N_("Muscle strength (MMT)"), 260, "", hint=N_(
            "The sum of the muscle groups tested, each 0 to 10; the same muscles at both times. More is stronger.")),
        *line("haq_di", N_("HAQ-DI"), 3, "", hint=HAQ_TOTAL),
        Choice("enzyme_name", N_("Muscle enzyme"), ENZYMES, found=core("enzyme_name"), at=BASELINE,
               measure="enzyme", mark="M", hint=N_("The enzyme that was highest above its limit before treatment; it stays the same.")),
        Number("enzyme_uln", N_("Its upper limit of normal"), "0.01", 100000, "U/L", found=core("enzyme_uln"),
               at=BASELINE, measure="enzyme", hint=LABORATORY_LIMIT),
        *line("enzyme", N_("Muscle enzyme"), 1000000, "U/L", hint=N_(
            "The value of the chosen enzyme, in the same unit at both times.")),
        *line("extramuscular", N_("Extramuscular global"), 10, hint=N_(
            "The physician's mark for activity outside muscle on a line of 10 cm; 0 is none.")),
    ),
    outputs=(
        Score("tis", N_("Total improvement score"), axis=(0, 100), decimals=1, better="higher",
              low_key="tis_lower_bound", high_key="tis_upper_bound"),
        Category("category", N_("Improvement"), options={
            "major": N_("major"), "moderate": N_("moderate"), "minimal": N_("minimal"), "none": N_("none")}),
        Detail("improvement_pct", N_("Improvement in percent of the range")),
        Parts("points", N_("Points"), parts={m: (TITLES[m], gives[-1]) for m, (_, gives) in POINTS.items()}),
    ),
    source="Aggarwal 2017, doi 10.1002/art.40064; juvenile: Rider 2017, doi 10.1002/art.40060",
    licence=N_("Published arithmetic."),
)  # fmt: skip
