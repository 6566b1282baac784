"""F3 and Alt+H: the history of the field that has the keyboard, in a panel beside it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from tracker.domain.change import Records
from tracker.ui.workplace import Workplace

if TYPE_CHECKING:
    from tracker.services.field_history import FieldHistory, FieldPlace

FIELD = "field"
"""The property of a row of a form that names its path in the record."""

Ask = Callable[[Records], "FieldPlace"]


@runtime_checkable
class KnowsPlace(Protocol):
    """What lies around a field and knows the record it belongs to."""

    def field_place(self, path: str) -> Ask | None:
        """Where `path` is kept, "" for the record as a whole; None while nothing is in hand."""
        ...


def show_history(workplace: Workplace, window: QWidget) -> None:
    """Read the history on the reading thread and show it; nothing happens where there is none to show."""
    around = tuple(_around(window.focusWidget()))
    path = next((str(found) for each in around if (found := each.property(FIELD))), "")
    asked = (each.field_place(path) for each in around if isinstance(each, KnowsPlace))
    ask = next((each for each in asked if each is not None), None)
    if ask is None:
        return
    from tracker.services.field_history import field_history
    from tracker.ui.parts.history_popover import HistoryPopover

    session, words = workplace.session, workplace.words

    def show(found: "FieldHistory") -> None:
        HistoryPopover(workplace.tokens, words, found, window, around[0]).open()

    workplace.jobs.read(lambda: field_history(session, ask(session.records), words), show)


def one_record(record: UUID, path: str) -> Ask:
    """A field of one record, or all of it."""
    from tracker.services.field_history import FieldPlace

    return lambda _records: FieldPlace((record,), (path,) if path else ())


def _around(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()
