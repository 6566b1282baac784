"""The bar that stays until the recovery key is known to be on paper."""

from PySide6.QtWidgets import QWidget

from tracker.services.studies import recovery_confirmed
from tracker.ui.shell import Shell


def remind_of_recovery(shell: Shell, window: QWidget) -> None:
    """Say above the work that nobody proved the key yet, with the way to do it."""
    words = shell.workplace.words
    if recovery_confirmed(shell.workplace.session):
        shell.standing.say("")
        return
    shell.standing.say(
        words("Nobody has proved yet that the recovery key is on paper. It is the only other way in."),
        "warn",
        (words("Type it back"), lambda: ask_for_recovery(shell, window)),
    )


def ask_for_recovery(shell: Shell, window: QWidget) -> None:
    """Have the key typed back from its paper."""
    from tracker.ui.dialogs.recovery import RecoveryDialog

    RecoveryDialog(shell.workplace, window).exec()
    remind_of_recovery(shell, window)
