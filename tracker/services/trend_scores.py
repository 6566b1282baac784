"""The curves of scores: the result that is plotted, its classes, limits of rules, what breaks the line."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from tracker.domain.chart import Bar, Dash, Limit, Note, Panel, Point, Role, Scale, Series, Shape, Tick, Zone
from tracker.domain.diseases import disease
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE, find
from tracker.domain.known import exact
from tracker.domain.outputs import Scheme, Score, counts
from tracker.domain.text import Said
from tracker.domain.trend import CutOff, cut_offs, lasting, tick_values
from tracker.domain.visit import Assessment, Visit
from tracker.language import Words
from tracker.services.course import Course
from tracker.services.remission import held, remission_rule
from tracker.services.trend_panels import limit_words, plain_value, remark
from tracker.services.variants import differences, variant_of

Given = tuple[Visit, Assessment]


def score_panel(course: Course, words: Words, day0: date) -> tuple[Panel, ...]:
    """The headline score of the disease with its part, limits of rules, and remission; or no panel."""
    headline = disease(course.disease).headline
    instrument = find(headline.instrument) if headline else None
    if instrument is None:
        return ()
    return (instrument_panel(course, instrument, words, bars=tuple(_remission(course, words, day0))),)


def offered(course: Course) -> tuple[Instrument, ...]:
    """The instruments with a score that this patient was assessed with, the headline left out."""
    headline = disease(course.disease).headline
    shown = headline.instrument if headline else ""
    known = {each.instrument for each in course.assessments} - {shown}
    return tuple(each for each in CATALOGUE if each.code in known and each.scores({}))


def instrument_panel(
    course: Course, instrument: Instrument, words: Words, *, bars: tuple[Bar, ...] = (), height: float = 1
) -> Panel:
    """The panel of any instrument with a score, from its declaration and its stored results alone."""
    given = course.assessments_of(instrument.code)
    variant = variant_of(instrument, given[-1][1]) if given else instrument.variant({})
    main, *rest = instrument.scores(variant)
    series = (
        _score_series(course, instrument, main, Role.SCORE, words),
        *(_score_series(course, instrument, part, Role.SCORE_PART, words) for part in rest[:1]),
    )
    series = tuple(each for each in series if each.points or each.role is Role.SCORE)
    limits = cut_offs(CATALOGUE, instrument.code, main.key)
    scheme = next((each for each in main.schemes if counts(each, variant)), None)
    breaks = _breaks(instrument, given)
    return Panel(
        title=words(main.title),
        hint=_score_hint(main, rest[:1] if len(series) > 1 else (), words),
        scale=_scale(main, [point.value for each in series for point in each.points], words),
        role=Role.SCORE,
        series=series,
        zones=tuple(_zones(limits, main, words)) or tuple(_best(scheme, main, words)),
        limits=() if limits else tuple(_edges(scheme, words)),
        bars=bars,
        remark=remark(series[0].points, words("No results of this score yet."), words),
        notes=tuple(_broken(course, visit, said, words) for visit, said in breaks),
        height=height,
    )


def score_scale(values: Sequence[float], axis: tuple[float, float], words: Words, least: int = 10) -> Scale:
    """From the foot of the score's own axis to a little above the highest value seen, at least `least` up."""
    low, full = axis
    low = max(low, min([0.0, *values]) * 1.08) if low < 0 else low
    seen = max([*values, min(max(low, 0.0), full)])
    top = min(max(seen * 1.08, low + min(full - low, least)), max(full, seen))
    ticks = tick_values(low, top, 5)
    marked = tuple(Tick(value, words.number(plain_value(value))) for value in ticks)
    return Scale(low, max(top, ticks[-1]), marked)


def as_number(value: object) -> Decimal | None:
    """A number out of a stored result, exact; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(str(value))


def _scale(score: Score, values: Sequence[float], words: Words) -> Scale:
    low, full = (float(edge) for edge in score.axis)
    rare = score.decimals and full - low > 1000
    return score_scale(values, (low, full), words, 1 if rare else 10)


def _score_series(course: Course, instrument: Instrument, score: Score, role: Role, words: Words) -> Series:
    given = course.assessments_of(instrument.code)
    broken = {visit.id for visit, _ in _breaks(instrument, given)}
    points: list[Point] = []
    apart = False
    for visit, assessment in given:
        value = as_number(assessment.result.get(score.key))
        least = as_number(assessment.result.get(score.low_key)) if score.low_key else None
        day = course.day_number(visit.day) or 0
        apart = apart or visit.id in broken
        if value is not None:
            points.append(Point(day, float(value), words.number(value), apart=apart))
            apart = False
        elif least is not None:
            text = words("at least {n}", n=words.number(least))
            points.append(Point(day, float(least), text, open=True, apart=apart))
            apart = False
    part = role is Role.SCORE_PART
    finished = [point for point in points if not point.open]
    return Series(
        words(score.title),
        tuple(points),
        role,
        words(score.unit),
        Shape.CIRCLE if part else Shape.SQUARE,
        hollow=part,
        dash=Dash.DASHED if part else Dash.SOLID,
        last=points[-1].text if finished and finished[-1] is points[-1] and not part else "",
    )


def _breaks(instrument: Instrument, given: Sequence[Given]) -> tuple[tuple[Visit, Said], ...]:
    """The visits whose result cannot be compared with the one before, and what differs."""
    found = []
    for (_, before), (visit, now) in pairwise(given):
        said = differences(instrument, before, now)
        if said is not None:
            found.append((visit, said))
    return tuple(found)


def _broken(course: Course, visit: Visit, said: Said, words: Words) -> Note:
    day = course.day_number(visit.day) or 0
    text = words("Not joined at Day {day}: {what}.", day=words.number(day), what=words.say(said))
    return Note(day, text)


def _score_hint(main: Score, parts: Sequence[Score], words: Words) -> str:
    if parts:
        return words("squares: total. Open circles, dashed: {part}", part=words(parts[0].title))
    better = words("higher is better") if main.better == "higher" else ""
    return ", ".join(part for part in (words(main.unit), better) if part)


def _zones(limits: Sequence[CutOff], score: Score, words: Words) -> Iterator[Zone]:
    """A band below the widest upper limit that a rule puts on the score."""
    upper = [limit for limit in limits if limit.sign in {"<=", "<"} and limit.value > 0]
    if upper:
        label = words("{rule}: {sign} {value}", **limit_words(upper[-1], words))
        yield Zone(float(score.axis[0]), float(upper[-1].value), label)


def _best(scheme: Scheme | None, score: Score, words: Words) -> Iterator[Zone]:
    """The best class of a published scheme: the first one, or the last where higher is better."""
    edges = _scheme_edges(scheme)
    if scheme is None or not edges:
        return
    if score.better == "higher":
        label = words("{band} ({scheme})", band=words(scheme.bands[-1].title), scheme=words(scheme.title))
        yield Zone(edges[-1], float(score.axis[1]), label)
    elif edges[0] > float(score.axis[0]):
        label = words("{band} ({scheme})", band=words(scheme.bands[0].title), scheme=words(scheme.title))
        yield Zone(float(score.axis[0]), edges[0], label)


def _edges(scheme: Scheme | None, words: Words) -> Iterator[Limit]:
    """Where the other classes of the scheme begin, each with its name."""
    edges = _scheme_edges(scheme)
    for edge, band in zip(edges, scheme.bands[1:] if scheme else (), strict=False):
        yield Limit(((float("-inf"), edge),), words("{band} above", band=words(band.title)))


def _scheme_edges(scheme: Scheme | None) -> list[float]:
    bands = scheme.bands[:-1] if scheme else ()
    return [float(exact(band.upto if band.upto is not None else band.below or 0)) for band in bands]


def _remission(course: Course, words: Words, day0: date) -> Iterator[Bar]:
    rule = remission_rule(disease(course.disease))
    if rule is None:
        return
    results = [
        ((visit.day - day0).days, held(rule, given)) for visit, given in course.assessments_of(rule.code)
    ]
    for start, end in lasting(results):
        yield Bar(start, end, words("{rule} met", rule=words(rule.title)))
