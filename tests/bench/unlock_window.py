"""The window of the program at its door, until it is painted; the study's folder is the argument."""

import sys
from pathlib import Path

from first_paint import FirstPaint

from tracker.app import application, run

watcher = FirstPaint(application())
run(Path(sys.argv[1]))
