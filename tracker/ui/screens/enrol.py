"""Enrol: who the patient is, checked against everyone who is here already."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from tracker.domain.change import Ref
from tracker.domain.diseases import DISEASES
from tracker.domain.patient import SEX_TITLES, Patient, Sex
from tracker.services.enrolment import NewPatient, enrol, next_study_id, twins
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.form_row import FormRow
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.segmented import Segmented
from tracker.ui.parts.text_field import TextField
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace

WIDTH = 330


class EnrolScreen(Screen):
    """Ctrl+Enter enrols and opens the record; Esc leaves without a trace."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        wide = tokens.px(WIDTH)
        self.family = TextField(words("Family name"), width=wide, show_title=False)
        self.given = TextField(words("Given names"), width=wide, show_title=False)
        self.born = DateField(words("Born"), words, tokens, workplace.today, whole=False)
        self.sex = Segmented(
            words("Sex at birth"),
            [(each.value, words(title)) for each, title in SEX_TITLES.items()],
            "unknown",
        )
        self.number = TextField(words("Hospital number"), width=wide, show_title=False)
        self.disease = Choice(
            tokens, words("Diagnosis"), [(each.code, words(each.title)) for each in DISEASES.values()]
        )
        self.detail = TextField(
            words("Diagnosis in detail"), hint=words("e.g. nephritis class IV"), width=wide, show_title=False
        )
        self.study_id = TextField(words("Study ID"), width=wide, show_title=False)
        self.allergies = TextField(words("Allergies"), width=wide, show_title=False)
        self._offered = ""
        self.notice = Notice(tokens)
        self._save = Button(words("Enrol patient"), tokens, look="primary", key="Ctrl+Enter")
        self._cancel = Button(words("Cancel"), tokens, key="Esc")
        self._lay_out()
        self._save.clicked.connect(self.primary)
        self._cancel.clicked.connect(self.back)
        self.disease.picked.connect(lambda _code: self._offer_id())
        for field in (self.family, self.number):
            field.entered.connect(lambda _text: self._look_for_twins())
        self.born.settled.connect(lambda _day: self._look_for_twins())
        self.born.box.returnPressed.connect(self._next)
        for field in (self.family, self.given, self.number, self.study_id, self.detail, self.allergies):
            field.line.returnPressed.connect(self._next)
        self._offer_id()

    def title(self) -> str:
        return self.workplace.words("Enrol patient")

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self._cancel, self._save)

    def first_focus(self) -> QWidget | None:
        return self.family.line

    def primary(self) -> None:
        words = self.workplace.words
        if self.born.problem:
            self.notice.say(self.born.problem, "danger")
            self.born.setFocus()
            return
        asked, session = self._asked(), self.workplace.session
        though = self.notice.property("twins") == "yes"
        if though:
            self.notice.say(words("Enrolling…"), "info")
        refused = self.workplace.refused(partial(self.notice.say, tone="danger"))
        self.workplace.jobs.write(lambda: enrol(session, asked, though_alike=though), self._done, refused)

    def _asked(self) -> NewPatient:
        return NewPatient(
            study_id=self.study_id.text,
            family=self.family.text,
            given=self.given.text,
            born=self.born.value,
            sex=Sex(self.sex.key),
            hospital_no=self.number.text,
            disease=str(self.disease.key),
            detail=self.detail.text,
            allergies=self.allergies.text,
        )

    def _done(self, made: tuple[UUID, frozenset[Ref]]) -> None:
        patient, touched = made
        self.workplace.news.publish(touched)
        self.patient_opened.emit(patient)

    def _look_for_twins(self) -> None:
        records, asked = self.workplace.session.records, self._asked()
        self.workplace.jobs.read(lambda: twins(records, asked), self._show_twins)

    def _show_twins(self, found: tuple[Patient, ...]) -> None:
        words = self.workplace.words
        self.notice.setProperty("twins", "yes" if found else "no")
        self._save.say(words("Enrol anyway") if found else words("Enrol patient"))
        if not found:
            self.notice.say("")
            return
        self.notice.say(
            words(
                "{study_id} has the same number, or the same name and birth date. Is it the same person? "
                "If not, enrol anyway.",
                study_id=found[0].study_id,
            ),
            "warn",
            (
                words("Open {study_id}", study_id=found[0].study_id),
                lambda: self.patient_opened.emit(found[0].id),
            ),
        )

    def _offer_id(self) -> None:
        records, short = self.workplace.session.records, str(self.disease.key).upper()
        self.workplace.jobs.read(lambda: next_study_id(records, short), self._show_id)

    def _show_id(self, offered: str) -> None:
        if self.study_id.text in {"", self._offered}:
            self.study_id.set_text(offered)
        self._offered = offered

    def _next(self) -> None:
        self.focusNextChild()

    def _lay_out(self) -> None:
        words, tokens = self.workplace.words, self.workplace.tokens
        card = Card(tokens)
        for title, help, field in (
            (words("Family name"), words("As on the hospital label"), self.family),
            (words("Given names"), "", self.given),
            (words("Born"), words("A year, or month and year, will do"), self.born),
            (words("Sex at birth"), words("Some formulas need it"), self.sex),
            (words("Hospital number"), words("Checked against everyone in this study"), self.number),
            (words("Diagnosis"), words("Decides which score is followed"), self.disease),
            (words("In detail"), words("Printed behind the diagnosis"), self.detail),
            (words("Study ID"), words("Stands in file names instead of the name"), self.study_id),
            (words("Allergies"), words("Shown in red on every screen of this patient"), self.allergies),
        ):
            card.add(FormRow(tokens, title, help, field))
        page = ScrollPage(0, tokens.s8)
        page.body.addWidget(card)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        column.addWidget(self.notice)
        column.addWidget(page, 1)
