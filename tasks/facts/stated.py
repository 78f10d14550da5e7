"""A fact as one sentence states it, and what all rules read of a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf
from typing import NamedTuple

from tasks.facts.tables import by_first_word, country_codes
from tasks.records import Bound, DateMention, Document, Extract, Figure, Material, Name, Segmented
from tasks.shared.english.noun_phrases import content_stems

LEADS = 3  # the headline and the first sentences of a report tell its main event


class NamedMention(NamedTuple):
    """A mention of a name: its range (code points of the document), the name in the story's form, and its kind."""

    start: int
    end: int
    name: str
    kind: str


class ReadSentence(NamedTuple):
    """A sentence of a report with what was extracted from it. `document` is the index in the material, `number` the
    index of the sentence in its report; `text` are its words, `whole` the document's text. Offsets are code points of
    `whole`."""

    document: int
    number: int
    start: int
    end: int
    text: str
    whole: str
    figures: Sequence[Figure]
    dates: Sequence[DateMention]
    names: Sequence[NamedMention]

    def stems(self) -> frozenset[str]:
        """The stems of the sentence's content words, and the codes of the countries it names, after "@"."""
        return _stems(self.text)

    def countries(self) -> frozenset[str]:
        """The codes of the countries that the sentence names, after "@"."""
        return _countries(self.text)


@dataclass(slots=True)
class StatedValue:
    """One value of one slot, as a sentence states it.

    `of` is what it is about ("children", "operation"); `value` is how it is shown; `low` and `high` bound a number in
    the base unit of its dimension, `number` is as printed, with its `unit`. `scope` says about what else than the
    report's event it is, "" for that event. `start` and `end` (code points) are the words that state it. `same` are
    features by which values without number are equal; `near` are stems beside it; `rises` says that the words are about
    a changing number.
    """

    slot: str
    of: str
    value: str
    sentence: ReadSentence
    start: int
    end: int
    low: float | None = None
    high: float | None = None
    bound: Bound = "exact"
    number: float | None = None
    unit: str | None = None
    scope: str = ""
    rises: bool = False
    same: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    day: str | None = None
    flags: Mapping[str, str] = field(default_factory=dict)

    @property
    def document(self) -> int:
        """The index of its document in the material."""
        return self.sentence.document

    @property
    def leads(self) -> bool:
        """Whether its sentence is the headline or one of the first sentences of its report."""
        return self.sentence.number < LEADS


def sentences(material: Material) -> Iterator[ReadSentence]:
    """Yields the sentences of a story in order of document and place."""
    named = _named(material.names)
    for index, (document, segmented, extract) in enumerate(
        zip(material.documents, material.segmented, material.extracts, strict=True)
    ):
        yield from _of_document(index, document, segmented, extract, named.get(document.id, []))


def _of_document(
    index: int, document: Document, segmented: Segmented, extract: Extract, named: list[NamedMention]
) -> Iterator[ReadSentence]:
    figures = sorted(extract.figures, key=lambda f: f.start)
    dates = sorted(extract.dates, key=lambda d: d.start)
    at_figure, at_date, at_name = [f.start for f in figures], [d.start for d in dates], [n.start for n in named]
    whole = document.text
    for number, (start, end, _) in enumerate(segmented.sentences):
        yield ReadSentence(
            index,
            number,
            start,
            end,
            whole[start:end],
            whole,
            figures[bisect_left(at_figure, start) : bisect_left(at_figure, end)],
            dates[bisect_left(at_date, start) : bisect_left(at_date, end)],
            named[bisect_left(at_name, start) : bisect_left(at_name, end)],
        )


def _named(names: Sequence[Name]) -> dict[str, list[NamedMention]]:
    found: dict[str, list[NamedMention]] = {}
    for name in names:
        for mention in name.mentions:
            found.setdefault(mention.document, []).append(
                NamedMention(mention.start, mention.end, name.name, name.kind)
            )
    for mentions in found.values():
        mentions.sort()
    return found


def bounds_of(figure: Figure) -> tuple[float, float] | None:
    """The least and the greatest value that a figure can mean, in its own unit; infinity if there is no upper bound,
    None if it has no number."""
    value = figure.value
    if value is None:
        if figure.low is None:
            return None
        return figure.low, inf if figure.high is None else figure.high
    if figure.bound in ("over", "at-least"):
        return value, inf
    if figure.bound in ("under", "at-most"):
        return 0.0, value
    slack = 0.1 * value if figure.bound == "about" else 0.0
    return value - slack, value + slack


def printed(text: str) -> str:
    """The text with white space folded to single spaces."""
    return " ".join(text.split())


_PARTS = re.compile(r"[;:]\s|\s[-–—]{1,2}\s|,?\s+(?:but|while|whereas|although|though)\s")


def clause(sentence: ReadSentence, at: int) -> tuple[int, int]:
    """The range (code points) of the part of a sentence around `at`, cut at semicolons, colons, dashes and words of
    contrast."""
    low, high = sentence.start, sentence.end
    for cut in _PARTS.finditer(sentence.whole, sentence.start, sentence.end):
        if cut.end() <= at:
            low = cut.end()
        elif cut.start() >= at:
            return low, cut.start()
    return low, high


@lru_cache(maxsize=1 << 14)
def _countries(text: str) -> frozenset[str]:
    return frozenset(["@" + code for _, code in country_places(text)])


@lru_cache(maxsize=1 << 14)
def _stems(text: str) -> frozenset[str]:
    return content_stems(text) | _countries(text)


_WEARS_ON = (
    r"(?:(?:civil )?war|conflict|insurgency|uprising|rebellion|revolt|campaign|violence|fighting|unrest|drug war"
    r"|pandemic|epidemic|outbreak)"
)
_OF_YEARS = re.compile(
    rf"\b{_WEARS_ON}(?: \w+){{0,3}} (?:has|have|had)? ?(?:left|killed|claimed|cost|displaced)"
    rf"|\b(?:in|by|of|during|since) (?:the|a|an|its|their|this)? ?(?:[\w'’-]+ ){{0,3}}{_WEARS_ON}\b(?! said)"
    r"|\b(?:in|over) (?:recent|the past|the last) (?:\w+ )?(?:years?|months?|decades?)"
    r"|\bsince (?:\w+ ){0,6}(?:19|20)\d\d|\bsince (?:the|it) [^,.;]{0,50}(?:began|erupted|started|broke out)"
    r"|\b(?:so far this year|this year|each year|annually|every year|worldwide)\b",
    re.I,
)
_ANOTHER = re.compile(
    r"\b(?:(?:in|since) (?:\w+ )?(?:19|20)\d\d|last (?:year|month)"
    r"|(?:\d+|a|two|three|four|five|six|ten|several|few) (?:decades?|years?|months?|weeks?) (?:ago|earlier|before)"
    r"|in (?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d)"
    r"|previous (?:attack|incident|raid|attempt|mission|fire|shooting|quake|crash|record)"
    r"|earlier (?:attack|incident|raid|attempt|mission)"
    r"|(?:another|separate|similar) (?:\w+ ){0,2}(?:attack|incident|raid|strike|shooting|bombing|blast|crash)"
    r"|elsewhere|(?:deadliest|worst|bloodiest|biggest)\b[^.;]{0,60}\bsince)\b",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:will|would|to be|planned|if|in exchange|in return|demand\w*|expected|set to|set for|seek\w*"
    r"|talks|negotiat\w+"
    r"|hop\w+|deal|agree\w*|promis\w+)\b",
    re.I,
)
_MAY_BE_TO_COME = frozenset({"freed", "displaced", "rescued", "arrested", "evacuated", "left"})
_WIDE = 60  # characters of a statement from which the next comma already ends its surroundings


def scope_of(sentence: ReadSentence, start: int, end: int, slot: str = "") -> str:
    """About what else than the report's event the words from `start` to `end` (code points) are: "planned", "of years",
    "another event"; "" if nothing says so. Looks from the last comma before them to the second after them."""
    text = sentence.whole
    low = max(sentence.start, *(text.rfind(mark, sentence.start, start) + 1 for mark in (",", ";", "—", " - ")))
    high = end
    for more in range(2 if end - start < _WIDE else 1):
        stops = [p for mark in (",", ";", "—", " - ") if (p := text.find(mark, high + more, sentence.end)) >= 0]
        until = min(stops, default=sentence.end)
        if more and any(high < figure.start < until for figure in sentence.figures):
            break  # what follows the comma is told of another number
        high = until
    if slot in _MAY_BE_TO_COME and _TO_COME.search(text, max(sentence.start, start - _WIDE), end):
        return "planned"
    here = text[low:high]
    if _OF_YEARS.search(here):
        return "of years"
    return "another event" if _ANOTHER.search(here) else ""


_CHANGES = re.compile(
    r"\b(?:toll|at least|so far|previous|updat\w+|revis\w+|correct\w+|ris\w+|rose|initial(?:ly)?"
    r"|earlier (?:report|figure|said|toll)\w*|had (?:said|reported)|backed off|now|climb\w*|expected to|as of)\b",
    re.I,
)


_CORRECTS = re.compile(
    r"\b(?:correct(?:s|ed|ing)|revis(?:es|ed|ing)|lower(?:s|ed|ing)|down from|backed off|retract\w*|not the \d+)\b",
    re.I,
)


def corrects(text: str) -> bool:
    """Whether a sentence corrects an earlier number."""
    return _CORRECTS.search(text) is not None


def changes(text: str) -> bool:
    """Whether a sentence is about a changing number: "so far", "the toll rose"."""
    return _CHANGES.search(text) is not None


_CAPITALISED = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][\w’'-]*")
_OWNER = re.compile(r"['’]s?$")
_OURS = {"US": "US", "U.S.": "US", "UK": "GB", "U.K.": "GB"}


def country_places(text: str) -> Iterator[tuple[int, str]]:
    """Yields the offset in `text` (code points) of each name, capital or adjective of a country, and the country's
    code."""
    codes, longer = country_codes(), by_first_word()
    for found in _CAPITALISED.finditer(text):
        word = _OWNER.sub("", found.group())
        code = _OURS.get(word)
        for name in longer.get(word, ()):
            if text.startswith(name, found.start()):
                code = codes[name]
                break
        code = code or codes.get(word)
        if code:
            yield found.start(), code
