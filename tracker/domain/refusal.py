"""What the program says when it will not do a thing: one plain sentence, and nothing changed."""

from collections.abc import Mapping

from tracker.domain.text import Said


class Refusal(Exception):
    """A phrase marked with `N_` and the values for its {places}; printed by whoever asked, exit code 1."""

    def __init__(self, phrase: str, **values: object) -> None:
        super().__init__(str(Said(phrase, values)))
        self.phrase = phrase
        self.values: Mapping[str, object] = values

    @classmethod
    def of(cls, said: Said) -> "Refusal":
        """The same from a sentence that the domain has made already."""
        return cls(said.phrase, **said.values)

    @property
    def said(self) -> Said:
        """The sentence with its values, for whoever prints it."""
        return Said(self.phrase, self.values)
