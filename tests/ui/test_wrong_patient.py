"""Moving a visit to the right patient in the window: what moves is shown, nothing of the other one."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.walk import faults
from tests.visit_cases import month_6, session_before_month_6
from tracker.domain.change import ref
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient
from tracker.domain.visit import Visit
from tracker.services.visits import save_visit
from tracker.ui.dialogs.wrong_patient import WrongPatientDialog

BORN = PartialDate.parse("1963-03-14")


class Desk:
    """The dialog over a saved visit."""

    def __init__(self, workplace, qtbot):
        self.session = session_before_month_6()
        self.visit = save_visit(self.session, month_6(self.session)).visit
        site = self.session.site.id
        self.other = Patient(site=site, study_id="CAR-SLE-03", family="Canary", given="Chidi", born=BORN)
        for each in (self.other, Diagnosis(site=site, patient=self.other.id, disease="sle")):
            self.session.records.rows[each.id] = replace(each, revision=1)
        self.workplace = workplace(session=self.session)
        source = self.session.records.get(Patient, self.visit.patient)
        self.dialog = WrongPatientDialog(self.workplace, ref(self.visit), source)
        self.heard = []
        self.dialog.moved.connect(self.heard.append)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.settle()

    def settle(self):
        for _ in range(3):
            self.workplace.jobs.settle()
            QApplication.processEvents()

    def move(self):
        self.dialog.move_it()
        self.settle()

    def fill(self, study_id="CAR-SLE-03", born=BORN, note="The paper says so."):
        self.dialog.study_id.setText(study_id)
        self.dialog.born.set_value(born)
        self.dialog.note.setText(note)

    @property
    def whose(self):
        return self.session.records.get(Visit, self.visit.id).patient


@pytest.fixture
def desk(workplace, qtbot):
    return Desk(workplace, qtbot)


def test_that_the_first_press_shows_what_follows_and_the_second_moves(desk):
    assert "Laboratory values: 10" in desk.dialog.parts.text()
    desk.fill()
    desk.move()
    assert desk.whose == desk.visit.patient
    assert "to CAR-SLE-03" in desk.dialog.follows.text
    assert desk.dialog.act.text().startswith("Move to CAR-SLE-03")
    desk.move()
    assert desk.whose == desk.other.id
    assert desk.heard


def test_that_another_study_id_asks_to_look_again(desk):
    desk.fill()
    desk.move()
    desk.dialog.study_id.setText("CAR-SLE-04")
    desk.dialog.study_id.textEdited.emit("CAR-SLE-04")
    desk.move()
    assert "No patient of this study" in desk.dialog.problem.text
    assert desk.whose == desk.visit.patient


def test_that_a_wrong_date_of_birth_is_refused_without_telling_the_right_one(desk):
    desk.fill(born=PartialDate.parse("1963-03-15"))
    desk.move()
    assert "date of birth is not that of CAR-SLE-03" in desk.dialog.problem.text
    assert "14-Mar-1963" not in desk.dialog.problem.text


def test_that_nothing_of_the_other_patient_but_the_study_id_is_shown(desk):
    desk.fill()
    desk.move()
    assert not any("CANARY" in each.text().upper() for each in desk.dialog.findChildren(QLabel))
    assert list(faults(desk.dialog)) == []


def test_that_it_asks_how_this_is_known(desk):
    desk.fill(note="")
    desk.move()
    desk.move()
    assert "how this is known" in desk.dialog.problem.text
    assert desk.whose == desk.visit.patient
