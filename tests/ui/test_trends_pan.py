"""Thousands of repaints leave the interpreter whole."""

import subprocess
import sys

import pytest

_SETUP = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
app = QApplication([])
from tests.courses import okafor
from tracker.language import words
from tracker.services.trends import trend_chart
from tracker.ui.parts.trend_plot import TrendPlot
from tracker.ui.theme.style import apply_theme
from tracker.ui.theme.tokens import LIGHT
from datetime import date
apply_theme(app, LIGHT)
course = okafor()
plot = TrendPlot(LIGHT, "Curves")
plot.resize(900, 460)
plot.show()
charts = [trend_chart(course, words(), date(2026, 11, 23), (-18.0 + n, 214.0 + n)) for n in range(40)]
"""

_PAN = """
for n in range(2000):
    plot.show_chart(charts[n % len(charts)])
    if n % 10 == 0:
        app.processEvents()
print("panned")
"""

_COUNT = """
def paint(times):
    for n in range(times):
        plot.show_chart(charts[n % len(charts)])
        plot.grab()
paint(20)
before = sys.getrefcount(None)
paint(200)
lost = before - sys.getrefcount(None)
print("lost", lost)
sys.exit(lost > 100)
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _SETUP + script], capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_that_two_thousand_pans_end_with_exit_0() -> None:
    done = run(_PAN)
    assert (done.returncode, done.stdout.strip()) == (0, "panned"), done.stderr[-2000:]


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_that_painting_takes_no_references_from_none() -> None:
    done = run(_COUNT)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
