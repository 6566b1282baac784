"""The least that a PySide6 window with a label, a box and a button can cost, until it is painted."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


class Bare(QWidget):
    """Tells when it has been painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, done)


def done() -> None:
    print(time.monotonic(), flush=True)
    QApplication.quit()


app = QApplication(sys.argv)
window = Bare()
column = QVBoxLayout(window)
for part in (QLabel("Study"), QLineEdit(), QPushButton("Open")):
    column.addWidget(part)
window.resize(1366, 688)
window.show()
app.exec()
