"""The course of a published patient: what papers printed, hollow, over days only."""

from collections.abc import Iterator, Sequence

from tracker.domain.chart import Chart, Dash, Event, Lane, Marker, Panel, Role, Shape
from tracker.language import Words
from tracker.services.course import Course


def published_chart(course: Course, words: Words) -> Chart:
    return Chart(panels=(), days=(-30, 400))
