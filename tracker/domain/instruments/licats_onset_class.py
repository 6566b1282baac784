"""LICATS: early, intermediate or late onset of a local reaction after CD19 CAR T, by day after infusion."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Number
from tracker.domain.known import first_of
from tracker.domain.outputs import Category, Flag
from tracker.domain.text import N_

EARLY, INTERMEDIATE = 14, 30


def work(a: Answers) -> dict[str, object]:
    day = a.onset_day
    return {
        "onset_class": first_of(
            (day <= EARLY, "early"), (day <= INTERMEDIATE, "intermediate"), otherwise="late"
        ),
        "on_the_edge": day.equals(EARLY) | day.equals(INTERMEDIATE),
    }


LICATS_ONSET_CLASS = Instrument(
    code="licats_onset_class",
    title=N_("Onset class of LICATS"),
    short=N_("LICATS onset"),
    work=work,
    items=(
        Number("onset_day", N_("Day of onset"), 0, 36500, N_("days"), step=1, decimals=0,
               hint=N_("Days after the infusion, which is Day 0.")),
    ),
    outputs=(
        Category("onset_class", N_("Onset"), options={
            "early": N_("early (up to Day 14)"),
            "intermediate": N_("intermediate (Day 15 to 30)"),
            "late": N_("late (from Day 31)"),
        }),
        Flag("on_the_edge", N_("Day 14 and Day 30 count to the earlier class"), mark="P"),
    ),
    source="Hagen 2025, doi 10.1016/S2665-9913(25)00091-8",
    licence=N_("Published definition."),
    mark="V1",
)  # fmt: skip
