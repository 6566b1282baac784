"""Sign a visit: whose it is, what is missing, what was kept, and the passphrase again; buttons are verbs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.visit_codes import UNPLANNED
from tracker.services.visit_checks import Check
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_form import VisitForm
from tracker.ui.errors import sentence
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import rule
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.text_field import TextField
from tracker.ui.workplace import Workplace


class SignDialog(QDialog):
    """Accepted by Ctrl+Enter or its verb, once the passphrase is proved; plain Enter never signs."""

    def __init__(
        self,
        workplace: Workplace,
        form: VisitForm,
        entry: VisitEntry,
        checks: Sequence[Check],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        w, look, patient = workplace.words, workplace.tokens, form.course.patient
        self.setWindowTitle(w("Sign visit"))
        self.setObjectName("SignDialog")
        self.setFixedWidth(look.px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.s16, look.px(20), look.s16)
        column.setSpacing(look.s8)
        column.addWidget(label(w("Sign visit"), "title"))
        column.addWidget(label(patient.name, "card"))
        facts = [w("Study ID {id}", id=patient.study_id)]
        if patient.born:
            facts.insert(0, w("Born {day}", day=w.day(patient.born)))
        if patient.hospital_no:
            facts.insert(1, w("No. {number}", number=patient.hospital_no))
        column.addWidget(wrapped("   ".join(facts), "body", "text2"))
        visit = w(entry.title or UNPLANNED.title)
        column.addWidget(label(w("{visit}, {day}", visit=visit, day=w.day(entry.day)), "body", "text2"))
        column.addWidget(rule())
        gaps = [w.say(check.said) for check in checks]
        column.addWidget(label(w("Still open") if gaps else w("Nothing is open"), "value"))
        for gap in gaps:
            column.addWidget(wrapped(gap, "label", "text2"))
        kept = [
            w(
                "{analyte} {value}: {note}",
                analyte=w(form.row_of(code).analyte.title),
                value=lab.text,
                note=lab.note,
            )
            for code, lab in entry.labs.items()
            if lab.note
        ]
        if kept:
            column.addWidget(label(w("Kept with a note"), "value"))
        for line in kept:
            column.addWidget(wrapped(line, "label", "text2"))
        column.addSpacing(look.s4)
        column.addWidget(
            wrapped(
                w("Your signature says: entered and checked. After it, a value changes only with a reason."),
                "label",
                "text2",
            )
        )
        self.secret = TextField(w("Your passphrase"), secret=True)
        self.secret.setVisible(not workplace.practice)
        self.secret.changed.connect(lambda _text: self.secret.say(""))
        column.addWidget(self.secret)
        self.do = Button(w("Sign visit"), look, look="primary", key="Ctrl+Enter")
        self.do.setObjectName("sign")
        keep = Button(w("Keep editing"), look, key="Esc")
        foot = QHBoxLayout()
        foot.addWidget(
            label(w("Signed in as {person}", person=workplace.session.user.short), "label", "text3")
        )
        foot.addStretch(1)
        foot.addWidget(keep)
        foot.addWidget(self.do)
        column.addLayout(foot)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.prove)
        self.do.clicked.connect(self.prove)
        keep.clicked.connect(self.reject)
        (keep if workplace.practice else self.secret.line).setFocus()

    @property
    def passphrase(self) -> str:
        """What proved who signs; "" in a practice study."""
        return self.secret.text

    def prove(self) -> None:
        """Ask the study whether that is the person's passphrase; sign only then."""
        if not self.do.isEnabled():
            return
        self.do.setEnabled(False)
        session, typed = self._workplace.session, self.secret.text
        self._workplace.jobs.write(lambda: session.prove(typed), self._proved, self._refused)

    def _proved(self, _nothing: object) -> None:
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.do.setEnabled(True)
        text = sentence(error, self._workplace.words)
        if not text:
            self._workplace.jobs.failure.emit(error)
            return
        self.secret.say(text)
        self.secret.line.setFocus()
        self.secret.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        else:
            super().keyPressEvent(event)
