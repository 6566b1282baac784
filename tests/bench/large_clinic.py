"""A study of 250 patients with 25,000 laboratory values: opened, saved into, and how its memory grows.

Each figure stands beside the same work in a study of one patient, in the same run.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

from save_visit import DAY0, entry, saves

from tracker.domain.patient import Patient
from tracker.domain.visit import LabResult, Visit
from tracker.services.session import Session
from tracker.services.studies import create_study, open_study
from tracker.services.visits import save_visit

PATIENTS, VISITS, VALUES, AT_ONCE, TIMES = 250, 10, 10, 50, 9
ANALYTES = ("crp", "creatinine", "haemoglobin", "leukocytes", "platelets")


def fill(session: Session, patients: int) -> None:
    """The same patients, visits and values each time."""
    rng, site = Random(1), session.site.id
    for start in range(0, patients, AT_ONCE):
        with session.office.work(session.user.id) as unit:
            for number in range(start, min(start + AT_ONCE, patients)):
                patient = Patient(site=site, study_id=f"L-{number:04}", family=f"Family {number}")
                unit.put(patient)
                for turn in range(VISITS):
                    day = DAY0 + timedelta(days=30 * turn)
                    visit = Visit(site=site, patient=patient.id, day=day)
                    unit.put(visit)
                    for value in range(VALUES):
                        unit.put(
                            LabResult(
                                site=site,
                                patient=patient.id,
                                visit=visit.id,
                                analyte=ANALYTES[value % len(ANALYTES)],
                                sampled=day,
                                value=f"{rng.uniform(1, 99):.1f}",
                                unit="mg/L",
                            )
                        )


def took(work: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def read_memory() -> float:
    """MB that this process holds now; 0 where the system does not say."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if status.exists() else 0.0


def measure(place: Path, patients: int) -> dict[str, float]:
    """Make the study, then open it and work in it."""
    made = create_study(place, name="Bench", clinic="Bench", user_name="B. Ench", practice=True).session
    filled = took(lambda: fill(made, patients))
    made.close()
    opening = []
    for _ in range(3):
        started = time.perf_counter()
        session = open_study(place)
        opening.append((time.perf_counter() - started) * 1000)
        session.close()
    session = open_study(place)
    saves(session)
    patient = session.records.find(Patient, study_id="CAR-01")[0].id
    first = read_memory()
    times = [
        took(lambda n=n: save_visit(session, entry(patient, 40 + n)))  # type: ignore[misc]
        for n in range(TIMES)
    ]
    listing = took(lambda: session.records.find(Patient))
    grown = read_memory() - first
    session.close()
    return {
        "fill": filled,
        "open": statistics.median(opening),
        "save": statistics.median(times),
        "list": listing,
        "grown": grown,
        "memory": first,
    }


def main() -> None:
    """Print one JSON line for each measurement."""
    with tempfile.TemporaryDirectory(dir=Path(sys.argv[1]).parent) as folder:
        small = measure(Path(folder, "small"), 1)
        large = measure(Path(folder, "large"), PATIENTS)
    values = PATIENTS * VISITS * VALUES
    for what, name, limit in (
        (f"Open a study of {PATIENTS:,} patients, {values:,} values", "open", ", goal 2,000 ms"),
        ("  save a visit of 60 values in it", "save", ", goal 100 ms"),
        ("  read the list of patients", "list", ""),
    ):
        line = {"what": what, "value": large[name], "beside": "one patient", "least": small[name]}
        print(json.dumps(line | {"limit": limit}))
    print(
        json.dumps({
            "what": f"  memory {large['memory']:.0f} MB ({small['memory']:.0f} MB), {TIMES} saves took "
            f"{large['grown']:.1f} MB more; made in",
            "value": large["fill"],
        })
    )  # fmt: skip


if __name__ == "__main__":
    main()
