"""The data key of a study, wrapped once per person: keys.json and its slots."""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from uuid import UUID

from tracker.store.files import write_whole
from tracker.store.passphrase import normal
from tracker.store.refusals import KeysMissing, KeysTooWeak

FORMAT = 2
PERSON, ONCE, RECOVERY, PRACTICE = "person", "once", "recovery", "practice"
"""What opens a slot: a passphrase, a one-time code, the recovery code, nothing."""
DEK_BYTES = 32
KEYS, PREVIOUS = "keys.json", ".keys.prev.json"
COPY = Path("backups", "keys.json")


@dataclass(frozen=True)
class Cost:
    """How dear one guess is: memory in KiB, passes, lanes."""

    memory: int
    passes: int
    lanes: int

    def weaker_than(self, other: "Cost") -> bool:
        return self.memory < other.memory or self.passes < other.passes or self.lanes < 1


COST = Cost(memory=128 * 1024, passes=3, lanes=2)
"""What new slots get: about 0.2 s on a clinic laptop."""
FLOOR = Cost(memory=64 * 1024, passes=3, lanes=1)
"""What an existing slot must have; a file that asks for less was tampered with."""
CEILING = Cost(memory=4 * 1024 * 1024, passes=64, lanes=64)
"""What a slot may ask of this computer."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """The data key sealed for one holder. Every field but `sealed` is authenticated with it."""

    version: int = 1
    database: str
    holder: str
    name: str = ""
    kind: str
    kdf: str = "argon2id"
    memory: int = 0
    passes: int = 0
    lanes: int = 0
    salt: str = ""
    nonce: str = ""
    sealed: str

    @property
    def header(self) -> bytes:
        """What is bound to the key: a renamed, moved or cheapened slot no longer opens."""
        fields = {name: value for name, value in asdict(self).items() if name != "sealed"}
        return json.dumps(fields, sort_keys=True, ensure_ascii=True).encode()


@dataclass(frozen=True)
class KeyFile:
    """All slots of one study."""

    database: UUID
    slots: tuple[Slot, ...] = field(default=())
    next: tuple[Slot, ...] = field(default=())
    """The slots of the data key that takes over, while it does: one of both sets opens the data."""

    def of_kind(self, *kinds: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind in kinds)

    @property
    def practice(self) -> bool:
        return bool(self.of_kind(PRACTICE))

    @property
    def taken_over(self) -> "KeyFile":
        """The file once the next key is the only one."""
        return KeyFile(self.database, self.next)


def new_dek() -> bytes:
    """256 random bits, made once in the life of a study."""
    return os.urandom(DEK_BYTES)


def seal(dek: bytes, secret: bytes, *, database: UUID, holder: UUID, kind: str, name: str = "") -> Slot:
    """A slot that opens with `secret`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    empty = Slot(
        database=str(database),
        holder=str(holder),
        name=name,
        kind=kind,
        memory=COST.memory,
        passes=COST.passes,
        lanes=COST.lanes,
        salt=salt.hex(),
        nonce=nonce.hex(),
        sealed="",
    )
    return replace(empty, sealed=AESGCM(_stretch(secret, empty)).encrypt(nonce, dek, empty.header).hex())


def practice_slot(dek: bytes, *, database: UUID, holder: UUID) -> Slot:
    """A slot that holds the key in the open; only a file that says PRACTICE inside accepts it."""
    return Slot(database=str(database), holder=str(holder), kind=PRACTICE, kdf="none", sealed=dek.hex())


def practice_key(slot: Slot) -> bytes:
    """The key that lies in the open."""
    try:
        dek = bytes.fromhex(slot.sealed)
    except ValueError:
        raise KeysMissing from None
    if len(dek) != DEK_BYTES:
        raise KeysMissing
    return dek


def unseal(slot: Slot, secret: bytes) -> bytes | None:
    """The data key, or None when `secret` is wrong or the slot was altered."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cost = Cost(slot.memory, slot.passes, slot.lanes)
    if slot.kdf != "argon2id" or cost.weaker_than(FLOOR):
        raise KeysTooWeak
    if cost.memory > CEILING.memory or cost.passes > CEILING.passes or cost.lanes > CEILING.lanes:
        raise KeysMissing
    try:
        nonce, sealed = bytes.fromhex(slot.nonce), bytes.fromhex(slot.sealed)
        return AESGCM(_stretch(secret, slot)).decrypt(nonce, sealed, slot.header)
    except (InvalidTag, ValueError):
        return None


def from_passphrase(passphrase: str) -> bytes:
    return normal(passphrase).encode()


def file_content(keys: KeyFile) -> bytes:
    """The text of keys.json; a sum over all of it tells damage from a wrong passphrase."""
    whole: dict[str, object] = {
        "format": FORMAT,
        "database": str(keys.database),
        "slots": [asdict(slot) for slot in keys.slots],
        "next": [asdict(slot) for slot in keys.next],
    }
    return json.dumps({**whole, "check": _sum(whole)}, indent=1).encode()


@dataclass(frozen=True)
class Reading:
    """What a key file says. One that is not `sound` may still hold slots that open: each is sealed alone."""

    file: KeyFile | None = None
    sound: bool = False
    newer: bool = False


def read_content(content: bytes) -> Reading:
    """Read the text of a key file; it never fails."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return Reading()
    if not isinstance(found, dict):
        return Reading()
    version, check = found.get("format"), found.pop("check", None)
    if type(version) is int and version > FORMAT:
        return Reading(newer=True)
    slots, next_ = _slots(found.get("slots")), _slots(found.get("next", []))
    database = _database(found.get("database"), (*slots, *next_))
    if database is None:
        return Reading()
    whole = version == FORMAT and check == _sum(found) and len(next_) == len(found.get("next", ()))
    early = version == 1 and check is None and set(found) == {"format", "database", "slots"}
    complete = str(database) == found.get("database") and bool(slots) and len(slots) == len(found["slots"])
    return Reading(KeyFile(database, slots, next_), sound=(whole or early) and complete)


def write_keys(folder: Path, keys: KeyFile) -> None:
    """Replace keys.json at once; the one before is kept, and a copy goes beside the backups.

    An OSError means that the file before counts. A copy that fails is no reason: it is made at the next
    opening, and a folder that takes no copy takes no backup either, which is said.
    """
    content = file_content(keys)
    current = folder / KEYS
    before = current.read_bytes() if current.is_file() else None
    if before is not None and read_content(before).sound:
        write_whole(folder / PREVIOUS, before)
    try:
        write_whole(current, content)
    except OSError:
        if before is not None and current.read_bytes() == content:
            with suppress(OSError):
                write_whole(current, before)
        raise
    with suppress(OSError):
        copy_keys(folder, content)


def copy_keys(folder: Path, content: bytes) -> None:
    """Put the copy of keys.json into its second place."""
    (folder / COPY).parent.mkdir(mode=0o700, exist_ok=True)
    write_whole(folder / COPY, content)


def forget_previous(folder: Path) -> None:
    """Leave nothing of the key file before: what it holds opens nothing any more."""
    write_whole(folder / PREVIOUS, (folder / KEYS).read_bytes())


def read_own_keys(folder: Path) -> KeyFile:
    """keys.json itself, as it lies in a backup."""
    try:
        found = read_content((folder / KEYS).read_bytes()).file
    except OSError:
        found = None
    if found is None:
        raise KeysMissing
    return found


def has_keys(folder: Path) -> bool:
    """Whether there is a key file or a copy of one, readable or not."""
    return any(os.path.lexists(place) for place in (folder / KEYS, folder / COPY, folder / PREVIOUS))


def _sum(whole: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _database(said: object, slots: tuple[Slot, ...]) -> UUID | None:
    """The study that the file names, else the one that its slots name."""
    for each in (said, *(slot.database for slot in slots)):
        try:
            return UUID(str(each))
        except ValueError:
            continue
    return None


def _slots(found: object) -> tuple[Slot, ...]:
    """Every slot that can be read at all."""
    return tuple(slot for each in found if (slot := _slot(each))) if isinstance(found, list) else ()


def _slot(found: object) -> Slot | None:
    if not isinstance(found, dict):
        return None
    try:
        slot = Slot(**found)
    except TypeError:
        return None
    numbers = (slot.version, slot.memory, slot.passes, slot.lanes)
    texts = (slot.database, slot.holder, slot.name, slot.kind, slot.kdf, slot.salt, slot.nonce, slot.sealed)
    fits = all(type(each) is int for each in numbers) and all(type(each) is str for each in texts)
    return slot if fits else None


def _stretch(secret: bytes, slot: Slot) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    salt = bytes.fromhex(slot.salt)
    kdf = Argon2id(salt=salt, length=32, iterations=slot.passes, lanes=slot.lanes, memory_cost=slot.memory)
    return kdf.derive(secret)
