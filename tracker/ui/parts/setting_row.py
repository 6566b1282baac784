"""One row of the settings: the question with its consequence, the answer, and what is wrong with it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.option import Option, SettingKind
from tracker.domain.refusal import Refusal
from tracker.domain.spoken import spoken_number
from tracker.language import Words
from tracker.services.settings import checked
from tracker.ui.errors import sentence
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.form_row import FormRow
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.lines_field import LinesField
from tracker.ui.parts.segmented import Segmented
from tracker.ui.parts.text_field import TextField
from tracker.ui.theme.tokens import Tokens

LEFT, FIELD, SHORT = 280, 330, 96
"""Pixels of the words at the left, of a field, and of a field for a number."""
_SEGMENTS, _LETTERS = 5, 26
"""As many choices, and letters in them, stand side by side; more go into a list."""


class SettingRow(QWidget):
    """`saved` carries key and answer once the person is done and it fits; else the row says why not."""

    saved = Signal(str, str)

    def __init__(
        self,
        tokens: Tokens,
        words: Words,
        option: Option,
        choices: Mapping[str, str] | None = None,
        *,
        used_by: tuple[str, ...] = (),
        left: int = LEFT,
    ) -> None:
        super().__init__()
        self.option = option
        self._tokens, self._words = tokens, words
        self._shown = ""
        self._choices = {key: words(title) for key, title in (choices or option.choices or {}).items()}
        self._title = words(option.title)
        build: Mapping[SettingKind, Callable[[], QWidget]] = {
            SettingKind.LINES: self._lines,
            SettingKind.CHOICE: self._pick,
            SettingKind.PLAN: self._pick,
        }
        self.field: TextField | LinesField | Segmented | Choice
        widget = build.get(option.kind, self._line)()
        help = words(option.help)
        if used_by:
            named = ", ".join(words(title) for title in used_by)
            help = "\n".join((help, words("Used by {scores}.", scores=named)))
        self.row = FormRow(tokens, self._title, help, widget, left=left)
        self.row.title.setBuddy(self.field)
        self.state = wrapped("", "hint", "text3")
        self.state.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.s4)
        column.addWidget(self.row)
        told = QHBoxLayout()
        told.addSpacing(left + 2 * tokens.s8 + tokens.s8)
        told.addWidget(self.state, 1)
        column.addLayout(told)
        self.haystack = " ".join((self._title, help, *self._choices.values(), words(option.unit))).casefold()

    @property
    def text(self) -> str:
        """The answer as it stands in the row, typed or chosen."""
        if isinstance(self.field, TextField | LinesField):
            return self.field.text.strip()
        return str(self.field.key)

    @property
    def message(self) -> str:
        """What is wrong with it, "" for nothing."""
        return "" if isinstance(self.field, Segmented | Choice) else self.field.message

    @property
    def touched(self) -> bool:
        """Whether something else stands here than what is kept."""
        return self.text != self._shown

    def show_value(self, value: str) -> None:
        """Show what is kept; a box that somebody types in is left alone."""
        typing = self.touched and self.field.isAncestorOf(self.focusWidget() or self)
        self._shown = value
        if not typing:
            self.set_text(value)

    def restore(self) -> None:
        """Show again what is kept."""
        self.set_text(self._shown)

    def set_text(self, text: str) -> None:
        """Put an answer into the field without keeping it."""
        if isinstance(self.field, TextField | LinesField):
            self.field.set_text(text)
        elif text in self._choices:
            self.field.choose(text)
        self._read_back()

    def say(self, text: str) -> None:
        """Say below the field what is wrong; an empty text takes it away."""
        if isinstance(self.field, TextField | LinesField):
            self.field.say(text)

    def state_of(self, text: str) -> None:
        """Say below the row what hangs on the answer."""
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def fits(self) -> bool:
        """Whether the answer can be kept; where it cannot, the row says why."""
        try:
            checked(self.option, self.text)
        except Refusal as refusal:
            self.say(sentence(refusal, self._words))
            return False
        self._read_back()
        return True

    def shown(self, answer: str) -> str:
        """An answer of this option in words."""
        if self._choices:
            return self._choices.get(answer, answer)
        text = answer.replace("\n", "; ")
        unit = self._words(self.option.unit)
        return " ".join((text, unit)) if unit else text

    def _done(self) -> None:
        if self.touched and self.fits():
            self.saved.emit(self.option.key, self.text)
        elif not self.touched:
            self._read_back()

    def _read_back(self) -> None:
        self.say("")
        spoken = spoken_number(self.text) if self.option.kind is SettingKind.PHONE else ()
        if spoken and isinstance(self.field, TextField):
            read = " ".join(self._words(word) for word in spoken)
            self.field.say(self._words("Read back: {digits}", digits=read), "ok")
        elif self.option.needed and not self.text and isinstance(self.field, TextField):
            self.field.say(self._words("Not set yet"), "warn")

    def _line(self) -> QWidget:
        number = self.option.kind is SettingKind.NUMBER
        field = self.field = TextField(self._title, show_title=False)
        field.line.setFixedWidth(self._tokens.px(SHORT if number else FIELD))
        field.entered.connect(lambda _text: self._done())
        field.line.returnPressed.connect(self.focusNextChild)
        if self.option.kind is SettingKind.PHONE:
            field.line.setFixedWidth(self._tokens.px(200))
        if not number:
            field.setFixedWidth(self._tokens.px(FIELD))
            return field
        field.setFixedWidth(self._tokens.px(FIELD))
        unit = self._words(self.option.unit)
        limits = self._words(
            "{unit}, from {low} to {high}" if unit else "from {low} to {high}",
            unit=unit,
            low=self._words.number(self.option.low),
            high=self._words.number(self.option.high),
        )
        beside = label(limits, "hint", "text3")
        line = field.layout()
        assert isinstance(line, QVBoxLayout)
        row = QHBoxLayout()
        row.setSpacing(self._tokens.s8)
        row.addWidget(field.line)
        row.addWidget(beside)
        row.addStretch(1)
        line.insertLayout(0, row)
        return field

    def _lines(self) -> QWidget:
        field = self.field = LinesField(self._tokens, self._title)
        field.setFixedWidth(self._tokens.px(FIELD))
        field.entered.connect(lambda _text: self._done())
        return field

    def _pick(self) -> QWidget:
        options = tuple(self._choices.items())
        letters = sum(len(title) for _, title in options)
        if 1 < len(options) <= _SEGMENTS and letters <= _LETTERS:
            segments = self.field = Segmented(self._title, options)
            segments.picked.connect(lambda _key: self._done())
            return segments
        choice = self.field = Choice(self._tokens, self._title, options)
        choice.setFixedWidth(self._tokens.px(FIELD))
        choice.picked.connect(lambda _key: self._done())
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return choice
