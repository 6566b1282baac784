"""F3 and Alt+H: the history of the field that has the keyboard, in a panel beside it."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from tracker.services.field_history import FieldHistory, FieldPlace, field_history
from tracker.ui.workplace import Workplace


def show_history(workplace: Workplace, ask: Callable[[], FieldPlace] | None, window: QWidget) -> None:
    """Read the history on the reading thread and show it; nothing happens where there is none to show."""
    beside = QApplication.focusWidget()
    if ask is None or beside is None or not window.isAncestorOf(beside):
        return
    session, words = workplace.session, workplace.words

    def show(found: FieldHistory) -> None:
        from tracker.ui.parts.history_popover import HistoryPopover

        HistoryPopover(workplace.tokens, words, found, window, beside).open()

    workplace.jobs.read(lambda: field_history(session, ask(), words), show)
