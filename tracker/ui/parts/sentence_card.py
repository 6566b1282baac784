"""The sentences for patients: how hard each is to read, who approved it, and writing another one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.change import Ref
from tracker.domain.reading import HIGHEST_GRADE, Reading, reading
from tracker.domain.rights import Right
from tracker.services.rights import refusal
from tracker.services.sentences import (
    APPROVED,
    WAITING,
    Sentence,
    approve_sentence,
    take_out_sentence,
    write_sentence,
)
from tracker.ui.errors import sentence as in_words
from tracker.ui.keys import bind_keys
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.text_field import TextField
from tracker.ui.tables.grouped import Cell, ChipText, Column, Group, Row
from tracker.ui.workplace import Workplace


class SentenceCard(Card):
    """`done` carries what was touched and one sentence about it. Enter edits the sentence in hand."""

    done = Signal(object, str)
    keys = (APPROVED, WAITING)
    """The settings that stand here."""

    def __init__(self, workplace: Workplace, title: str, hint: str) -> None:
        words, tokens = workplace.words, workplace.tokens
        super().__init__(tokens, title, hint)
        self._workplace = workplace
        self._known: dict[str, Sentence] = {}
        self._edited = ""
        self._may_write = refusal(workplace.session, Right.SETTINGS)
        self._may_approve = refusal(workplace.session, Right.APPROVE)
        self.add_button = Button(words("Add sentence"), tokens, icon="plus")
        self.add_button.setEnabled(not self._may_write)
        self.add_button.setToolTip(words(self._may_write))
        self.add_button.clicked.connect(lambda: self.write(""))
        self.head.addWidget(self.add_button)
        self.table = GroupedTable(
            tokens,
            title,
            (
                Column(words("Sentence")),
                Column(words("Reading"), 150),
                Column(words("State"), 150),
            ),
        )
        self.table.stood.connect(lambda _key: self._stand())
        self.table.opened.connect(lambda key: self.write(str(key)))
        self.add(self.table, 1)
        self._form = self._build_form()
        self.add(self._form)
        self.why = wrapped("", "hint", "text3")
        self.edit = Button(words("Edit as a new one"), tokens, icon="pencil")
        self.take_out = Button(words("Take out"), tokens)
        self.approve = Button(words("Approve"), tokens, look="primary", icon="tick")
        self.edit.clicked.connect(lambda: self.write(str(self.table.key)))
        self.take_out.clicked.connect(self._take_out)
        self.approve.clicked.connect(self._approve)
        foot = QHBoxLayout()
        foot.setSpacing(tokens.s8)
        foot.addWidget(self.why, 1)
        for button in (self.edit, self.take_out, self.approve):
            foot.addWidget(button)
        self.add(foot)

    def show_sentences(self, found: tuple[Sentence, ...]) -> None:
        """Show these."""
        words = self._workplace.words
        self._known = {each.text: each for each in found}
        groups = []
        for approved, heading in ((False, words("Wait for a doctor")), (True, words("Can be picked"))):
            rows = tuple(self._row(each) for each in found if each.approved is approved)
            if rows:
                groups.append(Group(heading, rows, str(len(rows))))
        self.table.show_groups(groups)
        self._stand()

    def write(self, text: str) -> None:
        """Open the line for a new sentence, or for another wording of `text`."""
        if self._may_write:
            return
        self._edited = text
        self.line.set_text(text)
        self._meter()
        self._form.show()
        self.line.line.setFocus()

    def close_form(self) -> bool:
        """Put the line away; False where none is open."""
        if self._form.isHidden():
            return False
        self._form.hide()
        self.table.setFocus()
        return True

    def keep(self) -> None:
        """Put what was written to those that wait."""
        session, text, old = self._workplace.session, self.line.text, self._edited
        said = self._workplace.words("The sentence waits for a doctor.")
        self._write(lambda: write_sentence(session, text, old), said, self.line.say)

    def _build_form(self) -> QWidget:
        words, tokens = self._workplace.words, self._workplace.tokens
        form = QWidget()
        self.line = TextField(words("New sentence"))
        self.line.changed.connect(lambda _text: self._meter())
        self.line.line.returnPressed.connect(self.keep)
        self.meter = label("", "hint", "text2")
        save = Button(words("Save"), tokens, look="primary", key="Enter")
        save.clicked.connect(self.keep)
        cancel = Button(words("Cancel"), tokens, key="Esc")
        cancel.clicked.connect(self.close_form)
        acts = QHBoxLayout()
        acts.setSpacing(tokens.s8)
        acts.addWidget(self.meter)
        acts.addStretch(1)
        acts.addWidget(cancel)
        acts.addWidget(save)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s8)
        column.addWidget(self.line)
        column.addLayout(acts)
        bind_keys(form, {"Ctrl+Return": self.keep, "Ctrl+Enter": self.keep})
        form.hide()
        return form

    def _row(self, each: Sentence) -> Row:
        words = self._workplace.words
        zone = self._workplace.clock().tzinfo
        under = words("Comes with the program")
        if each.at is not None:
            day = words.day(each.at.astimezone(zone).date())
            phrase = "Approved {day} by {who}" if each.approved else "Written {day} by {who}"
            under = words(phrase, day=day, who=each.by)
        if each.used:
            used = words.plural("in {n} message", "in {n} messages", each.used)
            under = ", ".join((under, used))
        state = (
            ChipText(words("Approved"), "ok")
            if each.approved
            else ChipText(words("Too hard to read"), "warn")
            if each.reading.hard
            else ChipText(words("Waits for a doctor"), "warn", "clock")
        )
        hard = "warn" if each.reading.hard else ""
        return Row(
            each.text,
            (
                Cell(each.text, under, strong=True, whole=False),
                Cell(self._said(each.reading), tone=hard),
                Cell(chips=(state,)),
            ),
        )

    def _said(self, read: Reading) -> str:
        words = self._workplace.words
        grade = words.number(read.grade)
        return words.plural("grade {grade}, {n} word", "grade {grade}, {n} words", read.words, grade=grade)

    def _meter(self) -> None:
        words = self._workplace.words
        read = reading(self.line.text)
        self.line.say("")
        told = self._said(read) if read.words else ""
        if read.hard:
            above = words("Above grade {grade} it cannot be approved.", grade=HIGHEST_GRADE)
            told = " – ".join((told, above))
        self.meter.setText(told)

    def _stand(self) -> None:
        words = self._workplace.words
        each = self._known.get(str(self.table.key))
        why = self._may_write
        for button in (self.edit, self.take_out):
            button.setEnabled(each is not None and not why)
        waits = each is not None and not each.approved
        self.approve.setVisible(waits)
        self.approve.setEnabled(waits and not self._may_approve and not (each and each.reading.hard))
        told = words(why or (self._may_approve if waits else ""))
        if each is not None and waits and each.reading.hard:
            told = words(
                "A sentence above grade {grade} cannot be approved. Use shorter words or sentences.",
                grade=HIGHEST_GRADE,
            )
        elif not told and each is not None and each.approved:
            told = words("Another wording waits for a doctor; this one stays until it is taken out.")
        self.why.setText(told)
        self.edit.say(words("Edit as a new one") if not waits else words("Edit"))

    def _take_out(self) -> None:
        session, text = self._workplace.session, str(self.table.key)
        said = self._workplace.words("The sentence is out. Messages that hold it stay as they are.")
        self._write(lambda: take_out_sentence(session, text), said)

    def _approve(self) -> None:
        session, text = self._workplace.session, str(self.table.key)
        said = self._workplace.words("The sentence can be picked for handouts now.")
        self._write(lambda: approve_sentence(session, text), said)

    def _write(
        self,
        work: Callable[[], frozenset[Ref]],
        said: str,
        refuse: Callable[[str], object] | None = None,
    ) -> None:
        def failed(error: BaseException) -> None:
            text = in_words(error, self._workplace.words)
            if text:
                (refuse or self.why.setText)(text)
            else:
                self._workplace.jobs.failure.emit(error)

        def kept(touched: frozenset[Ref]) -> None:
            self.close_form()
            self.done.emit(touched, said)

        self._workplace.jobs.write(work, kept, failed)
