"""The data that pages load as scripts: the passages of popovers and the entries of the search.

They are shown as words of a document like everything else, so they are checked like everything else. Each script is
one call whose arguments are JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tasks.verify.data import Data
from tasks.verify.pages import fold
from tasks.verify.report import CheckReport, Failure

_PASSAGES = "assets/evidence"
_ENTRIES = "assets/search-"


def check_scripts(files: Mapping[str, bytes], data: Data) -> CheckReport:
    """Checks every script of the site that contains words of documents: popovers and search records."""
    texts = {text.siglum: fold(text.text) for text in data.texts.values()}
    words = data.words
    count, failures = 0, []
    for path in files:
        if not path.endswith(".js"):
            continue
        if path.startswith(_PASSAGES):
            problems = _passages(files[path], texts)
        elif path.startswith(_ENTRIES):
            problems = _entries(files[path], words)
        else:
            continue
        try:
            for problem in problems:
                count += 1
                if problem:
                    failures.append(Failure(path, 1, problem))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            failures.append(Failure(path, 1, f"is not the data it should be: {error!r}"))
    return CheckReport(count, tuple(failures))


_NAMELESS = "p"  # the entry of a speaker, which has no row of its own


def _argument(script: bytes) -> Any:
    """The first argument of the call that ends `script`."""
    text = script.decode("utf-8")
    start = text.index("({" if "({" in text else "([") + 1
    if text.startswith("(window"):
        start = text.index(".push(") + len(".push(")
    return json.JSONDecoder().raw_decode(text, start)[0]


def _passages(script: bytes, texts: Mapping[str, str]) -> Iterator[str | None]:
    yield from check_passages(_argument(script), texts)


def check_passages(passages_of: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[str | None]:
    """Yields for each passage of a popover what is wrong with it, None for nothing. `passages_of` are passages by claim
    and letter; `texts` are folded texts by letter."""
    for claim, witnesses in passages_of.items():
        for siglum, passages in witnesses.items():
            for passage in passages:
                shown = fold("".join(passage[2:5]))
                known = shown and shown in texts.get(siglum, "")
                yield None if known else f"{claim}: {shown[:60]!r} is not in document {siglum}"


def _entries(script: bytes, words: Mapping[str, str]) -> Iterator[str | None]:
    yield from check_entries(_argument(script), words)


def check_entries(entries: Iterable[Any], words: Mapping[str, str]) -> Iterator[str | None]:
    """Yields for each search record what is wrong with it, None for nothing. `words` are those of `Data`."""
    for entry in entries:
        identifier, kind, text = entry[0], entry[1], fold(entry[2])
        if kind != _NAMELESS:
            known = text and fold(words.get(identifier, "")).startswith(text)
            yield None if known else f"{text[:60]!r} is not what {identifier} says"
