"""The four pages of the first run: study and clinic, passphrase, recovery key, papers."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.refusal import Refusal
from tracker.ui.doors import Entrance, NewStudy
from tracker.ui.errors import sentence
from tracker.ui.parts.button import Button
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.form_row import FormRow
from tracker.ui.parts.key_groups import KeyGroups
from tracker.ui.parts.label import ElidedLabel, label, wrapped
from tracker.ui.parts.length_meter import LengthMeter
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.segmented import Segmented
from tracker.ui.parts.text_field import TextField
from tracker.ui.parts.tick import Tick
from tracker.ui.passphrase_words import some_words
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.style import mark

WIDE, HALF = 330, 200


class Page(QWidget):
    """One step: a heading, a sentence, a body. `changed` when `missing()` may say something else."""

    changed = Signal()

    def __init__(self, entrance: Entrance, heading: str, under: str) -> None:
        super().__init__()
        self.words, self.tokens, self.doors = entrance.words, entrance.tokens, entrance.doors
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(self.tokens.s12)
        self.body.addWidget(label(heading, "title"))
        self.body.addWidget(wrapped(under, "hint", "text2"))

    def missing(self) -> str:
        """Why one cannot go on yet, in a few words; "" when one can."""
        return ""

    def first_focus(self) -> QWidget:
        raise NotImplementedError

    def leave(self) -> None:
        """Blank what must not stay in view."""

    def _onward(self) -> None:
        self.focusNextChild()

    def _line(self, name: str, text: str = "", width: int = WIDE, hint: str = "") -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        made.setFixedWidth(self.tokens.px(width))
        made.textChanged.connect(lambda _text: self.changed.emit())
        made.returnPressed.connect(self._onward)
        return made


class StudyPage(Page):
    """What it is called, where it is, who you are, where it is kept."""

    def __init__(self, entrance: Entrance) -> None:
        words = entrance.words
        super().__init__(
            entrance,
            words("Set up this laptop"),
            words(
                "Four short steps, about 6 minutes. Nothing leaves this laptop. You can go back at any time."
            ),
        )
        self.study = self._line(words("Study"), words("CAR T follow-up"))
        self.clinic = self._line(words("Clinic"))
        self.hospital = self._line(words("Hospital"))
        self.zone = Choice(self.tokens, words("Time zone"), ((zone, zone) for zone in _zones()))
        self.zone.setFixedWidth(self.tokens.px(WIDE))
        self.zone.choose("Europe/Berlin")
        self.zone.choose(bytes(QTimeZone.systemTimeZoneId().data()).decode())
        self.person = self._line(words("Your name"), width=HALF)
        self.short = self._line(words("Your name, short"), width=122)
        self.person.textEdited.connect(lambda text: self.short.setText(shortened(text)))
        self.folder = free_folder(self.doors.home)
        self._folder = ElidedLabel(str(self.folder), "label", "text2")
        change = Button(words("Change"), self.tokens)
        change.clicked.connect(self._choose_folder)
        place = QWidget()
        place.setFixedWidth(self.tokens.px(WIDE))
        beside = QHBoxLayout(place)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._folder, 1)
        beside.addWidget(change)
        for row in (
            FormRow(self.tokens, words("Study"), words("Shown on top of each PDF"), self.study),
            FormRow(self.tokens, words("Clinic"), words("Name as patients know it"), self.clinic),
            FormRow(self.tokens, words("Hospital"), words("Below the clinic on each PDF"), self.hospital),
            FormRow(
                self.tokens,
                words("Time zone"),
                words("Sets the day count. It cannot change later"),
                self.zone,
            ),
            FormRow(
                self.tokens,
                words("Your name"),
                words("Goes into each entry you make"),
                self.person,
                self.short,
            ),
            FormRow(
                self.tokens,
                words("Kept in"),
                words("A folder on this laptop, not in a cloud"),
                place,
            ),
        ):
            self.body.addWidget(row)
        self.body.addStretch(1)

    def first_focus(self) -> QWidget:
        return self.study

    def missing(self) -> str:
        for box, name in (
            (self.study, self.words("the study")),
            (self.clinic, self.words("the clinic")),
            (self.person, self.words("your name")),
        ):
            if not box.text().strip():
                return self.words("Still to fill in: {what}", what=name)
        return ""

    def answer(self, passphrase: str) -> NewStudy:
        """What was entered, with the passphrase of the next page."""
        name = self.person.text().strip()
        return NewStudy(
            folder=self.folder,
            name=self.study.text().strip(),
            clinic=self.clinic.text().strip(),
            hospital=self.hospital.text().strip(),
            time_zone=str(self.zone.key),
            user_name=name,
            user_short=self.short.text().strip() or shortened(name),
            passphrase=passphrase,
        )

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.words("A new, empty folder"), str(self.folder.parent)
        )
        if chosen:
            self.folder = free_folder(Path(chosen))
            self._folder.setText(str(self.folder))


class PassphrasePage(Page):
    """Shown while it is chosen, hidden when it is typed again."""

    def __init__(self, entrance: Entrance) -> None:
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


class RecoveryPage(Page):
    """Shown once; three groups are typed back from the paper before one can go on."""

    print_wanted = Signal()

    def __init__(self, entrance: Entrance) -> None:
        words = entrance.words
        super().__init__(
            entrance,
            words("Your recovery key"),
            words("If you forget the passphrase, this key is the only other way in. It is shown once."),
        )
        tokens = self.tokens
        self._code = ""
        self._asked: tuple[int, ...] = ()
        self.groups = KeyGroups(tokens, words("Recovery key"))
        self.body.addWidget(self.groups)
        self.print = Button(words("Print on paper"), tokens, icon="printer")
        self.print.clicked.connect(self.print_wanted)
        row = QHBoxLayout()
        row.addWidget(self.print)
        row.addWidget(label(words("or copy it by hand. It is never saved."), "hint", "text3"))
        row.addStretch(1)
        row.addWidget(label(words("I, L, O and U are never used: 0 is always zero"), "hint", "text3"))
        self.body.addLayout(row)
        self.body.addWidget(
            label(words("Prove that your copy works: type three groups from the paper"), "value")
        )
        self.boxes = [TextField(words("Group {n}", n=""), width=tokens.px(110)) for _ in range(3)]
        self._ticks = [label("", "label", "ok") for _ in self.boxes]
        row = QHBoxLayout()
        row.setSpacing(tokens.s8)
        for box, tick in zip(self.boxes, self._ticks, strict=True):
            box.line.setFixedWidth(tokens.px(110))
            tick.setFixedSize(tokens.px(18), tokens.px(18))
            tick.setPixmap(pixmap("tick", tokens.ok, tokens.px(16)))
            tick.setAccessibleName(words("right"))
            kept = tick.sizePolicy()
            kept.setRetainSizeWhenHidden(True)
            tick.setSizePolicy(kept)
            row.addWidget(box)
            column = QVBoxLayout()
            column.addSpacing(tokens.px(26))
            column.addWidget(tick)
            column.addStretch(1)
            row.addLayout(column)
            box.changed.connect(lambda _text: self._compare())
            box.line.returnPressed.connect(self._onward)
        row.addStretch(1)
        self.body.addLayout(row)
        self.safe = Tick(tokens, words("The paper goes into the study safe, not beside this laptop"))
        self.safe.toggled.connect(lambda _on: self.changed.emit())
        self.body.addWidget(self.safe)
        self.body.addStretch(1)

    @property
    def code(self) -> str:
        return self._code

    def show_code(self, code: str, asked: Sequence[int] = ()) -> None:
        """Show a new key and ask for three of its groups."""
        self._code = code
        groups = self.doors.key_groups(code)
        self._asked = tuple(asked) or tuple(sorted(secrets.SystemRandom().sample(range(len(groups)), 3)))
        self.groups.show_groups(groups)
        for box, index in zip(self.boxes, self._asked, strict=True):
            name = self.words("Group {n}", n=index + 1)
            box.title.setText(name)
            box.line.setAccessibleName(name)
            box.set_text("")
        self._compare()

    def first_focus(self) -> QWidget:
        return self.boxes[0].line

    def missing(self) -> str:
        left = self._right().count(False)
        if left:
            return self.words.plural("{n} group still to type", "{n} groups still to type", left)
        return "" if self.safe.isChecked() else self.words("Say where the paper goes")

    def leave(self) -> None:
        self.groups.show_groups(())

    def _right(self) -> list[bool]:
        groups = self.doors.key_groups(self._code)
        return [
            bool(box.text) and self.doors.same_group(box.text, groups[index])
            for box, index in zip(self.boxes, self._asked, strict=False)
        ] or [False] * len(self.boxes)

    def _compare(self) -> None:
        groups = self.doors.key_groups(self._code)
        for box, tick, right, index in zip(self.boxes, self._ticks, self._right(), self._asked, strict=False):
            tick.setVisible(right)
            wrong = not right and len(box.text.strip()) >= len(groups[index])
            box.say(self.words("Not as on the paper") if wrong else "", "warn")
        self.changed.emit()


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
                    "Your study is ready. Copy its folder to a second place often: close the program first."
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


def shortened(name: str) -> str:
    """ "Kemi Abara" -> "K. Abara"."""
    parts = name.split()
    return f"{parts[0][0]}. {parts[-1]}" if len(parts) > 1 else name.strip()


def free_folder(parent: Path) -> Path:
    """A folder below `parent` that is not there yet."""
    wanted, number = parent / "study", 1
    while wanted.exists():
        number += 1
        wanted = parent / f"study-{number}"
    return wanted


def _zones() -> list[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
