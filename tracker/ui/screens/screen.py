"""What every place in the window has: a title, acts, what it watches, and where one can go from it."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from tracker.domain.change import Ref
from tracker.ui.field_history import Ask, one_record
from tracker.ui.workplace import Workplace

SIDE = 1280
"""From this window width on a panel stands beside the list; below, a key or a form brings it."""


class Screen(QWidget):
    """A place a person can be; subclasses fill themselves in `refresh` and never call one another.

    The window shows `banner()` above everything, `title()` and `acts()` in the command bar. `refresh` is
    called on first show and after each change of a watched kind (when hidden: at the next show).
    The window owns Ctrl+K, Ctrl+L, Ctrl+N, Ctrl+Shift+N, Ctrl+P, Ctrl+Enter, Esc, Ctrl+Tab, Ctrl+1..5,
    Shift+F1, F3, Alt+H, Ctrl+/ and calls the methods below; a screen must not bind them again.
    """

    watches: ClassVar[frozenset[str]] = frozenset()
    """Class names of the entities whose change concerns this screen."""

    patient_opened = Signal(object)
    """(patient id): open this record."""
    visit_opened = Signal(object, object)
    """(patient id, visit id or None for a new one)."""
    paper_opened = Signal(object, object, str)
    """(patient id, visit id or None, "handout" or "summary")."""
    infusion_opened = Signal(object)
    """(patient id): record an infusion."""
    safety_opened = Signal(object, object)
    """(patient id, check id or None for a new one)."""
    enrol_opened = Signal()
    definition_opened = Signal(str)
    """(code of a score): show how it is defined."""
    route_wanted = Signal(object)
    """(Route): go to a place that has no signal of its own."""
    recovery_wanted = Signal()
    """A new recovery key was shown: the window asks for it to be typed back."""
    back = Signal()
    """Done here: return to where one came from."""
    wrong_patient = Signal()
    """The record in hand belongs to another patient."""
    noticed = Signal(str, str)
    """(tone, sentence) for the notice bar above the work area; an empty sentence takes it away."""
    retitled = Signal()
    """`title()`, `acts()` or `banner()` changed."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.setObjectName(type(self).__name__)
        self._stale = True
        workplace.news.published.connect(self._heard)

    @property
    def patient(self) -> UUID | None:
        """The one patient this screen is about; None on lists."""
        return None

    @property
    def wide(self) -> bool:
        """Whether there is room for a panel beside the list."""
        return self.window().width() >= self.workplace.tokens.px(SIDE)

    @property
    def visit(self) -> UUID | None:
        """The visit this screen is about, once it has one; how the window comes back after a lock."""
        return None

    @property
    def tab(self) -> str:
        """Which of its tabs is shown; "" for a screen without."""
        return ""

    def title(self) -> str:
        """The heading in the command bar: never a patient's name."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read again what is shown (through `workplace.jobs.read`)."""

    def banner(self) -> QWidget | None:
        """The patient banner, on screens about one patient."""
        return None

    def acts(self) -> tuple[QAbstractButton, ...]:
        """Buttons for the command bar, the primary one last."""
        return ()

    def first_focus(self) -> QWidget | None:
        """What has the keyboard when the screen is shown."""
        return None

    def primary(self) -> None:
        """Ctrl+Enter."""

    def escape(self) -> None:
        """Esc: cancel, close, back."""
        self.back.emit()

    def close_inner(self) -> bool:
        """Esc inside a tab: close the form that is open there; False when none is."""
        return False

    def topic(self) -> str:
        """Shift+F1: the code of the score that has the keyboard, "" where none has."""
        return ""

    def in_hand(self) -> Ref | None:
        """The record a query would be about: the event, the medicine in hand."""
        return None

    def field_place(self, path: str) -> Ask | None:
        """F3, Alt+H: whose history is shown; the record in hand, unless a screen knows better."""
        held = self.in_hand()
        return one_record(held.id, path) if held is not None else None

    def search(self, text: str) -> None:
        """What was typed in the search box; only lists listen."""

    def open_found(self) -> None:
        """Enter in the search box: open the first hit."""

    def step_tab(self, by: int) -> None:
        """Ctrl+Tab and Ctrl+Shift+Tab: to the next or previous tab."""

    def flush(self) -> None:
        """Write drafts now: before the screen is left, locked or closed."""

    def concerns(self, news: frozenset[Ref]) -> bool:
        """Whether a change is about what this screen shows."""
        mine = self.patient
        return any(ref.kind in self.watches and (mine is None or ref.patient in {None, mine}) for ref in news)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _heard(self, news: frozenset[Ref]) -> None:
        if not self.concerns(news):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
