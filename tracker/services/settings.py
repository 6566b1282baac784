"""What this clinic has set: reading an answer or its default, and changing it."""

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from tracker.domain.change import Records, Ref, UnitOfWork
from tracker.domain.items import Unreadable
from tracker.domain.refusal import Refusal
from tracker.domain.rights import Right
from tracker.domain.settings import SETTINGS, STUDY_OPTIONS, Option, SettingKind
from tracker.domain.study import Setting
from tracker.domain.text import N_
from tracker.services.rights import needs
from tracker.services.session import Session

_PHONE = re.compile(r"\+?[0-9][0-9 ()/-]*")


def setting(records: Records | UnitOfWork, key: str) -> str:
    """The answer to `key`, else its default. A key that is not declared is a KeyError."""
    option = SETTINGS[key]
    kept = _kept(records, key)
    return kept.value if kept else option.default


def study_settings(records: Records | UnitOfWork) -> dict[str, str]:
    """The study's answer to each variant of a score, or its default: what the next result is given."""
    kept = {row.key: row.value for row in records.find(Setting)}
    return {option.key: kept.get(option.key, option.default) for option in STUDY_OPTIONS}


def number_setting(records: Records | UnitOfWork, key: str) -> Decimal:
    """The answer to `key` as an exact number."""
    return Decimal(setting(records, key))


def lines_setting(records: Records | UnitOfWork, key: str) -> tuple[str, ...]:
    """The answer to `key`, one entry for each line that holds something."""
    return tuple(line.strip() for line in setting(records, key).splitlines() if line.strip())


@needs(Right.SETTINGS)
def save_setting(session: Session, key: str, value: str) -> frozenset[Ref]:
    """Keep the clinic's answer to `key`; refuses one that does not fit the question.

    Results that are in the record keep the answer they were worked out with.
    """
    option = SETTINGS[key]
    if option.kind is SettingKind.SENTENCES:
        raise Refusal(N_("Sentences for patients are written and approved one by one, on their own page."))
    answer = checked(option, value)
    with session.office.work(session.user.id) as unit:
        put_answer(unit, session, key, answer)
    return unit.touched


def put_answer(unit: UnitOfWork, session: Session, key: str, answer: str) -> None:
    """Keep an answer that was checked, as part of a larger change."""
    kept = _kept(unit, key)
    unit.put(replace(kept, value=answer) if kept else Setting(site=session.site.id, key=key, value=answer))


def checked(option: Option, value: str) -> str:
    """`value` as it is kept, or a refusal that says what fits."""
    answer = value.strip()
    if option.kind is SettingKind.NUMBER:
        _check_number(option, answer)
    elif option.kind is SettingKind.CHOICE and answer not in (option.choices or {}):
        raise Refusal(N_("Choose one of: {choices}."), choices=", ".join(option.choices or {}))
    elif option.kind is SettingKind.PHONE and answer and not _PHONE.fullmatch(answer):
        raise Refusal(N_("A phone number has digits, spaces and at most a + in front."))
    return answer


def _check_number(option: Option, answer: str) -> None:
    try:
        number = Decimal(answer)
        fits = Decimal(option.low) <= number <= Decimal(option.high)
        if option.item is not None:
            option.item.read(answer)
    except (InvalidOperation, Unreadable):
        fits = False
    if not fits:
        raise Refusal(N_("Write a number from {low} to {high}."), low=option.low, high=option.high)


def _kept(records: Records | UnitOfWork, key: str) -> Setting | None:
    found = records.find(Setting, key=key)
    return found[-1] if found else None
