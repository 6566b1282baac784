"""A day at the clinic through the real services, told step by step, for whoever pulls the plug meanwhile.

`python -m tests.faults.clinic_day PLACE TOLD` makes PLACE/study; TOLD hears of each step before and after it.
"""

import argparse
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from tracker.domain.change import Ref
from tracker.domain.instruments.sledai_2k import ITEMS
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Sex
from tracker.domain.refusal import Refusal
from tracker.domain.visit import Draft
from tracker.services.corrections import AnswerTarget, LabTarget, correct_value
from tracker.services.data_key import renew_data_key
from tracker.services.drafts import keep_draft
from tracker.services.enrolment import NewInfusion, NewPatient, enrol, record_infusion
from tracker.services.passphrases import change_passphrase
from tracker.services.session import Session
from tracker.services.studies import confirm_recovery, create_study, file_of, local_now, open_study
from tracker.services.visit_entry import LabEntry, VisitEntry
from tracker.services.visits import save_visit, sign_visit
from tracker.store import database, keys
from tracker.store.key_copies import read_keys
from tracker.store.mapping import KINDS, shape

PASSPHRASES = ("four unrelated quiet words", "seven other words of spring", "a third one for the autumn")
SECRETS = ("Zyxwvutova", "Qwghlmarine", "HOSP-77003311", "1234.567", "kept-in-draft", "told-as-reason")
"""What must never be found outside of the encrypted file."""
CHEAP = keys.Cost(memory=16, passes=1, lanes=1)

Tell = Callable[..., None]


def make_keys_cheap() -> None:
    """Let a guess cost little here; outside of tests such a key file is refused."""
    keys.COST = keys.FLOOR = CHEAP


def digest(row: object) -> str:
    return hashlib.sha256(repr(row).encode()).hexdigest()[:12]


def rows_of(session: Session, touched: Iterable[Ref]) -> dict[str, tuple[int, str]]:
    """What stands in the record for each row that was touched: id -> revision and digest."""
    kinds = {kind.__name__: kind for kind in KINDS}
    found = {}
    for each in touched:
        kind = kinds[each.kind]
        rows = session.records.find(kind, id=each.id)
        found |= {str(row.id): (row.revision, digest(shape(kind).row(row))) for row in rows}
    return found


def day(place: Path, tell: Tell, rounds: int) -> None:
    """The whole run; `tell` hears of each step before it begins and when it is done."""
    tell(begins="create")
    made = create_study(
        place / "study", name="Day", clinic="C", user_name="Kemi Abara", passphrase=PASSPHRASES[0]
    )
    session = made.session
    try:
        tell(done="create", passphrase=PASSPHRASES[0], code=made.recovery_code)
        confirm_recovery(session)
        for turn in range(rounds):
            _round(session, place, tell, turn)
            session.close()
            tell(begins="open")
            session = open_study(place / "study", passphrase=PASSPHRASES[(turn + 1) % len(PASSPHRASES)])
            tell(done="open")
        tell(begins="renew")
        renewed = renew_data_key(session, PASSPHRASES[rounds % len(PASSPHRASES)])
        tell(done="renew", code=renewed.recovery_code)
    finally:
        session.close()
    tell(done="day")


def _round(session: Session, place: Path, tell: Tell, turn: int) -> None:
    patient = _take_in(session, tell, turn)
    for number in range(3):
        _visit(session, tell, patient, number, PASSPHRASES[turn % len(PASSPHRASES)])
    tell(begins="backup")
    tell(done="backup", folder=file_of(session).back_up(f"day{turn}").relative_to(place).as_posix())
    new = PASSPHRASES[(turn + 1) % len(PASSPHRASES)]
    tell(begins="passphrase", passphrase=new)
    change_passphrase(session, PASSPHRASES[turn % len(PASSPHRASES)], new)
    tell(done="passphrase", passphrase=new)


def _take_in(session: Session, tell: Tell, turn: int) -> UUID:
    tell(begins="enrol")
    patient, touched = enrol(
        session,
        NewPatient(
            study_id=f"CAR-{turn}",
            family=f"{SECRETS[0]}{turn}",
            given=SECRETS[1],
            born=PartialDate.parse("1977-07-13"),
            sex=Sex.FEMALE,
            hospital_no=f"{SECRETS[2]}{turn}",
            disease="sle",
        ),
    )
    tell(done="enrol", rows=rows_of(session, touched))
    tell(begins="infusion")
    day0 = PartialDate.of(local_now().date() - timedelta(days=90))
    tell(done="infusion", rows=rows_of(session, record_infusion(session, patient, NewInfusion(day0=day0))))
    return patient


def _visit(session: Session, tell: Tell, patient: UUID, number: int, passphrase: str) -> None:
    entry = VisitEntry(patient=patient, day=local_now().date() - timedelta(days=60 - number))
    labs = {"cd19": "88", "cd3": "912", "igg": "4.1", "c3": "0.71", "anti_dsdna": "<10", "creatinine": "74"}
    typed: dict[str, LabEntry] = {}
    draft = None
    for code, text in labs.items():
        typed[code] = LabEntry(text=text, note=SECRETS[4] if code == "igg" else "")
        if len(typed) % 2:
            entry = VisitEntry(patient=patient, day=entry.day, labs=dict(typed))
            tell(begins="draft")
            draft = keep_draft(session, entry.content(), patient=patient, visit=None)
            tell(done="draft", rows=rows_of(session, [Ref("Draft", draft.id)]))
    answers = {item.key: item.key == "rash" for item in ITEMS}
    entry = VisitEntry(
        patient=patient, day=entry.day, labs=typed, answers={"sledai_2k": answers, "pga": {"pga": "0.2"}}
    )
    gone = [str(draft.id)] if draft else []
    tell(begins="visit", gone=gone)
    saved = save_visit(session, entry)
    assert not session.records.find(Draft)
    tell(done="visit", gone=gone, rows=rows_of(session, saved.touched))
    if number == 1:
        tell(begins="sign")
        tell(done="sign", rows=rows_of(session, sign_visit(session, saved, passphrase).touched))
    tell(begins="correct")
    lab = LabTarget(patient=patient, visit=saved.visit.id, analyte="creatinine")
    done = correct_value(session, lab, SECRETS[3], why=6, note=SECRETS[5])
    tell(done="correct", rows=rows_of(session, done.touched))
    tell(begins="correct")
    answer = AnswerTarget(patient=patient, visit=saved.visit.id, instrument="sledai_2k", item="fever")
    tell(done="correct", rows=rows_of(session, correct_value(session, answer, True, why=1).touched))


def forget_the_key() -> None:
    """For a control only: what the file would look like if nobody had encrypted it."""
    connect = database.sqlcipher.connect

    class Keyless(database.sqlcipher.Connection):  # type: ignore[name-defined, misc]
        def set_key(self, _key: str) -> None:
            """Nobody gives it one."""

    database.sqlcipher.connect = lambda *given, **more: connect(*given, factory=Keyless, **more)
    database.refuse_plaintext = lambda _: None


def run(place: Path, told: Path, rounds: int = 2, synchronous: str = "FULL") -> None:
    """Make the day with a listener that survives its speaker: each line is in the system's hands at once."""
    make_keys_cheap()
    database._PRAGMAS = tuple(
        f"synchronous={synchronous}" if each.startswith("synchronous=") else each
        for each in database._PRAGMAS
    )
    lines = os.open(told, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)

    def tell(**what: object) -> None:
        os.write(lines, json.dumps(what).encode() + b"\n")

    try:
        day(place, tell, rounds)
    except Refusal as refusal:
        tell(refused=type(refusal).__name__)
        try:
            go_on(place, tell)
        except Refusal as again:
            tell(refused=type(again).__name__)


def go_on(place: Path, tell: Tell) -> None:
    """What a person does after a refusal: start again, see what is there, enter the next patient."""
    if not (place / "study").exists():
        return
    passphrase = next(
        each
        for each in PASSPHRASES
        for slot in read_keys(place / "study").of_kind(keys.PERSON)
        if keys.unseal(slot, keys.from_passphrase(each))
    )
    session = open_study(place / "study", passphrase=passphrase)
    _take_in(session, tell, 99)
    session.close()
    tell(done="day")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("place", type=Path)
    parser.add_argument("told", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--synchronous", default="FULL")
    parser.add_argument("--keyless", action="store_true")
    asked = parser.parse_args()
    if asked.keyless:
        forget_the_key()
    run(asked.place, asked.told, asked.rounds, asked.synchronous)


if __name__ == "__main__":
    main()
