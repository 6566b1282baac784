"""Whether this installation does what it should: make, open, score, plot, print, open again."""

import argparse
import os
import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tracker.cli import Commands
from tracker.cli.parser import DONE
from tracker.domain.infusion import Infusion
from tracker.domain.instruments import instrument
from tracker.domain.partial_date import PartialDate
from tracker.domain.patient import Diagnosis, Patient
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.domain.visit import Assessment, Comparator, LabResult, Visit
from tracker.language import words
from tracker.services.course import course
from tracker.services.session import Session
from tracker.store.scratch import scratch

FAMILY, STUDY_ID = "Łukasz-R&D <b>", "SELF-01"


class SelfTestFailed(Refusal):
    """A step did not give what it must."""

    def __init__(self, step: str) -> None:
        super().__init__(
            N_("The self-test failed at the step “{step}”. Install the program again."), step=step
        )


def add_parser(commands: Commands) -> None:
    """Declare `tracker self-test`."""
    parser = commands.add_parser(
        "self-test", description=words()("Check this installation; nothing is kept.")
    )
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Go through the steps; each prints its name when it is done."""
    speak = words()
    with scratch() as place:
        for step in _steps(place):
            print(speak("{step}: done", step=speak(step)), flush=True)
    return DONE


def _steps(place: Path) -> Iterator[str]:
    from tracker.services.studies import create_study, open_study

    folder, passphrase = place / "Prüf Studie", secrets.token_hex(16)
    made = create_study(
        folder, name="Self-test", clinic="Self-test", user_name="S. Test", passphrase=passphrase
    )
    patient = _write_patient(made.session)
    made.session.close()
    yield N_("Create a study")
    session = open_study(folder, passphrase=passphrase)
    try:
        _demand(session.records.get(Patient, patient.id).family == FAMILY, N_("Open it"))
        yield N_("Open it")
        _score(session, patient)
        yield N_("Score")
        _plot(session, patient)
        yield N_("Plot")
        _print(session, patient, place)
        yield N_("Print")
    finally:
        session.close()
    session = open_study(folder, recovery_code=made.recovery_code)
    found = session.records.find(Assessment, patient=patient.id)
    session.close()
    _demand([each.result["total"] for each in found] == [4], N_("Open it again"))
    readable = any(FAMILY.encode() in each.read_bytes() for each in folder.rglob("*") if each.is_file())
    _demand(not readable, N_("Open it again"))
    yield N_("Open it again")


def _demand(holds: bool, step: str) -> None:
    if not holds:
        raise SelfTestFailed(words()(step))


def _write_patient(session: Session) -> Patient:
    site, start = session.site.id, date(2025, 1, 15)
    patient = Patient(site=site, study_id=STUDY_ID, family=FAMILY, given="Ada", born=PartialDate(1980, 2))
    counts = {-7: "210", 30: "<1", 112: "4", 180: "96"}
    with session.office.work(session.user.id) as unit:
        unit.put(patient)
        unit.put(Diagnosis(site=site, patient=patient.id, disease="sle"))
        unit.put(
            Infusion(site=site, patient=patient.id, day0=PartialDate(start.year, start.month, start.day))
        )
        for day, count in counts.items():
            visit = Visit(site=site, patient=patient.id, day=start + timedelta(days=day))
            unit.put(visit)
            unit.put(
                LabResult(
                    site=site,
                    patient=patient.id,
                    visit=visit.id,
                    analyte="cd19",
                    sampled=visit.day,
                    comparator=Comparator.BELOW if count.startswith("<") else Comparator.EQUAL,
                    value=count.lstrip("<"),
                    unit="cells/µL",
                )
            )
    return patient


def _score(session: Session, patient: Patient) -> None:
    sledai = instrument("sledai_2k")
    answers: dict[str, object] = {item.key: item.key == "arthritis" for item in sledai.items}
    result = sledai(answers).as_json()
    _demand(result["total"] == 4, N_("Score"))
    visit = session.records.find(Visit, patient=patient.id)[-1]
    with session.office.work(session.user.id) as unit:
        unit.put(
            Assessment(
                site=session.site.id,
                patient=patient.id,
                visit=visit.id,
                instrument=sledai.code,
                version=sledai.version,
                answers=answers,
                result=result,
            )
        )


def _plot(session: Session, patient: Patient) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tracker.app import application
    from tracker.services.trends import trend_chart
    from tracker.ui.parts.trend_plot import TrendPlot
    from tracker.ui.theme.style import apply_theme
    from tracker.ui.theme.tokens import THEMES

    app, tokens = application(["tracker"]), THEMES["light"]
    apply_theme(app, tokens)
    plot = TrendPlot(tokens, "")
    plot.resize(900, 600)
    plot.show_chart(trend_chart(course(session.records, patient.id), words(), date(2025, 7, 20)))
    image = plot.picture().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    _demand(len(colours) > 8, N_("Plot"))


def _print(session: Session, patient: Patient, place: Path) -> None:
    import pypdfium2

    from tracker.cli.report import Desk
    from tracker.services.papers import KINDS
    from tracker.services.settings import save_setting

    save_setting(session, "emergency_number", "112")
    save_setting(session, "clinic_phone", "030 123456")
    for kind in KINDS:
        path = Desk(session, place, words(), "a4").print_one(kind, patient)
        document = pypdfium2.PdfDocument(path.read_bytes())
        text = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        _demand(FAMILY.casefold() in text.casefold(), N_("Print"))
