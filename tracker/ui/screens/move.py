"""Moving Day 0, or planning it: what that does to every visit, seen before it is done."""

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from tracker.domain.change import Ref
from tracker.domain.followup import Closure
from tracker.domain.infusion import Infusion
from tracker.services.course import Course, course
from tracker.services.replan import (
    apply_infusion,
    apply_move,
    preview_infusion,
    preview_move,
)
from tracker.ui.parts.replan_side import ReplanSide
from tracker.ui.screens.replanning import Replanning
from tracker.ui.workplace import Workplace


class MoveScreen(Replanning):
    """Ctrl+Enter moves it; Esc goes back and nothing has happened."""

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        self.side = ReplanSide(workplace.tokens, workplace.words, workplace.today)
        super().__init__(workplace, patient, workplace.words("What moving Day 0 will do"), self.side, parent)
        self._course: Course | None = None
        self._day: date | None = None
        self.side.typed.connect(self._typed)

    def title(self) -> str:
        return self.workplace.words("Move Day 0")

    def first_focus(self) -> QWidget | None:
        return self.side.day.box if self._course else None

    def refresh(self) -> None:
        records, patient = self.workplace.session.records, self._patient
        self.workplace.jobs.read(lambda: (course(records, patient), records.find(Closure)), self._show)

    def primary(self) -> None:
        """Move it, once a day and a reason are there."""
        day, why, words = self.side.day.day, self.side.why, self.workplace.words
        if day is None:
            self.side.say(self.side.day.problem or words("Write the new Day 0."))
            self.side.day.box.setFocus()
            return
        if not why:
            self.side.ask_reason()
            return
        session, patient, infusion = self.workplace.session, self._patient, self.infusion
        refused = self.workplace.refused(self.side.say)
        if infusion is None:
            self.workplace.jobs.write(
                lambda: apply_infusion(session, patient, day, why, given=False), self._done, refused
            )
        else:
            id = infusion.id
            self.workplace.jobs.write(lambda: apply_move(session, patient, id, day, why), self._done, refused)

    @property
    def infusion(self) -> Infusion | None:
        """The infusion that is moved: the last one; None where none is planned yet."""
        found = self._course.infusions if self._course else ()
        return found[-1] if found else None

    def _show(self, read: tuple[Course, tuple[Closure, ...]]) -> None:
        self._course = read[0]
        self._show_course(*read)
        self.side.show_infusion(self.infusion, self.workplace.today())
        self.side.day.box.setFocus()
        self.side.day.box.selectAll()
        self._typed()

    def _typed(self) -> None:
        day, infusion = self.side.day.day, self.infusion
        if day is None or self._course is None or day == self._day:
            return
        self._day = day
        records, patient, today = self.workplace.session.records, self._patient, self.workplace.today()
        if infusion is None:
            self.workplace.jobs.read(
                lambda: preview_infusion(records, patient, day, today, given=False), self._previewed
            )
        else:
            id = infusion.id
            self.workplace.jobs.read(lambda: preview_move(records, patient, id, day, today), self._previewed)

    def _done(self, touched: frozenset[Ref]) -> None:
        self.workplace.news.publish(touched)
        self.back.emit()
