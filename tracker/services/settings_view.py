"""What the settings screen shows: each answer with what may be chosen, and what hangs on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.change import Records
from tracker.domain.instruments import instrument
from tracker.domain.option import Option, SettingKind
from tracker.domain.patient import Patient
from tracker.domain.setting_pages import SettingPage
from tracker.domain.settings import SETTINGS
from tracker.domain.study import Setting
from tracker.domain.text import N_, Said
from tracker.domain.visit import Assessment
from tracker.services.plans import plan_book
from tracker.services.sentences import WAITING


@dataclass(frozen=True)
class Answer:
    """The present answer to one option; `results` stored for `patients` were given the study's answer.

    Of the visit plan, `patients` follow it because no other one was chosen for them.
    """

    option: Option
    value: str
    choices: Mapping[str, str]
    results: int = 0
    patients: int = 0


@dataclass(frozen=True)
class PageState:
    """What stands beside a page in the list, "" phrases for nothing; `warn` when somebody has to look."""

    said: Said
    warn: bool = False


def settings_view(records: Records) -> dict[str, Answer]:
    """Every declared option with its answer, by key, in the order they are declared."""
    kept = {row.key: row.value for row in records.find(Setting)}
    given: dict[str, list[Assessment]] = {}
    for each in records.find(Assessment):
        given.setdefault(each.instrument, []).append(each)
    plans = {key: history.newest.title for key, history in plan_book(records).histories.items()}
    free = sum(not patient.plan for patient in records.find(Patient))
    found = {}
    for option in SETTINGS.values():
        results = [each for code in option.used_by for each in given.get(code, ())]
        is_plan = option.kind is SettingKind.PLAN
        found[option.key] = Answer(
            option=option,
            value=kept.get(option.key, option.default),
            choices=plans if is_plan else option.choices or {},
            results=len(results),
            patients=free if is_plan else len({each.patient for each in results}),
        )
    return found


def users_of(option: Option) -> tuple[str, ...]:
    """Titles of the scores whose item the option answers, as marked phrases."""
    return tuple(instrument(code).title for code in option.used_by)


def page_state(page: SettingPage, answers: Mapping[str, Answer]) -> PageState:
    """What one has to know of a page before opening it."""
    mine = [each for each in answers.values() if each.option.page == page.key]
    if any(each.option.needed and not each.value for each in mine):
        return PageState(Said(N_("not complete")), warn=True)
    waiting = answers[WAITING]
    if waiting in mine and waiting.value:
        count = len(waiting.value.splitlines())
        return PageState(Said(N_("{count} waiting"), {"count": str(count)}), warn=True)
    switches = [each for each in mine if "" in each.choices]
    if switches:
        return PageState(Said(N_("on") if any(each.value for each in switches) else N_("off")))
    shown = answers.get(page.shows)
    if shown is None:
        return PageState(Said(""))
    return PageState(Said(N_("{number} {unit}"), {"number": shown.value, "unit": shown.option.unit}))
