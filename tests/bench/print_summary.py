"""How long a summary on paper takes, beside the same primitives drawn on a bare canvas."""

import io
import json
import statistics
import sys
import time
from pathlib import Path

from drawing import Step, drawn_again, noted
from longest import longest_followed
from pypdf import PdfReader

from tracker.language import words
from tracker.pdf.printer import print_letter
from tracker.services.course import course
from tracker.services.studies import local_now, open_study
from tracker.services.summary import summary

TIMES = 15

session = open_study(Path(sys.argv[1]))
speak, today = words(), local_now().date()
patient = longest_followed(session.records)
letter = summary(course(session.records, patient), speak, today, site=session.site)
steps: list[Step] = []
print_letter(letter)
with noted(steps):
    pdf = print_letter(letter)
page = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
size = (float(page.width), float(page.height))

ours, bare = [], []
for _ in range(TIMES):
    started = time.perf_counter()
    print_letter(summary(course(session.records, patient), speak, today, site=session.site))
    middle = time.perf_counter()
    drawn_again(steps, size)
    ours.append(middle - started)
    bare.append(time.perf_counter() - middle)
session.close()
line = {
    "what": f"Summary of fifteen years, {len(pdf) / 1024:.0f} KiB of PDF",
    "value": statistics.median(ours) * 1000,
    "beside": f"{len(steps)} primitives on a bare canvas",
    "least": statistics.median(bare) * 1000,
}
print(json.dumps(line))
