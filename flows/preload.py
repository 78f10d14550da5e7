"""Imports what worker processes run, once, in the server that they are forked from."""

from __future__ import annotations

import sys
from types import TracebackType

from tasks import (
    clean,
    crossreference,
    deduplicate,
    extract,
    features,
    ledger,
    publish,
    read,
    render,
    resolve,
    segment,
    summarize,
    topics,
    verify,
)
from tasks.records.base import Record
from tasks.render.pages import compiled

__all__ = [
    "clean",
    "crossreference",
    "deduplicate",
    "extract",
    "features",
    "ledger",
    "publish",
    "read",
    "render",
    "resolve",
    "segment",
    "summarize",
    "topics",
    "verify",
]


def _tell(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Say nothing of a worker that finds nobody there when it begins: whoever asked for it was ended meanwhile, or asks
    for another one."""
    if not issubclass(kind, (EOFError, FileNotFoundError, ConnectionError)):
        sys.__excepthook__(kind, error, traceback)


def _complete(kind: type[Record]) -> None:
    """Prepare a kind of record, and all kinds of it, for reading and writing, which else is done at first use."""
    for each in kind.__subclasses__():
        each.model_rebuild()
        _complete(each)


_complete(Record)
compiled()
sys.excepthook = _tell  # this module is imported by that server alone
