"""The two forms of a question: ask about a field, and read, answer or close what was asked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.change import Ref
from tracker.domain.followup import QueryState
from tracker.language import Words
from tracker.services.query_view import STATE_TITLES, QueryLine, Spoken, Turn, Turned
from tracker.ui.parts.button import Button
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.lines_field import LinesField
from tracker.ui.parts.side_form import SideForm
from tracker.ui.theme.tokens import Tokens

STATE_TONES = {QueryState.OPEN: "warn", QueryState.ANSWERED: "info", QueryState.CLOSED: "ok"}


class AskForm(SideForm):
    """A question about one field, also an empty one."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens, words, words("Raise a query"), words("Raise query"))
        self.about: Ref | None = None
        self.record = wrapped("", "label", "text2")
        self.field = Choice(tokens, words("About"), may_cut=True)
        self.question = LinesField(tokens, words("Question"))
        self.block(self.record)
        self.row(words("About"), self.field)
        self.row(words("Question"), self.question)
        self.block(
            wrapped(words("Queries stay in the trail. They are closed, never deleted."), "hint", "text3")
        )
        self.close_rows()

    def show_fields(self, about: Ref, record: str, fields: Sequence[tuple[str, str]], path: str) -> None:
        """Offer (path, title) of the fields of `record`; `path` is the one with the keyboard."""
        self.about = about
        self.record.setText(record)
        self.field.offer(fields)
        self.field.choose(path)
        self.question.set_text("")
        self.say("")

    @property
    def path(self) -> str:
        return str(self.field.key or "")


class QueryForm(SideForm):
    """Everything that was said, oldest first, and below it what the person here can do."""

    def __init__(self, tokens: Tokens, words: Words, *, names_patient: bool = False) -> None:
        super().__init__(tokens, words, words("Query"), words("Answer"))
        self._names_patient = names_patient
        self.line: QueryLine | None = None
        self._turned = Turned.READ
        self.state = Chip(tokens)
        self.head.removeWidget(self.hint)
        self.hint.hide()
        self.head.addWidget(self.state)
        self.field = wrapped("", "value", "text")
        self.record = wrapped("", "label", "text2")
        self._spoken = QVBoxLayout()
        self._spoken.setSpacing(tokens.s8)
        self.text = LinesField(tokens, words("Answer"), 3)
        self.close_it = Button(words("Close query"), tokens, look="link", face="hint")
        self.go = Button(
            words("Go to the field"), tokens, look="link", face="hint", key="O" if names_patient else ""
        )
        links = QHBoxLayout()
        links.addWidget(self.go)
        links.addStretch(1)
        links.addWidget(self.close_it)
        self.block(self.field)
        self.block(self.record)
        self.block(self._spoken)
        self._box_title = label("", "label", "text3")
        self._box_title.setBuddy(self.text)
        self.block(self._box_title)
        self.block(self.text)
        self.block(links)
        self.close_rows()
        self.text.box.textChanged.connect(self._name_act)
        self.show_line(None, Turned.READ, closes=False)

    def show_line(self, line: QueryLine | None, turned: Turned, *, closes: bool) -> None:
        """Show a question; what was typed stays while it is the same one in the same state."""
        words = self._words
        same = self.line is not None and line is not None and self.line.query == line.query
        self.line, self._turned = line, turned
        if not same:
            self.text.set_text("")
            self.say("")
        self.rows.setVisible(line is not None)
        self.state.setVisible(line is not None)
        if line is not None:
            self.state.show_state(words(STATE_TITLES[line.state]), STATE_TONES[line.state])
            self.field.setText(words.say(line.field))
            record = words.say(line.record)
            if self._names_patient:
                place = {"patient": line.patient.study_id, "record": record}
                record = words("{patient}, {record}", **place)
            self.record.setText(record)
            self._show_spoken(line.spoken)
        writes = line is not None and turned is not Turned.READ
        title = words("Answer") if turned is Turned.ANSWER else words("Not settled? Ask again")
        self._box_title.setText(title)
        self.text.box.setAccessibleName(title)
        for part in (self._box_title, self.text, self.save):
            part.setVisible(writes)
        self.close_it.setVisible(closes and turned is Turned.ANSWER)
        self._name_act()

    @property
    def asks_again(self) -> bool:
        """Whether what is typed is a new question to an answer that does not settle it."""
        return self._turned is Turned.REVIEW and bool(self.text.text.strip())

    @property
    def answers(self) -> bool:
        return self._turned is Turned.ANSWER

    @property
    def first_field(self) -> QWidget:
        """What gets the keyboard."""
        return self.text.box if self._turned is not Turned.READ else self.cancel

    def _name_act(self) -> None:
        words = self._words
        reviewed = words("Ask again") if self.asks_again else words("Close query")
        self.save.say(reviewed if self._turned is Turned.REVIEW else words("Answer"))

    def _show_spoken(self, spoken: Sequence[Spoken]) -> None:
        while (item := self._spoken.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for each in spoken:
            self._spoken.addWidget(self._one(each))

    def _one(self, spoken: Spoken) -> QWidget:
        words = self._words
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        when = {"who": spoken.who, "day": words.day(spoken.at), "time": f"{spoken.at:%H:%M}"}
        head = {
            Turn.ASKED: words("{who} asked, {day} {time}", **when),
            Turn.ANSWERED: words("{who} answered, {day} {time}", **when),
            Turn.CLOSED: words("{who} closed it, {day} {time}", **when),
        }[spoken.turn]
        column.addWidget(wrapped(head, "hint", "text3"))
        if spoken.text:
            column.addWidget(wrapped(spoken.text, "body", "text"))
        return box
