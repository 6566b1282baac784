"""The rows of the list of medicines: now, then stopped, each with whether it counts as treatment."""

from tracker.domain.drugs import PURPOSES, drug
from tracker.domain.partial_date import PartialDate
from tracker.domain.treatment import VERDICT_TITLES, Verdict
from tracker.language import Words
from tracker.services.medicine_view import MedicineLine, MedicineView, sub_line
from tracker.services.medicines import dose_text, name_of, step_on
from tracker.services.steroids import is_steroid
from tracker.ui.tables.grouped import Cell, ChipText, Column, Group, Row

TONES = {Verdict.YES: "warn", Verdict.NO: "neutral", Verdict.ALLOWED: "ok", Verdict.ASK: "danger"}


def medicine_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("Medicine")),
        Column(words("Dose"), 190),
        Column(words("Since"), 124),
        Column(words("Why"), 172, fold=820),
        Column(words("Counts as treatment"), 150),
    )


def medicine_groups(view: MedicineView, words: Words) -> tuple[Group, ...]:
    """Two groups; one that is empty is left out."""
    now = tuple(_row(view, line, words) for line in view.now)
    over = tuple(_row(view, line, words) for line in view.stopped)
    groups = []
    if now:
        groups.append(Group(words("Now"), now, words.number(len(now))))
    if over:
        hint = words("{n}, most recent first", n=words.number(len(over)))
        groups.append(Group(words("Stopped"), over, hint))
    return tuple(groups)


def _row(view: MedicineView, line: MedicineLine, words: Words) -> Row:
    verdict = line.counted.verdict
    chip = ChipText(words(VERDICT_TITLES[verdict]), TONES[verdict], None if verdict is not Verdict.NO else "")
    return Row(
        line.course.id,
        (
            Cell(name_of(line.course, words), sub_line(line, words), strong=True, whole=False),
            _dose(view, line, words),
            _since(view, line.since, words) if line.running else _until(view, line, words),
            Cell(words(PURPOSES.get(line.course.purpose, "")) or words("Not known"), whole=False),
            Cell(chips=(chip,)),
        ),
        quiet=not line.running,
    )


def _dose(view: MedicineView, line: MedicineLine, words: Words) -> Cell:
    course = line.course
    if not line.running:
        doses = [step.dose for step in course.steps if step.per_day]
        last = doses[-1] if doses else ""
        unit = course.steps[0].unit if course.steps else ""
        if len(doses) > 1:
            return Cell(words("{a} → {b} {u}", a=words.number(doses[0]), b=words.number(last), u=unit))
        return Cell(
            words("{dose} {unit}", dose=words.number(last), unit=unit) if last else words("Not known")
        )
    on = (
        view.today if step_on(course, view.today) else (course.steps[0].start if course.steps else view.today)
    )
    under = ""
    step = step_on(course, on)
    if step and is_steroid(course) and step.unit == "mg":
        equal = drug(course.drug).in_prednisone(step.per_day)
        if equal is not None and equal != step.per_day:
            under = words("= {n} mg prednisone a day", n=words.number(round(equal, 2).normalize()))
    ahead = course.steps and course.steps[0].start > view.today
    return Cell(dose_text(course, on, words), words("planned") if ahead else under)


def _since(view: MedicineView, day: PartialDate | None, words: Words) -> Cell:
    if day is None:
        return Cell(words("Not known"))
    if day.exact is None:
        return Cell(words.day(day), words("before CAR T") if _before(view, day) else "")
    day0 = view.course.day0
    number = words("Day {day}", day=words.number((day.exact - day0).days)) if day0 else words.day(day)
    return Cell(number, words.day(day) if day0 else "")


def _until(view: MedicineView, line: MedicineLine, words: Words) -> Cell:
    cell = _since(view, line.until, words)
    return Cell(words("to {day}", day=cell.text), cell.under)


def _before(view: MedicineView, day: PartialDate) -> bool:
    return view.course.day0 is not None and day.latest < view.course.day0
