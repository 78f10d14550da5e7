"""Imports everything that worker processes run. Imported once, in the server process from which they are forked."""

from __future__ import annotations

import sys
from types import TracebackType

from tasks import (
    clean,
    crossreference,
    deduplicate,
    extract,
    facts,
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
from tasks.records import complete
from tasks.render.frame import compiled

__all__ = [
    "clean",
    "crossreference",
    "deduplicate",
    "extract",
    "facts",
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


complete()
compiled()
sys.excepthook = _tell  # this module is imported by that server alone
