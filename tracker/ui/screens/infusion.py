"""Record an infusion: the day that all other days are counted from."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.change import Ref
from tracker.domain.followup import Closure
from tracker.domain.infusion import Infusion
from tracker.domain.partial_date import PartialDate
from tracker.services.course import Course, course
from tracker.services.enrolment import NewInfusion, record_infusion
from tracker.services.replan import Replan, preview_infusion, preview_move
from tracker.ui.parts.banner import banner_of
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.form_row import FormRow
from tracker.ui.parts.label import label
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.patient_banner import PatientBanner
from tracker.ui.parts.replan_page import ReplanPage
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.text_field import TextField
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace

DRUGS = (("fludarabine", "mg/m²"), ("cyclophosphamide", "mg/m²"))
"""What is offered for conditioning, with the usual unit."""


class InfusionScreen(Screen):
    """Ctrl+Enter records it; an unknown or partial day is allowed and said."""

    def __init__(self, workplace: Workplace, patient: UUID, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._patient = patient
        self._banner: PatientBanner | None = None
        self._read: Course | None = None
        wide = tokens.px(330)
        self.day0 = DateField(words("Day 0"), words, tokens, workplace.today, whole=False)
        self.day0.set_value(workplace.today())
        self.product = TextField(words("Product"), width=wide, show_title=False)
        self.dose = TextField(words("Dose"), width=tokens.px(120), show_title=False)
        self.dose_unit = TextField(words("Unit of the dose"), width=tokens.px(140), show_title=False)
        self.dose_unit.set_text("10⁶ CAR T/kg")
        self.lot = TextField(words("Lot"), width=wide, show_title=False)
        self.conditioning = {
            code: (
                TextField(words("Dose a day"), width=tokens.px(80), show_title=False),
                DateField(words("First day"), words, tokens, workplace.today),
                DateField(words("Last day"), words, tokens, workplace.today),
            )
            for code, _ in DRUGS
        }
        for line in self._lines():
            line.returnPressed.connect(self._next)
        self.notice = Notice(tokens)
        self.preview = ReplanPage(tokens, words, words("What this infusion will do"))
        self.pages = QStackedWidget()
        self._save = Button(words("Record infusion"), tokens, look="primary", key="Ctrl+Enter")
        self._cancel = Button(words("Cancel"), tokens, key="Esc")
        self._save.clicked.connect(self.primary)
        self._cancel.clicked.connect(self.escape)
        self._lay_out()

    @property
    def patient(self) -> UUID | None:
        return self._patient

    def title(self) -> str:
        return self.workplace.words("Record infusion")

    def banner(self) -> QWidget | None:
        return self._banner

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self._cancel, self._save)

    def first_focus(self) -> QWidget | None:
        return self.day0.box

    def refresh(self) -> None:
        records, patient = self.workplace.session.records, self._patient
        self.workplace.jobs.read(lambda: course(records, patient), self._show)

    def escape(self) -> None:
        """Esc: from what it will do back to the form, then away."""
        if self.pages.currentWidget() is self.preview:
            self._form()
        else:
            self.back.emit()

    def primary(self) -> None:
        """Where a plan is there already, first show what the infusion does to it; then record it."""
        dates = [self.day0, *(field for _, *days in self.conditioning.values() for field in days)]
        wrong = next((field for field in dates if field.problem), None)
        if wrong is not None:
            self.notice.say(wrong.problem, "danger")
            wrong.setFocus()
            return
        day = self.day0.day
        before = self._read.infusions if self._read else ()
        if before and day is not None and self.pages.currentWidget() is not self.preview:
            self._look(before, day)
            return
        session, patient, asked = self.workplace.session, self._patient, self._asked()
        refused = self.workplace.refused(self._say)
        self.workplace.jobs.write(lambda: record_infusion(session, patient, asked), self._done, refused)

    def _lines(self) -> tuple[QLineEdit, ...]:
        given = [(dose.line, *(field.box for field in days)) for dose, *days in self.conditioning.values()]
        texts = (self.product, self.dose, self.dose_unit, self.lot)
        return (self.day0.box, *(field.line for field in texts), *(line for row in given for line in row))

    def _next(self) -> None:
        self.focusNextChild()

    def _asked(self) -> NewInfusion:
        given: list[tuple[str, str, str, PartialDate | None, PartialDate | None]] = []
        for code, unit in DRUGS:
            dose, start, end = self.conditioning[code]
            if dose.text.strip() or start.value:
                given.append((code, dose.text.strip(), unit, start.value, end.value))
        return NewInfusion(
            day0=self.day0.value,
            product=self.product.text,
            dose=self.dose.text,
            dose_unit=self.dose_unit.text if self.dose.text.strip() else "",
            lot=self.lot.text,
            conditioning=given,
        )

    def _look(self, before: Sequence[Infusion], day: date) -> None:
        records, patient, today = self.workplace.session.records, self._patient, self.workplace.today()
        planned = next((each.id for each in before if each.day0 is None and each.planned), None)

        def work() -> tuple[Replan, tuple[Closure, ...]]:
            if planned is None:
                found = preview_infusion(records, patient, day, today, given=True)
            else:
                found = preview_move(records, patient, planned, day, today, given=True)
            return found, records.find(Closure)

        self.workplace.jobs.read(work, self._previewed, self.workplace.refused(self._say))

    def _previewed(self, read: tuple[Replan, tuple[Closure, ...]]) -> None:
        self.preview.show_replan(*read, self.workplace.today())
        self.pages.setCurrentWidget(self.preview)
        words = self.workplace.words
        self.notice.say(words("Look at what changes, then record the infusion with Ctrl+Enter."), "info")
        self.preview.table.setFocus()

    def _form(self) -> None:
        self.notice.say("")
        self.pages.setCurrentIndex(0)
        self.day0.box.setFocus()

    def _show(self, read: Course) -> None:
        self._read = read
        self._banner = banner_of(self.workplace, read)
        self.retitled.emit()

    def _done(self, touched: frozenset[Ref]) -> None:
        self.workplace.news.publish(touched)
        self.back.emit()

    def _say(self, text: str) -> None:
        self._form()
        self.notice.say(text, "danger")

    def _lay_out(self) -> None:
        words, tokens = self.workplace.words, self.workplace.tokens
        card = Card(tokens)
        for title, help, fields in (
            (words("Day 0"), words("All days are counted from it"), (self.day0,)),
            (words("Product"), "", (self.product,)),
            (words("Dose"), words("As on the product label"), (self.dose, self.dose_unit)),
            (words("Lot"), words("Chain of identity"), (self.lot,)),
        ):
            card.add(FormRow(tokens, title, help, *fields))
        before = Card(tokens, words("Conditioning before it"), words("Dose a day, first and last day"))
        titles = {"fludarabine": words("Fludarabine"), "cyclophosphamide": words("Cyclophosphamide")}
        for code, unit in DRUGS:
            dose, start, end = self.conditioning[code]
            before.add(FormRow(tokens, titles[code], "", dose, label(unit, "hint", "text2"), start, end))
        page = ScrollPage(0, tokens.s12)
        page.body.addWidget(card)
        page.body.addWidget(before)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        column.addWidget(self.notice)
        self.pages.addWidget(page)
        self.pages.addWidget(self.preview)
        column.addWidget(self.pages, 1)
