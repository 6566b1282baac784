"""Fourth page of the first run: what the papers need."""

from PySide6.QtWidgets import QWidget

from tracker.ui.doors import Entrance
from tracker.ui.parts.form_row import FormRow
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.segmented import Segmented
from tracker.ui.screens.first_run_page import HALF, Page


class PapersPage(Page):
    """What the handouts need."""

    def __init__(self, entrance: Entrance) -> None:
        words = entrance.words
        super().__init__(
            entrance,
            words("For the papers"),
            words("Used on every handout and summary. All of it can wait."),
        )
        self.paper = Segmented(words("Paper"), (("a4", words("A4")), ("letter", words("US Letter"))))
        self.phone = self._line(words("Clinic phone, same day"), width=HALF)
        self.emergency = self._line(words("Emergency number"), width=HALF)
        for row in (
            FormRow(self.tokens, words("Paper"), words("Used for each PDF"), self.paper),
            FormRow(
                self.tokens, words("Clinic phone"), words("In the box “Call us the same day”"), self.phone
            ),
            FormRow(
                self.tokens,
                words("Emergency number"),
                words("Can wait. No handout prints without it"),
                self.emergency,
            ),
        ):
            self.body.addWidget(row)
        self.body.addWidget(
            Notice(
                self.tokens,
                words(
                    "Your study is ready. A backup is made at each close;"
                    " choose a second place for it under Backups."
                ),
                "ok",
            )
        )
        self.body.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.phone

    def answers(self) -> dict[str, str]:
        """Setting -> what was entered; empty boxes are left at their default."""
        typed = {
            "paper": self.paper.key,
            "clinic_phone": self.phone.text().strip(),
            "emergency_number": self.emergency.text().strip(),
        }
        return {key: value for key, value in typed.items() if value}
