"""The scenes of the settings: each page, and a reader who may not change them."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from tracker.domain.setting_pages import PAGES
from tracker.domain.study import Role, User
from tracker.ui.gallery_stage import Scene, Stage
from tracker.ui.routes import Route


def settings_scenes() -> Iterator[tuple[str, Scene]]:
    for page in PAGES:
        yield f"settings-{page.key}", lambda stage, key=page.key: _page(stage, key)
    yield "settings-reader", lambda stage: _page(_reader(stage), "clinic")


def _page(stage: Stage, key: str) -> QWidget:
    shell = stage.shell()
    shell.go(Route("settings", tab=key))
    return shell


def _reader(stage: Stage) -> Stage:
    session = stage.session
    found = (each for each in session.records.find(User) if each.role is Role.MONITOR)
    return replace(
        stage, session=replace(session, user=next(found, replace(session.user, role=Role.MONITOR)))
    )
