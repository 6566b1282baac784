"""Wrong patient: what moves, to whom by study ID and date of birth, and how it is known."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from tracker.domain.change import Ref
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Patient
from tracker.domain.text import Said
from tracker.services.wrong_patient import Move, move_record, moving_parts, plan_move
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.errors import sentence
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.notice import Notice
from tracker.ui.workplace import Workplace


class WrongPatientDialog(Dialog):
    """Nothing of the right patient is shown but the study ID: `moved` carries what the window has to hear."""

    moved = Signal(object)

    def __init__(
        self, workplace: Workplace, about: Ref, source: Patient, parent: QWidget | None = None
    ) -> None:
        words, tokens = workplace.words, workplace.tokens
        super().__init__(tokens, words, words("Wrong patient"), act=words("Move"), width=560, parent=parent)
        self.setObjectName("WrongPatientDialog")
        self._workplace, self._about = workplace, about
        self._shown: tuple[str, PartialDate | None] | None = None
        """What was typed when the consequences were shown."""
        self.what = label("", "value")
        self.parts = label("", "body", "text2")
        self.study_id = _Line(words("Study ID of the right patient"))
        self.born = DateField(
            words("Date of birth, from the paper"), words, tokens, workplace.today, whole=False
        )
        self.note = _Line(words("How this is known"))
        self.follows = Notice(tokens)
        self.problem = Notice(tokens)
        form = QFormLayout()
        form.setHorizontalSpacing(tokens.s16)
        form.setVerticalSpacing(tokens.s8)
        form.addRow(label(words("Stands with"), "label", "text3"), label(source.study_id, "value"))
        form.addRow(label(words("Moves"), "label", "text3"), self.what)
        form.addRow("", self.parts)
        form.addRow(label(words("To study ID"), "label", "text3"), self.study_id)
        form.addRow(label(words("Date of birth"), "label", "text3"), self.born)
        form.addRow(label(words("How this is known"), "label", "text3"), self.note)
        self.body.addLayout(form)
        said = words("Both records keep a trace in the trail. Moving it back is done the same way.")
        self.body.addWidget(wrapped(said, "hint", "text3"))
        self.body.addWidget(self.follows)
        self.body.addWidget(self.problem)
        self.act.clicked.disconnect()
        self.act.clicked.connect(self.move_it)
        self.study_id.returnPressed.connect(self.born.box.setFocus)
        self.born.box.returnPressed.connect(self.note.setFocus)
        self.note.returnPressed.connect(self.act.setFocus)
        self.study_id.textEdited.connect(lambda _text: self._forget())
        self.born.edited.connect(self._forget)
        session = workplace.session
        workplace.jobs.read(lambda: moving_parts(session, about), self._show_parts)
        self.study_id.setFocus()

    def move_it(self) -> None:
        """Show first what follows, move at the second time: once it was read."""
        if self.born.problem:
            self.problem.say(self.born.problem, "danger")
            self.born.box.setFocus()
            return
        session, about = self._workplace.session, self._about
        typed = (self.study_id.text(), self.born.value)
        note = self.note.text()
        self.act.setEnabled(False)
        if self._shown == typed:
            self._workplace.jobs.write(
                lambda: move_record(session, about, *typed, note), self._done, self._failed
            )
        else:
            self._workplace.jobs.read(
                lambda: (typed, plan_move(session, about, *typed)), self._planned, self._failed
            )

    def _forget(self) -> None:
        self._shown = None
        self.act.say(self.words("Move"))
        self.follows.say("")
        self.problem.say("")

    def _show_parts(self, parts: tuple[Said, ...]) -> None:
        said = [self.words.say(each) for each in parts]
        self.what.setText(said[0] if said else "")
        self.parts.setText("\n".join(said[1:]) or self.words("Nothing else belongs to it."))

    def _planned(self, read: tuple[tuple[str, PartialDate | None], Move]) -> None:
        typed, move = read
        words = self.words
        self.act.setEnabled(True)
        self.problem.say(words.say(move.stops[0]) if move.stops else "", "danger")
        if move.stops:
            return
        self._shown = typed
        said = [words("From {old} to {new}.", old=move.source.study_id, new=move.target.study_id)]
        said += [words.say(each) for each in move.warnings]
        self.follows.say(" ".join(said), "warn")
        self.act.say(words("Move to {id}", id=move.target.study_id))
        if not self.note.text().strip():
            self.note.setFocus()
        self.adjustSize()

    def _done(self, touched: frozenset[Ref]) -> None:
        self.accept()
        self.moved.emit(touched)

    def _failed(self, error: BaseException) -> None:
        self.act.setEnabled(True)
        said = sentence(error, self.words)
        if not said:
            raise error
        self.problem.say(said, "danger")
        self.adjustSize()


class _Line(QLineEdit):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
