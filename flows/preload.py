"""Imports what worker processes run, once, in the server that they are forked from."""

from tasks import (
    clean,
    crossreference,
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

__all__ = [
    "clean",
    "crossreference",
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
