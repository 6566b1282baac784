"""The door: who is working, the passphrase, and what to do when it is forgotten."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker import __version__
from tracker.domain.refusal import Refusal
from tracker.store.refusals import FoundDamaged
from tracker.ui.dialogs.shared_folder import ask_for_folder
from tracker.ui.doors import Entrance
from tracker.ui.errors import sentence
from tracker.ui.parts.badge import badge
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.text_field import TextField

if TYPE_CHECKING:
    from tracker.services.session import Session

CARD = 440
_CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class Locked:
    """Who locked the window, and when; shown instead of everything else. `person` is the whole name."""

    who: str
    at: datetime
    person: str = ""


class UnlockScreen(QWidget):
    """`opened` carries the session, `recovered` and `welcomed` one that a code opened.

    Nothing here tells whether a person exists.
    """

    opened = Signal(object)
    recovered = Signal(object)
    welcomed = Signal(object)
    """A session that a one-time code opened: its person has to choose a passphrase."""
    other_wanted = Signal()
    restore_wanted = Signal(object)
    """What is known of the damage, sentence by sentence; nothing when nothing is damaged."""

    def __init__(self, entrance: Entrance, folder: Path, locked: Locked | None = None) -> None:
        super().__init__()
        self.setObjectName("UnlockScreen")
        self._words, self._tokens = entrance.words, entrance.tokens
        self._jobs, self._doors = entrance.jobs, entrance.doors
        self._folder = folder
        self._practice = self._doors.is_practice(folder)
        self._recovering = False
        self._busy = False
        self._seconds = 0
        self._newcomers = frozenset(self._doors.newcomers(folder))
        self._build(locked)
        self._ticking = QTimer(self)
        self._ticking.setInterval(1000)
        self._ticking.timeout.connect(self._tick)
        QShortcut(QKeySequence("Alt+S"), self).activated.connect(self._toggle_show)
        self._show_state()
        buttons = (self.unlock, self.show_typing, self.forgot, self.restore, self.other)
        for first, then in pairwise((self.person, self.secret.line, *buttons)):
            QWidget.setTabOrder(first, then)

    def first_focus(self) -> QWidget:
        """The passphrase has the keyboard; in a practice study the button has."""
        return self.unlock if self._practice else self.secret.line

    def try_open(self) -> None:
        """Open with what was typed, unless the wait is not over."""
        if self._busy or self._seconds > 0:
            return
        typed = self.secret.text
        if not typed and not self._practice:
            words = self._words
            self.secret.say(
                words("Type the one-time code.") if self._coming else words("Type the passphrase.")
            )
            return
        person = str(self.person.key or "")
        phrase, code = ("", typed) if self._recovering else (typed, "")
        self._busy = True
        self._show_state()
        self._jobs.write(
            lambda: self._doors.open_study(self._folder, phrase, code, person), self._open, self._refuse
        )

    def _open(self, session: "Session") -> None:
        self._busy = False
        self.secret.set_text("")
        if self._recovering:
            self.recovered.emit(session)
        elif self._coming:
            self.welcomed.emit(session)
        else:
            self.opened.emit(session)

    def _refuse(self, error: BaseException) -> None:
        self._busy = False
        if ask_for_folder(self, self._tokens, self._words, error):
            self.try_open()
            return
        text = sentence(error, self._words)
        if not text:
            self._show_state()
            self._jobs.failure.emit(error)
            return
        if isinstance(error, FoundDamaged):
            known = error.finding.known
            self._show_state()
            self.restore_wanted.emit((text, *(self._words.say(each) for each in known)))
            return
        self._wait(int(getattr(error, "seconds", 0)) if isinstance(error, Refusal) else 0)
        if self._practice:
            self.problem.say(text, "danger")
        else:
            self.secret.say(text)
            self.secret.line.setFocus()
            self.secret.line.selectAll()

    def _wait(self, seconds: int) -> None:
        self._seconds = seconds
        if seconds > 0:
            self._ticking.start()
        self._show_state()

    def _tick(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._ticking.stop()
        self._show_state()

    def _show_state(self) -> None:
        words = self._words
        if self._seconds > 0:
            self.unlock.say(words("Unlock in {seconds} s", seconds=self._seconds), "")
        elif self._busy:
            self.unlock.say(words("Opening…"), "")
        else:
            self.unlock.say(
                words("Open practice study") if self._practice else words("Unlock"), words("Enter")
            )
        self.unlock.setEnabled(self._seconds <= 0 and not self._busy)
        self.secret.line.setReadOnly(self._busy)

    def _recover(self) -> None:
        words = self._words
        self._recovering = not self._recovering
        self.forgot.say(
            words("Use the passphrase") if self._recovering else words("Forgot it? Use the recovery key")
        )
        self._ask()
        self.secret.line.setFocus()

    @property
    def _coming(self) -> bool:
        """Whether the person chosen has a one-time code and no passphrase yet."""
        return not self._recovering and str(self.person.key or "") in self._newcomers

    def _ask(self) -> None:
        """Name what has to be typed: what comes from paper is shown while it is typed."""
        words = self._words
        name, hint = words("Passphrase"), ""
        if self._recovering:
            name, hint = words("Recovery key"), words("The seven groups from the paper")
        elif self._coming:
            name, hint = words("One-time code"), words("The four groups from the note")
        self.secret.title.setText(name)
        self.secret.line.setAccessibleName(name)
        self.secret.line.setPlaceholderText(hint)
        self.secret.set_text("")
        self.secret.say("")
        self._show_typing(bool(hint))

    def _picked(self) -> None:
        """Another person sits down: the passphrase is that person's, and the keyboard waits for it."""
        self._ask()
        self.secret.line.setFocus()

    def _toggle_show(self) -> None:
        self._show_typing(self.secret.line.echoMode() == QLineEdit.EchoMode.Password)

    def _show_typing(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.secret.line.setEchoMode(mode)
        self.show_typing.say(self._words("Hide") if shown else self._words("Show"))

    def hideEvent(self, event: QHideEvent) -> None:
        """What was shown while typing is hidden again on leave."""
        super().hideEvent(event)
        self._show_typing(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Guess Caps Lock from the case of a letter: no system tells it to every program."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text().isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            on = event.text().isupper() != shifted and event.text().upper() != event.text().lower()
            self.caps.say(self._words("Caps Lock is on") if on else "", "warn", icon="capslock")
        return super().eventFilter(watched, event)

    def _build(self, locked: Locked | None) -> None:
        words, tokens = self._words, self._tokens
        card = Card(tokens)
        card.setFixedWidth(tokens.px(CARD))
        card.body.setContentsMargins(36, 28, 36, 28)
        card.body.addWidget(badge(tokens), 0, _CENTRE)
        card.body.addSpacing(tokens.s4)
        card.body.addWidget(
            label(words("Locked") if locked else words("CAR T follow-up"), "title"), 0, _CENTRE
        )
        under = wrapped(self._under(locked), "hint", "text3")
        under.setAlignment(_CENTRE)
        under.setVisible(bool(under.text()))
        card.add(under)
        self._build_question(card, locked)
        self.other = Button(words("Open another study"), tokens, look="link", face="hint")
        self.other.clicked.connect(self.other_wanted)
        below = QWidget()
        below.setFixedWidth(tokens.px(CARD))
        foot = QHBoxLayout(below)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(label(words("Version {version}", version=__version__), "hint", "text3"))
        foot.addStretch(1)
        self.restore = Button(words("Restore a backup"), tokens, look="link", face="hint")
        self.restore.clicked.connect(lambda _checked: self.restore_wanted.emit(()))
        foot.addWidget(self.restore)
        foot.addWidget(self.other)
        column = QVBoxLayout(self)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(tokens.s8)
        column.addWidget(below, 0, _CENTRE)
        column.addStretch(1)

    def _build_question(self, card: Card, locked: Locked | None) -> None:
        words, tokens = self._words, self._tokens
        self.person = Choice(
            tokens, words("Who is working"), ((name, name) for name in self._doors.people(self._folder))
        )
        if locked is not None:
            self.person.choose(locked.person)
        self.person.picked.connect(lambda _key: self._picked())
        who = label(words("Who is working"), "label", "text3")
        who.setBuddy(self.person)
        self.secret = TextField(words("Passphrase"), secret=True, show_title=False)
        self.secret.line.installEventFilter(self)
        self.secret.line.returnPressed.connect(self.try_open)
        self.secret.changed.connect(lambda _text: self.secret.say(""))
        self.show_typing = Button(words("Show"), tokens, look="link", key="Alt+S", face="hint")
        self.show_typing.clicked.connect(self._toggle_show)
        above = QHBoxLayout()
        above.addWidget(self.secret.title)
        above.addStretch(1)
        above.addWidget(self.show_typing)
        self.caps = Notice(tokens)
        self.problem = Notice(tokens)
        self.unlock = Button("", tokens, look="primary")
        self.unlock.clicked.connect(self.try_open)
        self.forgot = Button(words("Forgot it? Use the recovery key"), tokens, look="link")
        self.forgot.clicked.connect(self._recover)
        for part in (who, self.person, above, self.secret, self.caps, self.problem, self.unlock):
            card.add(part)
        card.body.addWidget(self.forgot, 0, _CENTRE)
        for part in (who, self.person, self.secret, self.secret.title, self.show_typing, self.forgot):
            part.setVisible(not self._practice)
        self._ask()

    def _under(self, locked: Locked | None) -> str:
        words = self._words
        if locked is None:
            return words("PRACTICE: invented patients, no passphrase") if self._practice else ""
        return words(
            "By {who} at {time}. What was typed is kept for {who}; another person may unlock too.",
            who=locked.who,
            time=locked.at.strftime("%H:%M"),
        )
