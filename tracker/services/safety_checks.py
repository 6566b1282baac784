"""Safety checks at the bedside: opened with what is known, saved, corrected with a reason, several a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from tracker.domain.bedside_sheets import SHEETS
from tracker.domain.change import Act, Ref, UnitOfWork
from tracker.domain.instruments import instrument
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.safety_check import SafetyCheck
from tracker.domain.text import N_, Said
from tracker.services.bedside_entry import FORM, CheckEntry
from tracker.services.bedside_found import Facts, Found, facts
from tracker.services.bedside_judged import Judged, judge, own_answers
from tracker.services.corrections import reason
from tracker.services.course import Course, course
from tracker.services.drafts import remove_draft
from tracker.services.rights import needs
from tracker.services.session import Session
from tracker.services.settings import setting

RULES = {"crs_astct_2019": "tell_doctor_crs", "icans_astct_2019": "tell_doctor_icans"}
"""Grading -> the setting that says from which grade the doctor is told."""

HOW = "tell_doctor_how"
GRADES = range(6)


@dataclass(frozen=True, kw_only=True)
class CheckForm:
    """What a form opens with: the course, what is known, the check before, the clinic's rule."""

    course: Course
    at: datetime
    found: Facts
    last: SafetyCheck | None = None
    rule: Mapping[str, int] = field(default_factory=dict)
    """Grading -> grade from which the doctor is told; absent is off."""
    how: str = ""

    def known(self, code: str) -> Mapping[str, Found]:
        """What the record gives to one grading."""
        return self.found.get(code, {})


@dataclass(frozen=True, kw_only=True)
class SavedCheck:
    """A check in the record and what the window has to hear."""

    check: SafetyCheck
    touched: frozenset[Ref]


def open_check(session: Session, patient: UUID, at: datetime, check: UUID | None = None) -> CheckForm:
    """A new check at `at`, or the stored one to be corrected: then only what lay before it is known."""
    whole = course(session.records, patient)
    if check is not None:
        at = next(each.at for each in whole.checks if each.id == check)
    before = [each for each in whole.checks if each.at < at and each.id != check]
    rule = {code: int(limit) for code, key in RULES.items() if (limit := setting(session.records, key))}
    return CheckForm(
        course=whole,
        at=at,
        found=facts(whole, at),
        last=before[-1] if before else None,
        rule=rule,
        how=setting(session.records, HOW),
    )


def judged(form: CheckForm, entry: CheckEntry) -> Mapping[str, Judged]:
    """Each grading as it stands with what is typed now."""
    return {each.code: judge(each, entry.given(each.code), form.known(each.code)) for each in SHEETS}


def told_by_rule(form: CheckForm, grades: Mapping[str, int]) -> tuple[Said, ...]:
    """The lines of the clinic's rule that hold for `grades`, each with its limit."""
    return tuple(
        Said(
            N_("{title} grade {limit} or more"),
            {"title": Said(instrument(code).short), "limit": str(form.rule[code])},
        )
        for code in form.rule
        if grades.get(code, 0) >= form.rule[code]
    )


@needs(Right.ENTER)
def save_check(session: Session, entry: CheckEntry) -> SavedCheck:
    """Write a new check down; the draft goes with it."""
    with session.office.work(session.user.id) as unit:
        if entry.at > unit.now + timedelta(minutes=5):
            raise Refusal(N_("A check cannot lie in the future. Correct its time."))
        form = open_check(session, entry.patient, entry.at)
        made = _checked(session, form, entry, None)
        unit.put(made)
        remove_draft(unit, session.user.id, patient=entry.patient, visit=None, form=FORM)
    return SavedCheck(check=made, touched=unit.touched)


@needs(Right.CORRECT)
def correct_check(session: Session, entry: CheckEntry, *, why: int, note: str = "") -> SavedCheck:
    """Put other answers in place of those of `entry.check`; the trail keeps both and the reason."""
    chosen, note = reason(why), note.strip()
    if chosen.note_needed and not note:
        raise Refusal(N_("This reason needs a note."))
    with session.office.work(session.user.id, f"{chosen.title}: {note}" if note else chosen.title) as unit:
        old = _stored(unit, entry)
        form = open_check(session, entry.patient, entry.at, old.id)
        new = _checked(session, form, entry, old)
        if new == old:
            raise Refusal(N_("Nothing was changed. Change an answer, or press Esc."))
        unit.put(new, Act.CORRECTED)
    return SavedCheck(check=new, touched=unit.touched)


@needs(Right.CORRECT)
def remove_check(session: Session, patient: UUID, check: UUID, *, note: str) -> frozenset[Ref]:
    """Take a check out of this record: it was another patient's. The trail keeps it."""
    if not note.strip():
        raise Refusal(N_("This reason needs a note."))
    with session.office.work(session.user.id, f"{reason(2).title}: {note.strip()}") as unit:
        old = unit.get(SafetyCheck, check)
        if old.patient != patient:
            raise Refusal(N_("This check belongs to another record."))
        unit.put(replace(old, removed=True), Act.CORRECTED)
    return unit.touched


def _stored(unit: UnitOfWork, entry: CheckEntry) -> SafetyCheck:
    if entry.check is None:
        raise Refusal(N_("Choose a check to correct."))
    return unit.get(SafetyCheck, entry.check)


def _checked(session: Session, form: CheckForm, entry: CheckEntry, old: SafetyCheck | None) -> SafetyCheck:
    """The check as it will be stored, or what stands in its way."""
    if entry.empty:
        raise Refusal(N_("Nothing is answered yet. Answer a question, or press Esc."))
    worked = judged(form, entry)
    for each in worked.values():
        if each.result.invalid:
            title = each.result.instrument.item(each.result.invalid[0]).title
            raise Refusal(N_("{item} cannot be read. Retype it."), item=title)
    confirmed = _confirmed(entry, worked)
    days = [(i, i.day0.exact) for i in form.course.infusions if i.day0 and i.day0.exact]
    given = [infusion.id for infusion, day in days if day is not None and day <= entry.at.date()]
    base = old or SafetyCheck(
        site=session.site.id,
        patient=entry.patient,
        infusion=given[-1] if given else None,
        at=entry.at,
    )
    return replace(
        base,
        at=entry.at,
        infusion=given[-1] if given else None,
        answers={code: own_answers(each, form.known(code)) for code, each in worked.items()},
        found={code: {key: f.value for key, f in form.known(code).items()} for code in worked},
        results={code: each.result.as_json() for code, each in worked.items()},
        confirmed=confirmed,
        told=entry.told.strip(),
        note=entry.note.strip(),
    )


def _confirmed(entry: CheckEntry, worked: Mapping[str, Judged]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for code, given in entry.confirmed.items():
        grade, why = given.get("grade"), str(given.get("reason", "")).strip()
        if grade is None:
            continue
        if grade not in GRADES:
            raise Refusal(N_("A grade is a whole number from 0 to 5."))
        if grade != worked[code].grade and not why:
            raise Refusal(N_("The investigator's grade differs from the computed one. Say why."))
        kept[code] = {"grade": grade, "reason": why}
    return kept
