"""Backups as the person meets them: when one is due, where they lie, how old they are, in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from tracker.domain.change import Act
from tracker.domain.progress import Cancelled, Progress, part, silent
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_, Said
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.shared_folders import refuse_shared
from tracker.store import backup, laptop
from tracker.store.package import Package, packages
from tracker.store.study_file import BACKUPS, StudyFile

STALE, ASK_AGAIN = timedelta(days=7), timedelta(days=30)
EVERY = timedelta(minutes=30)
"""How long one works before what was changed is backed up."""
CHANGES_NOTHING = (Act.LOGIN, Act.FAILED_LOGIN, Act.DRILLED)

BY_HAND, ON_CLOSE, IN_USE, BEFORE_IMPORT = "by-hand", "on-close", "in-use", "before-import"
REASONS = {
    BY_HAND: N_("by hand"),
    ON_CLOSE: N_("when the study was closed"),
    IN_USE: N_("during work"),
    BEFORE_IMPORT: N_("before an import"),
    "before-migration": N_("before an update"),
    "before-restore": N_("before a restore"),
}


@dataclass(frozen=True, kw_only=True)
class BackupState:
    """How safe the study is; `verdict` is one sentence, `tone` "ok", "info", "warn" or "danger"."""

    newest: datetime | None = None
    age: timedelta | None = None
    place: Path | None = None
    """The second place, whether it is there or not."""
    place_there: bool = False
    changed: bool = False
    """Whether the study holds more than its newest backup."""
    behind: bool = False
    """Whether the study lacks entries that a backup beside it holds: an older file was put in its place."""
    stale: bool = False
    failed: bool = False
    ask_for_place: bool = False
    verdict: Said = field(default_factory=lambda: Said(""))
    tone: str = "ok"

    @property
    def stays(self) -> bool:
        """Whether a banner has to say so until it is better."""
        return self.stale or self.failed


class PlaceUnfit(Refusal):
    """A second place that is none."""


def backup_state(session: Session) -> BackupState:
    """Where the backups of this study stand. Nothing is opened with a key; a few small files are read."""
    file = session.file
    if not isinstance(file, StudyFile):
        return BackupState()
    known, now = laptop.remembered(session.study.id), file.now()
    newest = _newest(session)
    made = newest.manifest.made if newest and newest.manifest else None
    age = max(now - made, timedelta()) if made else None
    there = known.place is not None and known.place.is_dir()
    found = BackupState(
        newest=made,
        age=age,
        place=known.place,
        place_there=there,
        changed=_changed(file, newest),
        behind=_behind(file),
        stale=not session.study.practice and (age > STALE if age is not None else _old(session, now)),
        failed=known.failed is not None,
        ask_for_place=known.place is None and not session.study.practice and _asks(known.later, now),
    )
    tone, verdict = _verdict(found, known, now)
    return replace(found, verdict=verdict, tone=tone)


@needs(Right.BACK_UP)
def back_up_now(
    session: Session, progress: Progress = silent, reason: str = BY_HAND, second: Path | None = None
) -> BackupState:
    """Make a backup, check it, bring it to a second place, let go what the rule can spare.

    `second` is a place for this once; without it the remembered one is used, if there is one.

    Refuses when no backup was made, or when the second place could not take it; a failure is remembered.
    """
    if second is not None and not session.study.practice:
        refuse_shared(second)
    place = second or laptop.remembered(session.study.id).place
    _make(session, reason, place, progress)
    return backup_state(session)


def back_up_if_changed(session: Session, reason: str, progress: Progress = silent) -> bool:
    """The backup that nobody asked for: whether one was made.

    A practice study gets none. A stick that is not in is no failure; the state says how far it is behind.
    """
    file = session.file
    if not isinstance(file, StudyFile) or session.study.practice or not _changed(file, _newest(session)):
        return False
    place = laptop.remembered(session.study.id).place
    _make(session, reason, place if place is not None and place.is_dir() else None, progress)
    return True


@needs(Right.BACK_UP)
def choose_place(session: Session, place: Path | None) -> BackupState:
    """Remember the second place on this computer, or forget it."""
    if place is not None:
        if not place.is_dir():
            raise backup.PlaceMissing(place)
        inside = session.folder.resolve()
        if place.resolve() == inside or inside in place.resolve().parents:
            raise PlaceUnfit(
                N_("The second place cannot be inside the study's folder. Choose a stick or another drive.")
            )
        if not session.study.practice:
            refuse_shared(place)
    _remember(session, place=place, placed=None, failed=None)
    return backup_state(session)


def close_with_backup(session: Session) -> None:
    """Close the study, with a backup of what was changed; one that fails is told of at the next unlock."""
    try:
        back_up_if_changed(session, ON_CLOSE)
    except (Refusal, OSError):
        pass
    finally:
        session.close()


def ask_for_place_later(session: Session) -> None:
    """Not now; the question comes again in a month."""
    _remember(session, later=_file(session).now())


def list_backups(session: Session) -> tuple[Package, ...]:
    """Every backup here and in the second place, the one that reaches furthest first."""
    known = laptop.remembered(session.study.id)
    there = packages(known.place / place_name(session)) if known.place else ()
    return (*packages(session.folder / BACKUPS), *there)


def place_name(session: Session) -> str:
    """The folder in the second place: it names the study by a number, and nobody."""
    return f"tracker-{session.study.id.hex[:8]}"


def _make(session: Session, reason: str, second: Path | None, progress: Progress) -> None:
    file = _file(session)
    with _failures_remembered(session):
        made = file.back_up(reason, progress=part(progress, 0, 60 if second else 100))
        backup.thin(made.parent, file.now())
        if second:
            place = second / place_name(session)
            file.copy_package(made, place, part(progress, 60, 100))
            backup.thin(place, file.now())
            if second == laptop.remembered(session.study.id).place:
                _remember(session, placed=file.now())


def _newest(session: Session) -> Package | None:
    """The newest that can be read and that no restore has left behind, here or in the second place."""
    found = [each for each in list_backups(session) if each.whole and not each.superseded]
    return max(found, key=lambda each: (each.kept.reach, each.kept.made), default=None)


def _changed(file: StudyFile, newest: Package | None) -> bool:
    reach = newest.kept.reach if newest else 0
    return file.entries_behind(reach, CHANGES_NOTHING) > 0


def _behind(file: StudyFile) -> bool:
    kept = file.known_anchor()
    return kept is not None and not file.reaches(kept)


def _old(session: Session, now: datetime) -> bool:
    """A study without any backup is stale once it is more than a week old."""
    return now.date() - session.study.created > STALE


def _asks(later: datetime | None, now: datetime) -> bool:
    return later is None or abs(now - later) > ASK_AGAIN


def _verdict(found: BackupState, known: laptop.Remembered, now: datetime) -> tuple[str, Said]:
    place = str(found.place or "")
    if known.failed is not None:
        return "danger", Said(
            N_("The last backup failed on {day}. Older backups are whole."), {"day": known.failed.date()}
        )
    if found.newest is None:
        return ("danger" if found.stale else "warn"), Said(N_("There is no backup of this study yet."))
    day = {"day": found.newest.astimezone(now.tzinfo).date(), "place": place}
    if found.stale:
        return "warn", Said(N_("The newest backup is of {day}. That is more than 7 days ago."), day)
    if found.place is None:
        return "info", Said(N_("Backed up {day}, on this computer only."), day)
    if known.placed is None or now - known.placed > STALE:
        return "warn", Said(N_("Backed up {day} here; “{place}” has not been reached for a week."), day)
    return "ok", Said(N_("Backed up {day}, here and in “{place}”."), day)


@contextmanager
def _failures_remembered(session: Session) -> Iterator[None]:
    """Note when a backup failed, and take the note away when one did not."""
    try:
        yield
    except Cancelled:
        raise
    except Exception:
        _remember(session, failed=_file(session).now())
        raise
    _remember(session, failed=None)


def _remember(session: Session, **what: object) -> None:
    known = laptop.remembered(session.study.id)
    laptop.remember(session.study.id, replace(known, **what))  # type: ignore[arg-type]


def _file(session: Session) -> StudyFile:
    if not isinstance(session.file, StudyFile):
        raise TypeError("this session has no file")
    return session.file
