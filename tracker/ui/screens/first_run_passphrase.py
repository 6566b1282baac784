"""Second page of the first run: the passphrase, shown while it is chosen."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.refusal import Refusal
from tracker.ui.doors import Entrance
from tracker.ui.errors import sentence
from tracker.ui.parts.button import Button
from tracker.ui.parts.label import label
from tracker.ui.parts.length_meter import LengthMeter
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.text_field import TextField
from tracker.ui.passphrase_words import some_words
from tracker.ui.screens.first_run_page import Page
from tracker.ui.theme.style import mark


class PassphrasePage(Page):
    """Shown while it is chosen, hidden when it is typed again."""

    def __init__(self, entrance: Entrance, *, last: bool = False) -> None:
        words = entrance.words
        super().__init__(
            entrance,
            words("Choose your passphrase"),
            words(
                "12 characters or more. Spaces and accents are fine. No symbol is forced. It does not expire."
            ),
        )
        tokens = self.tokens
        self.first = TextField(words("Passphrase"), width=tokens.px(430))
        self.first.line.setFixedWidth(tokens.px(430))
        self.show_typing = Button(words("Hide"), tokens, look="link", icon="eye")
        self.show_typing.clicked.connect(self._toggle)
        row = QHBoxLayout()
        row.addWidget(self.first)
        row.addSpacing(tokens.s8)
        column = QVBoxLayout()
        column.addSpacing(tokens.px(18))
        column.addWidget(self.show_typing)
        column.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        self.body.addLayout(row)
        self._meter = LengthMeter(tokens)
        self._judged = label("", "chip", "text3")
        row = QHBoxLayout()
        row.setSpacing(tokens.s12)
        row.addWidget(self._meter)
        row.addWidget(self._judged)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(
            label(words("Need an idea? Five words in a row are strong and easy to type"), "label", "text2")
        )
        self._ideas = QHBoxLayout()
        self._ideas.setSpacing(tokens.s8)
        self._pills = [Button("", tokens, look="pill") for _ in some_words()]
        for pill in self._pills:
            pill.clicked.connect(lambda _checked, pill=pill: self._take(pill.accessibleName()))
            self._ideas.addWidget(pill)
        other = Button(words("Other words"), tokens, look="link")
        other.clicked.connect(self._new_words)
        self._ideas.addWidget(other)
        self._ideas.addStretch(1)
        self.body.addLayout(self._ideas)
        self.again = TextField(words("Type it again"), secret=True)
        self.again.line.setFixedWidth(tokens.px(430))
        self.body.addWidget(self.again)
        self.body.addWidget(
            Notice(
                tokens,
                words(
                    "It is never stored. Nobody, not even the maker of this program, can look it up. "
                    "If you forget it, an administrator gives you another one-time code."
                )
                if last
                else words(
                    "It is never stored. Nobody, not even the maker of this program, can look it up. "
                    "The next step makes a key for the day you forget it."
                ),
            )
        )
        self.body.addStretch(1)
        self.first.changed.connect(lambda _text: self._judge())
        self.again.changed.connect(lambda _text: self._judge())
        self.first.line.returnPressed.connect(self.again.line.setFocus)
        self._new_words()
        self._judge()

    def first_focus(self) -> QWidget:
        return self.first.line

    @property
    def passphrase(self) -> str:
        return self.first.text

    def missing(self) -> str:
        weak = self._weakness()
        if weak:
            return weak
        return "" if self.again.text == self.first.text else self.words("Type it again, the same")

    def leave(self) -> None:
        self._hide(True)

    def _weakness(self) -> str:
        try:
            self.doors.check_passphrase(self.first.text)
        except Refusal as refusal:
            return sentence(refusal, self.words)
        return ""

    def _judge(self) -> None:
        length, weak = len(self.first.text), self._weakness()
        self._meter.show_length(length, fits=not weak)
        self._judged.setVisible(length > 0)
        mark(self._judged, ink="text3" if weak else "ok")
        count = self.words.plural("{n} character", "{n} characters", length)
        self._judged.setText(self.words("Long enough. {count}", count=count) if not weak else count)
        self.first.say(weak if weak and length >= 12 else "")
        same = self.again.text == self.first.text
        self.again.say("" if same or not self.again.text else self.words("Not the same yet"), "warn")
        self.changed.emit()

    def _take(self, word: str) -> None:
        self.first.set_text(f"{self.first.text} {word}".strip())

    def _new_words(self) -> None:
        for pill, word in zip(self._pills, some_words(), strict=True):
            pill.say(word)

    def _toggle(self) -> None:
        self._hide(self.first.line.echoMode() == QLineEdit.EchoMode.Normal)

    def _hide(self, hidden: bool) -> None:
        mode = QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal
        self.first.line.setEchoMode(mode)
        self.show_typing.say(self.words("Show") if hidden else self.words("Hide"))
