"""The form of a medicine: which, how given, how much, since when, what for."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit

from tracker.domain.drugs import DRUGS, PURPOSES, ROUTES, drug
from tracker.domain.medication import MedicationCourse
from tracker.domain.partial_date import PartialDate
from tracker.language import Words
from tracker.services.corrections import REASONS
from tracker.services.prescriptions import UNITS, NewMedicine
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.reason_choice import ReasonChoice
from tracker.ui.parts.side_form import SideForm
from tracker.ui.parts.term_field import TermField
from tracker.ui.theme.tokens import Tokens

OFTEN = ((1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 7), (2, 7), (3, 7), (1, 14), (1, 28))


class MedicineForm(SideForm):
    """Adds a medicine, or corrects one with a reason."""

    def __init__(self, tokens: Tokens, words: Words, today: Callable[[], date]) -> None:
        super().__init__(tokens, words, words("Add medicine"), words("Save"))
        titles = {code: words(each.title) for code, each in DRUGS.items()}
        also = {name: code for code, each in DRUGS.items() for name in each.synonyms}
        self.drug = TermField(words("Medicine"), titles, also)
        self.drug.setPlaceholderText(words("Type a few letters"))
        self.name = QLineEdit()
        self.name.setAccessibleName(words("Name on the label"))
        self.route = Choice(tokens, words("How given"), [(code, words(t)) for code, t in ROUTES.items()])
        purposes = [("", words("Not known")), *((code, words(t)) for code, t in PURPOSES.items())]
        self.purpose = Choice(tokens, words("What for"), purposes)
        self.dose = QLineEdit()
        self.dose.setAccessibleName(words("Dose"))
        self.dose.setMaximumWidth(tokens.px(76))
        self.unit = Choice(tokens, words("Unit"), [(unit, unit) for unit in UNITS])
        self.often = Choice(tokens, words("How often"), [(pair, _often(pair, words)) for pair in OFTEN])
        self.start = DateField(words("Since"), words, tokens, today, whole=False, brief=True)
        self.end = DateField(words("Stopped on"), words, tokens, today, whole=False, brief=True)
        self.tablets = QLineEdit()
        self.tablets.setAccessibleName(words("Tablets at hand, mg"))
        self.how = QLineEdit()
        self.how.setAccessibleName(words("For the handout"))
        self.how.setPlaceholderText(words("1 tablet in the morning"))
        self.reason = ReasonChoice(
            words("Reason"), [(r.key, words(r.title)) for r in REASONS], tokens, columns=1
        )
        self.note = QLineEdit()
        self.note.setAccessibleName(words("Note"))
        self.row(words("Medicine"), self.drug, path="drug")
        self.row(words("Name on the label, if another"), self.name, path="name")
        self.row(words("Dose"), self.dose, self.unit, stretch=True, path="steps")
        self.row(words("How often"), self.often, path="steps")
        self.row(words("How given"), self.route, path="route")
        self.row(words("What for"), self.purpose, path="purpose")
        self.row(words("Since"), self.start, path="start")
        self._end_row = self.row(words("Stopped on, the first day without"), self.end, path="end")
        self.row(words("Tablets at hand, mg"), self.tablets, path="tablets")
        self.row(words("For the handout, in the patient's words"), self.how, path="how_to_take")
        self._reason_row = self.row(words("Why it is corrected"), self.reason)
        self._note_row = self.row(words("Note"), self.note)
        self.close_rows()
        self.corrects = False
        """Whether an entered course is corrected, which needs a reason."""
        self.drug.picked.connect(self._offer_unit)
        self.show_new(today())

    def show_new(self, today: date, like: MedicationCourse | None = None) -> None:
        """An empty form; `like` is taken again."""
        self.title.setText(self._words("Add medicine"))
        self._fill(like)
        self.dose.clear()
        self.start.set_value(today)
        self.end.set_value(None)
        self._corrects(False)

    def show_course(self, course: MedicationCourse) -> None:
        """The form of a course that is corrected."""
        self.title.setText(self._words("Correct medicine"))
        self._fill(course)
        self.start.set_value(course.start)
        self.end.set_value(course.end)
        self._corrects(True)

    @property
    def problem(self) -> str:
        """What keeps a date from being read."""
        return next((field.problem for field in (self.start, self.end) if field.problem), "")

    def asked(self) -> NewMedicine:
        """What was typed."""
        doses, per_days = self.often.key if isinstance(self.often.key, tuple) else (1, 1)
        start: PartialDate | None = self.start.value
        code = self.drug.key
        typed = self.drug.text().strip()
        return NewMedicine(
            drug=code or ("other" if typed else ""),
            name=self.name.text() or ("" if code else typed),
            route=str(self.route.key),
            purpose=str(self.purpose.key),
            dose=self.dose.text(),
            unit=str(self.unit.key),
            doses=doses,
            per_days=per_days,
            start=start,
            end=self.end.value,
            tablets=self.tablets.text(),
            how_to_take=self.how.text(),
        )

    def _fill(self, course: MedicationCourse | None) -> None:
        first = course.steps[0] if course and course.steps else None
        self.drug.choose(course.drug if course else "")
        self.name.setText(course.name if course else "")
        self.route.choose((course.route if course else "") or "oral")
        self.purpose.choose(course.purpose if course else "")
        self.dose.setText(self._words.number(first.dose) if first else "")
        self.unit.choose(first.unit if first else "mg")
        self.often.choose((first.doses, first.per_days) if first else (1, 1))
        self.tablets.setText(course.tablets if course else "")
        self.how.setText(course.how_to_take if course else "")
        self.note.clear()
        self.say("")

    def _corrects(self, yes: bool) -> None:
        self.corrects = yes
        for row in (self._reason_row, self._note_row):
            row.setVisible(yes)

    def _offer_unit(self, code: str) -> None:
        if code:
            self.unit.choose(drug(code).unit)


def _often(pair: tuple[int, int], words: Words) -> str:
    from tracker.domain.medication import DoseStep
    from tracker.services.medicines import often

    return often(DoseStep(date.min, "1", "mg", *pair), words)
