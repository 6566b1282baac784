"""How a signature is said on screen and paper: that it stands, or since when and why it does not."""

from tracker.domain.signing import Signed
from tracker.language import Words


def void_words(signed: Signed, words: Words) -> str:
    """One sentence about a signature that does not stand any more."""
    if signed.since is None:
        return words("Signature void: {why}", why=words(signed.why))
    return words(
        "Signature void since {day} {time}, because: {why}",
        day=words.day(signed.since.date()),
        time=f"{signed.since:%H:%M}",
        why=words(signed.why),
    )
