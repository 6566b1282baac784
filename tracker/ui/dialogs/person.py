"""A new person: the name that stands in the record, and what the person may do."""

from PySide6.QtWidgets import QWidget

from tracker.domain.study import ROLE_TITLES, Role
from tracker.services.people import Invited, add_person
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.errors import sentence
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.text_field import TextField
from tracker.ui.screens.people_words import ROLE_WORDS
from tracker.ui.workplace import Workplace


class PersonDialog(Dialog):
    """Accepted once the person is in the record; `invited` then holds the code to be shown."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        words, tokens = workplace.words, workplace.tokens
        super().__init__(
            tokens, words, words("Add a person"), act=words("Add person"), width=520, parent=parent
        )
        self.setObjectName("PersonDialog")
        self._workplace = workplace
        self.invited: Invited | None = None
        self.act.clicked.disconnect()
        self.act.clicked.connect(self.add)
        self.person = TextField(words("Whole name"))
        self.short = TextField(words("Beside an entry"), hint=words("for example K. Abara"))
        self.role = Choice(
            tokens, words("Role"), ((role.value, words(title)) for role, title in ROLE_TITLES.items())
        )
        self._what = wrapped("", "hint", "text3")
        for part in (self.person, self.short, label(words("Role"), "label", "text3"), self.role, self._what):
            self.body.addWidget(part)
        self.body.addWidget(
            wrapped(
                words(
                    "A one-time code lets the person in once, to choose a passphrase that nobody else knows."
                ),
                "label",
            )
        )
        self.person.changed.connect(lambda _text: self.person.say(""))
        self.role.currentIndexChanged.connect(lambda _index: self._explain())
        self._explain()
        self.person.line.setFocus()

    def add(self) -> None:
        """Write the person down, off the GUI thread."""
        name, short, role = self.person.text, self.short.text, Role(str(self.role.key))
        session = self._workplace.session
        self.act.setEnabled(False)
        self._workplace.jobs.write(lambda: add_person(session, name, role, short), self._added, self._refused)

    def _explain(self) -> None:
        self._what.setText(self.words(ROLE_WORDS[Role(str(self.role.key))]))

    def _added(self, invited: Invited) -> None:
        self.invited = invited
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.act.setEnabled(True)
        text = sentence(error, self.words)
        if text:
            self.person.say(text)
        else:
            self._workplace.jobs.failure.emit(error)
