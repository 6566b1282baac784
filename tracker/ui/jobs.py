"""Where work leaves the GUI thread and its result comes back to it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

from tracker.domain.progress import Cancelled, Progress

T = TypeVar("T")
Then = Callable[[Any], object]


class Job(QObject):
    """One long piece of work, seen from the window: it tells how far it is and can be asked to stop."""

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    ended = Signal()
    """After any of the three above."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()


class Jobs(QObject):
    """The workers of one window: one for what writes, one for what reads, one for what takes long.

    `then` runs on the GUI thread; it is left out when it belongs to a widget that is gone by then.
    An exception goes to `failed` when one is given, else it comes out of the signal `failure`.
    """

    failure = Signal(object)
    idle = Signal()
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = {
            name: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"tracker-{name}")
            for name in ("read", "write", "long")
        }
        self._under_way = 0
        self._jobs: set[Job] = set()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return self._under_way > 0

    def read(self, work: Callable[[], T], then: Then, failed: Then | None = None) -> None:
        """Run `work` on the reading thread; reads come back in the order they were asked for."""
        self._submit("read", work, then, failed)

    def write(self, work: Callable[[], T], then: Then | None = None, failed: Then | None = None) -> None:
        """Run `work` on the one thread that writes."""
        self._submit("write", work, then or _nothing, failed)

    def long(
        self, work: Callable[[Progress], T], then: Then | None = None, failed: Then | None = None
    ) -> Job:
        """Run work that reports; connect to the job's signals, it starts when the event loop turns."""
        job = Job(self)
        self._jobs.add(job)

        def report(done: int, total: int, what: str) -> None:
            if job.cancelled:
                raise Cancelled
            self._arrived.emit(partial(job.progressed.emit, done, total, what))

        def finish(result: object) -> None:
            if then is not None and _alive(then):
                then(result)
            job.finished.emit(result)
            end()

        def fail(error: object) -> None:
            if isinstance(error, Cancelled):
                job.stopped.emit()
            else:
                if failed is None:
                    self.failure.emit(error)
                elif _alive(failed):
                    failed(error)
                job.failed.emit(error)
            end()

        def end() -> None:
            self._jobs.discard(job)
            job.ended.emit()
            job.deleteLater()

        self._submit("long", partial(work, report), finish, fail)
        return job

    def settle(self) -> None:
        """Turn the event loop until nothing is under way: before closing, and in tests."""
        loop = QEventLoop()
        while self.busy:
            self.idle.connect(loop.quit)
            loop.exec()
            self.idle.disconnect(loop.quit)

    def stop_long(self) -> None:
        """Ask what takes long to stop, and wait until nothing is under way."""
        for job in tuple(self._jobs):
            job.cancel()
        self.settle()

    def close(self) -> None:
        """Stop what can be stopped, let the rest finish, and end the threads."""
        self.stop_long()
        for worker in self._workers.values():
            worker.shutdown(wait=True)

    def _submit(self, worker: str, work: Callable[[], T], then: Then, failed: Then | None) -> None:
        self._under_way += 1

        def run() -> None:
            try:
                result = work()
            except BaseException as error:
                self._arrived.emit(partial(self._tell, failed or self.failure.emit, error))
            else:
                self._arrived.emit(partial(self._tell, then, result))

        self._workers[worker].submit(run)

    def _tell(self, whom: Then, what: object) -> None:
        self._under_way -= 1
        try:
            if _alive(whom):
                whom(what)
        finally:
            if not self._under_way:
                self.idle.emit()

    def _deliver(self, call: Callable[[], object]) -> None:
        call()


def _alive(then: Then) -> bool:
    owner = getattr(then, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def _nothing(_result: object) -> None:
    pass
