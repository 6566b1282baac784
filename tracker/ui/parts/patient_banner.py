"""Who is on screen: name, born, sex, numbers, diagnosis and day; identifiers are never shortened."""

from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.diseases import disease
from tracker.domain.patient import SEX_TITLES, age_on
from tracker.language import Words
from tracker.services.aplasia import BCells, sentence
from tracker.services.b_cells import after_last
from tracker.services.course import Course
from tracker.services.episodes import episodes
from tracker.services.event_view import serious_open
from tracker.services.next_due import NextDue
from tracker.services.renal_crisis import renal_crisis
from tracker.services.safety_lines import episode_chip
from tracker.ui.parts.chip import Chip
from tracker.ui.parts.label import ElidedLabel, in_tooltip, label
from tracker.ui.theme.tokens import Tokens

HEIGHT = 66
BAR = 6
LEAST = 1000
"""What the banner asks for at least: chips other than warnings fold into one that counts them."""


class PatientBanner(QFrame):
    """Fixed above every one-patient screen. Tab order is reading order; it takes no focus itself."""

    def __init__(
        self, course: Course, words: Words, tokens: Tokens, today: date, due: NextDue | None = None
    ) -> None:
        super().__init__()
        self._tokens, self._words = tokens, words
        self.setProperty("part", "surface")
        self.setFixedHeight(tokens.px(HEIGHT))
        self.setAccessibleName(words("Patient"))
        self.facts: list[QWidget] = []
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addLayout(self._identity(course, today))
        lines.addLayout(self._treatment(course, today, due))
        chips = QGridLayout()
        chips.setSpacing(tokens.s4)
        shown = self._chips(course, today)
        self._folding = [chip for chip in shown if chip.property("chip") != "danger"]
        self._more = Chip(tokens, words("+{n}", n=len(self._folding)))
        self._more.setToolTip(
            in_tooltip("\n".join(chip.text for chip in self._folding)).replace("\n", "<br>")
        )
        self._more.setAccessibleDescription(self._more.toolTip())
        for index, chip in enumerate((*shown, self._more)):
            chips.addWidget(chip, index % 2, index // 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(BAR + tokens.s16, tokens.s8, tokens.s16, tokens.s8)
        row.setSpacing(tokens.s16)
        row.addLayout(lines, 1)
        row.addLayout(chips)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Chips fold away before the window stops growing smaller."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), LEAST), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self._show_chips(folded=False)
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        layout.activate()
        if layout.totalMinimumSize().width() > self.width():
            self._show_chips(folded=True)

    def _show_chips(self, *, folded: bool) -> None:
        for chip in self._folding:
            chip.setVisible(not folded)
        self._more.setVisible(folded and bool(self._folding))

    def _identity(self, course: Course, today: date) -> QHBoxLayout:
        words, patient = self._words, course.patient
        row = QHBoxLayout()
        row.setSpacing(self._tokens.s16)
        if patient.published:
            row.addWidget(self._name(patient.study_id, ""))
            row.addWidget(label(words("Published patient, facts from papers"), "value", "text2"))
        else:
            row.addWidget(self._name(patient.family.upper(), patient.given))
            age = age_on(patient.born, today)
            born = words.day(patient.born)
            self._fact(
                row, words("Born"), born if age is None else words("{day} ({age}y)", day=born, age=age)
            )
        self._fact(row, words("Sex"), words(SEX_TITLES[patient.sex]))
        if patient.hospital_no:
            self._fact(row, words("Hospital no."), patient.hospital_no)
        if not patient.published:
            self._fact(row, words("Study ID"), patient.study_id)
        row.addStretch(1)
        return row

    def _treatment(self, course: Course, today: date, due: NextDue | None) -> QHBoxLayout:
        words = self._words
        row = QHBoxLayout()
        row.setSpacing(self._tokens.s16)
        detail = course.diagnoses[0].detail if course.diagnoses else ""
        title = words(disease(course.disease).short) if course.diagnoses else words("Not entered")
        known = f"{title}, {detail}" if detail and detail != title else title
        self._fact(row, words("Diagnosis"), known, elide=True)
        dated = [infusion for infusion in course.infusions if infusion.day0]
        undated = words("Day not known") if course.infusions else words("None recorded")
        given = words.day(dated[0].day0) if dated else undated
        if len(dated) > 1:
            given = words("{first}, again {last}", first=given, last=words.day(dated[-1].day0))
        self._fact(row, words("Infusion"), given)
        day = course.day_number(today)
        if day is not None and not course.patient.published:
            self._fact(row, words("Today"), words("Day {day}", day=words.number(day)))
        if due is not None:
            title, late = words(due.planned.title), due.late
            on = words("{visit}, {day}", visit=title, day=words.short_day(due.due))
            many = words.plural("{visit}, {n} day late", "{visit}, {n} days late", late, visit=title)
            self._fact(row, words("Next due"), many if late else on)
        row.addStretch(1)
        return row

    def _chips(self, course: Course, today: date) -> list[Chip]:
        words, tokens = self._words, self._tokens
        chips = []
        if course.patient.allergies:
            chips.append(Chip(tokens, words("Allergy: {what}", what=course.patient.allergies), "danger"))
        if renal_crisis(course, today):
            chips.append(Chip(tokens, words("Renal crisis? Look today"), "danger"))
        going = [each for each in episodes(course) if not each.over]
        chips += [Chip(tokens, episode_chip(each, words), "warn") for each in going]
        serious = serious_open(course, today)
        if serious:
            said = words.plural("{n} serious event open", "{n} serious events open", serious)
            chips.append(Chip(tokens, said, "danger", "clock"))
        found = after_last(course, today)
        if found.state not in {BCells.NO_RESULT, BCells.BEFORE}:
            chips.append(Chip(tokens, sentence(found, words), "info", "flask"))
        return chips

    def _name(self, family: str, given: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(label(f"{family}, " if given else family, "title"))
        if given:
            row.addWidget(ElidedLabel(given, "title", may_cut=True), 1)
        self.facts.append(holder)
        return holder

    def _fact(self, row: QHBoxLayout, title: str, value: str, *, elide: bool = False) -> None:
        pair = QHBoxLayout()
        pair.setSpacing(self._tokens.s8 - 2)
        pair.addWidget(label(title, "hint", "text3"))
        shown = ElidedLabel(value, "value", may_cut=True) if elide else label(value, "value")
        shown.setAccessibleName(f"{title} {value}")
        pair.addWidget(shown)
        self.facts.append(shown)
        row.addLayout(pair)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._tokens.surface))
        accent = QColor(self._tokens.primary)
        painter.fillRect(0, 0, BAR, self.height(), accent)
        painter.fillRect(0, self.height() - 2, self.width(), 2, accent)
        painter.end()
