"""The patient's own page: made from a few allowed facts and nothing else, in plain words."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.chart import Chart, Panel, Point, Role, Scale, Series, Shape, Span, Tick, Zone
from tracker.domain.letter import (
    Beside,
    Block,
    Callout,
    Cell,
    Column,
    Figure,
    Letter,
    Reader,
    Ruled,
    Section,
    Table,
    Text,
    Tone,
)
from tracker.domain.partial_date import PartialDate
from tracker.language import Words

_HEIGHT = 33.0
_MONTH = 30.4375


@dataclass(frozen=True, kw_only=True)
class HandoutMedicine:
    """One line of the medicines: what, how strong, how to take it, what changed."""

    name: str
    strength: str = ""
    how: str = ""
    change: str = ""
    stopped: bool = False


@dataclass(frozen=True, kw_only=True)
class HandoutNext:
    """Something that will happen: when, in full words, and what."""

    when: str
    what: str


@dataclass(frozen=True, kw_only=True)
class HandoutData:
    """All that may ever stand on a handout. What has no field here cannot reach the patient's paper."""

    clinic: str
    hospital: str = ""
    name: str
    born: PartialDate | None
    hospital_no: str = ""
    day: date
    months: int | None = None
    message: str
    disease: str = ""
    score: tuple[Point, ...] = ()
    score_axis: tuple[float, float] = (0, 100)
    lower_is_better: bool = True
    quiet_up_to: float | None = None
    cells: tuple[Point, ...] = ()
    gone: tuple[int, int] | None = None
    """First and last day on which no B cells were seen."""
    back: bool = False
    in_range: bool = False
    medicines: tuple[HandoutMedicine, ...] = ()
    next: tuple[HandoutNext, ...] = ()
    phone: str = ""
    emergency_number: str
    signs: tuple[str, ...] = ()
    practice: bool = False
    draft: bool = False


def handout(data: HandoutData, words: Words) -> Letter:
    """The letter; its words are short, its numbers few."""
    born = words("Born {born}", born=words.plain_day(data.born))
    number = words("Hospital number {number}", number=data.hospital_no) if data.hospital_no else ""
    return Letter(
        title=words("Your visit summary"),
        subtitle=_subtitle(data, words),
        reader=Reader.PATIENT,
        sender=(data.clinic, data.hospital),
        person=(data.name, "    ".join(filter(None, (born, number)))),
        blocks=tuple(_blocks(data, words)),
        foot=words(
            "Given to you on {day}. Keep it with your CAR T alert card.", day=words.plain_day(data.day)
        ),
        pages=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        language=words.code,
        watermark=words("DRAFT, NOT SIGNED") if data.draft else "",
        mark=words("PRACTICE") if data.practice else "",
        file_title=words("Your visit summary, {day}", day=words.plain_day(data.day)),
        subject=words("For the patient"),
    )


def _subtitle(data: HandoutData, words: Words) -> str:
    day = words.long_day(data.day)
    if data.months is None or data.months < 0:
        return words("{day}.", day=day)
    if data.months == 0:
        return words("{day}. It is less than a month since your CAR T-cell treatment.", day=day)
    years, more = divmod(data.months, 12)
    if years < 2:
        since = words.plural("{n} month", "{n} months", data.months)
    elif more:
        since = words.plural("more than {n} year", "more than {n} years", years)
    else:
        since = words.plural("{n} year", "{n} years", years)
    return words("{day}. It is {time} since your CAR T-cell treatment.", day=day, time=since)


def _blocks(data: HandoutData, words: Words) -> list[Block]:
    first, rest = _parted(data.message)
    blocks: list[Block] = [Callout(first, text=rest)]
    figures = [each for each in (_score_figure(data, words), _cells_figure(data, words)) if each]
    if figures:
        shown: Block = Beside(tuple((figure,) for figure in figures)) if len(figures) > 1 else figures[0]
        blocks.append(Section(words("Your results"), (shown,), keep=True))
    blocks.append(Section(words("Your medicines"), (_medicines(data, words),)))
    blocks.append(Section(words("What happens next"), (_next(data, words),), keep=True))
    blocks.append(_call_us(data, words))
    blocks.append(
        Text(
            words(
                "Do not have live vaccines. Ask us before any vaccine. "
                "Tell every doctor and dentist that you have had CAR T-cell treatment."
            )
        )
    )
    blocks.append(Section(words("Questions for my next visit"), (Ruled(2 if data.next else 3),), keep=True))
    return blocks


def _parted(message: str) -> tuple[str, str]:
    """The first sentence, which is printed bold, and the others."""
    first, stop, rest = message.partition(". ")
    return (first + stop.strip(), rest.strip()) if stop else (message, "")


def _score_figure(data: HandoutData, words: Words) -> Figure | None:
    if not data.score:
        return None
    first, last = data.score[0], data.score[-1]
    low, high = data.score_axis
    top = max([point.value for point in data.score] + [low + (high - low) * 0.1])
    series = Series(
        "",
        data.score,
        Role.SCORE,
        shape=Shape.SQUARE,
        first=words("{value} before", value=first.text) if first.day < 0 and last is not first else "",
        last=words("{value} now", value=last.text) if last.day > 0 else "",
    )
    quiet = data.quiet_up_to
    panel = Panel(
        scale=Scale(low, top),
        role=Role.SCORE,
        series=(series,),
        zones=(Zone(low, quiet, words("Quiet")),) if quiet is not None else (),
        bare=True,
    )
    better = words("A lower score is better") if data.lower_is_better else words("A higher score is better")
    title = words("How active your {disease} is", disease=words(data.disease))
    if not data.lower_is_better:
        title = words("How your {disease} responds", disease=words(data.disease))
    return Figure(_chart(panel, data.score, words), _HEIGHT, title, better)


def _cells_figure(data: HandoutData, words: Words) -> Figure | None:
    if not data.cells:
        return None
    seen = [point.value for point in data.cells if not point.unseen and point.value > 0]
    panel = Panel(
        scale=Scale(1, max([*seen, 100]), log=True, unseen=words("None seen")),
        role=Role.B_CELLS,
        series=(Series("", data.cells, Role.B_CELLS, last=_back(data, words)),),
        spans_named=True,
        bare=True,
    )
    chart = _chart(panel, data.cells, words, _gone(data, words))
    return Figure(chart, _HEIGHT, words("Your B cells"), words("Immune cells that CAR T cleared away"))


def _back(data: HandoutData, words: Words) -> str:
    if data.in_range:
        return words("Back")
    return words("Growing back") if data.back else ""


def _gone(data: HandoutData, words: Words) -> tuple[Span, ...]:
    if data.gone is None:
        return ()
    start, end = data.gone
    weeks = round((end - start) / 7)
    if weeks < 2:
        return (Span(start, end, words("None seen"), role=Role.LIMIT),)
    for_weeks = words.plural("for {n} week", "for {n} weeks", weeks)
    return (Span(start, end, words("None seen"), for_weeks, Role.LIMIT),)


def _chart(panel: Panel, points: tuple[Point, ...], words: Words, spans: tuple[Span, ...] = ()) -> Chart:
    """An axis of the treatment and round months or years after it."""
    low, high = min(points[0].day, 0), max(points[-1].day, 28)
    ticks = [Tick(0, words("Treatment"))]
    step = 1 if high < 110 else 3 if high < 330 else 6 if high < 700 else 12 if high < 2200 else 36
    for month in range(step, int(high / _MONTH) + 2, step):
        if month % 12 == 0 and step >= 12:
            text = words.plural("{n} year", "{n} years", month // 12)
        else:
            text = words.plural("{n} month", "{n} months", month)
        ticks.append(Tick(month * _MONTH, text))
    days = (low - (high - low) * 0.06, high + (high - low) * 0.1)
    return Chart((panel,), days, tuple(ticks), spans=spans)


def _medicines(data: HandoutData, words: Words) -> Table:
    rows = tuple(
        (
            Cell(each.name, strong=True, under=each.strength),
            words("Do not take") if each.stopped else each.how,
            Cell(each.change, strong=each.stopped),
        )
        for each in data.medicines
    )
    columns = (
        Column(words("Medicine"), 1.1),
        Column(words("How to take it"), 1.25),
        Column(words("What changed"), 1.3),
    )
    return Table(columns, rows, empty=words("We have no medicines on your list. Tell us if you take any."))


def _next(data: HandoutData, words: Words) -> Block:
    if not data.next:
        return Text(words("We will tell you the day of your next visit. Please bring your medicines."))
    rows = tuple((Cell(each.when, strong=True), each.what) for each in data.next)
    return Table((Column(words("When"), 1), Column(words("What"), 1.4)), rows)


def _call_us(data: HandoutData, words: Words) -> Callout:
    title = words("Call us the same day if you have:")
    if data.phone:
        title = words("Call us the same day on {phone} if you have:", phone=data.phone)
    return Callout(
        title,
        data.signs[:6],
        Tone.WARNING,
        closing_lead=words("Call {number}", number=data.emergency_number),
        closing=words(
            "if you are very unwell, confused or cannot stay awake. Say you have had CAR T-cell treatment."
        ),
    )
