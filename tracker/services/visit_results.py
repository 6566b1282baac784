"""Every score of a visit at once: typed answers, laboratory values, medicines, and scores that feed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from tracker.domain.cause import cause_key, doubtful
from tracker.domain.instrument import Instrument, Result
from tracker.domain.instruments import CATALOGUE
from tracker.domain.outputs import plain
from tracker.domain.resolve import Desk
from tracker.domain.said_text import kept
from tracker.domain.sources import ItemOf, Lab, LabLimit, ResultOf
from tracker.domain.text import Said
from tracker.domain.visit import LabResult
from tracker.services.compared import Compared, compared_with
from tracker.services.result_notes import changed, disturbed
from tracker.services.visit_checks import typed_of
from tracker.services.visit_entry import VisitEntry
from tracker.services.visit_form import VisitForm
from tracker.services.visit_record import NEW, VisitRecord


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A result and the inputs that the record gave to it, as JSON keeps them."""

    result: Result
    answers: Mapping[str, object]
    found: Mapping[str, object]
    compared: Compared | None = None
    notes: tuple[Said, ...] = ()
    """What a reader has to know: the notes of the result, what it is compared with, what misleads."""

    @property
    def apart(self) -> tuple[Said, ...]:
        """The notes that come from the record and not from the declaration."""
        return self.notes[len(self.result.footnotes) :]

    def as_json(self) -> dict[str, object]:
        """The result as it is kept, with all its notes as phrases and values."""
        result = self.result.as_json()
        result["footnotes"] = [kept(note) for note in self.notes]
        if self.compared:
            result["compared_with"] = self.compared.as_json()
        return result


def work_out(form: VisitForm, entry: VisitEntry | None = None) -> Mapping[str, Worked]:
    """The scores of the form by instrument code; `entry` is what is typed over the record."""
    visit: UUID = form.visit.id if form.visit else NEW
    answers = {section.instrument.code: _answers(form, entry, section.instrument) for section in form.scores}
    record = VisitRecord(form.course, visit, form.day, answers, _labs(form, entry, visit))
    desk = Desk(record, CATALOGUE)
    worked = {}
    for section in form.scores:
        known = section.instrument
        given = answers[known.code]
        found = {key: each.value for key, each in desk.found(known, visit).items()}
        result = desk.result(known.code, visit)
        compared = compared_with(known, record, visit)
        worked[known.code] = Worked(
            result=result,
            compared=compared,
            notes=(
                *result.footnotes,
                *([compared.said] if compared else []),
                *disturbed(form.course, known, form.day),
                *changed(form.course, known, result, form.day),
            ),
            answers=given,
            found={key: _kept(value) for key, value in found.items() if given.get(key) is None},
        )
    return worked


def feeds(source: str, known: Instrument) -> bool:
    """Whether an analyte or instrument, by its code, has a part in what `known` works out."""
    by_code = {each.code: each for each in CATALOGUE}
    for item in known.items:
        match item.found:
            case Lab(analyte=code) | LabLimit(analyte=code) if code == source:
                return True
            case ResultOf(instrument=code) | ItemOf(instrument=code):
                if code == source or (code in by_code and feeds(source, by_code[code])):
                    return True
            case _:
                pass
    return False


def _answers(form: VisitForm, entry: VisitEntry | None, known: Instrument) -> dict[str, object]:
    section = next(each for each in form.scores if each.instrument.code == known.code)
    typed = entry.answers.get(known.code, {}) if entry else {}
    record = section.saved.answers if section.saved else {}
    saved = {key: answer for key, answer in record.items() if answer is not None}
    causes = [cause_key(item) for item in doubtful(section.asked)]
    told = [key for key in causes if saved.get(key, typed.get(key)) is not None]
    return {key: saved.get(key, typed.get(key)) for key in (*(item.key for item in section.asked), *told)}


def _labs(form: VisitForm, entry: VisitEntry | None, visit: UUID) -> dict[str, LabResult]:
    labs = {row.analyte.code: row.saved for row in form.labs if row.saved}
    for code, lab in entry.labs.items() if entry else ():
        row = form.row_of(code)
        typed = typed_of(row, lab)
        if code not in labs and typed.value and not typed.problem:
            labs[code] = LabResult(
                site=form.course.patient.site,
                patient=form.course.patient.id,
                visit=visit,
                analyte=code,
                sampled=form.day,
                comparator=typed.comparator,
                value=typed.value,
                unit=typed.unit,
                low=row.low,
                high=row.high,
            )
    return labs


def _kept(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else plain(value)
