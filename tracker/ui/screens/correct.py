"""Correct a value that is in the record: the old one struck through, the new one, and why."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.cause import CAUSES, cause_of
from tracker.domain.instruments import instrument
from tracker.domain.labs import unit_title
from tracker.domain.text import N_
from tracker.services.corrections import (
    REASONS,
    AnswerTarget,
    Consequence,
    Correction,
    LabTarget,
    Target,
    consequence,
    correct_value,
    reason,
)
from tracker.services.visit_checks import typed_of
from tracker.services.visit_entry import LabEntry, as_typed
from tracker.services.visit_form import VisitForm
from tracker.ui.accessible import announce
from tracker.ui.errors import sentence
from tracker.ui.keys import keyboard_target
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import rule
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.item_editor import Editor, editor
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.reason_choice import ReasonChoice
from tracker.ui.theme.fonts import font
from tracker.ui.theme.style import mark
from tracker.ui.workplace import Workplace


class CorrectDialog(QDialog):
    """One value, one reason. `corrected` carries the Correction once the record has it."""

    corrected = Signal(object)

    def __init__(
        self, workplace: Workplace, form: VisitForm, target: Target, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.workplace, self._form, self._target = workplace, form, target
        self._words, self._tokens = workplace.words, workplace.tokens
        w, look = self._words, self._tokens
        self.setWindowTitle(w("Correct a value"))
        self.setObjectName("CorrectDialog")
        self.setFixedWidth(look.px(620))
        self.reasons = ReasonChoice(w("Reason"), [(each.key, w(each.title)) for each in REASONS], look)
        self.note = QLineEdit()
        self.note.setPlaceholderText(w("Note (needed for “Wrong patient” and “Other”)"))
        self.note.setAccessibleName(w("Note"))
        self.follows = wrapped("", "label", "text2")
        self.follows.setObjectName("consequence")
        self.message = wrapped("", "label", "danger")
        self.message.setObjectName("message")
        self.message.hide()
        self.do = Button(w("Correct value"), look, look="primary", key="Ctrl+Enter")
        self.do.setObjectName("correct")
        cancel = Button(w("Cancel"), look, key="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.s16, look.px(20), look.s16)
        column.setSpacing(look.s8)
        column.addWidget(label(w("Correct a value"), "title"))
        column.addWidget(label(self._person(), "label", "text2"))
        column.addWidget(rule())
        column.addLayout(self._value_line())
        column.addSpacing(look.s4)
        column.addWidget(label(w("Reason"), "value"))
        column.addWidget(self.reasons)
        column.addWidget(self.note)
        column.addWidget(self.follows)
        column.addWidget(self.message)
        foot = QHBoxLayout()
        foot.addWidget(
            label(w("Signed in as {person}", person=workplace.session.user.short), "label", "text3")
        )
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.do)
        column.addLayout(foot)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.correct)
        self.do.clicked.connect(self.correct)
        cancel.clicked.connect(self.reject)
        self.reasons.picked.connect(self._picked)
        workplace.jobs.read(lambda: consequence(workplace.session, target), self._show_follows)
        self._focus_value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._next()
        else:
            super().keyPressEvent(event)

    def correct(self) -> None:
        """Write the correction, or say what is missing."""
        chosen = self.reasons.digit
        if not chosen:
            self._say(self._words("Choose a reason: press 1 to 6."))
            self.reasons.setFocus()
            return
        if reason(chosen).note_needed and not self.note.text().strip():
            self._say(self._words("This reason needs a note."))
            self.note.setFocus()
            return
        session, target, new, note = self.workplace.session, self._target, self.new_value, self.note.text()
        self.do.setEnabled(False)
        self.workplace.jobs.write(
            lambda: correct_value(session, target, new, why=chosen, note=note), self._done, self._failed
        )

    @property
    def new_value(self) -> object:
        """What is typed or picked as the correct value."""
        return self.value.text().strip() if isinstance(self.value, QLineEdit) else self.value.answer

    def _person(self) -> str:
        w, patient = self._words, self._form.course.patient
        parts = [patient.name]
        if patient.born:
            parts.append(w("Born {day}", day=w.day(patient.born)))
        if patient.hospital_no:
            parts.append(w("No. {number}", number=patient.hospital_no))
        return "   ".join(parts)

    def _value_line(self) -> QHBoxLayout:
        look, target = self._tokens, self._target
        if isinstance(target, LabTarget):
            what, old, beside, last = self._lab_value(target)
        else:
            what, old, beside, last = self._answer_value(target)
        was = label(old, "value", "text")
        struck = font(look, "value")
        struck.setStrikeOut(True)
        was.setFont(struck)
        was.setStyleSheet("text-decoration: line-through;")
        was.setObjectName("old-value")
        left = QVBoxLayout()
        left.setSpacing(look.s12)
        left.addWidget(label(what, "label", "text2"))
        left.addWidget(was)
        left.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(look.s4)
        middle.addWidget(label(self._words("Correct value"), "label", "text2"))
        boxed = QHBoxLayout()
        boxed.setSpacing(look.s8)
        boxed.addWidget(self.value)
        boxed.addWidget(label(beside, "body", "text3"))
        boxed.addStretch(1)
        middle.addLayout(boxed)
        self.echo = wrapped("", "hint", "text3")
        self.echo.setObjectName("echo")
        middle.addWidget(self.echo)
        line = QHBoxLayout()
        line.setSpacing(look.s24)
        line.addLayout(left)
        line.addLayout(middle, 1)
        if last:
            line.addWidget(Chip(look, last), 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _lab_value(self, target: LabTarget) -> tuple[str, str, str, str]:
        w, row = self._words, self._form.row_of(target.analyte)
        unit = w(unit_title(row.unit))
        box = QLineEdit()
        box.setFixedWidth(self._tokens.px(110))
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setAccessibleName(w("Correct value"))
        box.setObjectName("new-value")
        box.textEdited.connect(self._echo)
        self.value: QLineEdit | Editor = box
        day = w.day(row.saved.sampled if row.saved else self._form.day)
        what = w("{analyte}, sample {day}", analyte=w(row.analyte.title), day=day)
        old = as_typed(row.saved) if row.saved else ""
        shown = w("{number} {unit}", number=old, unit=unit) if old else w("Empty")
        last = f"{row.last.comparator}{w.number(row.last.value)}" if row.last else ""
        return what, shown, unit, w("Last was {value}", value=last) if last else ""

    def _answer_value(self, target: AnswerTarget) -> tuple[str, str, str, str]:
        w = self._words
        known = instrument(target.instrument)
        cause = cause_of(known.items, target.item)
        item = cause[1] if cause else next(each for each in known.items if each.key == target.item)
        section = next(each for each in self._form.scores if each.instrument.code == target.instrument)
        old = section.saved.answers.get(target.item) if section.saved else None
        self.value = editor(item, w, self._tokens, self.workplace.today)
        self.value.show_answer(old)
        self.value.setMinimumWidth(self._tokens.px(250))
        what = w("{score}: {item}", score=w(known.title), item=w(item.title))
        if cause:
            what = w("{score}: cause of {item}", score=w(known.title), item=w(item.title))
            return what, w(CAUSES[str(old)]) if old in CAUSES else w("Not answered"), "", ""
        said: dict[Any, str] = {None: w("Not answered"), True: w("Yes"), False: w("No")}
        return what, said.get(old, str(old)), "", ""

    def _focus_value(self) -> None:
        keyboard_target(self.value).setFocus()

    def _next(self) -> None:
        here = self.focusWidget()
        if here is self.note:
            self.do.setFocus()
        elif here is not None and (here is self.value or self.value.isAncestorOf(here)):
            self.reasons.setFocus(Qt.FocusReason.TabFocusReason)
        elif here is not None and self.reasons.isAncestorOf(here):
            self.note.setFocus()

    def _picked(self, digit: int) -> None:
        self._say("")
        if reason(digit).note_needed:
            self.note.setFocus()
        if reason(digit).removes:
            self._say(
                self._words(
                    "Leave the new value empty to take it out of this record, then enter it for the right"
                    " patient. A whole visit is moved in the list of visits, with Shift+F2."
                ),
                "warn",
            )

    def _echo(self) -> None:
        assert isinstance(self._target, LabTarget)
        row = self._form.row_of(self._target.analyte)
        typed = typed_of(row, LabEntry(text=self.value.text()))  # type: ignore[union-attr]
        said = typed.problem or typed.warning or typed.echo
        self.echo.setText(self._words.say(said) if said else "")
        mark(self.echo, ink="danger" if typed.problem else "text3")
        self.value.setAccessibleDescription(self.echo.text())

    def _show_follows(self, found: Consequence) -> None:
        w = self._words
        said = [w("The old value stays in the history with your name, the time and this reason.")]
        if found.worked_out:
            said.append(w("{scores} will be worked out again.", scores=", ".join(map(w, found.worked_out))))
        if found.suggests:
            said.append(
                w("{scores} keeps its ticks: look at them again.", scores=", ".join(map(w, found.suggests)))
            )
        papers = [each for each in found.printed if each.kind in PRINTED]
        said += [w(PRINTED[each.kind], day=w.day(each.made_at)) for each in papers[:1]]
        self.follows.setText(" ".join(said))

    def _done(self, correction: Correction) -> None:
        self.accept()
        self.corrected.emit(correction)

    def _failed(self, error: BaseException) -> None:
        self.do.setEnabled(True)
        said = sentence(error, self._words)
        if not said:
            raise error
        self._say(said)

    def _say(self, text: str, tone: str = "danger") -> None:
        self.message.setText(text)
        self.message.setProperty("ink", tone)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setVisible(bool(text))
        announce(self, text)


PRINTED = {
    "handout": N_("A handout with the old value was printed on {day}: print a corrected one."),
    "summary": N_("A summary with the old value was made on {day}: make a new one."),
}
"""What is said of a paper that may show the old value, by its kind."""
