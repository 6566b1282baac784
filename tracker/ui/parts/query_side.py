"""The panel of questions: the list of a record, one question with its answer, or the form that asks."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from tracker.domain.change import Ref
from tracker.domain.followup import QueryState
from tracker.domain.rights import Right
from tracker.services.queries import answer_query, ask_again, close_query, raise_query, why_not_close
from tracker.services.query_view import QueryLine, turned
from tracker.services.rights import refusal
from tracker.ui.parts.query_forms import AskForm, QueryForm
from tracker.ui.parts.query_list import QueryList
from tracker.ui.parts.side_form import SideForm
from tracker.ui.workplace import Workplace

WIDTH, NARROW = 332, 264


class QuerySide(QStackedWidget):
    """Writes by itself and publishes the news; what comes back is shown through `show_lines`."""

    left = Signal()
    """Esc: the panel is done with, and the keyboard belongs to whoever had it."""
    ask_wanted = Signal()
    """The button that asks: who owns the panel knows about what."""
    place_wanted = Signal(object)
    """(QueryLine): go to the field it is about."""
    written = Signal()
    """A question was asked, answered or closed."""

    def __init__(self, workplace: Workplace, *, lists: bool) -> None:
        super().__init__()
        self._workplace, words, tokens = workplace, workplace.words, workplace.tokens
        self.listing = QueryList(tokens, words)
        self.query = QueryForm(tokens, words, names_patient=not lists)
        self.ask = AskForm(tokens, words)
        self.lines: tuple[QueryLine, ...] = ()
        self._home: QWidget = self.listing if lists else self.query
        for page in (self.listing, self.query, self.ask):
            self.addWidget(page)
        self.setCurrentWidget(self._home)
        self.setFixedWidth(tokens.px(WIDTH))
        self.listing.opened.connect(self.open_query)
        self.listing.ask_wanted.connect(self.ask_wanted)
        self.listing.left.connect(self.left)
        for form in (self.query, self.ask):
            form.saved.connect(self.primary)
            form.given_up.connect(self.escape)
        self.query.close_it.clicked.connect(self.close_query)
        self.query.go.clicked.connect(self.go)

    def fit(self, *, narrow: bool) -> None:
        """Beside a form in a narrow window it is slimmer, and Esc has no button."""
        self.setFixedWidth(self._workplace.tokens.px(NARROW if narrow else WIDTH))
        for button in (self.query.cancel, self.ask.cancel, self.listing.close_it):
            button.setVisible(not narrow)

    def show_lines(self, lines: Sequence[QueryLine]) -> None:
        """The questions as they stand now; the one in hand stays in hand."""
        self.lines = tuple(lines)
        self.listing.show_lines(lines)
        held = self.query.line
        self._show(self._line(held.query.id) if held else None)

    def open_list(self) -> None:
        """Show the list, with the keyboard in it."""
        self.setCurrentWidget(self.listing)
        self.listing.first_focus.setFocus()

    def stand_on(self, query: UUID | None) -> None:
        """Show one question without taking the keyboard."""
        self._show(self._line(query))
        self.setCurrentWidget(self.query)

    def open_query(self, query: UUID) -> None:
        """Show one question, with the keyboard where its answer is typed."""
        self.stand_on(query)
        self.query.first_field.setFocus()

    def start(self, about: Ref, record: str, fields: Sequence[tuple[str, str]], path: str = "") -> None:
        """Open the form that asks about `record`, on the field `path`."""
        self.ask.show_fields(about, record, fields, path)
        self.setCurrentWidget(self.ask)
        self.ask.question.box.setFocus()

    @property
    def typed(self) -> bool:
        """Whether something stands in a form that is not said yet."""
        shown = self.currentWidget()
        text = self.ask.question.text if shown is self.ask else self.query.text.text
        return shown is not self.listing and bool(text.strip())

    def primary(self) -> None:
        """Ctrl+Enter: ask, answer, ask again, or close."""
        shown, form, session = self.currentWidget(), self.query, self._workplace.session
        if shown is self.ask and (about := self.ask.about) is not None:
            path, question = self.ask.path, self.ask.question.text
            self._write(lambda: raise_query(session, about, path, question), self.ask)
        elif shown is form and form.line is not None:
            query, text = form.line.query.id, form.text.text
            if form.answers:
                self._write(lambda: answer_query(session, query, text), form)
            elif form.asks_again:
                self._write(lambda: ask_again(session, query, text), form)
            else:
                self.close_query()

    def close_query(self) -> None:
        """Whoever asked is satisfied."""
        session, line = self._workplace.session, self.query.line
        if line is not None and line.state is not QueryState.CLOSED:
            query = line.query.id
            self._write(lambda: close_query(session, query), self.query)

    def go(self) -> None:
        """To the field the question is about."""
        if self.query.line is not None:
            self.place_wanted.emit(self.query.line)

    def escape(self) -> None:
        """Esc: from a form to where one came from, from there out of the panel."""
        if self.currentWidget() is self._home:
            self.left.emit()
            return
        self.setCurrentWidget(self._home)
        if self._home is self.listing:
            self.listing.first_focus.setFocus()
        else:
            self.left.emit()

    def _line(self, query: UUID | None) -> QueryLine | None:
        return next((line for line in self.lines if line.query.id == query), None)

    def _show(self, line: QueryLine | None) -> None:
        session = self._workplace.session
        if line is None:
            if self.currentWidget() is self.query:
                self.setCurrentWidget(self._home)
            return
        closes = not why_not_close(session, line.query)
        self.query.show_line(line, turned(session, line.query), closes=closes)

    def _write(self, work: Callable[[], frozenset[Ref]], form: SideForm) -> None:
        words = self._workplace.words
        forbidden = refusal(self._workplace.session, Right.QUERY)
        if forbidden:
            form.say(words(forbidden))
            return

        def written(touched: frozenset[Ref]) -> None:
            form.say("")
            self.query.text.set_text("")
            self.setCurrentWidget(self._home)
            self._workplace.news.publish(touched)
            self.written.emit()

        self._workplace.jobs.write(work, written, self._workplace.refused(form.say))
