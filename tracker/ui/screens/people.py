"""Who works in the study: everybody for whoever looks after it, and one's own passphrase for all."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from tracker.domain.change import Ref, ref
from tracker.domain.rights import Right
from tracker.domain.study import ROLE_TITLES, Role
from tracker.domain.text import N_
from tracker.services.people import (
    STATE_TITLES,
    Invited,
    Person,
    State,
    change_role,
    new_code_for,
    people_of,
    remove_person,
)
from tracker.services.recovery import new_recovery_code
from tracker.services.rights import refusal
from tracker.ui.dialogs.codes import CodesDialog
from tracker.ui.dialogs.own_passphrase import OwnPassphraseDialog
from tracker.ui.dialogs.person import PersonDialog
from tracker.ui.dialogs.remove_person import RemoveDialog
from tracker.ui.dialogs.renew_key import RenewKeyDialog
from tracker.ui.parts.button import Button
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.choice import Choice
from tracker.ui.parts.grouped_table import GroupedTable
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.screens.people_words import ROLE_WORDS
from tracker.ui.screens.screen import Screen
from tracker.ui.tables.grouped import Cell, ChipText, Column, Group, Row
from tracker.ui.workplace import Workplace

_SIDE = 330
_TONES = {State.ACTIVE: "ok", State.WAITING: "warn", State.NO_WAY_IN: "neutral", State.REMOVED: "neutral"}
_PRACTICE = N_("A practice study opens without a secret, so its people and keys stay as they are.")


class PeopleScreen(Screen):
    """The list at the left; at the right what can be done with the person in hand, and with oneself."""

    watches: ClassVar[frozenset[str]] = frozenset({"User"})

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._people: dict[UUID, Person] = {}
        self._reason = words(refusal(workplace.session, Right.PEOPLE)) or self._practice()
        self.add = Button(words("Add person"), tokens, look="primary", icon="plus", key="Ctrl+Enter")
        self.add.setEnabled(not self._reason)
        self.add.setToolTip(self._reason)
        self.add.clicked.connect(self.primary)
        self.table = GroupedTable(
            tokens,
            words("People"),
            (
                Column(words("Person")),
                Column(words("Role"), 150),
                Column(words("State"), 190),
                Column(words("Last login"), 120, fold=600),
            ),
        )
        self.table.stood.connect(lambda _key: self._show_person())
        self.table.opened.connect(lambda _key: self.role.setFocus())
        card = Card(tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table, 1)
        side = ScrollPage(spacing=tokens.s12)
        side.setFixedWidth(tokens.px(_SIDE))
        for part in (self._in_hand(), self._own(), self._key()):
            side.body.addWidget(part)
        side.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s12)
        row.addWidget(card, 1)
        row.addWidget(side)

    def title(self) -> str:
        return self.workplace.words("People and roles")

    def acts(self) -> tuple[QAbstractButton, ...]:
        return (self.add,)

    def first_focus(self) -> QWidget:
        return self.table

    def refresh(self) -> None:
        session = self.workplace.session
        self.workplace.jobs.read(lambda: people_of(session), self._show)

    def primary(self) -> None:
        """Add a person, then show the code."""
        if self._reason:
            return
        dialog = PersonDialog(self.workplace, self)
        dialog.accepted.connect(lambda: self._invited(dialog.invited))
        dialog.open()

    def _practice(self) -> str:
        return self.workplace.words(_PRACTICE) if self.workplace.practice else ""

    def _show(self, found: tuple[Person, ...]) -> None:
        words = self.workplace.words
        self._people = {each.user.id: each for each in found}
        here = tuple(self._row(each) for each in found if each.state is not State.REMOVED)
        gone = tuple(self._row(each) for each in found if each.state is State.REMOVED)
        groups = [Group(words("Work here"), here, str(len(here)))]
        if gone:
            groups.append(Group(words("No longer here"), gone, str(len(gone))))
        self.table.show_groups(groups)
        self._show_person()

    def _row(self, person: Person) -> Row:
        words, user = self.workplace.words, person.user
        zone = self.workplace.clock().tzinfo
        last = words.day(person.last_login.astimezone(zone).date()) if person.last_login else words("Never")
        mine = (ChipText(words("You"), "info", ""),) if person.me else ()
        state = ChipText(words(STATE_TITLES[person.state]), _TONES[person.state])
        return Row(
            user.id,
            (
                Cell(user.name, user.short, strong=True, chips=mine, whole=False),
                Cell(words(ROLE_TITLES[user.role])),
                Cell(chips=(state,)),
                Cell(last),
            ),
            quiet=person.state is State.REMOVED,
        )

    def _in_hand(self) -> Card:
        words, tokens = self.workplace.words, self.workplace.tokens
        card = Card(tokens)
        self.name = label("", "card")
        self.role = Choice(tokens, words("Role"), ((r.value, words(t)) for r, t in ROLE_TITLES.items()))
        self.role.picked.connect(lambda key: self._change_role(Role(str(key))))
        self.may = wrapped("", "hint", "text3")
        self.code = Button(words("Give a one-time code"), tokens, icon="key")
        self.code.clicked.connect(self._new_code)
        self.remove = Button(words("Remove from the study"), tokens)
        self.remove.clicked.connect(self._remove)
        self.why = wrapped("", "hint", "text3")
        for part in (self.name, self.role, self.may, self.code, self.remove, self.why):
            card.add(part)
        return card

    def _own(self) -> Card:
        words, tokens = self.workplace.words, self.workplace.tokens
        card = Card(tokens, words("Your way in"))
        self.passphrase = Button(words("Change your passphrase"), tokens)
        self.passphrase.clicked.connect(self.change_own)
        self.recovery = Button(words("Make a new recovery key"), tokens)
        self.recovery.clicked.connect(self._new_recovery)
        reason = words(refusal(self.workplace.session, Right.RECOVERY_KEY))
        self.recovery.setEnabled(not (reason or self._practice()))
        self.recovery.setToolTip(reason)
        self.passphrase.setEnabled(not self.workplace.practice)
        for part in (self.passphrase, self.recovery):
            card.add(part)
        if reason:
            card.add(wrapped(reason, "hint", "text3"))
        return card

    def _key(self) -> Card:
        words, tokens = self.workplace.words, self.workplace.tokens
        card = Card(tokens, words("Data key"))
        card.add(
            wrapped(
                words("Somebody who left may have kept a copy of the key. A new one keeps that copy out."),
                "hint",
                "text3",
            )
        )
        self.renew = Button(words("Renew the data key"), tokens, icon="shield")
        self.renew.setEnabled(not self._reason)
        self.renew.clicked.connect(self.renew_key)
        card.add(rule())
        card.add(self.renew)
        return card

    def _show_person(self) -> None:
        words = self.workplace.words
        person = self._person
        if person is None:
            return
        self.name.setText(person.user.name)
        self.role.choose(person.user.role.value)
        self.may.setText(words(ROLE_WORDS[person.user.role]))
        why = self._reason
        if not why and person.me:
            why = words("Another administrator changes your role or removes you.")
        if not why and person.state is State.REMOVED:
            why = words("Entries and name stay in the record. Nobody gets this name again.")
        for part in (self.role, self.code, self.remove):
            part.setEnabled(not why)
        self.why.setText(why)
        self.why.setVisible(bool(why))

    @property
    def _person(self) -> Person | None:
        key = self.table.key
        return self._people.get(key) if isinstance(key, UUID) else None

    def _change_role(self, role: Role) -> None:
        person, session = self._person, self.workplace.session
        if person is None or role is person.user.role:
            return
        self._write(lambda: change_role(session, person.user.id, role))

    def _remove(self) -> None:
        person, session = self._person, self.workplace.session
        if person is None:
            return
        dialog = RemoveDialog(self.workplace, person.user.name, self)
        dialog.accepted.connect(
            lambda: self._write(lambda: remove_person(session, person.user.id, dialog.reason.text))
        )
        dialog.open()

    def _new_code(self) -> None:
        person, session = self._person, self.workplace.session
        if person is not None:
            jobs = self.workplace.jobs
            jobs.write(lambda: new_code_for(session, person.user.id), self._invited)

    def _invited(self, invited: Invited | None) -> None:
        if invited is None:
            return
        words = self.workplace.words
        self.workplace.news.publish(invited.touched)
        CodesDialog(
            self.workplace,
            words("One-time code"),
            words(
                "It is exchanged for a passphrase at the first unlock. It is shown this once and never saved."
            ),
            ((invited.user.name, invited.code),),
            self,
        ).open()

    def change_own(self) -> None:
        """Another passphrase for oneself."""
        words = self.workplace.words
        dialog = OwnPassphraseDialog(self.workplace, self)
        dialog.accepted.connect(
            lambda: self.noticed.emit("ok", words("From now on the new passphrase opens the study."))
        )
        dialog.open()

    def _new_recovery(self) -> None:
        session = self.workplace.session
        self.workplace.jobs.write(lambda: new_recovery_code(session), self._show_recovery)

    def _show_recovery(self, code: str) -> None:
        words = self.workplace.words
        dialog = CodesDialog(
            self.workplace,
            words("Your recovery key"),
            words("Write it on paper, then type it back. Until then the old key opens the study too."),
            ((words("Recovery key"), code),),
            self,
        )
        dialog.finished.connect(lambda _result: self.recovery_wanted.emit())
        dialog.open()

    def renew_key(self) -> None:
        """Another data key, then the codes that go with it."""
        dialog = RenewKeyDialog(self.workplace, self)
        dialog.accepted.connect(lambda: self._show_codes(dialog))
        dialog.open()

    def _show_codes(self, done: RenewKeyDialog) -> None:
        if done.renewed is None:
            return
        words, renewed = self.workplace.words, done.renewed
        codes = [(words("Recovery key"), renewed.recovery_code)]
        codes += [(user.name, code) for user, code in renewed.codes]
        dialog = CodesDialog(
            self.workplace,
            words("The data key is new"),
            words("Write all of them on paper. They are shown this once; the old ones open nothing now."),
            codes,
            self,
        )
        dialog.finished.connect(lambda _result: self.recovery_wanted.emit())
        dialog.open()
        self.workplace.news.publish(frozenset({ref(self.workplace.session.user)}))

    def _write(self, work: Callable[[], frozenset[Ref]]) -> None:
        self.workplace.jobs.write(work, self._written)

    def _written(self, touched: frozenset[Ref]) -> None:
        self.workplace.news.publish(touched)
