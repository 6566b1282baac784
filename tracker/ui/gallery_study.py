"""The scenes of an open study: list, record, visit, papers, dialogs."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from tracker.domain.infusion import Infusion
from tracker.domain.medication import MedicationCourse
from tracker.domain.patient import Diagnosis, Patient
from tracker.domain.visit import Visit
from tracker.services.session import Session
from tracker.services.steroids import is_steroid
from tracker.services.visit_checks import LABORATORY
from tracker.services.visit_questions import QUESTIONS
from tracker.ui.dialogs.about import AboutDialog
from tracker.ui.dialogs.crash import CrashDialog
from tracker.ui.dialogs.key_map import KeyMapDialog
from tracker.ui.errors import report
from tracker.ui.gallery_audit import audit_scenes
from tracker.ui.gallery_people import people_scenes
from tracker.ui.gallery_queries import query_scenes
from tracker.ui.gallery_settings import settings_scenes
from tracker.ui.gallery_stage import Scene, Stage, later
from tracker.ui.parts.visit_side import FORMS
from tracker.ui.places import PATIENTS, Route
from tracker.ui.shell import Shell


def study_scenes(session: Session) -> Iterator[tuple[str, Scene]]:
    yield "today", lambda stage: stage.shell()
    yield "patients", lambda stage: _at(stage, PATIENTS)
    yield "patients-search", _search(session)
    yield "enrol", lambda stage: _at(stage, Route("enrol"))
    for name, patient in _examples(session):
        yield f"trends-{name}", lambda stage, patient=patient: _at(stage, Route("record", patient))
    example = next((patient for _, patient in _examples(session)), None)
    if example is not None:
        yield from _patient_scenes(session, example)
    newest = _newest(session)
    if newest is not None:
        yield from _early_scenes(newest)
    steroid = next((each for each in session.records.find(MedicationCourse) if _goes_on(each)), None)
    if steroid is not None:
        yield "record-medicines-taper", lambda stage: _taper(stage, steroid)
    yield "help", lambda stage: _at(stage, Route("help", topic="doris_2021"))
    yield from query_scenes(session)
    yield from people_scenes()
    yield from settings_scenes()
    yield "keys", lambda stage: KeyMapDialog(stage.tokens, stage.words)
    yield "about", lambda stage: AboutDialog(stage.tokens, stage.words)
    yield "crash", lambda stage: CrashDialog(stage.tokens, stage.words, report(_example_error()))


def _patient_scenes(session: Session, patient: object) -> Iterator[tuple[str, Scene]]:
    visits = sorted(session.records.find(Visit, patient=patient), key=lambda visit: visit.day)
    yield "infusion", lambda stage: _at(stage, Route("infusion", patient))
    for tab in ("visits", "safety", "medicines", "events", "documents"):
        yield f"record-{tab}", lambda stage, tab=tab: _tab(stage, patient, tab)
    yield from audit_scenes(patient)
    yield "move", lambda stage: _move(stage, patient)
    yield "record-events-form", lambda stage: _event(stage, patient)
    yield "events-list", lambda stage: _at(stage, Route("paper", patient, None, "events"))
    yield "calendar", lambda stage: _at(stage, Route("calendar", patient))
    yield "plan", lambda stage: _at(stage, Route("plan"))
    yield "plan-copy", _copy_plan
    yield "trends-table", lambda stage: _table(stage, patient)
    if visits:
        yield "visit", lambda stage: _at(stage, Route("visit", patient, visits[-1].id))
        yield "visit-questions", lambda stage: _visit(stage, patient, visits[-1].id, QUESTIONS)
        yield "visit-correct", lambda stage: _correct(stage, patient, visits[-1].id)
    yield "safety", lambda stage: _at(stage, Route("safety", patient))
    yield "safety-same", lambda stage: _same(stage, patient)
    yield "visit-new", lambda stage: _at(stage, Route("visit", patient))
    yield "visit-begun", lambda stage: _begun(stage, patient)
    for paper in ("handout", "summary"):
        yield f"paper-{paper}", lambda stage, paper=paper: _at(stage, Route("paper", patient, None, paper))


def _early_scenes(patient: object) -> Iterator[tuple[str, Scene]]:
    """What is best seen on a patient with most visits still to come."""
    yield "patient-plan", lambda stage: _at(stage, Route("patient-plan", patient))
    for key, form in FORMS.items():
        name = f"record-visits-{form.replace('_', '-')}"
        yield name, lambda stage, key=key: _visit_form(stage, patient, key)


def _newest(session: Session) -> object | None:
    """The patient infused last."""
    given = [each for each in session.records.find(Infusion) if each.day0 and each.day0.exact]
    return max(given, key=lambda each: str(each.day0)).patient if given else None


def _at(stage: Stage, route: Route) -> Shell:
    shell = stage.shell()
    shell.go(route)
    return shell


def _search(session: Session) -> Scene:
    families = [patient.family for patient in session.records.find(Patient) if patient.family]
    twice = next((name for name in families if families.count(name) > 1), families[0] if families else "a")

    def scene(stage: Stage) -> QWidget:
        shell = _at(stage, PATIENTS)
        return later(shell, lambda: shell.command_bar.search.setText(twice[:3]))

    return scene


def _examples(session: Session) -> Iterator[tuple[str, object]]:
    """For each disease the patient with the most visits after an infusion."""
    infused = {infusion.patient for infusion in session.records.find(Infusion) if infusion.day0}
    visits: dict[object, int] = {}
    for visit in session.records.find(Visit):
        visits[visit.patient] = visits.get(visit.patient, 0) + 1
    best: dict[str, object] = {}
    for diagnosis in session.records.find(Diagnosis):
        known = best.get(diagnosis.disease)
        count = visits.get(diagnosis.patient, 0)
        if diagnosis.patient in infused and (known is None or count > visits.get(known, 0)):
            best[diagnosis.disease] = diagnosis.patient
    yield from sorted(best.items(), key=lambda pair: (pair[0] != "sle", pair[0]))


def _tab(stage: Stage, patient: object, key: str) -> QWidget:
    shell = _at(stage, Route("record", patient))
    return later(shell, lambda: shell.screen.tabs.choose(key))


def _event(stage: Stage, patient: object) -> QWidget:
    shell = _at(stage, Route("record", patient, tab="events"))
    return later(shell, lambda: shell.screen.pages.currentWidget().edit())


def _goes_on(course: MedicationCourse) -> bool:
    return is_steroid(course) and course.end is None


def _taper(stage: Stage, steroid: MedicationCourse) -> QWidget:
    shell = _at(stage, Route("record", steroid.patient, tab="medicines"))

    def type_in() -> None:
        screen = shell.screen.pages.currentWidget()
        screen.table.choose(steroid.id)
        screen.start_taper()
        screen.side.taper.lines.setPlainText("15 x 7 d\n10 x 2 w\n5 alt")

    return later(shell, type_in)


def _same(stage: Stage, patient: object) -> QWidget:
    shell = _at(stage, Route("safety", patient))
    return later(shell, shell.screen.take_last)


def _move(stage: Stage, patient: object) -> QWidget:
    shell = _at(stage, Route("move", patient))
    return later(shell, lambda: shell.screen.side.day.step(3))


def _visit_form(stage: Stage, patient: object, key: str) -> QWidget:
    """A form at the side of the visits, on the first row it makes sense for."""
    shell = _at(stage, Route("record", patient, tab="visits"))

    def open_form() -> None:
        screen = shell.screen.pages.currentWidget()
        for line in (*((screen.view.next,) if screen.view.next else ()), *screen.view.lines):
            screen.table.choose(line.key)
            screen.start(FORMS[key])
            if screen.side.open_form is not None:
                return

    return later(shell, open_form)


def _copy_plan(stage: Stage) -> QWidget:
    shell = _at(stage, Route("plan"))

    def change() -> None:
        screen = shell.screen
        screen.edit_copy()
        screen.text.setPlainText(screen.text.toPlainText().replace("day = 60", "day = 62"))
        screen.primary()

    return later(shell, change)


def _table(stage: Stage, patient: object) -> QWidget:
    shell = _at(stage, Route("record", patient))
    return later(shell, shell.screen.pages.currentWidget().table_button.click)


def _visit(stage: Stage, patient: object, visit: object, section: str) -> QWidget:
    shell = _at(stage, Route("visit", patient, visit))
    return later(shell, lambda: shell.screen.page.sheet.go(section))


def _begun(stage: Stage, patient: object) -> QWidget:
    """A new visit on the day of the picture, as the plan asks for it."""
    shell = _at(stage, Route("visit", patient, code="d90"))
    return later(shell, shell.screen.primary)


def _correct(stage: Stage, patient: object, visit: object) -> QWidget:
    shell = _at(stage, Route("visit", patient, visit))
    return later(shell, lambda: shell.screen.correct(LABORATORY, "cd19"))


def _example_error() -> BaseException:
    try:
        raise ValueError
    except ValueError as error:
        return error
