"""Tells, on the clock of the whole machine, when the first turn of the event loop that painted is over."""

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer


class FirstPaint(QObject):
    """Watches `app`, tells once, and ends it."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched.isWidgetType():
            QCoreApplication.instance().removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        print(time.monotonic(), flush=True)
        QCoreApplication.quit()
