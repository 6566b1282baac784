"""What every paper needs from this clinic: the phone, the emergency number, the size of the page."""

from PySide6.QtWidgets import QWidget

from tracker.domain.change import Ref
from tracker.domain.refusal import Refusal
from tracker.domain.settings import SETTINGS
from tracker.services.settings import checked, save_setting, setting
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.errors import sentence
from tracker.ui.parts.label import label
from tracker.ui.parts.segmented import Segmented
from tracker.ui.parts.text_field import TextField
from tracker.ui.workplace import Workplace


class PaperSettingsDialog(Dialog):
    """Accepted when what was typed is kept; a number that is none is refused beside its box."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        words = workplace.words
        super().__init__(
            workplace.tokens, words, words("For the papers"), act=words("Save"), width=420, parent=parent
        )
        self._workplace = workplace
        records = workplace.session.records
        self.emergency = TextField(words("Emergency number"), hint=words("No handout prints without it"))
        self.phone = TextField(words("Clinic phone"), hint=words("In the box “Call us the same day”"))
        self._boxes = {"emergency_number": self.emergency, "clinic_phone": self.phone}
        for key, box in self._boxes.items():
            box.set_text(setting(records, key))
            box.changed.connect(lambda _text, box=box: box.say(""))
            self.body.addWidget(box)
        self.paper = Segmented(
            words("Paper"),
            (("a4", words("A4")), ("letter", words("US Letter"))),
            setting(records, "paper"),
        )
        self.body.addWidget(label(words("Paper"), "label", "text3"))
        self.body.addWidget(self.paper)
        self.act.clicked.disconnect()
        self.act.clicked.connect(self.keep)
        self.emergency.line.setFocus()

    def keep(self) -> None:
        """Keep what differs, all or nothing, off the GUI thread."""
        session, records = self._workplace.session, self._workplace.session.records
        typed = {**{key: box.text.strip() for key, box in self._boxes.items()}, "paper": self.paper.key}
        for key, box in self._boxes.items():
            try:
                checked(SETTINGS[key], typed[key])
            except Refusal as refusal:
                box.say(sentence(refusal, self.words))
                box.line.setFocus()
                return
        changed = {key: value for key, value in typed.items() if value != setting(records, key)}

        def work() -> frozenset[Ref]:
            return frozenset().union(*(save_setting(session, key, value) for key, value in changed.items()))

        self.act.setEnabled(False)
        self._workplace.jobs.write(work, self._kept, self._failed)

    def _kept(self, touched: frozenset[Ref]) -> None:
        self.accept()
        self._workplace.news.publish(touched)

    def _failed(self, error: BaseException) -> None:
        self.act.setEnabled(True)
        text = sentence(error, self.words)
        if text:
            self.emergency.say(text)
        else:
            self._workplace.jobs.failure.emit(error)
