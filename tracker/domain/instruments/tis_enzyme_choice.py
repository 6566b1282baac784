"""Which muscle enzyme a response uses: the one highest above its own limit before treatment."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.instruments.imacs_core import ENZYMES
from tracker.domain.instruments.meanings import LABORATORY_LIMIT
from tracker.domain.items import Group, Number
from tracker.domain.known import Code, exact
from tracker.domain.outputs import Category, Score
from tracker.domain.text import N_


def work(a: Answers) -> dict[str, object]:
    given = [
        key
        for key in ENZYMES
        if a.baseline_enzymes[key].value.settled and a.baseline_enzymes[key].uln.settled
    ]
    if not given:
        open_ = ("baseline_enzymes",)
        name = Code({key: exact(factor) for key, (_, factor) in ENZYMES.items()}, open_, open_)
        uln = Number("uln", "", "0.01", 100000, measure="baseline_enzymes").unknown()
        return {"enzyme_name": name, "x_uln": uln / uln, "range": name.points * uln}
    ratio = {key: a.baseline_enzymes[key].value / a.baseline_enzymes[key].uln for key in given}
    chosen = max(given, key=lambda key: ratio[key].low)
    return {
        "enzyme_name": Code({chosen: exact(0)}, ("baseline_enzymes",)),
        "x_uln": ratio[chosen],
        "range": ENZYMES[chosen][1] * a.baseline_enzymes[chosen].uln,
    }


TIS_ENZYME_CHOICE = Instrument(
    code="tis_enzyme_choice",
    title=N_("Muscle enzyme for the improvement score"),
    short=N_("Enzyme of TIS"),
    mark="P",
    work=work,
    items=(
        Group("baseline_enzymes", N_("Enzymes before treatment"), hint=N_(
            "Enter those that were measured at baseline; the one highest above its own limit is chosen."), items=tuple(
            Group(key, title, hint=N_("The result and the limit of the laboratory; leave both open where it was not measured."), items=(
                Number("value", N_("Value"), 0, 1000000, "U/L", hint=N_("The result of the baseline visit.")),
                Number("uln", N_("Upper limit of normal"), "0.01", 100000, "U/L", hint=LABORATORY_LIMIT),
            )) for key, (title, _) in ENZYMES.items()
        )),
    ),
    outputs=(
        Category("enzyme_name", N_("Enzyme"), options={key: title for key, (title, _) in ENZYMES.items()}),
        Score("x_uln", N_("Times its upper limit"), axis=(0, 1000), decimals=2),
        Score("range", N_("Range for the score"), axis=(0, 1500000)),
    ),
    source="Choice by the highest multiple of the upper limit: our own rule",
    licence=N_("Our own rule."),
)  # fmt: skip
