"""Before a new visit is typed: which day it was, and which visit of the plan it is."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.planned_visit import PlannedVisit
from tracker.domain.schedule import Schedule
from tracker.domain.visit_codes import UNPLANNED
from tracker.language import Words
from tracker.services.course import Course
from tracker.services.visit_form import VisitForm
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.label import label
from tracker.ui.parts.notice import Notice
from tracker.ui.theme.tokens import Tokens


class VisitStart(QWidget):
    """Today and the visit nearest to it are offered; both can be changed."""

    started = Signal(object, str, str)
    """(day, visit code, title)."""
    given_up = Signal()
    existing_wanted = Signal(object)
    """(visit id): there is one on that day already."""

    def __init__(
        self, words: Words, tokens: Tokens, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._today = words, today
        self._course: Course | None = None
        self._schedule = Schedule()
        self._titles = {UNPLANNED.code: UNPLANNED.title}
        self._by_hand = False
        card = Card(tokens, words("New visit"))
        card.setMaximumWidth(tokens.px(560))
        self.day = DateField(words("Day of the visit"), words, tokens, today, remark=self._remark)
        self.visit = Choice(tokens, words("Visit"), [(UNPLANNED.code, words(UNPLANNED.title))])
        self.visit.setMinimumWidth(tokens.px(240))
        self.notice = Notice(tokens)
        for title, field in ((words("Day of the visit"), self.day), (words("Visit"), self.visit)):
            line = QHBoxLayout()
            name = label(title, "body", "text2")
            name.setFixedWidth(tokens.px(130))
            name.setBuddy(field)
            line.addWidget(name)
            line.addWidget(field, int(field is self.day))
            if field is self.visit:
                line.addStretch(1)
            card.add(line)
        card.add(self.notice)
        self.open = Button(words("Open the form"), tokens, look="primary", key="Ctrl+Enter")
        self.open.setObjectName("open-form")
        cancel = Button(words("Cancel"), tokens, key="Esc")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.open)
        card.add(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        column.addWidget(card)
        column.addStretch(1)
        self.day.edited.connect(self._moved)
        self.day.settled.connect(lambda _day: self._moved())
        self.visit.picked.connect(lambda _code: self._chosen())
        self.open.clicked.connect(self.start)
        cancel.clicked.connect(self.given_up)

    def show_form(self, form: VisitForm, code: str = "") -> None:
        """Offer today and the visit whose window holds it, or the one asked for by `code`."""
        held = str(self.visit.key) if self._by_hand else code
        self._course, self._schedule = form.course, form.schedule
        self._titles = dict((*form.choices, (UNPLANNED.code, UNPLANNED.title)))
        self.visit.offer((code, self._words(title)) for code, title in self._titles.items())
        self.visit.choose(held if held in self._titles else UNPLANNED.code)
        self._by_hand = held in self._titles
        if self.day.value is None:
            self.day.set_value(self._today())
        self._moved()

    def start(self) -> None:
        """Open the form, once the day can be read."""
        day = self.day.day
        if day is None:
            self.notice.say(self.day.problem or self._words("Write the day of the visit."), "danger")
            self.day.box.setFocus()
            return
        if day > self._today():
            self.notice.say(
                self._words("This day lies in the future. A visit is entered when it happened."), "danger"
            )
            self.day.box.setFocus()
            return
        code = str(self.visit.key)
        self.started.emit(day, code, self._titles[code])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.visit if self.day.box.hasFocus() else self.open).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> None:
        self._by_hand = True

    def _moved(self) -> None:
        day = self.day.day
        if self._course is None or day is None:
            return
        if not self._by_hand:
            near = self._near(day)
            self.visit.choose(near.code if near else UNPLANNED.code)
        same = next((visit for visit in self._course.visits if visit.day == day), None)
        w = self._words
        if same is None:
            self.notice.say("")
            return
        said = w("There is a visit on this day already: {visit}.", visit=w(same.title or UNPLANNED.title))
        self.notice.say(said, "info", (w("Open that visit"), self._opens(same.id)))

    def _near(self, day: date) -> PlannedVisit | None:
        line = self._schedule.line
        found = self._schedule.around(day)
        return found if found and line and found.infusion == line.infusion.id else None

    def _opens(self, visit: UUID) -> Callable[[], None]:
        return lambda: self.existing_wanted.emit(visit)

    def _remark(self, day: date) -> str:
        number = self._course.day_number(day) if self._course else None
        return "" if number is None else self._words("Day {day}", day=self._words.number(number))
