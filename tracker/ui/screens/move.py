"""Moving Day 0, or planning it: what that does to every visit, seen before it is done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.change import Ref
from tracker.domain.followup import Closure
from tracker.domain.infusion import Infusion
from tracker.services.course import Course, course
from tracker.services.replan import (
    Replan,
    apply_infusion,
    apply_move,
    preview_infusion,
    preview_move,
)
from tracker.ui.parts.banner import banner_of
from tracker.ui.parts.replan_page import ReplanPage
from tracker.ui.parts.replan_side import ReplanSide
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


@dataclass(frozen=True)
class _Read:
    course: Course
    closures: tuple[Closure, ...]


class MoveScreen(Screen):
    """Ctrl+Enter moves it; Esc goes back and nothing has happened."""

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._patient = patient
        self._read: _Read | None = None
        self._banner: QWidget | None = None
        self._day: date | None = None
        self.preview: Replan | None = None
        self.page = ReplanPage(tokens, words, words("What moving Day 0 will do"))
        self.side = ReplanSide(tokens, words, workplace.today)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s12)
        row.addWidget(self.page, 1)
        row.addWidget(self.side)
        self.side.typed.connect(self._typed)
        self.side.saved.connect(self.primary)
        self.side.given_up.connect(self.back)

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Move Day 0")

    def banner(self) -> QWidget | None:
        return self._banner

    def first_focus(self) -> QWidget | None:
        return self.side.day.box if self._read else None

    def refresh(self) -> None:
        records, patient = self.workplace.session.records, self._patient
        self.workplace.jobs.read(
            lambda: _Read(course(records, patient), records.find(Closure)),
            self._show,
        )

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
        if infusion is None:
            self.workplace.jobs.write(
                lambda: apply_infusion(session, patient, day, why, given=False),
                self._done,
                self.workplace.refused(self.side.say),
            )
        else:
            id = infusion.id
            self.workplace.jobs.write(
                lambda: apply_move(session, patient, id, day, why),
                self._done,
                self.workplace.refused(self.side.say),
            )

    @property
    def infusion(self) -> Infusion | None:
        """The infusion that is moved: the last one; None where none is planned yet."""
        found = self._read.course.infusions if self._read else ()
        return found[-1] if found else None

    def _show(self, read: _Read) -> None:
        self._read = read
        today = self.workplace.today()
        self._banner = banner_of(self.workplace, read.course)
        self.side.show_infusion(self.infusion, today)
        self.retitled.emit()
        self.side.day.box.setFocus()
        self.side.day.box.selectAll()
        self._typed()

    def _typed(self) -> None:
        day, infusion = self.side.day.day, self.infusion
        if day is None or self._read is None or day == self._day:
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

    def _previewed(self, found: Replan) -> None:
        self.preview = found
        closures = self._read.closures if self._read else ()
        self.page.show_replan(found, closures, self.workplace.today())
        self.side.show_replan(found)

    def _done(self, touched: frozenset[Ref]) -> None:
        self.workplace.news.publish(touched)
        self.back.emit()
