"""What the first screen shows: the worklist, the patients of the first days, how old the backup is."""

from dataclasses import dataclass
from datetime import datetime

from tracker.domain.precautions import Holding
from tracker.domain.study import User
from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.backups import BackupState, backup_state
from tracker.services.bedside_times import Due, due
from tracker.services.course import Course, course
from tracker.services.episodes import current
from tracker.services.precautions import precautions
from tracker.services.safety_lines import episode_chip
from tracker.services.schedules import course_schedule
from tracker.services.session import Session
from tracker.services.waiting_drafts import WaitingDraft, waiting_drafts
from tracker.services.worklist import FirstDays, Worklist
from tracker.services.worklist_reader import WorklistReader

WATCHED = {"crs_astct_2019": N_("CRS"), "icans_astct_2019": N_("ICANS")}
"""The gradings that are looked at in the first days, in their order."""


@dataclass(frozen=True, kw_only=True)
class EarlyPatient:
    """`state` and `tone` are what the last checks came to."""

    early: FirstDays
    due: Due
    state: str
    tone: str
    care: tuple[Holding, ...] = ()
    """The precautions that hold today or will."""


@dataclass(frozen=True, kw_only=True)
class Today:
    """Everything of the first screen, read at one moment."""

    work: Worklist
    early: tuple[EarlyPatient, ...]
    backup: BackupState
    people: tuple[User, ...]
    waiting: tuple[WaitingDraft, ...] = ()
    """What was typed and not saved, by whomever."""


def read_today(session: Session, reader: WorklistReader, now: datetime, words: Words) -> Today:
    """Read the worklist of the day of `now`; `reader` remembers what did not change."""
    work = reader.read(now.date())
    return Today(
        work=work,
        early=tuple(_early(session, each, now, words) for each in work.first_days),
        backup=backup_state(session),
        people=session.records.find(User),
        waiting=waiting_drafts(session),
    )


def _early(session: Session, each: FirstDays, now: datetime, words: Words) -> EarlyPatient:
    whole = course(session.records, each.patient.id)
    state, tone = _state(whole, words)
    today = now.date()
    care = precautions(whole, course_schedule(session.records, whole, today), today)
    return EarlyPatient(early=each, due=due(whole, now), state=state, tone=tone, care=care)


def _state(whole: Course, words: Words) -> tuple[str, str]:
    running = [episode for code in WATCHED if (episode := current(whole, code))]
    if running:
        return episode_chip(running[0], words), "warn"
    if whole.checks:
        return words("No CRS, no ICANS"), "ok"
    return words("Not checked yet"), "danger"
