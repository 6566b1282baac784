"""keys.json harmed in every field: its copies are tried, then the recovery code, and it is said in words."""

import json
import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from uuid import uuid4

import pytest

from tests.fakes import make_keys_cheap
from tests.store.conftest import PASSPHRASE
from tracker.services.opened import KEYS_DAMAGED, KEYS_REPLACED
from tracker.services.studies import create_study, open_study, people
from tracker.store import attempts, keys, refusals
from tracker.store.key_copies import DAMAGED, copies

TOP = ("format", "database", "slots", "next", "check")
SLOT = tuple(field.name for field in fields(keys.Slot))
HARMS: dict[str, Callable[[object], object]] = {
    "gone": lambda _old: ...,
    "null": lambda _old: None,
    "a list": lambda _old: [],
    "a number": lambda _old: 7,
    "other text": lambda _old: "x",
    "another": lambda old: str(uuid4()) if isinstance(old, str) and "-" in old else _turned(old),
}
HARMLESS = {("version", "gone"), ("kdf", "gone")}
"""Whoever reads a slot takes the very value that is missing: the passphrase still opens, and it is mended."""
PLACES = [*((("top", name)) for name in TOP), *(("person", name) for name in SLOT)]


def _turned(old: object) -> object:
    """A value of the same kind that is not the old one."""
    if isinstance(old, str):
        return ("1" if old[:1] != "1" else "2") + old[1:]
    if isinstance(old, int):
        return old + 1
    return [{"version": 1}]


def harmed(content: bytes, where: str, name: str, harm: Callable[[object], object]) -> bytes:
    whole = json.loads(content)
    inside = whole if where == "top" else next(s for s in whole["slots"] if s["kind"] == where)
    new = harm(inside[name])
    if new is ...:
        del inside[name]
    else:
        inside[name] = new
    return json.dumps(whole).encode()


def same(one: bytes, other: bytes) -> bool:
    return json.loads(one) == json.loads(other)


@pytest.fixture(scope="module")
def models(tmp_path_factory) -> dict[str, tuple[Path, str]]:
    """Two closed studies and their recovery codes, made once and copied for each harm."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        make_keys_cheap(patch)
        for name in ("one", "other"):
            place = tmp_path_factory.mktemp("models") / name
            study = create_study(place, name="S", clinic="C", user_name="Kemi Abara", passphrase=PASSPHRASE)
            study.session.close()
            made[name] = place, study.recovery_code
    return made


@pytest.fixture
def folder(tmp_path, models) -> Path:
    return Path(shutil.copytree(models["one"][0], tmp_path / "study"))


@pytest.fixture
def code(folder, models) -> tuple[Path, str]:
    """A closed study and its recovery code."""
    return folder, models["one"][1]


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize(("where", "name"), PLACES)
def test_that_harm_to_any_field_is_mended_from_the_copy_and_said(folder, clock, where, name, harm):
    sound = (folder / keys.KEYS).read_bytes()
    broken = harmed(sound, where, name, HARMS[harm])
    if same(broken, sound):
        return
    (folder / keys.KEYS).write_bytes(broken)

    session = open_study(folder, passphrase=PASSPHRASE, now=clock)

    assert session.told == (KEYS_REPLACED,)
    session.close()
    assert (folder / keys.KEYS).read_bytes() == sound
    assert (folder / DAMAGED).read_bytes() == broken
    assert copies(folder).sound


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("name", SLOT)
def test_that_the_recovery_code_opens_where_every_copy_is_harmed(code, clock, name, harm):
    folder, paper = code
    sound = (folder / keys.KEYS).read_bytes()
    broken = harmed(sound, "person", name, HARMS[harm])
    if same(broken, sound):
        return
    for place in (keys.KEYS, keys.COPY, keys.PREVIOUS):
        (folder / place).write_bytes(broken)
    if (name, harm) in HARMLESS:
        open_study(folder, passphrase=PASSPHRASE, user="Kemi Abara", now=clock).close()
        assert copies(folder).sound
        return
    with pytest.raises(refusals.Refusal):
        open_study(folder, passphrase=PASSPHRASE, user="Kemi Abara", now=clock)
    attempts.forget(copies(folder).files[0].database)
    session = open_study(folder, recovery_code=paper, now=clock)
    assert (session.user.name, session.told) == ("Kemi Abara", (KEYS_REPLACED,))
    session.close()
    assert copies(folder).sound


def test_that_a_passphrase_is_not_called_wrong_where_the_key_file_is_harmed(folder, clock):
    broken = harmed((folder / keys.KEYS).read_bytes(), "person", "sealed", _turned)
    for place in (keys.KEYS, keys.COPY):
        (folder / place).write_bytes(broken)
    with pytest.raises(refusals.WrongOrDamaged, match=r"keys\.json is damaged"):
        open_study(folder, passphrase=PASSPHRASE, now=clock)


@pytest.mark.parametrize("length", [0, 1, 40, 400, -1])
def test_that_a_cut_file_is_mended(folder, clock, length):
    sound = (folder / keys.KEYS).read_bytes()
    (folder / keys.KEYS).write_bytes(sound[:length])
    open_study(folder, passphrase=PASSPHRASE, now=clock).close()
    assert (folder / keys.KEYS).read_bytes() == sound


def test_that_the_key_file_of_another_study_is_put_aside(folder, models, clock):
    foreign = (models["other"][0] / keys.KEYS).read_bytes()
    sound = (folder / keys.KEYS).read_bytes()
    (folder / keys.KEYS).write_bytes(foreign)
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    assert session.told == (KEYS_REPLACED,)
    session.close()
    assert (folder / keys.KEYS).read_bytes() == sound
    assert (folder / DAMAGED).read_bytes() == foreign
    assert copies(folder).files == (keys.read_content(sound).file,)


def test_that_reading_says_it_and_mends_nothing(folder, clock):
    (folder / keys.KEYS).write_bytes(b"{")
    session = open_study(folder, passphrase=PASSPHRASE, now=clock, write=False)
    assert session.told == (KEYS_DAMAGED,)
    session.close()
    assert (folder / keys.KEYS).read_bytes() == b"{"


def test_that_keys_inside_a_backup_are_the_last_resort(folder, clock):
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    session.file.back_up("by-hand")
    session.close()
    for place in (keys.KEYS, keys.COPY, keys.PREVIOUS):
        (folder / place).unlink(missing_ok=True)
    assert people(folder) == ("Kemi Abara",)
    open_study(folder, passphrase=PASSPHRASE, now=clock).close()
    assert copies(folder).sound


def test_that_a_sound_key_file_is_not_touched_and_an_older_one_opens_nothing(folder, clock):
    before = (folder / keys.KEYS).read_bytes()
    session = open_study(folder, passphrase=PASSPHRASE, now=clock)
    assert session.told == ()
    session.close()
    assert (folder / keys.KEYS).read_bytes() == before
    assert not (folder / DAMAGED).exists()


def test_that_a_key_file_of_a_newer_version_is_left_alone(folder, clock):
    newer = harmed((folder / keys.KEYS).read_bytes(), "top", "format", lambda _old: 99)
    for place in (keys.KEYS, keys.COPY):
        (folder / place).write_bytes(newer)
    with pytest.raises(refusals.KeysTooNew):
        open_study(folder, passphrase=PASSPHRASE, now=clock)
    assert (folder / keys.KEYS).read_bytes() == newer
