"""What a failure becomes: one sentence when it is expected, a report without patient data when it is not."""

import errno
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from tracker import __version__
from tracker.domain.refusal import Refusal
from tracker.domain.text import N_
from tracker.language import Words

LOG = logging.getLogger("tracker")

_DISK = {
    errno.ENOSPC: N_("Not saved: the disk is full. Your entries are still here. Make room, then try again."),
    errno.EACCES: N_(
        "Not saved: this folder may not be written. Choose another, or ask who manages the laptop."
    ),
    errno.EROFS: N_("Not saved: this disk may only be read. Choose another folder."),
    errno.EIO: N_("The disk did not answer. Check the stick or cable, then try again."),
    errno.ENOENT: N_("The file or folder is not there any more. Check the stick or cable, then try again."),
}
_HARMLESS = ("This plugin does not support propagateSizeHints()",)


def sentence(error: BaseException, words: Words) -> str:
    """The plain sentence for an expected failure; "" when it is not one."""
    if isinstance(error, Refusal):
        return words.say(error.said)
    if isinstance(error, OSError) and error.errno in _DISK:
        return words(_DISK[error.errno])
    return ""


def report(error: BaseException) -> str:
    """What a person may send on: versions and where in the program it happened, never what was worked on.

    The message of the exception is left out: it may hold what somebody typed.
    """
    import platform

    lines = [
        f"tracker {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        *_chain(error),
    ]
    return "\n".join(lines)


def _chain(error: BaseException) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or current.__context__
    return lines


def _place(filename: str) -> str:
    parts = Path(filename).parts
    return "/".join(parts[parts.index("tracker") :]) if "tracker" in parts else parts[-1]


def watch(tell: Callable[[BaseException], object]) -> None:
    """Send every exception nobody caught to `tell`, and Qt's own messages to the log."""

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            return
        LOG.error("%s", report(error))
        tell(error)

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            LOG.error("%s", report(arguments.exc_value))

    sys.excepthook = hook
    threading.excepthook = thread_hook
    log_qt()


def log_qt() -> None:
    """Send Qt's own messages to the log, but for those that mean nothing."""
    qInstallMessageHandler(_qt_message)


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if message not in _HARMLESS:
        level = logging.INFO if kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} else logging.WARNING
        LOG.log(level, "Qt: %s", message[:200])
