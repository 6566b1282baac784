"""HAQ-DI: eight categories of daily life, each as bad as its worst answer, raised by aids or help."""

from tracker.domain.instrument import Answers, Instrument
from tracker.domain.items import Many, Number
from tracker.domain.known import Num, choose, exact, highest, total
from tracker.domain.outputs import Detail, Score
from tracker.domain.sources import Setting
from tracker.domain.text import N_

CATEGORIES = {
    "dressing": (N_("Dressing"), (N_("Dressing, question 1"), N_("Dressing, question 2"))),
    "arising": (N_("Arising"), (N_("Arising, question 1"), N_("Arising, question 2"))),
    "eating": (N_("Eating"), (N_("Eating, question 1"), N_("Eating, question 2"), N_("Eating, question 3"))),
    "walking": (N_("Walking"), (N_("Walking, question 1"), N_("Walking, question 2"))),
    "hygiene": (
        N_("Hygiene"),
        (N_("Hygiene, question 1"), N_("Hygiene, question 2"), N_("Hygiene, question 3")),
    ),
    "reach": (N_("Reach"), (N_("Reach, question 1"), N_("Reach, question 2"))),
    "grip": (N_("Grip"), (N_("Grip, question 1"), N_("Grip, question 2"), N_("Grip, question 3"))),
    "activities": (
        N_("Activities"),
        (N_("Activities, question 1"), N_("Activities, question 2"), N_("Activities, question 3")),
    ),
}
AIDS = {
    "devices_for_dressing": ("dressing", N_("Devices for dressing")),
    "special_or_built_up_chair": ("arising", N_("Special or raised chair")),
    "built_up_or_special_utensils": ("eating", N_("Special utensils")),
    "cane": ("walking", N_("Cane")),
    "walker": ("walking", N_("Walking frame")),
    "crutches": ("walking", N_("Crutches")),
    "wheelchair": ("walking", N_("Wheelchair")),
    "raised_toilet_seat": ("hygiene", N_("Raised toilet seat")),
    "bathtub_seat": ("hygiene", N_("Bath seat")),
    "bathtub_bar": ("hygiene", N_("Bath rail")),
    "long_handled_appliances_in_bathroom": ("hygiene", N_("Long-handled things in the bathroom")),
    "long_handled_appliances_for_reach": ("reach", N_("Long-handled things for reaching")),
    "jar_opener": ("grip", N_("Jar opener")),
}
HINT = N_(
    "0 no difficulty, 1 some, 2 much, 3 unable: the answer on the official form, whose text is not here."
)


QUESTIONS = tuple(
    Number(f"{category}_{number}", title, 0, 3, step=1, decimals=0, hint=HINT, section=name)
    for category, (name, titles) in CATEGORIES.items()
    for number, title in enumerate(titles, 1)
)


def mean(scores: list[Num], least: Num, open_: tuple[str, ...]) -> Num:
    if not scores or (least <= len(scores)).truth is not True:
        names = open_ or ("haq_min_categories",)
        return Num(exact(0), exact(3), names, names)
    return total(scores) / len(scores)


def work(a: Answers) -> dict[str, object]:
    plain: dict[str, Num] = {}
    open_: list[str] = []
    for category, (_, titles) in CATEGORIES.items():
        keys = [f"{category}_{number}" for number in range(1, len(titles) + 1)]
        given = [a[key] for key in keys if not a[key].gaps]
        if given:
            plain[category] = highest(*given)
        else:
            open_ += keys
    raised = {
        category: choose(
            highest(a.help[category], *(a.aids[aid] for aid, (of, _) in AIDS.items() if of == category)),
            highest(score, 2),
            score,
        )
        for category, score in plain.items()
    }
    return {
        "haq_di": mean(list(raised.values()), a.haq_min_categories, tuple(open_)),
        "haq_di_without_aids": mean(list(plain.values()), a.haq_min_categories, tuple(open_)),
        "categories_scored": len(plain),
    }


HAQ_DI = Instrument(
    code="haq_di",
    title=N_("HAQ disability index"),
    short=N_("HAQ-DI"),
    items=(
        *QUESTIONS,
        Many(
            "aids",
            N_("Aids used"),
            {aid: title for aid, (_, title) in AIDS.items()},
            hint=N_(
                "What the patient usually uses. An aid raises the category it serves to 2; nothing used is an answer too."
            ),
        ),
        Many(
            "help",
            N_("Help from another person for"),
            {key: name for key, (name, _) in CATEGORIES.items()},
            hint=N_("Where another person usually has to help. Help raises that category to 2."),
        ),
        Number(
            "haq_min_categories",
            N_("Categories HAQ-DI needs, of eight"),
            1,
            8,
            step=1,
            decimals=0,
            found=Setting(),
            default=6,
            hint=N_("6 by the rule of Stanford, 7 in other manuals."),
        ),
    ),
    work=work,
    outputs=(
        Score("haq_di", N_("HAQ-DI, with aids and help"), axis=(0, 3), decimals=3),
        Score("haq_di_without_aids", N_("HAQ-DI, without aids and help"), axis=(0, 3), decimals=3),
        Detail("categories_scored", N_("Categories answered")),
    ),
    source="Fries 1980; Bruce 2003, doi 10.1186/1477-7525-1-20",
    licence=N_("Scoring is free; the questions are copyrighted and not included."),
    recall=N_("The past week"),
)
