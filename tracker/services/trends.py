"""The course of one patient as a chart: events, B cells, disease score and steroids over one axis."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.chart import Chart, Dash, Marker, Panel, Role, Span
from tracker.domain.instruments import instrument
from tracker.domain.patient import Standing
from tracker.language import Words
from tracker.services.aplasia import Aplasia
from tracker.services.b_cells import after_each
from tracker.services.course import Course
from tracker.services.trend_axis import day_ticks
from tracker.services.trend_events import events_panel
from tracker.services.trend_panels import cells_panel, steroid_panel
from tracker.services.trend_published import published_chart
from tracker.services.trend_scores import instrument_panel, score_panel
from tracker.services.trend_toxicity import CLOSE

WINDOWS = {"30d": (-10, 34), "6m": (-18, 214), "1y": (-24, 398)}
"""First and last day of each fixed window; "all" reaches from the first to the last thing known."""


def trend_chart(
    course: Course,
    words: Words,
    today: date,
    window: str | tuple[float, float] = "all",
    *,
    also: Sequence[str] = (),
    antimalarials: bool = False,
) -> Chart:
    """The chart of `course`; `window` is "30d", "6m", "1y", "all", or the first and last day to show.

    `also` are codes of instruments that get a panel of their own under the headline score.
    """
    day0 = course.day0
    if course.patient.published:
        return published_chart(course, words)
    if day0 is None:
        return Chart(
            panels=(Panel(remark=words("No infusion date yet. Curves start with Day 0.")),), days=(-30, 30)
        )
    last = last_day(course, today)
    daily = window == "30d" or (window == "all" and last <= CLOSE)
    cells = cells_panel(course.labs_of("cd19"), words, day0)
    panels = (
        events_panel(course, words, day0, last, daily=daily),
        cells,
        *score_panel(course, words, day0),
        *(instrument_panel(course, instrument(code), words) for code in also),
        steroid_panel(course, words, day0, last, antimalarials),
    )
    days = _days(panels, last, window, [(visit.day - day0).days for visit in course.visits])
    infusions = [i.day0.exact for i in course.infusions if i.day0 and i.day0.exact]
    markers = [Marker((day - day0).days, words("Infusion")) for day in infusions]
    now = (today - day0).days
    if now > 0:
        markers.append(Marker(now, words("Today"), Dash.DOTTED, Role.LIMIT))
    found = after_each(course)
    axis, ticks = day_ticks(days, words, day0)
    return Chart(
        panels=panels,
        days=days,
        ticks=ticks,
        axis=axis,
        day0=day0,
        spans=tuple(_span(start, each, words) for start, each in found if each.start is not None),
        markers=tuple(markers),
        summary=_summary(panels, words),
        visits=tuple((visit.day - day0).days for visit in course.visits),
    )


def last_day(course: Course, today: date) -> int:
    """The last day anything may be drawn on: today, or the day the patient left."""
    if course.day0 is None:
        return 0
    left = course.patient.standing_since
    gone = course.patient.standing is not Standing.FOLLOWED and left is not None
    return ((min(left.latest, today) if gone and left else today) - course.day0).days


def _days(
    panels: Sequence[Panel], last: int, window: str | tuple[float, float], visits: Sequence[int]
) -> tuple[float, float]:
    if isinstance(window, tuple):
        return window
    if window in WINDOWS:
        return WINDOWS[window]
    known = [point.day for panel in panels for series in panel.series for point in series.points]
    low, high = min([*known, *visits, -14]), max([*known, *visits, last, 28])
    return low - (high - low) * 0.02, high + (high - low) * 0.07


def _span(start: int, found: Aplasia, words: Words) -> Span:
    first = start + (found.start or 0)
    end = found.back if found.back is not None else found.last_gone
    places = {"start": words.number(first), "end": words.number(start + (end or 0))}
    under = (
        words("Day {start} to {end}", **places)
        if found.back is not None
        else words("since Day {start}", **places)
    )
    return Span(first, start + (end or 0), words("B-cell aplasia"), under)


def _summary(panels: Sequence[Panel], words: Words) -> str:
    said = []
    for panel in panels:
        for series in panel.series:
            if series.points:
                last = series.points[-1]
                places = {"title": series.title, "value": last.text, "unit": series.unit}
                said.append(
                    words(
                        "{title}: {value} {unit} on Day {day}.", **places, day=words.number(round(last.day))
                    )
                )
        if panel.steps and panel.steps[-1].text:
            said.append(f"{panel.title}: {panel.steps_words or panel.steps[-1].text}.")
        said += [note.text for note in panel.notes]
    return " ".join(said)
