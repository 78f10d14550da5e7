"""Which parts of a page go together: boxes that are marked up alike, and another part of the page that holds the report
where what was taken for it is a menu."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from tasks.clean.body import is_prose
from tasks.clean.line_classifier import LineVerdicts
from tasks.clean.line_measures import Line

LITTLE = 60
"""Words of running text from which a part of a page is a report."""
_NONE = 20
"""Words of running text below which what was taken for the report is a menu. A short report has a sentence or two."""
TIMES = 3
"""How many times the words of what a page shows its data must have to be read instead: they may hold the same text."""
_MUCH = 0.2
"""Share of the words of the main text from which the box that they stand in is one of the report's."""
_FEWEST = 2
"""Paragraphs of the main text that such a box must hold, in one place or in several: a box around one paragraph may be
marked up for anything."""

_LINKED = 0.5
"""Share of a line's characters from which it is a link."""


def running_words(judged: LineVerdicts | None) -> int:
    """The number of words in paragraphs of a page, whatever they are part of; 0 for None."""
    return 0 if judged is None else _prose_words(judged.lines, [phrase is None for phrase in judged.phrases])


def elsewhere(kept: Sequence[bool], judged: LineVerdicts) -> bool:
    """Whether the main text that was found (`kept`, a flag for each line) has hardly any prose, while the line
    classifier found a part of the page that has."""
    found = _prose_words(judged.lines, [rule is None for rule in judged.rules])
    own = _prose_words(judged.lines, kept)
    return own < _NONE and found >= LITTLE


def _prose_words(lines: Sequence[Line], chosen: Sequence[bool]) -> int:
    return sum(line.words for line, keep in zip(lines, chosen, strict=True) if keep and is_prose(line))


def with_siblings(kept: Sequence[bool], judged: LineVerdicts, elements: Sequence[str]) -> list[bool]:
    """The lines of the main text, as a flag for each, extended by sentences and headings in elements with the same
    markup as those that contain most of it, up to the next headline. `kept` has a flag, `elements` the element's name
    for each line."""
    lines = judged.lines
    main = [at for at, keep in enumerate(kept) if keep]
    words: Counter[int] = Counter()
    paragraphs: Counter[int] = Counter()
    for at in main:
        if is_prose(lines[at]):
            words[lines[at].page.container] += lines[at].words
            paragraphs[lines[at].page.container] += 1
    least = math.ceil(_MUCH * words.total())
    boxes = {box for box, count in words.items() if box >= 0 and count >= least and paragraphs[box] >= _FEWEST}
    if not boxes:
        return list(kept)
    last = next((at for at in range(main[-1] + 1, len(lines)) if elements[at] == "h1"), len(lines))
    found = list(kept)
    for at in range(main[0], last):
        line = lines[at]
        if not found[at] and line.page.container in boxes and not judged.phrases[at] and _is_text(line):
            found[at] = True
    for at in range(main[0] + 1, last - 1):
        line = lines[at]
        heads = line.page.kind == "heading" and line.page.container in boxes and not judged.phrases[at]
        if heads and line.page.linked < _LINKED and found[at + 1] and any(found[at - 2 : at]):
            found[at] = True
    return found


def _is_text(line: Line) -> bool:
    """A sentence, and no link: a teaser in a box of the report is one."""
    return line.ended and line.page.linked < _LINKED and not line.glued


def without_links(judged: LineVerdicts) -> LineVerdicts:
    """The verdict on a page without useful markup, in which labels that are nothing but links are removed too, by the
    rule "list-of-links"."""
    rules = [
        "list-of-links" if rule is None and at != judged.title and _is_link(line) else rule
        for at, (line, rule) in enumerate(zip(judged.lines, judged.rules, strict=True))
    ]
    return judged if all(rules) else judged._replace(rules=rules)


def _is_link(line: Line) -> bool:
    return line.page.linked > 1 - _LINKED and not is_prose(line)
