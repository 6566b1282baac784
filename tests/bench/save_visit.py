"""What it costs to open a study with its passphrase and to save a visit of 60 values with its trail.

Both stand beside the least that could do the same: one guess of argon2id at the same cost, and one keyed
transaction of 60 rows.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from tracker.domain.instruments.sledai_2k import ITEMS
from tracker.domain.labs import ANALYTES
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Sex
from tracker.services.enrolment import NewInfusion, NewPatient, enrol, record_infusion
from tracker.services.session import Session
from tracker.services.studies import create_study, open_study
from tracker.services.visit_entry import LabEntry, VisitEntry
from tracker.services.visits import save_visit
from tracker.store import keys
from tracker.store.database import close, connect, create_file
from tracker.store.key_copies import read_keys

PASSPHRASE = "seven long words on one line"
DAY0 = date(2026, 1, 5)
VISITS, VALUES = 31, 60


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def entry(patient: UUID, number: int) -> VisitEntry:
    """Sixty values: 24 signs, a global score, and laboratory values for the rest."""
    signs = {item.key: item.key == "rash" for item in ITEMS[:24]}
    analytes = list(ANALYTES.values())[: VALUES - len(signs) - 1]
    middle = {each.code: str(sum(each.plausible) / 2) for each in analytes}
    return VisitEntry(
        patient=patient,
        day=DAY0 + timedelta(days=7 * number),
        labs={code: LabEntry(text=text) for code, text in middle.items()},
        answers={"sledai_2k": signs, "pga": {"pga": "0.2"}},
    )


def saves(session: Session) -> list[float]:
    """Seconds that each of the visits took, one after the other."""
    patient, _ = enrol(
        session,
        NewPatient(
            study_id="CAR-01",
            family="Bench",
            given="B.",
            born=PartialDate.parse("1980-01-02"),
            sex=Sex.FEMALE,
            hospital_no="1",
            disease="sle",
        ),
    )
    record_infusion(session, patient, NewInfusion(day0=PartialDate.of(DAY0)))
    return [seconds(lambda n=n: save_visit(session, entry(patient, n))) for n in range(VISITS)]  # type: ignore[misc]


def bare_saves(path: Path) -> list[float]:
    """The same number of values in keyed, durable transactions of one statement each."""
    dek = keys.new_dek()
    create_file(path, dek)
    db = connect(path, dek)
    db.conn.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, value TEXT) STRICT")

    def save(number: int) -> None:
        cells = [cell for n in range(VALUES) for cell in (f"{number}-{n}", "12.5")]
        with db.atomic():
            db.conn.execute(f"INSERT INTO bare VALUES {', '.join(['(?, ?)'] * VALUES)}", cells)

    took = [seconds(lambda n=n: save(n)) for n in range(VISITS)]  # type: ignore[misc]
    close(db)
    return took


def unlocks(folder: Path) -> tuple[list[float], list[float]]:
    """Seconds to a session from the passphrase, and for the one guess in it."""
    slot = read_keys(folder).of_kind(keys.PERSON)[0]
    whole, guess = [], []
    for _ in range(5):
        started = time.perf_counter()
        session = open_study(folder, passphrase=PASSPHRASE)
        whole.append(time.perf_counter() - started)
        session.close()
        guess.append(seconds(lambda: keys.unseal(slot, keys.from_passphrase(PASSPHRASE))))
    return whole, guess


def main() -> None:
    place = Path(sys.argv[1])
    asked = {"name": "Bench", "clinic": "Bench", "user_name": "B. Ench", "passphrase": PASSPHRASE}
    session = create_study(place / "saves", **asked).session  # type: ignore[arg-type]
    took, bare = saves(session), bare_saves(place / "bare.db")
    session.close()
    whole, guess = unlocks(place / "saves")
    for what, value, beside, least, limit in (
        (f"Save of a visit of {VALUES} values, trail included", took, "a bare transaction", bare, "40 ms"),
        ("Unlock with a passphrase", whole, "one guess", guess, "500 ms"),
    ):
        line = {"what": what, "value": statistics.median(value) * 1000, "beside": beside}
        line |= {"least": statistics.median(least) * 1000, "limit": f", goal {limit}"}
        print(json.dumps(line))


if __name__ == "__main__":
    main()
