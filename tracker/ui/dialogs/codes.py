"""Codes that are shown once: one person's, or a new recovery key and everybody else's."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from tracker.services.studies import code_groups
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.parts.key_groups import KeyGroups
from tracker.ui.parts.label import label, wrapped
from tracker.ui.parts.scroll_page import ScrollPage
from tracker.ui.workplace import Workplace

MOST = 380
"""How tall the codes may grow before they scroll."""


class CodesDialog(Dialog):
    """Each code under the name of whom it is for; leaving blanks them all. Nothing goes to the clipboard."""

    def __init__(
        self,
        workplace: Workplace,
        title: str,
        say: str,
        codes: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        words, tokens = workplace.words, workplace.tokens
        super().__init__(tokens, words, title, act=words("It is on paper"), width=720, parent=parent)
        self.setObjectName("CodesDialog")
        self.cancel.hide()
        self.body.addWidget(wrapped(say))
        page = ScrollPage(spacing=tokens.s8)
        self.shown: list[KeyGroups] = []
        for name, code in codes:
            groups = KeyGroups(tokens, name)
            groups.show_groups(code_groups(code))
            page.body.addWidget(label(name, "value"))
            page.body.addWidget(groups)
            self.shown.append(groups)
        page.body.addStretch(1)
        wanted = page.body.sizeHint().height() + tokens.s8
        page.setFixedHeight(min(wanted, tokens.px(MOST)))
        self.body.addWidget(page)
        self.body.addWidget(label(words("I, L, O and U are never used: 0 is always zero"), "hint", "text3"))
        self.act.setFocus()

    def done(self, result: int) -> None:
        """Closed, however: nothing of the codes is left."""
        for groups in self.shown:
            groups.show_groups(())
        super().done(result)
