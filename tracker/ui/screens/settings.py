"""Settings: pages with their present state at the left, the questions of one page at the right."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.change import Ref
from tracker.domain.option import SettingKind
from tracker.domain.rights import Right
from tracker.domain.setting_pages import PAGES
from tracker.domain.settings import SETTINGS
from tracker.services.rights import refusal
from tracker.services.sentences import Sentence, sentences
from tracker.services.settings import save_setting
from tracker.services.settings_view import Answer, page_state, settings_view, users_of
from tracker.ui.errors import sentence
from tracker.ui.look import Look
from tracker.ui.parts.card import Card, rule
from tracker.ui.parts.label import wrapped
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.parts.section_list import SectionList, SectionState
from tracker.ui.parts.sentence_card import SentenceCard
from tracker.ui.parts.setting_row import SettingRow
from tracker.ui.screens.screen import Screen
from tracker.ui.screens.settings_words import LOOK_OPTIONS, LOOK_PAGE, consequence, hangs_on
from tracker.ui.workplace import Workplace

_LEFT = 232


class SettingsScreen(Screen):
    """An answer is kept as soon as it is given; the notice below takes it back."""

    watches: ClassVar[frozenset[str]] = frozenset({"Setting", "Assessment", "StudyPlan"})

    def __init__(self, workplace: Workplace, page: str = "", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        words, tokens = workplace.words, workplace.tokens
        self._page = page if page in {each.key for each in PAGES} else PAGES[0].key
        self._forbidden = words(refusal(workplace.session, Right.SETTINGS))
        self._answers: dict[str, Answer] = {}
        self.rows: dict[str, SettingRow] = {}
        self.cards: dict[str, Card] = {}
        self._rules: dict[str, QWidget] = {}
        self.search_box = QLineEdit()
        self.search_box.setAccessibleName(words("Find a setting"))
        self.search_box.setPlaceholderText(words("Find a setting"))
        self.search_box.textChanged.connect(lambda _text: self._show_page())
        self.search_box.returnPressed.connect(self._into_page)
        self.pages = SectionList(words, tokens)
        self.pages.picked.connect(self.open_page)
        self.nothing = wrapped(words("No setting matches. Esc shows all."), "hint", "text2")
        left = Card(tokens)
        left.setFixedWidth(tokens.px(_LEFT))
        left.body.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        for part in (self.search_box, self.pages, self.nothing):
            left.add(part)
        left.body.addStretch(1)
        self.foot = wrapped(self._forbidden or words("Each change is in the trail."), "hint", "text3")
        left.add(self.foot)
        self._right = ScrollPage(0, tokens.s12)
        self._right.body.setContentsMargins(0, 0, tokens.s2, 0)
        self._right.body.addStretch(1)
        self.notice = Notice(tokens)
        side = QVBoxLayout()
        side.setSpacing(tokens.s12)
        side.addWidget(self._right, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.s12, tokens.s12, tokens.s12, tokens.s12)
        row.setSpacing(tokens.s12)
        row.addWidget(left)
        row.addLayout(side, 1)
        self.sentences = SentenceCard(
            workplace, words("Sentences for handouts"), words(SETTINGS[SentenceCard.keys[0]].help)
        )
        self.sentences.done.connect(self._written)
        self.sentences.hide()
        side.addWidget(self.sentences, 1)
        side.addWidget(self.notice)
        self._look_rows()

    def title(self) -> str:
        return self.workplace.words("Settings")

    @property
    def tab(self) -> str:
        return self._page

    def first_focus(self) -> QWidget:
        return self.search_box

    def refresh(self) -> None:
        records = self.workplace.session.records
        self.workplace.jobs.read(lambda: (settings_view(records), sentences(records)), self._show)

    def open_page(self, key: str) -> None:
        """Show the questions of a page."""
        self._page = key
        self.sentences.close_form()
        self._show_page()

    def escape(self) -> None:
        """What was typed and not kept goes first, then the search, then the screen."""
        touched = [row for row in self.rows.values() if row.touched]
        if touched:
            for row in touched:
                row.restore()
        elif self.sentences.isVisible() and self.sentences.close_form():
            pass
        elif self.search_box.text():
            self.search_box.clear()
            self.search_box.setFocus()
        else:
            super().escape()

    def flush(self) -> None:
        """A box that has the keyboard is left: what fits is kept."""
        for row in self.rows.values():
            if row.touched and row.option.key in self._answers and row.fits():
                self._save(row.option.key, row.text)

    def _show(self, found: tuple[dict[str, Answer], tuple[Sentence, ...]]) -> None:
        self._answers, known = found
        words, tokens = self.workplace.words, self.workplace.tokens
        for answer in self._answers.values():
            option = answer.option
            if option.kind is SettingKind.SENTENCES:
                continue
            if option.key not in self.rows:
                row = SettingRow(tokens, words, option, answer.choices, used_by=users_of(option))
                row.setEnabled(not self._forbidden)
                row.setToolTip(self._forbidden)
                row.saved.connect(self._save)
                self._put(option.page, row)
            self.rows[option.key].show_value(answer.value)
            self.rows[option.key].state_of(hangs_on(words, answer))
        self.sentences.show_sentences(known)
        self._show_page()

    def _put(self, page: str, row: SettingRow) -> None:
        card = self.cards.get(page)
        if card is None:
            words, tokens = self.workplace.words, self.workplace.tokens
            title = next(each.title for each in PAGES if each.key == page)
            card = self.cards[page] = Card(tokens, words(title))
            card.body.setSpacing(tokens.s8 + tokens.s2)
            self._right.body.insertWidget(self._right.body.count() - 1, card)
        else:
            line = self._rules[row.option.key] = rule()
            card.body.addWidget(line)
        card.body.addWidget(row)
        self.rows[row.option.key] = row

    def _look_rows(self) -> None:
        words, tokens, look = self.workplace.words, self.workplace.tokens, self.workplace.look
        kept = {"theme": look.theme, "text_scale": str(look.text_scale)}
        for option in LOOK_OPTIONS:
            row = SettingRow(tokens, words, option)
            row.show_value(kept[option.key])
            row.saved.connect(self._wear)
            self._put(LOOK_PAGE, row)

    def _wear(self, _key: str, _value: str) -> None:
        self.workplace.choose_look(Look.read(self.rows["theme"].text, self.rows["text_scale"].text))

    def _show_page(self) -> None:
        words = self.workplace.words
        wanted = self.search_box.text().casefold().split()
        hits = {
            key: [row for row in self.rows.values() if row.option.page == key and self._matches(row, wanted)]
            for key in self.cards
        }
        told = {each.key: words(each.title) for each in PAGES}
        found = [
            each
            for each in PAGES
            if hits.get(each.key)
            or (each.key not in self.cards and all(w in self._sentence_words for w in wanted))
        ]
        here = self._page if any(each.key == self._page for each in found) else ""
        here = here or (found[0].key if found else "")
        states = []
        for each in found:
            state = page_state(each, self._answers) if self._answers else None
            word = words.say(state.said) if state else ""
            states.append(
                SectionState(
                    key=each.key, title=told[each.key], word=word, trouble=bool(state and state.warn)
                )
            )
        self.pages.show_states(states)
        self.pages.set_current(here)
        self.nothing.setVisible(not found)
        for key, card in self.cards.items():
            card.setVisible(key == here)
            first = True
            for row in (each for each in self.rows.values() if each.option.page == key):
                row.setVisible(row in hits[key])
                line = self._rules.get(row.option.key)
                if line is not None:
                    line.setVisible(row in hits[key] and not first)
                first = first and row not in hits[key]
        on_sentences = bool(here) and here not in self.cards
        self.sentences.setVisible(on_sentences)
        self._right.setVisible(not on_sentences)

    def _matches(self, row: SettingRow, wanted: list[str]) -> bool:
        return all(word in row.haystack for word in wanted)

    @property
    def _sentence_words(self) -> str:
        words = self.workplace.words
        asked = [SETTINGS[key] for key in SentenceCard.keys]
        return " ".join(words(text) for each in asked for text in (each.title, each.help)).casefold()

    def _into_page(self) -> None:
        rows = [row for row in self.rows.values() if row.isVisible() and row.isEnabled()]
        if rows:
            rows[0].field.setFocus()
        elif self.sentences.isVisible():
            self.sentences.table.setFocus()

    def _save(self, key: str, value: str) -> None:
        before = self._answers[key]
        self._keep(key, value, lambda: self._kept(before, value))

    def _undo(self, before: Answer) -> None:
        self._keep(before.option.key, before.value, lambda: self.notice.say(""))

    def _keep(self, key: str, value: str, then: Callable[[], object]) -> None:
        session, row = self.workplace.session, self.rows[key]

        def kept(touched: frozenset[Ref]) -> None:
            then()
            self.workplace.news.publish(touched)

        def failed(error: BaseException) -> None:
            text = sentence(error, self.workplace.words)
            if text:
                row.say(text)
            else:
                self.workplace.jobs.failure.emit(error)

        self.workplace.jobs.write(lambda: save_setting(session, key, value), kept, failed)

    def _kept(self, before: Answer, value: str) -> None:
        words, row = self.workplace.words, self.rows[before.option.key]
        said = words(
            "{title}: {now}.", title=words(before.option.title), now=row.shown(value) or words("empty")
        )
        more, tone = consequence(words, before)
        self.notice.say(
            " ".join(part for part in (said, more) if part), tone, (words("Undo"), lambda: self._undo(before))
        )

    def _written(self, touched: frozenset[Ref], said: str) -> None:
        self.notice.say(said, "ok", (self.workplace.words("Close"), lambda: self.notice.say("")))
        self.workplace.news.publish(touched)
