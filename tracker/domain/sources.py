"""Where an instrument's input can be found in the record, as data that help and cycle tests can read."""

from dataclasses import dataclass

VISIT, BASELINE, PREVIOUS = "visit", "baseline", "previous"
"""The visit an item speaks of: this one, the chosen infusion's baseline, the one before."""


@dataclass(frozen=True, slots=True)
class Lab:
    """A laboratory result of the same visit, converted to `unit`."""

    analyte: str
    unit: str


@dataclass(frozen=True, slots=True)
class LabLimit:
    """The laboratory's own lower ("low") or upper ("high") limit printed beside that result, in `unit`."""

    analyte: str
    unit: str
    end: str


@dataclass(frozen=True, slots=True)
class ResultOf:
    """An output of another instrument at the same visit, with its bounds while unfinished."""

    instrument: str
    output: str


@dataclass(frozen=True, slots=True)
class ItemOf:
    """An answer given in another instrument at the same visit."""

    instrument: str
    item: str


@dataclass(frozen=True, slots=True)
class AnswersOf:
    """All ticks of another instrument at the same visit, by key."""

    instrument: str


@dataclass(frozen=True, slots=True)
class Series:
    """All results of an analyte up to the visit, one row each; the other names are those of the row's items.

    `day` is counted from the infusion, `date` is the calendar's. Without a `sign` the value keeps its own.
    """

    analyte: str
    unit: str
    value: str
    day: str = ""
    date: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes with a value that was found: the unit in which another item was looked up."""

    item: str
    value: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the record knows by name: on_antimalarial, age_years, infusion_date."""

    name: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice of the study; the name defaults to the item's key."""

    name: str = ""


Source = Lab | LabLimit | ResultOf | ItemOf | AnswersOf | Series | Beside | Fact | Setting
