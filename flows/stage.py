"""Runs the stages: once over everything, or once for each record, with what is dropped moved aside and what is known
from an earlier run recalled.

`Run` calls plain functions in this process and knows nothing of Prefect; `flows.prefect_run` puts the same calls into
Prefect tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar, overload

from flows.memory import FEWEST, REMEMBERED, Memory
from tasks.errors import DossierError
from tasks.records import Dropped

Result = TypeVar("Result")


class Progress(Protocol):
    """Is told how a run gets on. `total` is None for a stage that looks at everything at once."""

    def begin(self, stage: str, total: int | None) -> None: ...
    def advance(self, count: int) -> None: ...
    def close(self) -> None: ...
    def say(self, line: str) -> None: ...


class Silent:
    """A progress that says nothing."""

    def begin(self, stage: str, total: int | None) -> None:
        pass

    def advance(self, count: int) -> None:
        pass

    def close(self) -> None:
        pass

    def say(self, line: str) -> None:
        pass


class Run:
    """One run of the line of stages. `given` counts the items that `find` returned, `dropped` holds those that were
    left out, at whichever stage, in the order in which they were met."""

    def __init__(self, progress: Progress | None = None, memory: Memory | None = None) -> None:
        self.progress: Progress = progress or Silent()
        self.memory = memory
        self.given = 0
        self.dropped: list[Dropped] = []

    @overload
    def once(self, stage: str, function: Callable[..., list[Result | Dropped]], *args: Any) -> list[Result]: ...
    @overload
    def once(self, stage: str, function: Callable[..., Iterator[Result]], *args: Any) -> tuple[Result, ...]: ...
    @overload
    def once(self, stage: str, function: Callable[..., Result], *args: Any) -> Result: ...

    def once(self, stage: str, function: Callable[..., Any], *args: Any) -> Any:
        """`function(*args)`. An iterator comes back as a tuple, for more than one stage reads it; a list is what was
        found, so it counts as given and comes back without the `Dropped` in it."""
        self.progress.begin(stage, None)
        result = self.call(stage, _apply, function, args)
        if isinstance(result, list):
            self.given += len(result)
            return self._kept(result)
        return result

    def each(
        self,
        stage: str,
        function: Callable[..., Result | Dropped],
        *sequences: Sequence[Any],
        shared: tuple[Any, ...] = (),
    ) -> list[Result]:
        """`function(*row, *shared)` for each row of the zipped sequences, in order, without the `Dropped`."""
        rows = list(zip(*sequences, strict=True))
        self.progress.begin(stage, len(rows))
        memory = self.memory if stage in REMEMBERED and self.given >= FEWEST else None
        keys = memory.keys(function, rows, shared) if memory else []
        results: dict[int, Any] = memory.recall(function, keys) if memory else {}
        self.progress.advance(len(results))
        missing = [place for place in range(len(rows)) if place not in results]
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            made = self.call(stage, _apply_each, function, [rows[place] for place in batch], shared)
            results.update(zip(batch, made, strict=True))
            if memory and keys:
                memory.keep(function, [keys[place] for place in batch], made)
            self.progress.advance(len(batch))
        return self._kept([results[place] for place in range(len(rows))])

    def call(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        """Where a call runs: here, in this process."""
        return function(*args)

    def _kept(self, results: list[Any]) -> list[Any]:
        self.dropped.extend(result for result in results if isinstance(result, Dropped))
        return [result for result in results if not isinstance(result, Dropped)]


# Rows that one call takes: what a killed build has to do again, and what is counted at once. Under Prefect a call costs
# about 10 ms, as much as one report does.
BATCH = 200


def _apply(function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    result = function(*args)
    return tuple(result) if isinstance(result, Iterator) else result


def _apply_each(function: Callable[..., Any], rows: Sequence[tuple[Any, ...]], shared: tuple[Any, ...]) -> list[Any]:
    """The results in order. An error that no stage foresaw is told with the record that it happened on."""
    results = []
    for row in rows:
        try:
            results.append(function(*row, *shared))
        except DossierError:
            raise
        except Exception as error:
            error.add_note(f"on {_name(row[0])}")
            raise
    return results


def _name(record: object) -> str:
    """What to call a record in a message: its path, or that of its first document, or its kind."""
    documents = getattr(record, "documents", None)
    first = documents[0] if documents else record
    return str(getattr(first, "path", type(record).__name__))
