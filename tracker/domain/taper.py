"""How a taper is typed and read: one step a line, `15 x 7 d`, `10 x 2 w`, `5 alt`, `stop`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tracker.domain.instruments.days import later
from tracker.domain.medication import DoseStep
from tracker.domain.text import N_, Said

STOP = frozenset({"stop", "0", "off"})
_DAYS = {"d": 1, "w": 7}
_LINE = re.compile(
    r"(?P<dose>\d+(?:[.,]\d+)?)\s*(?P<unit>mg|mcg|g)?\s*(?P<alt>alt)?"
    r"(?:\s*[x×*]\s*(?P<count>\d{1,3})\s*(?P<span>d|w|m|days?|weeks?|months?))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\n|;|,(?=\s*(?:stop|off)\b)|,\s+(?=\d)|(?<=[a-z]),(?=\d)", re.IGNORECASE)

NO_NUMBER = N_("Write a dose and how long, for example 10 x 7 d.")
NO_LENGTH = N_("Say how long this step lasts, for example {dose} x 7 d.")
AFTER_STOP = N_("Nothing can follow after stop.")
NO_DAYS = N_("A step lasts at least a day.")
ANOTHER_UNIT = N_("This medicine is counted in {unit}. Write the dose in {unit}.")


@dataclass(frozen=True, slots=True)
class TaperLine:
    """One line as it was typed, and what was understood; `end` is the first day after it, None if open."""

    text: str
    start: date | None = None
    end: date | None = None
    dose: str = ""
    alternate: bool = False
    stops: bool = False
    problem: Said | None = None

    @property
    def days(self) -> int | None:
        return (self.end - self.start).days if self.start and self.end else None


@dataclass(frozen=True, slots=True)
class Taper:
    """What a box of lines was read as; a line that cannot be read is marked, the others stay."""

    lines: tuple[TaperLine, ...]
    unit: str = "mg"

    @property
    def problems(self) -> tuple[TaperLine, ...]:
        return tuple(line for line in self.lines if line.problem)

    @property
    def ends(self) -> date | None:
        """The day from which nothing is taken; None where the last step goes on."""
        last = self.lines[-1] if self.lines else None
        return last.start if last and last.stops else None

    def steps(self) -> tuple[DoseStep, ...]:
        """The dose steps of the lines that were understood."""
        return tuple(
            DoseStep(
                line.start,
                "0" if line.stops else line.dose,
                self.unit,
                1,
                2 if line.alternate else 1,
            )
            for line in self.lines
            if line.start is not None and not line.problem
        )


def read_taper(text: str, start: date, unit: str = "mg") -> Taper:
    """Read what was typed, from `start` on. A comma between digits is a decimal comma."""
    lines: list[TaperLine] = []
    day: date | None = start
    typed = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    for index, part in enumerate(typed):
        stopped = bool(lines) and lines[-1].stops
        line = _line(part, day, unit, last=index == len(typed) - 1, stopped=stopped)
        lines.append(line)
        day = line.end if not line.problem else None
    return Taper(tuple(lines), unit)


def _line(text: str, start: date | None, unit: str, *, last: bool, stopped: bool) -> TaperLine:
    if text.lower() in STOP and not stopped:
        return TaperLine(text, start, dose="0", stops=True)
    found = _LINE.fullmatch(text)
    problem = Said(AFTER_STOP) if stopped else _problem(found, unit, last=last)
    if problem or not found:
        return TaperLine(text, problem=problem)
    end = _after(start, int(found["count"]), found["span"][0].lower()) if start and found["count"] else None
    return TaperLine(text, start, end, found["dose"].replace(",", "."), bool(found["alt"]))


def _problem(found: re.Match[str] | None, unit: str, *, last: bool) -> Said | None:
    if not found or not Decimal(found["dose"].replace(",", ".")):
        return Said(NO_NUMBER)
    if found["unit"] and found["unit"].lower() != unit.lower():
        return Said(ANOTHER_UNIT, {"unit": unit})
    if not found["count"]:
        return None if last else Said(NO_LENGTH, {"dose": Decimal(found["dose"].replace(",", "."))})
    return None if int(found["count"]) else Said(NO_DAYS)


def _after(start: date, count: int, span: str) -> date:
    if span in _DAYS:
        return start + timedelta(days=count * _DAYS[span])
    return date.fromordinal(int(later(count)(Decimal(start.toordinal()))))


@dataclass(frozen=True, slots=True)
class Caution:
    """Something unusual about a step, counted from 1; it is said and hinders nothing."""

    step: int
    said: Said


def cautions(
    taper: Taper, before: Decimal | None, today: date, limit: Decimal, tablets: str = ""
) -> tuple[Caution, ...]:
    """What is unusual: a step down by more than `limit` per cent, an end before today, a dose not makeable.

    `before` is the daily dose until the first step; `tablets` are the strengths at hand ("5, 1").
    """
    found: list[Caution] = []
    strengths = [Decimal(part.replace(",", ".")) for part in re.findall(r"\d+(?:[.,]\d+)?", tablets)]
    last = before
    for number, line in enumerate(taper.lines, start=1):
        if line.problem or not line.dose:
            last = None
            continue
        daily = Decimal(line.dose) / (2 if line.alternate else 1)
        fall = (last - daily) * 100 / last if last and daily and daily < last else None
        if fall is not None and fall > limit:
            places = {"n": Decimal(number), "fall": Decimal(round(fall)), "limit": limit}
            found.append(
                Caution(
                    number,
                    Said(
                        N_("Step {n} takes off {fall}\u00a0%. Your site asks for {limit}\u00a0% or less."),
                        places,
                    ),
                )
            )
        if strengths and Decimal(line.dose) % (min(strengths) / 2):
            places = {"n": Decimal(number), "dose": Decimal(line.dose)}
            found.append(
                Caution(
                    number,
                    Said(N_("Step {n}: {dose} mg cannot be made from the tablets at hand."), places),
                )
            )
        if line.end is not None and line.end <= today:
            found.append(Caution(number, Said(N_("Step {n} ends before today."), {"n": Decimal(number)})))
        last = daily
    return tuple(found)
