"""Work leaves the GUI thread, its result comes back to it, and it can be stopped."""

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread

from tracker.domain.progress import Progress
from tracker.domain.refusal import Refusal
from tracker.ui.jobs import Jobs


def test_that_work_runs_elsewhere_and_its_result_arrives_on_the_gui_thread(jobs: Jobs) -> None:
    seen = []
    jobs.read(threading.get_ident, lambda there: seen.append((there, threading.get_ident())))
    jobs.settle()
    assert seen[0][0] != seen[0][1] == threading.get_ident()


def test_that_reads_come_back_in_the_order_they_were_asked_for(jobs: Jobs) -> None:
    seen: list[int] = []
    for number in range(20):
        jobs.read(lambda number=number: number, seen.append)
    jobs.settle()
    assert seen == list(range(20))


def test_that_writes_never_run_side_by_side(jobs: Jobs) -> None:
    inside, most = [0], [0]

    def work() -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        QThread.msleep(2)
        inside[0] -= 1

    for _ in range(5):
        jobs.write(work)
    jobs.settle()
    assert most[0] == 1


def test_that_a_failure_goes_to_whoever_asked_else_to_the_window(jobs: Jobs) -> None:
    mine, everybodys = [], []
    jobs.failure.connect(everybodys.append)

    def fail() -> None:
        raise Refusal("no")

    jobs.read(fail, print, mine.append)
    jobs.write(fail)
    jobs.settle()
    assert [type(error) for error in mine] == [Refusal]
    assert [type(error) for error in everybodys] == [Refusal]


def test_that_a_result_for_a_widget_that_is_gone_is_dropped(jobs: Jobs) -> None:
    class Reader(QObject):
        def take(self, result: object) -> None:
            seen.append(result)

    seen: list[object] = []
    gone, there = Reader(), Reader()
    jobs.read(lambda: 1, gone.take)
    jobs.read(lambda: 2, there.take)
    shiboken6.delete(gone)
    jobs.settle()
    assert seen == [2]


def test_that_long_work_reports_and_ends(jobs: Jobs) -> None:
    def work(progress: Progress) -> str:
        for done in range(3):
            progress(done, 3, "page")
        return "paper"

    steps, results = [], []
    job = jobs.long(work, results.append)
    job.progressed.connect(lambda *step: steps.append(step))
    jobs.settle()
    assert steps == [(0, 3, "page"), (1, 3, "page"), (2, 3, "page")]
    assert results == ["paper"]


def test_that_cancelled_work_stops_between_two_steps_and_is_no_failure(jobs: Jobs) -> None:
    under_way, go_on = threading.Event(), threading.Event()
    done: list[int] = []

    def work(progress: Progress) -> None:
        for step in range(3):
            progress(step, 3, "")
            done.append(step)
            under_way.set()
            go_on.wait(10)

    told: list[str] = []
    job = jobs.long(work, lambda _result: told.append("result"), lambda _error: told.append("failed"))
    job.stopped.connect(lambda: told.append("stopped"))
    assert under_way.wait(10)
    job.cancel()
    go_on.set()
    jobs.settle()
    assert done == [0]
    assert told == ["stopped"]


@pytest.mark.parametrize("error", [ValueError("OKAFOR"), MemoryError()])
def test_that_an_unforeseen_failure_of_long_work_reaches_the_window(jobs: Jobs, error: Exception) -> None:
    told = []
    jobs.failure.connect(told.append)

    def work(_progress: Progress) -> None:
        raise error

    jobs.long(work)
    jobs.settle()
    assert told == [error]
