"""The data key of a study, wrapped once per person: keys.json, its slots and its copies."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from uuid import UUID

from tracker.store.files import write_whole
from tracker.store.passphrase import normal
from tracker.store.refusals import KeysMissing, KeysTooNew, KeysTooWeak

FORMAT = 1
PERSON, RECOVERY, PRACTICE = "person", "recovery", "practice"
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

    def of_kind(self, kind: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind == kind)

    @property
    def practice(self) -> bool:
        return bool(self.of_kind(PRACTICE))


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
    """The text of keys.json."""
    return json.dumps(
        {"format": FORMAT, "database": str(keys.database), "slots": [asdict(slot) for slot in keys.slots]},
        indent=1,
    ).encode()


def write_keys(folder: Path, keys: KeyFile) -> None:
    """Replace keys.json at once; the one before is kept, and a copy goes beside the backups."""
    content = file_content(keys)
    current = folder / KEYS
    if current.is_file() and _read(current) is not None:
        write_whole(folder / PREVIOUS, current.read_bytes())
    write_whole(current, content)
    (folder / COPY).parent.mkdir(mode=0o700, exist_ok=True)
    write_whole(folder / COPY, content)


def read_keys(folder: Path) -> KeyFile:
    """keys.json, or the first of its copies that can be read."""
    for place in (folder / KEYS, folder / COPY, folder / PREVIOUS):
        found = _read(place)
        if found is not None:
            return found
    raise KeysMissing


def read_own_keys(folder: Path) -> KeyFile:
    """keys.json itself, as it lies in a backup."""
    found = _read(folder / KEYS)
    if found is None:
        raise KeysMissing
    return found


def has_keys(folder: Path) -> bool:
    """Whether there is a key file or a copy of one, readable or not."""
    return any(os.path.lexists(place) for place in (folder / KEYS, folder / COPY, folder / PREVIOUS))


def _read(path: Path) -> KeyFile | None:
    try:
        found = json.loads(path.read_bytes())
        if not isinstance(found, Mapping) or not isinstance(found["format"], int):
            return None
        if found["format"] > FORMAT:
            raise KeysTooNew
        return KeyFile(UUID(found["database"]), tuple(_slot(each) for each in found["slots"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _slot(found: Mapping[str, object]) -> Slot:
    slot = Slot(**found)  # type: ignore[arg-type]
    numbers = (slot.version, slot.memory, slot.passes, slot.lanes)
    texts = (slot.database, slot.holder, slot.name, slot.kind, slot.kdf, slot.salt, slot.nonce, slot.sealed)
    if not all(type(each) is int for each in numbers) or not all(type(each) is str for each in texts):
        raise TypeError("a slot has numbers and texts")
    return slot


def _stretch(secret: bytes, slot: Slot) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    salt = bytes.fromhex(slot.salt)
    kdf = Argon2id(salt=salt, length=32, iterations=slot.passes, lanes=slot.lanes, memory_cost=slot.memory)
    return kdf.derive(secret)
