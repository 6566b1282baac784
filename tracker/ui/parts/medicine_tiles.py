"""Four figures above the medicines: steroid-free, drug-free, today's dose, the sum since Day 0."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.language import Words
from tracker.services.drug_free import Free, Freedom
from tracker.services.medicine_view import MedicineView
from tracker.services.medicines import name_of
from tracker.ui.parts.figure_tile import FigureTile
from tracker.ui.theme.tokens import Tokens


class MedicineTiles(QWidget):
    """Steroid-free and drug-free are two facts and stand side by side."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        super().__init__()
        self._words = words
        self.steroids = FigureTile(tokens, words("Steroid-free"))
        self.drugs = FigureTile(tokens, words("Drug-free"))
        self.dose = FigureTile(tokens, words("Prednisone equivalent"))
        self.sum = FigureTile(tokens, words("Steroid since Day 0"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.s8)
        for tile in (self.steroids, self.drugs, self.dose, self.sum):
            row.addWidget(tile, 1)

    def fold(self, *, low: bool) -> None:
        """In a low window the figures stand without their explanation."""
        for tile in (self.steroids, self.drugs, self.dose, self.sum):
            tile.note.setVisible(not low)

    def show_view(self, view: MedicineView) -> None:
        words = self._words
        self._free(self.steroids, view, view.free.steroids)
        self._free(self.drugs, view, view.free.drug_free)
        dose = words("not known")
        if view.dose is not None:
            dose = words("{n} mg/day", n=words.number(round(view.dose, 2).normalize()))
        highest = ""
        if view.highest is not None:
            most = words.number(round(view.highest, 2).normalize())
            highest = words("highest since infusion {n}", n=most)
        self.dose.say(dose, highest)
        if view.summed is None:
            self.sum.say(words("not known"), words("a dose or Day 0 is not known"))
        else:
            days = (view.today - view.course.day0).days + 1 if view.course.day0 else 0
            sum_ = words("{n} mg", n=words.number(round(view.summed)))
            self.sum.say(sum_, words.plural("sum of {n} day", "sum of {n} days", days))

    def _free(self, tile: FigureTile, view: MedicineView, free: Freedom) -> None:
        words, day0 = self._words, view.course.day0
        if free.state is Free.YES and free.since is not None:
            number = (free.since - day0).days if day0 else None
            since = words.day(free.since) if number is None else words("Day {day}", day=words.number(number))
            days = words.plural("{n} day", "{n} days", free.days or 0)
            note = words("{days}, {day}", days=days, day=words.day(free.since))
            sure = note if free.sure else words("{note} at the latest", note=note)
            tile.say(words("since {day}", day=since), sure, "ok")
        elif free.state is Free.YES:
            tile.say(words("yes"), words("nothing that counts was entered"), "ok")
        elif free.state is Free.NOT_YET:
            by = name_of(free.by[0], words) if free.by else ""
            planned = words("planned {day}", day=words.day(free.planned)) if free.planned else ""
            counts = words("{name} counts", name=by) if by else ""
            tile.say(words("not yet"), planned or counts)
        elif free.state is Free.OPEN:
            by = name_of(free.by[0], words) if free.by else ""
            tile.say(words("to be decided"), by, "danger")
        else:
            tile.say(words("not known"), words("nobody was asked"))
