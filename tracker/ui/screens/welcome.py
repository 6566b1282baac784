"""The first unlock with a one-time code: a passphrase of one's own, before the study is shown."""

from tracker.services.session import Session
from tracker.ui.doors import Entrance
from tracker.ui.screens.before_study import BeforeStudy
from tracker.ui.screens.first_run_passphrase import PassphrasePage


class WelcomeScreen(BeforeStudy):
    """Left before a passphrase was kept, the code still holds."""

    def __init__(self, entrance: Entrance, session: Session) -> None:
        self.phrase = PassphrasePage(entrance, last=True)
        said = entrance.words(
            "Welcome, {name}. The code has let you in once; from now on your passphrase does.",
            name=session.user.name,
        )
        super().__init__(entrance, session, (self.phrase,), said)

    def keep(self, session: Session) -> None:
        phrase = self.phrase.passphrase
        self.jobs.write(lambda: self.doors.welcome(session, phrase), self.open, self.refuse)
