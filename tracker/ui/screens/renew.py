"""After the recovery key was used: a new passphrase and a new key, before the study is shown."""

from tracker.services.session import Session
from tracker.ui.doors import Entrance
from tracker.ui.screens.before_study import BeforeStudy
from tracker.ui.screens.first_run_passphrase import PassphrasePage
from tracker.ui.screens.first_run_recovery import RecoveryPage, recovery_letter


class RenewScreen(BeforeStudy):
    """The study opens once the new key is proved."""

    def __init__(self, entrance: Entrance, session: Session) -> None:
        self.phrase, self.recovery = PassphrasePage(entrance), RecoveryPage(entrance)
        said = entrance.words("You came in with the recovery key, so both ways in are made anew.")
        super().__init__(entrance, session, (self.phrase, self.recovery), said)
        self.recovery.print_wanted.connect(self._print_key)

    def keep(self, session: Session) -> None:
        """The new passphrase, which makes the new key; then, once that is on paper, into the study."""
        doors = self.doors
        if self.step == 0:
            phrase = self.phrase.passphrase
            self.jobs.write(lambda: doors.renew(session, phrase), self._renewed, self.refuse)
        else:
            self.jobs.write(
                lambda: doors.confirm_recovery(session), lambda _: self.open(session), self.refuse
            )

    def _renewed(self, code: str) -> None:
        for box in (self.phrase.first, self.phrase.again):
            box.set_text("")
        self.recovery.show_code(code)
        self.problem.say(
            self.words("The new passphrase is kept. The old recovery key opens until the new one is proved."),
            "ok",
        )
        self.turn()

    def _print_key(self) -> None:
        if self.session is not None:
            site, groups = self.session.site, self.doors.key_groups(self.recovery.code)
            sender = (site.clinic, site.hospital)
            self.print_key(recovery_letter(self.words, groups, self.session.study.name, sender), "a4")
