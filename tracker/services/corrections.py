"""How a value in the record is corrected: the new value, a reason, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from tracker.domain.change import Act, Ref, UnitOfWork
from tracker.domain.document import Document
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.lab_text import read_lab_text
from tracker.domain.labs import analyte
from tracker.domain.refusal import Refusal
from tracker.domain.sources import Lab
from tracker.domain.study import Role
from tracker.domain.text import N_
from tracker.domain.visit import Assessment, LabResult, Visit
from tracker.services.course import course
from tracker.services.session import Session
from tracker.services.visit_entry import as_typed
from tracker.services.visit_form import LabRow, visit_form
from tracker.services.visit_suggestions import hints_from


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value is corrected. `key` is the digit on the keyboard."""

    key: int
    title: str
    note_needed: bool = False
    removes: bool = False
    """An empty new value takes the value out of this record."""


REASONS = (
    Reason(1, N_("Typing error")),
    Reason(2, N_("Wrong patient"), note_needed=True, removes=True),
    Reason(3, N_("Wrong date or time")),
    Reason(4, N_("Lab sent a corrected result")),
    Reason(5, N_("Wrong unit")),
    Reason(6, N_("Other, explain"), note_needed=True),
)


@dataclass(frozen=True, kw_only=True)
class LabTarget:
    """A laboratory value of a visit; on a signed visit the box may still be empty."""

    patient: UUID
    visit: UUID
    analyte: str


@dataclass(frozen=True, kw_only=True)
class AnswerTarget:
    """One answer of an instrument at a visit."""

    patient: UUID
    visit: UUID
    instrument: str
    item: str


Target = LabTarget | AnswerTarget

_KNOWN = frozenset(each.code for each in CATALOGUE)


@dataclass(frozen=True, kw_only=True)
class Consequence:
    """What a correction reaches. Titles are marked phrases."""

    worked_out: tuple[str, ...] = ()
    """Scores that are worked out again."""
    suggests: tuple[str, ...] = ()
    """Scores that only take a hint from the value: the person ticks, nothing changes by itself."""
    printed: tuple[Document, ...] = ()
    """Papers that show the old value, newest first."""


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What was corrected and what the window has to hear."""

    consequence: Consequence
    touched: frozenset[Ref]


def reason(key: int) -> Reason:
    """The reason behind a digit."""
    found = next((each for each in REASONS if each.key == key), None)
    if found is None:
        raise Refusal(N_("Choose a reason: press 1 to 6."))
    return found


def consequence(session: Session, target: Target) -> Consequence:
    """What would follow from a correction of `target`; nothing is changed."""
    whole = course(session.records, target.patient)
    visit = whole.visit(target.visit)
    mine = [each for each in whole.assessments if each.visit == target.visit and each.instrument in _KNOWN]
    if isinstance(target, AnswerTarget):
        worked_out = [a.instrument for a in mine if a.instrument == target.instrument]
        suggests: list[str] = []
    else:
        worked_out = [a.instrument for a in mine if _fed_by(a, target.analyte)]
        suggests = [a.instrument for a in mine if hints_from(a.instrument, target.analyte)]
    printed = [
        each for each in whole.documents if each.visit == target.visit or each.made_at.date() >= visit.day
    ]
    return Consequence(
        worked_out=tuple(instrument(code).title for code in worked_out),
        suggests=tuple(instrument(code).title for code in suggests),
        printed=tuple(sorted(printed, key=lambda each: each.made_at, reverse=True)),
    )


def correct_value(session: Session, target: Target, new: object, *, why: int, note: str = "") -> Correction:
    """Put `new` (typed text, or an answer) in place of the old value; the trail keeps both and the reason."""
    if session.user.role is Role.MONITOR:
        raise Refusal(N_("A monitor reads the record and does not change it."))
    chosen, note = reason(why), note.strip()
    if chosen.note_needed and not note:
        raise Refusal(N_("This reason needs a note."))
    reached = consequence(session, target)
    with session.office.work(session.user.id, f"{chosen.title}: {note}" if note else chosen.title) as unit:
        if isinstance(target, LabTarget):
            _correct_lab(session, unit, target, str(new or ""), chosen)
        else:
            _correct_answer(unit, target, new)
    return Correction(consequence=reached, touched=unit.touched)


def _correct_lab(session: Session, unit: UnitOfWork, target: LabTarget, text: str, why: Reason) -> None:
    visit = unit.get(Visit, target.visit)
    form = visit_form(course(session.records, target.patient), target.visit, visit.day)
    row = form.row_of(target.analyte)
    old = row.saved
    if not text.strip():
        if old is None or not why.removes:
            raise Refusal(N_("Type the correct value, or nd for not done."))
        unit.put(replace(old, removed=True), Act.CORRECTED)
        _work_out_again(unit, target, None)
        return
    typed = read_lab_text(text, row.analyte, row.unit, row.last)
    if typed.problem or typed.state is None:
        raise Refusal(N_("The new value cannot be read. Retype it."))
    if old is not None and text.strip() == as_typed(old):
        raise Refusal(N_("The new value is the same as the old one."))
    new = replace(
        old or _empty(visit, row),
        comparator=typed.comparator,
        value=typed.value,
        unit=typed.unit,
        state=typed.state,
        note="",
    )
    unit.put(new, Act.CORRECTED if old else None)
    _work_out_again(unit, target, new)


def _empty(visit: Visit, row: LabRow) -> LabResult:
    return LabResult(
        site=visit.site,
        patient=visit.patient,
        visit=visit.id,
        analyte=row.analyte.code,
        sampled=visit.day,
        low=row.low,
        high=row.high,
        laboratory=row.laboratory,
    )


def _correct_answer(unit: UnitOfWork, target: AnswerTarget, answer: object) -> None:
    known = instrument(target.instrument)
    mine = unit.find(Assessment, visit=target.visit)
    old = next((each for each in mine if each.instrument == target.instrument), None)
    if old is None:
        visit = unit.get(Visit, target.visit)
        old = Assessment(
            site=visit.site,
            patient=visit.patient,
            visit=visit.id,
            instrument=known.code,
            version=known.version,
            answers={item.key: None for item in known.items},
        )
    elif old.answers.get(target.item) == answer:
        raise Refusal(N_("The new answer is the same as the old one."))
    answers = {**old.answers, target.item: answer}
    _put_again(unit, replace(old, answers=answers), old.found)


def _work_out_again(unit: UnitOfWork, target: LabTarget, new: LabResult | None) -> None:
    for each in unit.find(Assessment, visit=target.visit):
        fed = _fed_by(each, target.analyte) if each.instrument in _KNOWN else {}
        if fed:
            found = {key: value for key, value in each.found.items() if key not in fed}
            for key in fed:
                value = _in_unit(new, fed[key])
                if value is not None:
                    found[key] = value
            _put_again(unit, each, found)


def _put_again(unit: UnitOfWork, assessment: Assessment, found: Mapping[str, object]) -> None:
    known = instrument(assessment.instrument)
    typed = {
        key: answer for key, answer in assessment.answers.items() if answer is not None or key not in found
    }
    result = known({**found, **typed})
    if result.invalid:
        raise Refusal(N_("The new value cannot be read. Retype it."))
    act = Act.CORRECTED if assessment.revision else None
    unit.put(replace(assessment, version=known.version, found=found, result=result.as_json()), act)


def _fed_by(assessment: Assessment, lab: str) -> Mapping[str, Lab]:
    """The items of an assessment that were filled from a laboratory value."""
    return {
        item.key: item.found
        for item in instrument(assessment.instrument).items
        if isinstance(item.found, Lab) and item.found.analyte == lab and item.key in assessment.found
    }


def _in_unit(lab: LabResult | None, source: Lab) -> str | None:
    if lab is None or lab.number is None:
        return None
    known = analyte(lab.analyte)
    meant = known.unit_named(source.unit)
    if meant is None or not known.converts(lab.unit, meant.code):
        return None
    return f"{lab.comparator}{format(known.convert(lab.number, lab.unit, meant.code), 'f')}"
