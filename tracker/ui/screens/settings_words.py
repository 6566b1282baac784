"""What the settings screen says of an answer, and the questions about the look of the window."""

from tracker.domain.option import Option, SettingKind
from tracker.domain.text import N_
from tracker.language import Words
from tracker.services.settings_view import Answer
from tracker.ui.look import SYSTEM
from tracker.ui.theme.tokens import TEXT_SCALES

LOOK_PAGE = "look"

LOOK_OPTIONS = (
    Option(
        key="theme",
        page=LOOK_PAGE,
        title=N_("Theme"),
        help=N_("Of this computer, for everybody who works at it. Papers stay white."),
        kind=SettingKind.CHOICE,
        default=SYSTEM,
        choices={SYSTEM: N_("As the computer"), "light": N_("Light"), "dark": N_("Dark")},
    ),
    Option(
        key="text_scale",
        page=LOOK_PAGE,
        title=N_("Text size"),
        help=N_("Of this computer. Large text shows less at once and cuts nothing off."),
        kind=SettingKind.CHOICE,
        default=str(TEXT_SCALES[0]),
        choices={str(size): f"{size}\N{NO-BREAK SPACE}%" for size in TEXT_SCALES},
    ),
)
"""Kept in the window's own file, not in the study."""


def hangs_on(words: Words, answer: Answer) -> str:
    """How much in the record an answer touches, "" for nothing."""
    if answer.option.kind is SettingKind.PLAN:
        return words.plural("{n} patient follows it.", "{n} patients follow it.", answer.patients)
    if not answer.results:
        return ""
    return words.plural(
        "{n} result in the record was given an answer.",
        "{n} results in the record were given an answer.",
        answer.results,
    )


def consequence(words: Words, answer: Answer) -> tuple[str, str]:
    """What a change of `answer` does and does not change, and the tone to say it in."""
    if answer.option.kind is SettingKind.PLAN:
        text = words.plural(
            "The open visits of {n} patient follow it from now on.",
            "The open visits of {n} patients follow it from now on.",
            answer.patients,
        )
        return text, "warn"
    if answer.option.item is None:
        return "", "ok"
    if not answer.results:
        return words("No result in the record was given the old answer; every later one uses this."), "ok"
    text = words.plural(
        "{n} result in the record keeps the answer it was given. Every later one uses this, "
        "and its trend breaks there.",
        "{n} results in the record keep the answer they were given. Every later one uses this, "
        "and their trends break there.",
        answer.results,
    )
    return text, "warn"
