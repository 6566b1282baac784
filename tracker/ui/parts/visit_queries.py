"""Queries in a visit form: marks on the fields, Alt+Q to ask, and the panel at the side."""

from uuid import UUID

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tracker.domain.change import ref
from tracker.domain.followup import QueryState
from tracker.services.query_places import FIELDS, SAMPLE_DAY, field_title, visit_box, visit_path
from tracker.services.query_view import STATE_TITLES, QueryLine, query_lines
from tracker.services.visit_checks import LABORATORY
from tracker.services.visit_form import VisitForm
from tracker.ui.keys import bind_keys
from tracker.ui.parts.instrument_form import InstrumentForm
from tracker.ui.parts.query_badge import QueryBadge
from tracker.ui.parts.query_side import QuerySide
from tracker.ui.parts.visit_page import WIDE, VisitPage
from tracker.ui.workplace import Workplace


class VisitQueries(QObject):
    """`first` is the question one came for: its field gets the keyboard once everything is read."""

    def __init__(self, workplace: Workplace, page: VisitPage, first: UUID | None = None) -> None:
        super().__init__(page)
        self._workplace, self._page, self._first = workplace, page, first
        self._form: VisitForm | None = None
        self._place: tuple[str, str] | None = None
        self.badges: list[QueryBadge] = []
        self.side = QuerySide(workplace, lists=True)
        page.beside.addWidget(self.side)
        page.installEventFilter(self)
        page.shown.connect(self._mark)
        page.aside.queries_wanted.connect(self.open)
        self.side.left.connect(self.close)
        self.side.ask_wanted.connect(lambda: self._start(self._place))
        self.side.place_wanted.connect(self._go)
        bind_keys(page, {"Alt+Q": self.open})
        bind_keys(page.sheet, {"Q": self.open})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            tokens, window = self._workplace.tokens, self._page.window()
            self.side.fit(narrow=window.width() < tokens.px(WIDE))
            self._page.beside.setFixedWidth(self.side.maximumWidth())
        return super().eventFilter(watched, event)

    def show_visit(self, form: VisitForm) -> None:
        """Read the questions about this visit."""
        self._form = form
        page, visit = self._page, form.visit
        page.aside.count_queries(0, saved=visit is not None)
        if visit is not None:
            records, now, record = self._workplace.session.records, self._workplace.clock(), visit.id
            self._workplace.jobs.read(lambda: query_lines(records, now, record=record), self._show)

    def open(self) -> None:
        """Alt+Q: the question about the field with the keyboard, or the form that asks one."""
        if self._form is None or self._form.visit is None:
            return
        place = self._page.sheet.place_of_focus()
        here = QApplication.focusWidget()
        if here is not None and self.side.isVisible() and self.side.isAncestorOf(here):
            place = self._place
        self._place = place
        self._page.show_beside(True)
        mine = [line for line in self._waiting if place and visit_box(line.query.path) == place]
        if mine:
            self.side.open_query(mine[0].query.id)
        elif place or not self.side.lines:
            self._start(place)
        else:
            self.side.open_list()

    def close(self) -> None:
        """Take the panel away; the keyboard goes back to its field."""
        self._page.show_beside(False)
        if self._place:
            self._page.sheet.go(*self._place)
        else:
            self._page.focus_first()

    @property
    def first_focus(self) -> QWidget | None:
        """What gets the keyboard where one came for a query."""
        return self.side.query.first_field if self.side.query.isVisible() else None

    def escape(self) -> bool:
        """Esc: True when it was for the panel."""
        if not self.side.isVisible():
            return False
        self.side.escape()
        return True

    def primary(self) -> bool:
        """Ctrl+Enter: True when a form of the panel took it."""
        taken = self.side.isVisible() and self.side.currentWidget() is not self.side.listing
        if taken:
            self.side.primary()
        return taken

    @property
    def _waiting(self) -> list[QueryLine]:
        return [line for line in self.side.lines if line.state is not QueryState.CLOSED]

    def _show(self, lines: tuple[QueryLine, ...]) -> None:
        self.side.show_lines(lines)
        self._page.aside.count_queries(len(self._waiting), saved=True)
        self._mark()
        wanted = next((line for line in lines if line.query.id == self._first), None)
        self._first = None
        if wanted is not None:
            self._go(wanted)
            self._place = visit_box(wanted.query.path) if any(visit_box(wanted.query.path)) else None
            self._page.show_beside(True)
            self.side.open_query(wanted.query.id)

    def _start(self, place: tuple[str, str] | None) -> None:
        words, visit = self._workplace.words, self._form.visit if self._form else None
        if visit is None:
            return
        sheet = self._page.sheet
        paths = [*FIELDS["Visit"], visit_path(LABORATORY, SAMPLE_DAY)]
        paths += [visit_path(LABORATORY, code) for code in sheet.labs.codes]
        paths += [visit_path(code, key) for code, form in sheet.scores.items() for key in _boxes(form)]
        fields = [(path, words.say(field_title("Visit", path))) for path in dict.fromkeys(paths)]
        record = words("{visit}, {day}", visit=words(visit.title), day=words.day(visit.day))
        self.side.start(ref(visit), record, fields, visit_path(*place) if place else "")

    def _go(self, line: QueryLine) -> None:
        section, key = visit_box(line.query.path)
        if self._field(section, key) is not None:
            self._page.sheet.go(section, key)

    def _mark(self) -> None:
        """Put a mark on each field that has a question; the first that waits gives its colour."""
        for old in self.badges:
            old.hide()
            old.deleteLater()
        self.badges = []
        marked: set[tuple[str, str]] = set()
        words = self._workplace.words
        for line in self._waiting:
            place = visit_box(line.query.path)
            field = None if place in marked else self._field(*place)
            if field is None:
                continue
            marked.add(place)
            said = {"state": words(STATE_TITLES[line.state]), "text": line.query.question}
            badge = QueryBadge(
                field, line.state, words("{state} query: {text}", **said), self._workplace.tokens
            )
            badge.clicked.connect(lambda _on=False, line=line: self._opened(line))
            self.badges.append(badge)

    def _opened(self, line: QueryLine) -> None:
        self._place = visit_box(line.query.path)
        self._page.show_beside(True)
        self.side.open_query(line.query.id)

    def _field(self, section: str, key: str) -> QWidget | None:
        sheet = self._page.sheet
        if key == SAMPLE_DAY:
            return sheet.sampled
        if section == LABORATORY:
            return sheet.labs.row(key).box if key in sheet.labs.codes else None
        form = sheet.scores.get(section)
        return form.editor(key) if form is not None and key in _boxes(form) else None


def _boxes(form: InstrumentForm) -> list[str]:
    """The keys of the items that have an editor; causes stand beside theirs."""
    shown = form.answers()
    return [item.key for item in form.instrument.items if item.key in shown]
