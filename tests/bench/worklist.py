"""The worklist of 2,000 patients with 45 planned visits each: read first, again, and on another day."""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient
from tracker.domain.visit import Visit
from tracker.services.plans import plan_book
from tracker.services.schedules import patient_schedule
from tracker.services.session import Session
from tracker.services.studies import create_study
from tracker.services.worklist_reader import WorklistReader

PATIENTS, TODAY, LIMIT = 2000, date(2026, 11, 23), 150


def fill(session: Session) -> None:
    """Infusions over fifteen years; nine of ten visits that are over were held."""
    rng, site = Random(1), session.site.id
    for start in range(0, PATIENTS, 200):
        with session.office.work(session.user.id) as unit:
            for number in range(start, start + 200):
                patient = Patient(site=site, study_id=f"P-{number:04}", family=f"Family {number}")
                day0 = TODAY - timedelta(days=rng.randrange(15 * 365))
                given = Infusion(site=site, patient=patient.id, day0=PartialDate.of(day0))
                for each in (patient, given, Diagnosis(site=site, patient=patient.id, disease="sle")):
                    unit.put(each)
                for asked in plan_book(session.records).of(patient).asked(day0):
                    if asked.window.close < TODAY and rng.random() < 0.9:
                        unit.put(
                            Visit(
                                site=site,
                                patient=patient.id,
                                day=asked.window.target,
                                code=asked.visit.code,
                                plan=asked.plan.name,
                                infusion=given.id,
                            )
                        )


def took(work: Callable[[], object], times: int = 1) -> float:
    """The quickest of some runs, in milliseconds."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return min(found) * 1000


def main() -> None:
    """Print one JSON line for each measurement."""
    with tempfile.TemporaryDirectory(dir=Path(sys.argv[1]).parent) as folder:
        asked = {"name": "Bench", "clinic": "Bench", "user_name": "B. Ench"}
        session = create_study(Path(folder, "study"), **asked, practice=True).session
        fill(session)
        records = session.records
        some = [each.id for each in records.find(Patient)[:100]]
        slow = took(lambda: [patient_schedule(records, each, TODAY) for each in some]) * PATIENTS / len(some)
        reader = WorklistReader(records)
        first = took(lambda: reader.read(TODAY))
        warm = took(lambda: reader.read(TODAY), 5)
        days = iter(range(1, 60))
        other = took(lambda: reader.read(TODAY + timedelta(days=next(days))), 5)
        session.close()
    beside, limit = "patient by patient", f", at most {LIMIT} ms"
    for what, value in (
        ("Worklist of 2,000 patients x 45 visits, first reading", first),
        ("  the same day again", warm),
        ("  another day", other),
    ):
        print(json.dumps({
            "what": what, "value": value, "beside": beside, "least": slow,
            "limit": limit if value is not first else "",
        }))  # fmt: skip


if __name__ == "__main__":
    main()
