"""The variants of scores that a study chooses, taken from the items of the instruments that have them."""

from collections.abc import Mapping
from functools import singledispatch

from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.items import Choice, Item, Number, Tick
from tracker.domain.option import Option, SettingKind
from tracker.domain.text import N_

YES_NO: Mapping[str, str] = {"yes": N_("Yes"), "no": N_("No")}


def study_options(catalogue: tuple[Instrument, ...]) -> tuple[Option, ...]:
    """One option for each setting that items of `catalogue` name, in the order of the catalogue."""
    asked: dict[str, tuple[Item, list[str]]] = {}
    for each in catalogue:
        for item in each.settings:
            asked.setdefault(item.setting, (item, []))[1].append(each.code)
    return tuple(_option(item, name, tuple(codes)) for name, (item, codes) in asked.items())


@singledispatch
def _option(item: Item, name: str, codes: tuple[str, ...]) -> Option:
    raise TypeError(f"{type(item).__name__} is no kind of setting")


@_option.register
def _(item: Number, name: str, codes: tuple[str, ...]) -> Option:
    return Option(
        key=name,
        page="scores",
        title=item.title,
        help=item.hint,
        kind=SettingKind.NUMBER,
        default="" if item.default is None else str(item.default),
        unit=item.unit,
        low=str(item.low),
        high="" if item.high is None else str(item.high),
        item=item,
        used_by=codes,
    )


@_option.register
def _(item: Tick, name: str, codes: tuple[str, ...]) -> Option:
    return Option(
        key=name,
        page="scores",
        title=item.title,
        help=item.hint,
        kind=SettingKind.CHOICE,
        default="yes" if item.default else "no",
        choices=YES_NO,
        item=item,
        used_by=codes,
    )


@_option.register
def _(item: Choice, name: str, codes: tuple[str, ...]) -> Option:
    return Option(
        key=name,
        page="scores",
        title=item.title,
        help=item.hint,
        kind=SettingKind.CHOICE,
        default=str(item.default or ""),
        choices={code: title for code, (title, _) in item.options.items()},
        item=item,
        used_by=codes,
    )


def as_answer(option: Option, text: str) -> object:
    """What the instrument reads for the study's answer `text`; None where the study has not answered."""
    if isinstance(option.item, Tick):
        return {"yes": True, "no": False}.get(text)
    return text or None


STUDY_OPTIONS = study_options(CATALOGUE)
