"""How a value in the record is corrected: the new value, a reason, and what follows from it."""

from dataclasses import dataclass, replace
from uuid import UUID

from tracker.domain.cause import cause_of
from tracker.domain.change import Act, Ref, UnitOfWork
from tracker.domain.document import Document
from tracker.domain.instrument import Result
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.item_words import refusal
from tracker.domain.lab_text import read_lab_text
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.text import N_, Said
from tracker.domain.visit import Assessment, LabResult, Visit
from tracker.services.course import Course, course
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.visit_entry import as_typed
from tracker.services.visit_form import LabRow, visit_form
from tracker.services.visit_results import feeds, work_out
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
    source = target.instrument if isinstance(target, AnswerTarget) else target.analyte
    worked_out = [a.instrument for a in mine if _touched(a.instrument, source)]
    suggests = [a.instrument for a in mine if hints_from(a.instrument, source)]
    printed = [
        each for each in whole.documents if each.visit == target.visit or each.made_at.date() >= visit.day
    ]
    return Consequence(
        worked_out=tuple(instrument(code).title for code in worked_out),
        suggests=tuple(instrument(code).title for code in suggests),
        printed=tuple(sorted(printed, key=lambda each: each.made_at, reverse=True)),
    )


@needs(Right.CORRECT)
def correct_value(session: Session, target: Target, new: object, *, why: int, note: str = "") -> Correction:
    """Put `new` (typed text, or an answer) in place of the old value; the trail keeps both and the reason."""
    chosen, note = reason(why), note.strip()
    if chosen.note_needed and not note:
        raise Refusal(N_("This reason needs a note."))
    reached = consequence(session, target)
    with session.office.work(session.user.id, f"{chosen.title}: {note}" if note else chosen.title) as unit:
        if isinstance(target, LabTarget):
            _correct_lab(session, unit, target, str(new or ""), chosen)
        else:
            _correct_answer(session, unit, target, new)
    return Correction(consequence=reached, touched=unit.touched)


def _correct_lab(session: Session, unit: UnitOfWork, target: LabTarget, text: str, why: Reason) -> None:
    visit = unit.get(Visit, target.visit)
    whole = course(session.records, target.patient)
    row = visit_form(whole, target.visit, visit.day).row_of(target.analyte)
    old = row.saved
    if not text.strip():
        if old is None or not why.removes:
            raise Refusal(N_("Type the correct value, or nd for not done."))
        gone = replace(old, removed=True)
        unit.put(gone, Act.CORRECTED)
        _work_out_again(unit, _with_lab(whole, old.id, None), target.visit, target.analyte)
        return
    typed = read_lab_text(text, row.analyte, row.unit, row.last)
    if typed.problem:
        raise Refusal.of(typed.problem)
    if typed.state is None:
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
    _work_out_again(unit, _with_lab(whole, new.id, new), target.visit, target.analyte)


def _with_lab(whole: Course, id: UUID, new: LabResult | None) -> Course:
    others = tuple(each for each in whole.labs if each.id != id)
    return replace(whole, labs=(*others, new) if new else others)


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


def _correct_answer(session: Session, unit: UnitOfWork, target: AnswerTarget, answer: object) -> None:
    known = instrument(target.instrument)
    mine = unit.find(Assessment, visit=target.visit)
    old = next((each for each in mine if each.instrument == target.instrument), None)
    if old is not None and old.answers.get(target.item) == answer:
        raise Refusal(N_("The new answer is the same as the old one."))
    cause = cause_of(known.items, target.item)
    why = refusal(cause[1] if cause else known.item(target.item), answer)
    if why:
        raise Refusal.of(why)
    visit = unit.get(Visit, target.visit)
    new = old or Assessment(
        site=visit.site, patient=visit.patient, visit=visit.id, instrument=known.code, version=known.version
    )
    new = replace(new, answers={**new.answers, target.item: answer})
    whole = course(session.records, target.patient)
    others = tuple(each for each in whole.assessments if each.id != new.id)
    _work_out_again(unit, replace(whole, assessments=(*others, new)), target.visit, target.instrument)


def _work_out_again(unit: UnitOfWork, whole: Course, visit_id: UUID, source: str) -> None:
    """Put every score of the visit that `source` is, or feeds, with its result of now."""
    form = visit_form(whole, visit_id, whole.visit(visit_id).day)
    worked = work_out(form)
    for each in whole.assessments:
        if each.visit != visit_id or each.instrument not in _KNOWN or not _touched(each.instrument, source):
            continue
        made = worked[each.instrument]
        if made.result.invalid:
            raise _impossible(made.result)
        result = made.as_json()
        version = instrument(each.instrument).version
        act = Act.CORRECTED if each.revision else None
        unit.put(replace(each, version=version, answers=made.answers, found=made.found, result=result), act)


def _impossible(result: Result) -> Refusal:
    phrase = N_("The new value cannot be “{item}” of {score}. Retype it.")
    title = result.instrument.item(result.invalid[0]).title
    return Refusal(phrase, item=Said(title), score=Said(result.instrument.title))


def _touched(code: str, source: str) -> bool:
    return code == source or feeds(source, instrument(code))
