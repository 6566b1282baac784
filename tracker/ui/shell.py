"""What an open study shows: practice strip, patient banner, rail, command bar, and one screen at a time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from operator import methodcaller

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tracker.services.rights import note_view
from tracker.ui import stops
from tracker.ui.accessible import announce, take_keyboard
from tracker.ui.field_history import show_history
from tracker.ui.parts.command_bar import CommandBar
from tracker.ui.parts.notice import Notice
from tracker.ui.parts.practice_strip import PracticeStrip
from tracker.ui.parts.rail import Rail
from tracker.ui.places import AUDIT, PATIENTS, PLACES, ROOTS, TODAY, Maker, Route
from tracker.ui.screens.screen import Screen
from tracker.ui.workplace import Workplace

NARROW = 1100
"""Below this logical width the search box shrinks."""


class Shell(QWidget):
    """Screens lie on one another as one goes deeper; one patient at a time, the list always at the bottom."""

    lock_wanted = Signal()
    keys_wanted = Signal()
    backups_wanted = Signal()
    recovery_wanted = Signal()

    def __init__(self, workplace: Workplace, places: Mapping[str, Maker] = PLACES) -> None:
        super().__init__()
        words, tokens = workplace.words, workplace.tokens
        self.workplace = workplace
        self._places = places
        self._trail: list[tuple[Route, Screen]] = []
        self._banner: QWidget | None = None
        self._waiting = False

        self.command_bar = CommandBar(tokens, words)
        self.notice = Notice(tokens)
        self.standing = Notice(tokens)
        self.backups = Notice(tokens)
        self.rail = Rail(
            tokens, words("Places"), stops.places(words), stops.foot(words, practice=workplace.practice)
        )
        self._stack = QStackedWidget()
        self._top = QVBoxLayout()
        self._top.setSpacing(0)
        for notice in (self.standing, self.backups, self.notice):
            notice.setProperty("flat", "yes")
        if workplace.practice:
            self._top.addWidget(PracticeStrip(tokens, words))
        work = QVBoxLayout()
        work.setSpacing(0)
        for part in (self.command_bar, self.standing, self.backups, self.notice, self._stack):
            work.addWidget(part, int(part is self._stack))
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.rail)
        below.addLayout(work, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addLayout(below, 1)

        self.rail.picked.connect(self._picked)
        self.command_bar.searched.connect(self._search)
        self.command_bar.opened.connect(partial(self._do, methodcaller("open_found")))
        self._bind()
        self.go(TODAY if TODAY.place in places else PATIENTS)

    @property
    def screen(self) -> Screen:  # type: ignore[override]  # Qt's own is the monitor
        """The screen one sees."""
        return self._trail[-1][1]

    def where(self) -> tuple[Route, ...]:
        """The way to where one is, for coming back after a lock."""
        return tuple(
            replace(route, visit=screen.visit or route.visit, tab=screen.tab) for route, screen in self._trail
        )

    def restore(self, way: tuple[Route, ...]) -> None:
        """Go the way again."""
        if way:
            self.go(way[-1])

    def go(self, route: Route) -> None:
        """Open a place; screens that are not on the way to it are closed, drafts written first."""
        if self._trail:
            self.screen.flush()
        way = self._way(route)
        kept = 0
        while kept < min(len(way), len(self._trail)) and self._trail[kept][0] == way[kept]:
            kept += 1
        self._cut(kept)
        for step in way[kept:]:
            self._push(step)
        self._show()

    def back(self) -> None:
        """One screen up; on the list there is nowhere to go."""
        if len(self._trail) > 1:
            self.screen.flush()
            self._cut(len(self._trail) - 1)
            self._show()

    def flush(self) -> None:
        """Have every open screen write its draft."""
        for _, screen in self._trail:
            screen.flush()

    def say(self, tone: str, text: str) -> None:
        """Put a sentence above the work; it stays until it is taken away or one goes elsewhere."""
        words = self.workplace.words
        acts = ((words("Close"), lambda: self.notice.say("")),) if text else ()
        self.notice.say(text, tone or "info", *acts)

    def _way(self, route: Route) -> tuple[Route, ...]:
        if route in ROOTS:
            return (route,)
        here = tuple(step for step, _ in self._trail)
        root = here[0] if here else PATIENTS
        if route.place == "help":
            return (*(step for step in here or (root,) if step.place != "help"), route)
        if route.patient is None or route.place == "record":
            return (root, route)
        if self._trail and self.screen.patient == route.patient:
            return here if here[-1] == route else (*here, route)
        return (root, Route("record", route.patient), route)

    def _push(self, route: Route) -> None:
        self._note_view(route)
        screen = self._places[route.place](self.workplace, route)
        screen.patient_opened.connect(lambda patient: self.go(Route("record", patient)))
        screen.visit_opened.connect(lambda patient, visit: self.go(Route("visit", patient, visit)))
        screen.paper_opened.connect(
            lambda patient, visit, kind: self.go(Route("paper", patient, visit, kind))
        )
        screen.infusion_opened.connect(lambda patient: self.go(Route("infusion", patient)))
        screen.safety_opened.connect(lambda patient, check: self.go(Route("safety", patient, check=check)))
        screen.recovery_wanted.connect(self.recovery_wanted)
        screen.enrol_opened.connect(lambda: self.go(Route("enrol")))
        screen.definition_opened.connect(lambda code: self.go(Route("help", topic=code)))
        screen.route_wanted.connect(self.go)
        screen.back.connect(self.back)
        screen.noticed.connect(self.say)
        screen.retitled.connect(lambda: self._retitle(screen))
        self._trail.append((route, screen))
        self._stack.addWidget(screen)

    def _note_view(self, route: Route) -> None:
        """Whoever comes from outside leaves an entry in the trail for each patient opened."""
        session, patient = self.workplace.session, route.patient
        if patient is not None and all(step.patient != patient for step, _ in self._trail):
            self.workplace.jobs.write(lambda: note_view(session, patient))

    def _cut(self, length: int) -> None:
        while len(self._trail) > length:
            _, screen = self._trail.pop()
            screen.hide()
            self._stack.removeWidget(screen)
            banner = screen.banner()
            if banner is not None:
                banner.hide()
                banner.deleteLater()
            screen.deleteLater()

    def _show(self) -> None:
        screen = self.screen
        self.notice.say("")
        self._give_room(screen)
        self._stack.setCurrentWidget(screen)
        self._retitle(screen)
        place = self.where()[-1].place
        self.rail.choose(place if self.rail.has(place) else self._trail[0][0].place)
        if screen.patient is not None:
            self.command_bar.clear_search()
        self._focus(screen)
        announce(self, screen.title())

    def _give_room(self, screen: Screen) -> None:
        """Screens one does not see ask for no room: the window is as narrow as the one in sight allows."""
        wide, hidden = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
        for _, each in self._trail:
            policy = wide if each is screen else hidden
            each.setSizePolicy(policy, policy)

    def _show_banner(self, banner: QWidget | None) -> None:
        if self._banner is banner:
            return
        if self._banner is not None and shiboken6.isValid(self._banner):
            self._banner.hide()
            self._top.removeWidget(self._banner)
            if all(screen.banner() is not self._banner for _, screen in self._trail):
                self._banner.deleteLater()
        self._banner = banner
        if banner is not None:
            self._top.addWidget(banner)
            banner.show()

    def _retitle(self, screen: Screen) -> None:
        if screen is self.screen:
            self._show_banner(screen.banner())
            self._focus_when_ready(screen)
            self.command_bar.show_screen(screen.title(), screen.acts())

    def _focus(self, screen: Screen) -> None:
        wanted = screen.first_focus()
        self._waiting = wanted is None or not wanted.isVisibleTo(self)
        if wanted is not None and not self._waiting:
            take_keyboard(wanted)
        elif not self.command_bar.search.hasFocus():
            self.rail.setFocus()

    def _focus_when_ready(self, screen: Screen) -> None:
        """A screen that was still reading when it was opened gets the keyboard once it is there."""
        focused = self.focusWidget()
        if self._waiting and (focused is None or not focused.isVisible() or self.rail.isAncestorOf(focused)):
            self._focus(screen)

    def _picked(self, key: str) -> None:
        acts = {"lock": self.lock_wanted, "backups": self.backups_wanted}
        if key in acts:
            acts[key].emit()
        else:
            self.go(Route(key))

    def _search(self, text: str) -> None:
        if self._trail[-1][0] != PATIENTS:
            if not text:
                return
            self.go(PATIENTS)
            self.command_bar.search.setFocus()
        self.screen.search(text)

    def _bind(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self._find,
            "Ctrl+1": lambda: self.go(TODAY),
            "Ctrl+2": lambda: self.go(PATIENTS),
            "Ctrl+5": lambda: self.go(AUDIT),
            "F3": self._history,
            "Alt+H": self._history,
            "Ctrl+L": self.lock_wanted.emit,
            "Ctrl+/": self.keys_wanted.emit,
            "Ctrl+,": lambda: self.go(Route("settings")),
            "Shift+F1": lambda: self.go(Route("help", topic=self.screen.topic())),
            "Ctrl+N": lambda: self.go(Route("enrol")),
            "Ctrl+Shift+N": self._new_visit,
            "Ctrl+P": self._handout,
            "Ctrl+Return": partial(self._do, methodcaller("primary")),
            "Ctrl+Enter": partial(self._do, methodcaller("primary")),
            "Esc": partial(self._do, methodcaller("escape")),
            "Ctrl+Tab": partial(self._do, methodcaller("step_tab", 1)),
            "Ctrl+Shift+Tab": partial(self._do, methodcaller("step_tab", -1)),
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _find(self) -> None:
        self.command_bar.search.setFocus()
        self.command_bar.search.selectAll()

    def _new_visit(self) -> None:
        if self.screen.patient is not None and self.where()[-1].place == "record":
            self.go(Route("visit", self.screen.patient))

    def _handout(self) -> None:
        route = self.where()[-1]
        if self.screen.patient is not None and route.place != "paper":
            self.go(Route("paper", self.screen.patient, route.visit, "handout"))

    def _do(self, act: Callable[[Screen], object]) -> None:
        act(self.screen)

    def _history(self) -> None:
        show_history(self.workplace, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.command_bar.fold(narrow=self.width() < NARROW)
