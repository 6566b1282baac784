"""Third page of the first run: the recovery key, typed back from the paper."""

import secrets
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.letter import Callout, Letter, Reader, Text
from tracker.language import Words
from tracker.ui.doors import Entrance
from tracker.ui.parts.button import Button
from tracker.ui.parts.key_groups import KeyGroups
from tracker.ui.parts.label import label
from tracker.ui.parts.text_field import TextField
from tracker.ui.parts.tick import Tick
from tracker.ui.screens.first_run_page import Page
from tracker.ui.theme.icons import pixmap


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


def recovery_letter(words: Words, groups: Sequence[str], study: str, sender: tuple[str, str]) -> Letter:
    """The paper for the study safe."""
    lines = tuple(f"{number}   {' '.join(group)}" for number, group in enumerate(groups, 1))
    return Letter(
        title=words("Recovery key"),
        subtitle=study,
        sender=sender,
        blocks=(
            Callout(words("The only other way into the study"), lines),
            Text(words("Keep this paper in the study safe, not beside the laptop.")),
        ),
        reader=Reader.CLINICIAN,
    )
