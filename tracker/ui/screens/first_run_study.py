"""First page of the first run: what the study is called, where it is, who you are."""

from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from tracker.ui.doors import Entrance, NewStudy
from tracker.ui.parts.button import Button
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.form_row import FormRow
from tracker.ui.parts.label import ElidedLabel
from tracker.ui.screens.first_run_page import HALF, WIDE, Page


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
        self._folder = ElidedLabel(str(self.folder), "label", "text2", may_cut=True)
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
