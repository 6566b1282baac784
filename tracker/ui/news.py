"""Who is told when something changed: what was touched goes out, screens that watch it refresh."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from tracker.domain.change import Ref


class ChangeBus(QObject):
    """One per open study. `published` carries the touched refs as a frozenset."""

    published = Signal(object)

    def publish(self, touched: Iterable[Ref]) -> None:
        """Tell everyone; nothing touched is no news."""
        news = frozenset(touched)
        if news:
            self.published.emit(news)
