"""How long it takes from choosing the patient of fifteen years to painted curves, in a practice study."""

import json
import statistics
import sys
import time
from pathlib import Path

from longest import longest_followed
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tracker.app import application, doors
from tracker.language import words
from tracker.services.studies import open_study
from tracker.ui.parts.trend_plot import TrendPlot
from tracker.ui.places import PATIENTS, Route
from tracker.ui.theme.style import apply_theme
from tracker.ui.theme.tokens import THEMES
from tracker.ui.window import Window

TIMES = 15


class Painted(QObject):
    """Notes that a part of a plot that has its chart was painted."""

    seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.seen = self.seen or any(
                plot.chart is not None and (plot is watched or plot.isAncestorOf(watched))
                for plot in window.findChildren(TrendPlot)
            )
        return False


def wait(app: QApplication) -> None:
    """Turn the event loop until the curves are on screen."""
    painted = Painted()
    app.installEventFilter(painted)
    until = time.monotonic() + 30
    while not painted.seen and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.0005)
    app.removeEventFilter(painted)
    if not painted.seen:
        sys.exit("the curves were never painted")


app = application(["bench"])
apply_theme(app, THEMES["light"])
session = open_study(Path(sys.argv[1]))
patient = longest_followed(session.records)
window = Window(doors(), words(), THEMES["light"], session.folder)
window.resize(1366, 688)
window.show()
window.enter(session)
window.jobs.settle()
app.processEvents()
taken = []
for _ in range(TIMES):
    started = time.perf_counter()
    window.shell.go(Route("record", patient))
    wait(app)
    taken.append((time.perf_counter() - started) * 1000)
    window.shell.go(PATIENTS)
    window.jobs.settle()
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
window.close()
first, rest = taken[0], statistics.median(taken[1:])
print(json.dumps({"what": "Patient chosen to painted Trends, fifteen years (median)", "value": rest}))
print(json.dumps({"what": "  the first time", "value": first}))
