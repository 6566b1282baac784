"""The least that a PySide6 window with a label, a box and a button costs until it is painted."""

import sys

from first_paint import FirstPaint
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

app = QApplication(sys.argv)
watcher = FirstPaint(app)
window = QWidget()
column = QVBoxLayout(window)
column.setAlignment(Qt.AlignmentFlag.AlignCenter)
for part in (QLabel("Study"), QLineEdit(), QPushButton("Open")):
    column.addWidget(part)
window.resize(1366, 688)
window.show()
app.exec()
