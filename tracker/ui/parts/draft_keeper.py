"""When what is typed is kept: two seconds after it was typed, and at once before a screen is left."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from tracker.domain.visit import Draft
from tracker.services.drafts import VISIT, keep_draft
from tracker.ui.workplace import Workplace

PAUSE = 2000
"""Milliseconds after the first key that is not kept yet."""


class Typed(Protocol):
    """What stands in a form: whose it is, and its content as a draft keeps it."""

    @property
    def patient(self) -> UUID: ...
    @property
    def visit(self) -> UUID | None: ...
    def content(self) -> dict[str, object]: ...


class DraftKeeper(QObject):
    """`typed` gives what stands in the form now; None while there is nothing to keep."""

    kept = Signal(object)
    """The Draft that was written, unless something was typed since."""
    failed = Signal(object)

    def __init__(
        self, workplace: Workplace, typed: Callable[[], Typed | None], parent: QObject, form: str = VISIT
    ) -> None:
        super().__init__(parent)
        self._workplace, self._typed, self._form = workplace, typed, form
        self.dirty = False
        self.held = False
        """True while the form itself is being written; no draft is written then."""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PAUSE)
        self.timer.timeout.connect(self.keep)

    def touch(self) -> None:
        """A key was pressed. Whoever types without a pause must not put off the draft."""
        self.dirty = True
        if not self.timer.isActive():
            self.timer.start()

    def flush(self) -> None:
        """Write now what was not written yet."""
        if self.timer.isActive():
            self.timer.stop()
            self.keep()

    def rest(self, *, clean: bool) -> None:
        """Stop waiting; `clean` when the record has everything."""
        self.timer.stop()
        self.dirty = self.dirty and not clean

    def keep(self) -> None:
        """Write the draft, on the thread that writes."""
        entry = self._typed()
        if entry is None or self.held or not self.dirty:
            return
        session, form = self._workplace.session, self._form
        self._workplace.jobs.write(
            lambda: keep_draft(session, entry.content(), patient=entry.patient, visit=entry.visit, form=form),
            self._written,
            self._not_written,
        )

    def _written(self, draft: Draft) -> None:
        if self.dirty and not self.timer.isActive():
            self.kept.emit(draft)

    def _not_written(self, error: BaseException) -> None:
        self.failed.emit(error)
