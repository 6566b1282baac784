"""The form in which the investigator's decision about a medicine is kept, with the reason."""

from PySide6.QtWidgets import QLineEdit

from tracker.language import Words
from tracker.services.medicine_view import MedicineLine
from tracker.services.medicines import name_of
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.segmented import Segmented
from tracker.ui.parts.side_form import SideForm
from tracker.ui.theme.tokens import Tokens


class RulingForm(SideForm):
    """A coordinator may enter it as told by the doctor, who is then named."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__(tokens, words, words("Does it count?"), words("Save"))
        self.about = wrapped("", "body", "text2")
        options = (("counts", words("It counts")), ("not", words("It does not")))
        self.answer = Segmented(words("Decision"), options, "counts")
        self.why = QLineEdit()
        self.why.setAccessibleName(words("Why, and who decided"))
        self.why.setPlaceholderText(words("As told by Dr …"))
        self.block(self.about)
        self.row(words("Decision of the investigator"), self.answer, path="ruling")
        self.row(words("Why, and who decided"), self.why, path="ruling_reason")
        self.close_rows()

    @property
    def counts(self) -> bool:
        return self.answer.key == "counts"

    def show_line(self, line: MedicineLine) -> None:
        words = self._words
        why = words.say(line.counted.why)
        self.about.setText(words("{name}: {why}", name=name_of(line.course, words), why=why))
        self.why.setText(line.course.ruling_reason)
        self.say("")
