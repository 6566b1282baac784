"""A change of dates seen before it is made: the diff of every visit, and beside it what is decided."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.followup import Closure
from tracker.services.course import Course
from tracker.services.replan import Replan
from tracker.ui.parts.banner import banner_of
from tracker.ui.parts.plan_side import PlanSide
from tracker.ui.parts.replan_page import ReplanPage
from tracker.ui.parts.replan_side import ReplanSide
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


class Replanning(Screen):
    """A subclass reads, previews at each change of its side, and acts in `primary`; Esc changes nothing."""

    def __init__(
        self,
        workplace: Workplace,
        patient: UUID,
        title: str,
        side: ReplanSide | PlanSide,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workplace, parent)
        tokens = workplace.tokens
        self._patient = patient
        self._banner: QWidget | None = None
        self._closures: Sequence[Closure] = ()
        self._beside = side
        self.preview: Replan | None = None
        self.page = ReplanPage(tokens, workplace.words, title)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s12)
        row.addWidget(self.page, 1)
        row.addWidget(side)
        side.saved.connect(self.primary)
        side.given_up.connect(self.back)

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def banner(self) -> QWidget | None:
        return self._banner

    def _show_course(self, course: Course, closures: Sequence[Closure]) -> None:
        self._banner, self._closures = banner_of(self.workplace, course), closures
        self.retitled.emit()

    def _previewed(self, found: Replan) -> None:
        self.preview = found
        self.page.show_replan(found, self._closures, self.workplace.today())
        self._beside.show_replan(found)
