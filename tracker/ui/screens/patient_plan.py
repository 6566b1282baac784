"""One patient on another plan: every later date is seen before it is accepted, and it can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.change import Ref
from tracker.domain.followup import Closure
from tracker.services.course import Course, course
from tracker.services.plans import PlanBook, choose_plan, plan_book
from tracker.services.replan import Replan, preview_choice
from tracker.ui.parts.banner import banner_of
from tracker.ui.parts.plan_side import PlanSide, plan_words
from tracker.ui.parts.replan_page import ReplanPage
from tracker.ui.routes import Route
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


@dataclass(frozen=True)
class _Read:
    course: Course
    book: PlanBook
    closures: tuple[Closure, ...]


class PatientPlanScreen(Screen):
    """Ctrl+Enter follows the plan shown; the notice takes it back; Esc goes back."""

    watches = frozenset({"StudyPlan", "Setting", "Patient", "Visit", "Infusion"})

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._patient = patient
        self._read: _Read | None = None
        self._banner: QWidget | None = None
        self.preview: Replan | None = None
        self.page = ReplanPage(tokens, words, words("What following this plan will do"))
        self.side = PlanSide(tokens, words)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s12)
        row.addWidget(self.page, 1)
        row.addWidget(self.side)
        self.side.picked.connect(self._look)
        self.side.read_wanted.connect(lambda: self.route_wanted.emit(Route("plan")))
        self.side.saved.connect(self.primary)
        self.side.given_up.connect(self.back)

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Follow another plan")

    def banner(self) -> QWidget | None:
        return self._banner

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
        self._banner = banner_of(self.workplace, read.course)
        self.side.show_book(read.book, read.book.of(read.course.patient).newest)
        self.retitled.emit()
        if first:
            self.side.plan.setFocus()
        self._look(self.side.key)

    def _look(self, key: str) -> None:
        if key:
            records, patient, today = self.workplace.session.records, self._patient, self.workplace.today()
            self.workplace.jobs.read(lambda: preview_choice(records, patient, key, today), self._previewed)

    def _previewed(self, found: Replan) -> None:
        self.preview = found
        self.page.show_replan(found, self._read.closures if self._read else (), self.workplace.today())
        self.side.show_replan(found)

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
