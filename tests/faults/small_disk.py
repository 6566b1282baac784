"""A day on a disk that is too small or may only be read; run inside mounts of its own, answers in JSON.

`python -m tests.faults.small_disk full|readonly BASE`
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from tests.faults.clinic_day import PASSPHRASES, go_on, make_keys_cheap, run
from tests.faults.judge import judge_file
from tracker.domain.patient import Patient
from tracker.domain.refusal import Refusal
from tracker.services.studies import create_study, file_of, open_study
from tracker.store.backup import BackupFailed


def mount(*command: str) -> None:
    subprocess.run(["mount", *command], check=True)


def full(base: Path) -> dict[str, object]:
    """A day until the disk is full, what still can be done then, and the next with room again."""
    place, told, stick = base / "place", base / "told", base / "stick"
    for each in (place, stick):
        each.mkdir()
    for size in range(1000, 6000, 400):
        told.unlink(missing_ok=True)
        mount("-t", "tmpfs", "-o", f"size={size}k", "none", str(place))
        run(place, told)
        lines = told.read_text()
        refused = [
            found["refused"] for line in lines.splitlines() if "refused" in (found := json.loads(line))
        ]
        if '"done": "visit"' in lines:
            break
        subprocess.run(["umount", str(place)], check=True)
    mount("-o", f"remount,size={size + 200}k", str(place))
    session = open_study(place / "study", passphrase=PASSPHRASES[0], write=False)
    read = len(session.records.find(Patient))
    session.close()
    mount("-o", "remount,size=40m", str(place))
    after: list[object] = []
    go_on(place, lambda **said: after.append(said))
    session = open_study(place / "study", passphrase=PASSPHRASES[0])
    file_of(session).back_up("stick", stick)
    session.close()
    return {"refused": refused, "read": read, "after": len(after), "judged": judge_file(place, lines)}


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def readonly(base: Path) -> dict[str, object]:
    """A study on a disk that may only be read: opened for writing, made anew, backed up to."""
    place = base / "place"
    place.mkdir()
    mount("-t", "tmpfs", "none", str(place))
    made = create_study(place / "study", name="S", clinic="C", user_name="K", passphrase=PASSPHRASES[0])
    made.session.close()
    before, told = fingerprint(place), []
    elsewhere = create_study(base / "other", name="S", clinic="C", user_name="K", passphrase=PASSPHRASES[0])
    mount("-o", "remount,ro", str(place))
    for attempt in (
        lambda: open_study(place / "study", passphrase=PASSPHRASES[0]),
        lambda: create_study(place / "new", name="S", clinic="C", user_name="K", passphrase=PASSPHRASES[0]),
        lambda: file_of(elsewhere.session).back_up("stick", place),
    ):
        try:
            attempt()
            told.append("done")
        except (Refusal, BackupFailed) as refusal:
            told.append(type(refusal).__name__)
    elsewhere.session.close()
    return {"told": told, "same": fingerprint(place) == before}


if __name__ == "__main__":
    make_keys_cheap()
    print(json.dumps({"full": full, "readonly": readonly}[sys.argv[1]](Path(sys.argv[2]))))
