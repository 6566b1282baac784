"""What the program says when it will not do a thing: one plain sentence, and nothing changed."""

from collections.abc import Mapping


class Refusal(Exception):
    """A phrase marked with `N_` and the values for its {places}; printed by whoever asked, exit code 1."""

    def __init__(self, phrase: str, **values: object) -> None:
        super().__init__(phrase.format_map(values) if values else phrase)
        self.phrase = phrase
        self.values: Mapping[str, object] = values
