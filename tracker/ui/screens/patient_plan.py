"""One patient on another plan: every later date is seen before it is accepted, and it can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QWidget

from tracker.domain.change import Ref
from tracker.domain.followup import Closure
from tracker.services.course import Course, course
from tracker.services.plans import PlanBook, choose_plan, plan_book
from tracker.services.replan import preview_choice
from tracker.ui.parts.plan_side import PlanSide, plan_words
from tracker.ui.routes import Route
from tracker.ui.screens.replanning import Replanning
from tracker.ui.workplace import Workplace


@dataclass(frozen=True)
class _Read:
    course: Course
    book: PlanBook
    closures: tuple[Closure, ...]


class PatientPlanScreen(Replanning):
    """Ctrl+Enter follows the plan shown; the notice takes it back; Esc goes back."""

    watches = frozenset({"StudyPlan", "Setting", "Patient", "Visit", "Infusion"})

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        self.side = PlanSide(workplace.tokens, workplace.words)
        title = workplace.words("What following this plan will do")
        super().__init__(workplace, patient, title, self.side, parent)
        self._read: _Read | None = None
        self.side.picked.connect(self._look)
        self.side.read_wanted.connect(lambda: self.route_wanted.emit(Route("plan")))

    def title(self) -> str:
        return self.workplace.words("Follow another plan")

    def first_focus(self) -> QWidget | None:
        return self.side.plan if self._read else None

    def refresh(self) -> None:
        records, patient = self.workplace.session.records, self._patient
        self.workplace.jobs.read(
            lambda: _Read(course(records, patient), plan_book(records), records.find(Closure)), self._show
        )

    def primary(self) -> None:
        """Follow it, once there is a reason."""
        why = self.side.why.text().strip()
        if not why:
            self.side.say(self.workplace.words("Say why in a few words."))
            self.side.why.setFocus()
        elif self._read is not None and self.side.key:
            before, now = self._read.course.patient.plan, self.side.key
            self._choose(now, why, lambda: self._followed(before))

    def _show(self, read: _Read) -> None:
        first, self._read = self._read is None, read
        self._show_course(read.course, read.closures)
        self.side.show_book(read.book, read.book.of(read.course.patient).newest)
        if first:
            self.side.plan.setFocus()
        self._look(self.side.key)

    def _look(self, key: str) -> None:
        if key:
            records, patient, today = self.workplace.session.records, self._patient, self.workplace.today()
            self.workplace.jobs.read(lambda: preview_choice(records, patient, key, today), self._previewed)

    def _followed(self, before: str) -> None:
        """Said where the change was made, with the way back beside it."""
        words = self.workplace.words
        undo = (words("Undo"), lambda: self._choose(before, words("Taken back"), lambda: self.side.say("")))
        assert self._read is not None
        chosen = self._read.book.histories[self.side.key].newest
        self.side.why.clear()
        said = words("Now on the plan {plan}.", plan=plan_words(chosen, words))
        self.side.notice.say(said, "ok", undo)

    def _choose(self, key: str, why: str, then: Callable[[], None]) -> None:
        session, patient = self.workplace.session, self._patient

        def done(touched: frozenset[Ref]) -> None:
            then()
            self.workplace.news.publish(touched)

        self.workplace.jobs.write(
            lambda: choose_plan(session, patient, key, why), done, self.workplace.refused(self.side.say)
        )
