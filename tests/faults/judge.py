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
from tracker.store.key_copies import read_keys
from tracker.store.mapping import KINDS, shape
from tracker.store.recovery_code import read_code


@dataclass
class Found:
    """What the program finds in a folder after a fault."""

    there: bool = False
    problems: list[str] = field(default_factory=list)
    rows: dict[str, tuple[int, str]] = field(default_factory=dict)
    opened_by: list[str] = field(default_factory=list)
    paper: tuple[keys.Slot, ...] = ()
    """The slots that a recovery code opens, once the study was opened and what was interrupted is ended."""
    backups: dict[str, bool] = field(default_factory=dict)


def examine(place: Path) -> Found:
    """Open PLACE/study the way the program does and read all of it."""
    folder = place / "study"
    if not folder.exists():
        return Found()
    found = Found(there=True)
    try:
        found.opened_by = [each for each in PASSPHRASES if _opening(read_keys(folder), each)]
        if not found.opened_by:
            found.problems.append("no passphrase opens the study")
            return found
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
        found.paper = read_keys(folder).of_kind(keys.RECOVERY)
        found.backups = {
            each.relative_to(place).as_posix(): _sound(each)
            for each in (folder / "backups").glob("*")
            if (each / MANIFEST).exists() and each.suffix != ".tmp"
        }
    except (Refusal, OSError, KeyError, ValueError) as error:
        found.problems.append(f"unreadable: {error!r}")
    return found


def _opening(key_file: keys.KeyFile, passphrase: str) -> bytes | None:
    """The data key that a passphrase gives, the one that takes over included."""
    slots = (slot for slot in (*key_file.slots, *key_file.next) if slot.kind == keys.PERSON)
    found = (keys.unseal(slot, keys.from_passphrase(passphrase)) for slot in slots)
    return next((dek for dek in found if dek), None)


_KNOWN: dict[str, bool] = {}


def _sound(backup: Path) -> bool:
    """Whether a backup is whole: its manifest is right about its content, and it opens."""
    try:
        content = (backup / DATA).read_bytes()
        manifest = (backup / MANIFEST).read_bytes()
        opened = (_opening(keys.read_own_keys(backup), each) for each in PASSPHRASES)
        dek = next((each for each in opened if each), None)
        if not dek or json.loads(manifest)["sha256"] != (seal := hashlib.sha256(content).hexdigest()):
            return False
    except (OSError, ValueError, Refusal):
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
    codes = [str(each["code"]) for each in done if "code" in each][-1:]
    renewing = any(each["begins"] == "renew" for each in running)
    if codes and not renewing and not any(keys.unseal(slot, read_code(codes[0])) for slot in found.paper):
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
    return broken(examine(place), told)


def fast_folder() -> Path | None:
    """Where thousands of small files cost no disk."""
    memory = Path("/dev", "shm")
    return memory if os.access(memory, os.W_OK) else None
