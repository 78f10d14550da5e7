"""A run keeps order, counts what it leaves out, and recalls what it knows, whoever does the work."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from flows.engine.job import JobResult, WorkItem, run_batch
from flows.engine.pool import InlinePool, Pending, ProcessPool, Workers
from flows.engine.result_cache import ResultCache
from flows.engine.scheduler import BATCH, FEW, Run
from flows.engine.store import ResultStore
from tasks.errors import CitationError, DossierError

pytestmark = pytest.mark.slow

worked: list[int] = []


class FileJob(NamedTuple):
    path: str

    @property
    def label(self) -> str:
        return self.path


def double(number: int) -> JobResult:
    worked.append(number)
    return JobResult((str(2 * number).encode(),))


def die_once(job: tuple[str, int]) -> JobResult:
    """Ends its process the first time, as a system without memory does; the file at the path says that it was."""
    path, number = job
    if number == 7 and not os.path.exists(path):
        Path(path).touch()
        os._exit(9)
    return double(number)


def die(number: int) -> JobResult:
    if number == 7:
        os._exit(9)
    return double(number)


def given(numbers: Sequence[int]) -> list[WorkItem]:
    return [WorkItem((str(number).encode(),), partial(int, number)) for number in numbers]


def results(done: Iterator[JobResult]) -> list[int]:
    return [int(one.parts[0]) for one in done]


@pytest.fixture(autouse=True)
def _afresh() -> None:
    worked.clear()


@pytest.fixture
def processes() -> Iterator[ProcessPool]:
    workers = ProcessPool(2)
    workers.start()
    yield workers
    workers.close()


@pytest.fixture
def idle() -> Iterator[ProcessPool]:
    """Workers that have not begun."""
    workers = ProcessPool(2)
    yield workers
    workers.close()


def test_each_keeps_the_order_over_all_batches() -> None:
    numbers = list(range(3 * BATCH + 1))
    assert results(Run().each(["report"], double, given(numbers))) == [2 * number for number in numbers]


def test_each_keeps_the_order_over_processes(processes: ProcessPool) -> None:
    numbers = list(range(100))
    assert results(Run(workers=processes).each(["report"], double, given(numbers))) == [2 * n for n in numbers]
    assert worked == []


def test_a_batch_holds_about_as_many_reports_as_every_other() -> None:
    batches: list[list[int]] = []

    class Noting(InlinePool):
        def submit(self, stage: str, function: Any, jobs: Sequence[Any]) -> Pending:
            batches.append(list(jobs))
            return super().submit(stage, function, jobs)

    sizes = [250, 60, 40, 1, 99, 2, *[1] * 500]
    list(Run(workers=Noting()).each(["story"], double, [WorkItem((b"",), partial(int, n), n) for n in sizes]))
    assert batches[:5] == [[250], [60, 40], [1, 99], [2, *[1] * 98], [1] * 100]


def test_a_few_jobs_are_done_here_before_workers_would_have_begun(idle: ProcessPool) -> None:
    run = Run(workers=idle)
    assert results(run.each(["report"], double, given(range(FEW // 2)))) == [2 * n for n in range(FEW // 2)]
    assert results(run.each(["verify"], double, given(range(FEW)), cost=0.1)) == [2 * n for n in range(FEW)]
    assert len(worked) == FEW // 2 + FEW
    assert not idle.started


def test_more_than_a_few_jobs_let_the_workers_begin(idle: ProcessPool) -> None:
    asked = given(range(3 * FEW))
    assert results(Run(workers=idle).each(["report"], double, asked)) == [2 * n for n in range(3 * FEW)]
    assert idle.started
    assert len(worked) <= FEW


@pytest.mark.parametrize(("changed", "begun"), [(1, False), (FEW, True)])
def test_workers_begin_at_once_when_much_changed(changed: int, begun: bool, idle: ProcessPool) -> None:
    Run(workers=idle).expect(changed)
    assert idle.started is begun


def test_a_stage_leaves_no_worker_behind(processes: ProcessPool) -> None:
    run = Run(workers=processes)
    for _ in range(2):
        assert results(run.each(["report"], double, given(range(20)))) == [2 * n for n in range(20)]
        assert multiprocessing.active_children() == []


def test_jobs_are_made_only_a_little_ahead() -> None:
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number

    asked = [WorkItem((b"",), partial(make, number)) for number in range(10 * BATCH)]
    next(Run().each(["report"], double, asked))
    assert len(made) < len(asked) / 2


def test_what_is_known_is_recalled_in_order_and_only_the_rest_worked_out(tmp_path: Path) -> None:
    with ResultStore(tmp_path) as cache:
        assert results(Run(cache=ResultCache(cache)).each(["report"], double, given([1, 2, 3]))) == [2, 4, 6]
        worked.clear()
        assert results(Run(cache=ResultCache(cache)).each(["report"], double, given([3, 4, 1]))) == [6, 8, 2]
        assert worked == [4]


def test_what_is_known_but_no_longer_holds_is_worked_out_again(tmp_path: Path) -> None:
    with ResultStore(tmp_path) as cache:
        list(Run(cache=ResultCache(cache)).each(["report"], double, given([1, 2])))
        worked.clear()
        run = Run(cache=ResultCache(cache))
        assert results(run.each(["report"], double, given([1, 2]), is_valid=lambda parts: parts[0] == b"2")) == [2, 4]
        assert worked == [2]


def test_a_worker_that_dies_is_replaced_and_its_work_done_again(processes: ProcessPool, tmp_path: Path) -> None:
    asked = [WorkItem((b"",), partial(_pair, str(tmp_path / "died"), number)) for number in range(40)]
    assert results(Run(workers=processes).each(["report"], die_once, asked)) == [2 * number for number in range(40)]
    assert (tmp_path / "died").exists()


def _pair(path: str, number: int) -> tuple[str, int]:
    return path, number


def test_a_job_that_always_ends_its_worker_ends_the_run_and_is_named(processes: ProcessPool) -> None:
    with pytest.raises(DossierError, match=r"^a worker process died, again and again, on int"):
        results(Run(workers=processes).each(["report"], die, given(range(20))))


def die_or_wait(job: FileJob) -> JobResult:
    """One file ends its worker; the others take so long that whatever ran beside them would end theirs."""
    if job.path == "bad.txt":
        os._exit(1)
    time.sleep(0.3)
    return JobResult((b"done",))


def test_a_job_beside_the_one_that_ends_its_worker_is_not_blamed(processes: ProcessPool) -> None:
    jobs = [FileJob(path) for path in ("good.txt", "better.txt", "bad.txt")]
    batch = processes.submit("report", die_or_wait, jobs)
    with pytest.raises(DossierError, match=r"again and again, on bad\.txt$"):
        batch.result()


def test_workers_that_were_not_asked_for_at_first_begin_from_our_own_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(ProcessPool, "start", lambda self: seen.append("start"))
    monkeypatch.setattr("flows.engine.pool.ProcessPoolExecutor", lambda *args, **named: Refusing(seen))
    with suppress(ZeroDivisionError):
        ProcessPool(2).submit("report", fail, [1])
    assert seen == ["start", "submitted"]


class Refusing:
    """A pool that takes nothing."""

    def __init__(self, seen: list[str]) -> None:
        self._seen = seen

    def submit(self, *args: object) -> None:
        self._seen.append("submitted")
        raise ZeroDivisionError


def fail(job: Any) -> JobResult:
    raise KeyError("lost")


def stop(job: Any) -> JobResult:
    raise CitationError("words that are not there")


@pytest.mark.parametrize("here", [True, False])
def test_an_error_says_on_which_report(here: bool, processes: ProcessPool) -> None:
    workers: Workers = InlinePool() if here else processes
    found = FileJob("bridge.txt")
    with pytest.raises(KeyError) as caught:
        list(Run(workers=workers).each(["report"], fail, [WorkItem((b"",), lambda: found)]))
    assert caught.value.__notes__ == ["on bridge.txt"]


def test_an_error_of_our_own_stays_as_it_is() -> None:
    with pytest.raises(CitationError) as caught:
        run_batch(stop, [FileJob("bridge.txt")])
    assert not hasattr(caught.value, "__notes__")
