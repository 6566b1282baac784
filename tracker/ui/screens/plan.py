"""The plan of visits as text: read, copied, checked while it is typed, seen for everybody, adopted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from tracker.domain.change import Ref
from tracker.domain.followup import Closure
from tracker.domain.plan_text import ReadPlan
from tracker.domain.rights import Right
from tracker.services.closures import add_closure, closures, remove_closure
from tracker.services.plan_effects import PlanEffect, plan_effects
from tracker.services.plans import PlanBook, adopt_plan, check_plan, next_version, plan_book
from tracker.services.rights import refusal
from tracker.ui.keys import bind_keys
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card
from tracker.ui.parts.date_field import DateField
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.plan_beside import PROBLEMS, PlanBeside
from tracker.ui.screens.screen import Screen
from tracker.ui.tables.plan_rows import version_columns, version_groups
from tracker.ui.theme.style import mark
from tracker.ui.workplace import Workplace


@dataclass(frozen=True)
class _Read:
    book: PlanBook
    closures: tuple[Closure, ...]


class PlanScreen(Screen):
    """Ctrl+Enter first shows whom the new version changes, then adopts it; F2 edits a copy."""

    watches = frozenset({"StudyPlan", "Closure", "Setting"})

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._read: _Read | None = None
        self._seen: str | None = None
        self.effects: tuple[PlanEffect, ...] = ()
        self._forbidden = refusal(workplace.session, Right.SETTINGS)
        self.versions = GroupedTable(tokens, words("Plans and versions"), version_columns(words))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(words("Text of the plan"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.state = wrapped("", "label", "text2")
        self.beside = PlanBeside(tokens, words, workplace.today)
        self.applies = DateField(words("Applies from"), words, tokens, workplace.today, brief=True)
        self.why = QLineEdit()
        self.why.setAccessibleName(words("Why the plan changes"))
        self.why.setPlaceholderText(words("Why the plan changes"))
        self.notice = Notice(tokens)
        self._edit = Button(words("Edit a copy"), tokens, key="F2")
        self._adopt = Button(words("See whom it changes"), tokens, look="primary", key="Ctrl+Enter")
        self._lay_out()
        self._bind()

    def title(self) -> str:
        return self.workplace.words("Visit plan")

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self._adopt,) if self.editing else (self._edit,)

    def first_focus(self) -> QWidget | None:
        return self.versions if self._read else None

    @property
    def editing(self) -> bool:
        """Whether the text is a copy that can be changed."""
        return not self.text.isReadOnly()

    def refresh(self) -> None:
        records = self.workplace.session.records
        self.workplace.jobs.read(lambda: _Read(plan_book(records), closures(records)), self._show)

    def edit_copy(self) -> None:
        """F2: the same plan, one version later, to be changed."""
        words = self.workplace.words
        if self._forbidden:
            self.noticed.emit("warn", words(self._forbidden))
            return
        self.text.setReadOnly(False)
        self.text.setPlainText(next_version(self.workplace.session.records, self.text.toPlainText()))
        self.applies.set_value(self.workplace.today())
        self._form.setVisible(True)
        self.retitled.emit()
        self.text.setFocus()

    def escape(self) -> None:
        """Esc: leave the copy, then the screen."""
        if self.editing:
            self._stood()
        else:
            self.back.emit()

    def primary(self) -> None:
        """See whom it changes; once seen, adopt it."""
        words, day, text = self.workplace.words, self.applies.day, self.text.toPlainText()
        if not self.editing:
            return
        if not check_plan(text).usable:
            self.beside.turn_to(PROBLEMS)
            self.notice.say(words("Solve the problems first. Enter on one goes to its line."), "warn")
            self.beside.problems.setFocus()
            return
        if day is None:
            self.notice.say(self.applies.problem or words("Say from which day it applies."), "danger")
            self.applies.box.setFocus()
            return
        session, today = self.workplace.session, self.workplace.today()
        if self._seen != f"{day} {text}":
            self._seen = f"{day} {text}"
            self.workplace.jobs.read(lambda: plan_effects(session.records, text, day, today), self._looked)
            return
        why = self.why.text()
        refused = self.workplace.refused(partial(self.notice.say, tone="danger"))
        self.workplace.jobs.write(lambda: adopt_plan(session, text, day, why)[1], self._done, refused)

    def _show(self, read: _Read) -> None:
        self._read = read
        first = self.versions.key is None
        self.versions.show_groups(version_groups(read.book, self.workplace.words))
        if first:
            self.versions.choose(read.book.histories[read.book.own].newest.name)
        self.beside.closed.show_closures(read.closures)
        if not self.editing:
            self._stood()
        self.retitled.emit()

    def _stood(self) -> None:
        """Show the version in hand, to be read."""
        texts = self._read.book.texts if self._read else ()
        found = next((each for each in texts if each.plan.name == self.versions.key), None)
        self.text.setReadOnly(True)
        self._form.setVisible(False)
        self.notice.say("")
        if found is not None:
            self.text.setPlainText(found.text)
        self.retitled.emit()

    def _typed(self) -> None:
        words = self.workplace.words
        read: ReadPlan = check_plan(self.text.toPlainText())
        self.beside.show_plan(read)
        count = len(read.problems)
        said = words.plural("{n} problem", "{n} problems", count) if count else words("No problem found")
        visits = words.plural("{n} visit", "{n} visits", len(read.plan.visits) if read.plan else 0)
        self.state.setText(words("{visits}. {problems}.", visits=visits, problems=said))
        mark(self.state, ink="danger" if count else "text2")
        self._adopt.say(words("See whom it changes"))
        self._seen = None

    def _looked(self, found: tuple[PlanEffect, ...]) -> None:
        words, self.effects = self.workplace.words, found
        self.beside.show_effects(found)
        changed = sum(each.changes for each in found)
        self.notice.say(
            words.plural(
                "It changes the plan of {n} patient. Say why, then Ctrl+Enter adopts it.",
                "It changes the plan of {n} patients. Say why, then Ctrl+Enter adopts it.",
                changed,
            ),
            "info",
        )
        self._adopt.say(words("Adopt this version"))
        self.why.setFocus()

    def _whole(self, at: object) -> None:
        """The whole sentence of the problem in hand, under the text."""
        found = check_plan(self.text.toPlainText()).problems
        if self.editing and self.beside.shown == PROBLEMS and int(str(at)) < len(found):
            self.notice.say(self.workplace.words.say(found[int(str(at))].said), "warn")

    def _to_line(self, at: object) -> None:
        problem = check_plan(self.text.toPlainText()).problems[int(str(at))]
        if problem.line:
            block = self.text.document().findBlockByNumber(problem.line - 1)
            self.text.setTextCursor(QTextCursor(block))
        self.text.setFocus()

    def _close_days(self, first: date, last: date, why: str) -> None:
        session = self.workplace.session
        self._change_closures(lambda: add_closure(session, first, last, why))

    def _open_days(self, closure: UUID) -> None:
        session = self.workplace.session
        self._change_closures(lambda: remove_closure(session, closure))

    def _change_closures(self, work: Callable[[], frozenset[Ref]]) -> None:
        refused = self.workplace.refused(self.beside.closed.say)
        self.workplace.jobs.write(work, self.workplace.news.publish, refused)

    def _done(self, touched: frozenset[Ref]) -> None:
        self.text.setReadOnly(True)
        self.workplace.news.publish(touched)
        self.noticed.emit("ok", self.workplace.words("Adopted. Finished visits keep the version they had."))

    def _lay_out(self) -> None:
        words, tokens = self.workplace.words, self.workplace.tokens
        listed, middle = Card(tokens), Card(tokens)
        listed.body.setContentsMargins(1, 1, 1, 1)
        listed.add(self.versions, 1)
        listed.setFixedWidth(tokens.px(232))
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(label(words("Applies from"), "label", "text3"))
        line.addWidget(self.applies, 1)
        form.addLayout(line)
        form.addWidget(self.why)
        for part in (self.text, self.state, self._form, self.notice):
            middle.add(part, int(part is self.text))
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s8, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s8)
        row.addWidget(listed)
        row.addWidget(middle, 1)
        row.addWidget(self.beside)
        self._form.hide()
        self.text.setReadOnly(True)

    def _bind(self) -> None:
        self.versions.stood.connect(lambda _key: None if self.editing else self._stood())
        self.text.textChanged.connect(self._typed)
        self.beside.problems.opened.connect(self._to_line)
        self.beside.problems.stood.connect(self._whole)
        self.beside.closed.added.connect(self._close_days)
        self.beside.closed.removed.connect(self._open_days)
        self._edit.clicked.connect(self.edit_copy)
        self._adopt.clicked.connect(self.primary)
        bind_keys(self, {"F2": self.edit_copy})
