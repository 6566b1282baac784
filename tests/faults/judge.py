"""Opens what a fault left behind, as the program would, and says what of the promises is broken."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.clinic_day import PASSPHRASES, digest
from tracker.domain.refusal import Refusal
from tracker.services.studies import open_study, verify
from tracker.store import keys
from tracker.store.backup import MANIFEST
from tracker.store.files import DATA
from tracker.store.health import check
from tracker.store.mapping import KINDS, shape
from tracker.store.recovery_code import read_code


@dataclass
class Found:
    """What the program finds in a folder after a fault."""

    there: bool = False
    problems: list[str] = field(default_factory=list)
    rows: dict[str, tuple[int, str]] = field(default_factory=dict)
    opened_by: list[str] = field(default_factory=list)
    opened_by_code: bool = False
    backups: dict[str, bool] = field(default_factory=dict)


def examine(place: Path, code: str = "") -> Found:
    """Open PLACE/study the way the program does and read all of it."""
    folder = place / "study"
    if not folder.exists():
        return Found()
    found = Found(there=True)
    try:
        key_file = keys.read_keys(folder)
        slots = key_file.of_kind(keys.PERSON)
        deks = {
            each: dek
            for each in PASSPHRASES
            for slot in slots
            if (dek := keys.unseal(slot, keys.from_passphrase(each)))
        }
        found.opened_by = list(deks)
        if not deks:
            found.problems.append("no passphrase opens the study")
            return found
        if code:
            paper = [keys.unseal(each, read_code(code)) for each in key_file.of_kind(keys.RECOVERY)]
            found.opened_by_code = any(paper)
        dek = deks[found.opened_by[0]]
        session = open_study(folder, passphrase=found.opened_by[0])
        try:
            found.problems += [f"{each.phrase} {each.n}" for each in verify(session).problems]
            for kind in KINDS:
                form = shape(kind)
                found.rows |= {
                    str(row.id): (row.revision, digest(form.row(row))) for row in session.records.find(kind)
                }
        finally:
            session.close()
        found.backups = {
            each.relative_to(place).as_posix(): _sound(each, dek)
            for each in (folder / "backups").glob("*")
            if (each / MANIFEST).exists() and each.suffix != ".tmp"
        }
    except (Refusal, OSError, KeyError, ValueError) as error:
        found.problems.append(f"unreadable: {error!r}")
    return found


_KNOWN: dict[str, bool] = {}


def _sound(backup: Path, dek: bytes) -> bool:
    """Whether a backup is whole: its manifest is right about its content, and it opens."""
    try:
        content = (backup / DATA).read_bytes()
        manifest = (backup / MANIFEST).read_bytes()
        (backup / "keys.json").read_bytes()
        if json.loads(manifest)["sha256"] != (seal := hashlib.sha256(content).hexdigest()):
            return False
    except (OSError, ValueError):
        return False
    if seal not in _KNOWN:
        _KNOWN[seal] = check(backup / DATA, dek).sound
    return _KNOWN[seal]


def broken(found: Found, told: Sequence[Mapping[str, object]]) -> tuple[list[str], list[str]]:
    """Harm, and losses: what the program acknowledged in `told` and is not there."""
    done = [each for each in told if "done" in each]
    running = _running(told)
    if not found.there:
        return ([], ["the study"] if done else [])
    harm = list(found.problems)
    harm += [f"half a backup: {path}" for path, sound in found.backups.items() if not sound]
    if found.problems:
        return harm, []
    rows: dict[str, tuple[int, str]] = {}
    backups: list[str] = []
    passphrase = PASSPHRASES[0]
    for each in done:
        for id in each.get("gone", ()):  # type: ignore[attr-defined]
            rows.pop(id, None)
        rows |= {id: tuple(row) for id, row in each.get("rows", {}).items()}  # type: ignore[attr-defined]
        backups += [str(each["folder"])] if each["done"] == "backup" else []
        passphrase = str(each.get("passphrase", passphrase))
    for id in (id for step in running for id in step.get("gone", ())):  # type: ignore[attr-defined]
        if id not in found.rows:
            rows.pop(id, None)
    lost = [f"row {id}" for id, row in rows.items() if not _kept(row, found.rows.get(id), bool(running))]
    lost += [f"backup {path}" for path in backups if not found.backups.get(path)]
    accepted = {passphrase, *(str(each.get("passphrase", passphrase)) for each in running)}
    if not set(found.opened_by) <= accepted:
        harm.append("a passphrase that was replaced still opens, or the one before the last does")
    if any("code" in each for each in done) and not found.opened_by_code:
        lost.append("the recovery code")
    return harm, lost


def _running(told: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """The steps that began and of which nobody heard that they are done."""
    begun: list[Mapping[str, object]] = []
    for each in told:
        if "begins" in each:
            begun.append(each)
        elif begun and each.get("done") == begun[-1]["begins"]:
            begun.pop()
    return begun


def _kept(told: tuple[int, str], found: tuple[int, str] | None, running: bool) -> bool:
    """The row as it was acknowledged, or as the step that was under way left it whole."""
    return found is not None and (found == told or (running and found[0] == told[0] + 1))


def judge_file(place: Path, lines: str) -> tuple[list[str], list[str]]:
    """Examine a folder against the lines of its program; a line that was cut off was not told."""
    told = [json.loads(line) for line in lines.splitlines(keepends=True) if line.endswith("\n")]
    code = next((each["code"] for each in told if "code" in each), "")
    return broken(examine(place, code), told)


def fast_folder() -> Path | None:
    """Where thousands of small files cost no disk."""
    memory = Path("/dev", "shm")
    return memory if os.access(memory, os.W_OK) else None
