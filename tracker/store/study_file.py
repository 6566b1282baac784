"""An open study on disk: its two connections, its lock, its trail, opened and closed in the right order."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from tracker.domain.change import Act, Ref
from tracker.domain.progress import Progress, silent
from tracker.store import backup, files, health, renewal, restore
from tracker.store._driver import DatabaseError
from tracker.store.audit import Anchor, Trail, anchor
from tracker.store.database import close, connect, create_file, inspect, open_store
from tracker.store.files import DATA
from tracker.store.keys import Slot
from tracker.store.lock import StudyLock
from tracker.store.migrations import migrate
from tracker.store.office import ClosedOffice, StoredOffice
from tracker.store.package import Manifest, known_anchor, verify_package
from tracker.store.records import StoredRecords
from tracker.store.refusals import Damaged, FolderUnusable, ReadOnly

BACKUPS = "backups"


class StudyFile:
    """The records and the office of one folder; the office refuses where the study is only read."""

    def __init__(
        self, folder: Path, dek: bytes, clock: Callable[[], datetime], lock: StudyLock | None
    ) -> None:
        self.folder, self._dek, self._clock, self._lock = folder, dek, clock, lock
        self.login = uuid4()
        with ExitStack() as opened:
            reader = open_store(folder / DATA, dek, read_only=True)
            opened.callback(reader.conn.close)
            self.records = StoredRecords(reader.conn)
            self.office: StoredOffice | ClosedOffice = ClosedOffice()
            self._writer = None
            if lock is not None:
                self._writer = open_store(folder / DATA, dek)
                self._trail = Trail(self._writer.conn, dek, self.login)
                self.office = StoredOffice(self._writer, self._trail, clock)
            opened.pop_all()

    def note(self, who: UUID, acts: list[Act], why: str = "") -> None:
        """Write acts about the person into the trail: logging in, failing to, using the recovery code."""
        with self.office.work(who, why) as unit:
            for act in acts:
                unit.show(Ref("User", who), act)

    def check(self, progress: Progress = silent, kept: Anchor | None = None) -> health.Health:
        """Verify the whole file; it is only read."""
        return health.check(self.folder / DATA, self._dek, progress, kept)

    def known_anchor(self) -> Anchor | None:
        """Where the trail stood at the newest backup beside the study; None without one."""
        return known_anchor(self.folder / BACKUPS)

    def counts(self) -> dict[str, int]:
        db = connect(self.folder / DATA, self._dek)
        try:
            return health.counts(db.conn)
        finally:
            db.conn.close()

    def anchor(self) -> Anchor:
        """Where the trail stands, to be printed on paper and kept in backups."""
        db = connect(self.folder / DATA, self._dek)
        try:
            return anchor(db.conn)
        finally:
            db.conn.close()

    def reaches(self, kept: Anchor) -> bool:
        """Whether the trail holds the very entry where it stood at `kept`."""
        db = connect(self.folder / DATA, self._dek)
        try:
            found = db.conn.execute("SELECT hash FROM audit_event WHERE seq = ?", (kept.seq,)).fetchone()
            return kept.seq == 0 or (found is not None and found[0] == kept.hash)
        finally:
            db.conn.close()

    def holds(self, seq: int, start: str) -> bool:
        """Whether the hash of entry `seq` begins with `start`."""
        db = connect(self.folder / DATA, self._dek)
        try:
            found = db.conn.execute("SELECT hash FROM audit_event WHERE seq = ?", (seq,)).fetchone()
            return found is not None and str(found[0]).startswith(start)
        finally:
            db.conn.close()

    def wrap(self, seal: Callable[[bytes], Slot]) -> Slot:
        """Seal the data key for somebody; it is handed to nobody else."""
        return seal(self._dek)

    def now(self) -> datetime:
        """This moment, by the clock that the trail is written by."""
        return self._clock()

    def renew(
        self,
        dek: bytes,
        write_down: Callable[[StoredOffice], None],
        keep_keys: Callable[[bool], None],
        progress: Progress = silent,
    ) -> None:
        """Put a copy under `dek` in the place of study.db; only before that can it be stopped.

        `keep_keys(False)` is called when both keys have to be known, `keep_keys(True)` when only the new one
        has. Nobody writes meanwhile; after it, records and office go on with the new file.
        """
        office = self.office
        if not isinstance(office, StoredOffice):
            raise ReadOnly
        with office.turn:
            made = renewal.copy_under(
                self.folder, self._dek, dek, lambda copy: self._write_into(copy, dek, write_down), progress
            )
            keep_keys(False)
            self._take_over(office, made, dek)
            keep_keys(True)
            renewal.clear(self.folder)

    def _write_into(self, copy: Path, dek: bytes, write_down: Callable[[StoredOffice], None]) -> None:
        db = open_store(copy, dek)
        try:
            write_down(StoredOffice(db, Trail(db.conn, dek, self.login), self._clock))
        finally:
            close(db)

    def _take_over(self, office: StoredOffice, made: Path, dek: bytes) -> None:
        with self.records.away() as give:
            close(office.db)
            failed = None
            try:
                # The old log is gone for good before another file has the name of the study.
                files.sync_folder(self.folder)
                files.replace(made, self.folder / DATA)
                self._dek = dek
                files.sync_folder(self.folder)
            except OSError as error:
                failed = error
            self._writer = open_store(self.folder / DATA, self._dek)
            office.db, office.trail = self._writer, Trail(self._writer.conn, self._dek, self.login)
            give(open_store(self.folder / DATA, self._dek, read_only=True).conn)
        if failed is not None:
            raise renewal.RenewalFailed from failed

    def back_up(self, reason: str, target: Path | None = None, progress: Progress = silent) -> Path:
        """A verified copy, beside the study unless `target` says otherwise."""
        place = target or self.folder / BACKUPS
        return backup.back_up(self.folder, self._dek, place, self._clock(), reason, progress=progress)

    def copy_package(self, made: Path, place: Path, progress: Progress = silent) -> Path:
        """Bring a backup to a second place and read it back there."""
        return backup.copy_package(made, place, self._dek, progress)

    def verify_package(self, made: Path, progress: Progress = silent) -> Manifest:
        """Whether a backup of this study can be restored; refuses one that cannot."""
        return verify_package(made, self._dek, progress)

    def try_package(self, made: Path, manifest: Manifest, place: Path, progress: Progress = silent) -> None:
        """Restore a backup into `place` for trial; refuses one that is not what its manifest says."""
        restore.try_package(made, manifest, place, self._dek, progress)

    def last_of(self, act: Act) -> datetime | None:
        """When the trail last tells of `act`."""
        db = connect(self.folder / DATA, self._dek)
        try:
            found = db.conn.execute(
                "SELECT utc FROM audit_event WHERE act = ? ORDER BY seq DESC LIMIT 1", (act.value,)
            ).fetchone()
            return datetime.fromisoformat(found[0]) if found else None
        finally:
            db.conn.close()

    def entries_behind(self, seq: int, apart_from: tuple[Act, ...]) -> int:
        """How many entries the trail has after `seq`, without those that change nothing."""
        db = connect(self.folder / DATA, self._dek)
        try:
            marks = ", ".join("?" * len(apart_from))
            row = db.conn.execute(
                f"SELECT count(*) FROM audit_event WHERE seq > ? AND act NOT IN ({marks})",
                (seq, *(act.value for act in apart_from)),
            ).fetchone()
            return int(row[0])
        finally:
            db.conn.close()

    def close(self) -> None:
        """Close both connections and let the next program in; closing twice does nothing.

        A disk that refuses now loses nothing: what was saved lies in the log until the next opening.
        """
        self.records.close()
        writer, self._writer = self._writer, None
        try:
            if writer is not None:
                with suppress(DatabaseError):
                    close(writer)
        finally:
            if self._lock is not None:
                self._lock.release()


def make(folder: Path, dek: bytes) -> None:
    """Write an empty study.db into `folder`."""
    create_file(folder / DATA, dek)


def bring_up_to_date(folder: Path, dek: bytes, now: datetime) -> None:
    """Refuse a strange or newer file; migrate an older one, with a verified backup first."""
    if not inspect(folder / DATA, dek):
        return
    backup.back_up(folder, dek, folder / BACKUPS, now, "before-migration")
    db = connect(folder / DATA, dek)
    try:
        migrate(db)
    finally:
        close(db)


def has_log(folder: Path) -> bool:
    """Whether a crash left SQLite's log beside the file."""
    return files.has_log(folder / DATA)


def try_log_on_a_copy(folder: Path, dek: bytes) -> None:
    """After a crash SQLite writes the log into the file. First see on a copy that it is this file's log.

    The log of another study would be written over sound pages, and nothing could bring them back.
    """
    if not has_log(folder):
        return
    try:
        sound = health.sound_with_its_log(folder / DATA, dek)
    except OSError:
        raise FolderUnusable(folder) from None
    if not sound:
        raise Damaged


def take_log_in(folder: Path, dek: bytes) -> None:
    """Write a sound log into the file, which then is whole by itself again."""
    if not has_log(folder):
        return
    db = connect(folder / DATA, dek)
    try:
        close(db)
    except DatabaseError:
        raise FolderUnusable(folder) from None
