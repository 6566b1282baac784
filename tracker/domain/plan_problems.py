"""What is wrong with a plan: each problem with the line and the visit or assessment it is about."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from tracker.domain.text import N_, Said


@dataclass(frozen=True)
class PlanProblem:
    """`where` is the code of a visit, the id of an assessment, or ""; `line` counts from 1."""

    said: Said
    where: str = ""
    line: int | None = None


class Problems:
    """Collects problems, in the order they are met, and finds the line that each is about."""

    def __init__(self, text: str = "") -> None:
        self._lines, self._found = text.splitlines(), list[PlanProblem]()

    def add(self, phrase: str, where: str = "", line: int | None = None, **values: object) -> None:
        """Note one problem; `phrase` is marked by the caller, `values` fill its places."""
        problem = PlanProblem(Said(phrase, values), where, line or self.line_of(where))
        if problem not in self._found:
            self._found.append(problem)

    def unknown_keys(self, row: Mapping[str, Any], known: Set[str], where: str = "") -> None:
        """A key nobody reads is most likely a typing error."""
        for key in row:
            if key not in known:
                self.add(N_("“{key}” is not known here."), where, key=str(key))

    def line_of(self, where: str) -> int | None:
        """The line that declares a code or an id; None where the text does not show it."""
        if not where:
            return None
        wanted = re.compile(rf"\s*(?:code|id)\s*=\s*[\"']{re.escape(where)}[\"']")
        return next((number for number, line in enumerate(self._lines, 1) if wanted.match(line)), None)

    @property
    def found(self) -> tuple[PlanProblem, ...]:
        return tuple(self._found)
