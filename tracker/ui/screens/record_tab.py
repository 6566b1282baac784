"""A tab of the record that is a list with a panel at its side: F4 brings the panel, the role says who may."""

from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from tracker.domain.rights import Right
from tracker.services.rights import refusal
from tracker.ui.keys import bind_keys
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace


class RecordTab(Screen):
    """Subclasses decide in `_fold` whether the panel is shown; it is asked at every change of the window."""

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._patient = patient
        self._side_wanted = False
        self._forbidden = refusal(workplace.session, Right.ENTER)
        bind_keys(self, {"F4": self._toggle_side})

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def _may(self) -> bool:
        """Whether this person may enter anything; the reason is said where not."""
        if self._forbidden:
            self.noticed.emit("warn", self.workplace.words(self._forbidden))
        return not self._forbidden

    def _stand_beside(self, left: QWidget | QLayout, side: QWidget) -> None:
        """The panel waits until there is something to show in it."""
        tokens, row = self.workplace.tokens, QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s12)
        if isinstance(left, QWidget):
            row.addWidget(left, 1)
        else:
            row.addLayout(left, 1)
        row.addWidget(side)
        side.hide()

    def _fold(self) -> None:
        raise NotImplementedError

    def _toggle_side(self) -> None:
        self._side_wanted = not self._side_wanted
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
