"""Cloud and network folders: refused for a study and for backups until somebody typed that it is known."""

from pathlib import Path

from tracker.domain.refusal import Refusal
from tracker.domain.shared_folders import WORD, SharedFolder, carrier_of, conflict_copies
from tracker.domain.text import N_, Said
from tracker.store import place


class NotConfirmed(Refusal):
    """Another word was typed."""


def refuse_shared(folder: Path) -> None:
    """Refuse a folder that is carried to and fro, unless it was confirmed on this computer."""
    carrier = carrier_of(place.facts_of(folder))
    if carrier and not place.is_confirmed(folder):
        raise SharedFolder(folder, carrier)


def confirm_folder(folder: Path, typed: str, word: str = WORD) -> None:
    """Remember on this computer that `folder` may be used; `word` is what had to be typed."""
    if typed.strip().casefold() != word.casefold():
        raise NotConfirmed(N_("Type “{word}” to use this folder all the same."), word=word)
    place.remember_confirmed(folder)


def told_of_copies(folder: Path) -> tuple[Said, ...]:
    """What to say when a sync program left a second version of the study beside it."""
    copies = conflict_copies(place.names_in(folder))
    if not copies:
        return ()
    return (
        Said(
            N_(
                "A sync program left other versions beside this study: {names}. They may hold entries that "
                "this one lacks. Keep them, and move the study to a folder of this computer."
            ),
            {"names": ", ".join(copies)},
        ),
    )
