"""The stops of the rail in an open study: the places, and at its foot what is needed now and then."""

from tracker.language import Words
from tracker.ui.parts.rail import Stop


def places(words: Words) -> tuple[Stop, ...]:
    """Where the work is."""
    return (
        Stop("today", words("Today"), "today", "Ctrl+1"),
        Stop("patients", words("Patients"), "patients", "Ctrl+2"),
        Stop("audit", words("Audit log"), "audit", "Ctrl+5"),
    )


def foot(words: Words, *, practice: bool) -> tuple[Stop, ...]:
    """A practice study has no backups."""
    backups = () if practice else (Stop("backups", words("Backups"), "backup", place=False),)
    return (
        Stop("help", words("Scores"), "info", "Shift+F1"),
        Stop("people", words("People"), "key"),
        *backups,
        Stop("settings", words("Settings"), "settings", "Ctrl+,"),
        Stop("lock", words("Lock"), "lock", "Ctrl+L", place=False),
    )
