"""Which lines of an HTML page are its main text: trafilatura finds it in the same tree, its words are aligned to the
page's own lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from tasks.clean.line_measures import REMEMBERED, SHORT
from tasks.clean.page import PageLine
from tasks.clean.words import words_of

_GRAM = 4
"""Words in a row that identify a passage: in two pages of one outlet such runs recur only in furniture."""
_COVERED = 0.5
"""Share of a line's words that must stand in the main text for the line to belong to it."""

_NEVER_MAIN = (
    "style", "svg", "link", "meta", "input", "nav", "aside", "footer", "select", "button", "iframe", "noscript",
    "canvas", "audio", "video", "object", "embed", "map", "textarea", "datalist",
)  # fmt: skip
"""Elements that trafilatura deletes too, but one by one and after its longest searches."""


def _options() -> Extractor:
    """Balanced between loss and furniture, but without the second try that follows a short result in that focus, and so
    under a name of its own: the try takes as long as the first, and on no labelled page did it change a word."""
    options = Extractor(output_format="python", fast=True, comments=False)
    options.focus = "balanced, once"
    return options


_OPTIONS = _options()


def main_lines(tree: HtmlElement, lines: Sequence[PageLine]) -> tuple[list[bool], float]:
    """For each line whether it is part of the main text that trafilatura finds, and the share (0 to 1) of the main
    text's words that could be aligned with lines.

    Elements that cannot be main text are removed from `tree`, so read everything else from it before.
    """
    etree.strip_elements(tree, *_NEVER_MAIN, with_tail=False)
    found = bare_extraction(tree, options=_OPTIONS)
    text = found.text if found is not None and not isinstance(found, dict) else None
    if not text:
        return [False] * len(lines), 0.0
    passages = [_words(row) for row in text.split("\n")]
    whole = Counter(passages)
    words = [word for passage in passages for word in passage]
    grams = set(zip(*(words[offset:] for offset in range(_GRAM)), strict=False))
    own = [_words_of_short(line.text) if len(line.text) <= SHORT else _words(line.text) for line in lines]
    kept = [line in whole if len(line) < _GRAM or line in whole else _share(line, grams) >= _COVERED for line in own]
    _drop_copies(own, kept, whole)
    aligned = sum(len(line) for line, keep in zip(own, kept, strict=True) if keep)
    return kept, min(1.0, aligned / max(1, len(words)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(words_of(text))


_words_of_short = lru_cache(REMEMBERED)(_words)


def _share(line: tuple[str, ...], grams: set[tuple[str, ...]]) -> float:
    """The share of the line's words that are covered by runs of the main text."""
    covered = 0
    reach = 0
    for at in range(len(line) - _GRAM + 1):
        if line[at : at + _GRAM] in grams:
            covered += at + _GRAM - max(at, reach)
            reach = at + _GRAM
    return covered / len(line)


def _drop_copies(own: Sequence[tuple[str, ...]], kept: list[bool], whole: Counter[tuple[str, ...]]) -> None:
    """Where a line stands more often on the page than in the main text, those nearest to the rest of it stay."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at, line in enumerate(own):
        if kept[at]:
            places.setdefault(line, []).append(at)
    anchors = [found[0] for line, found in places.items() if len(found) == 1 and len(line) >= 2 * _GRAM]
    for line, found in places.items():
        wanted = max(1, whole[line])
        if len(found) > wanted:
            near = sorted(found, key=lambda at: (min((abs(at - anchor) for anchor in anchors), default=0), at))
            for at in near[wanted:]:
                kept[at] = False
