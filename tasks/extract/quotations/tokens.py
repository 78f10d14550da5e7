"""The words and marks of a paragraph, as parallel lists: hot, so no record."""

from __future__ import annotations

from dataclasses import dataclass
from operator import sub

from tasks.shared.english.prefilter import later

# Letters joined by apostrophe, hyphen or inner stop are one word ("didn't", "vice-president"); dotted initials too
# ("U.S."); figures keep their points; everything else is one character. No alternative can match what another leaves
# half-eaten, so the expression is linear.
_TOKEN = later(
    r"[A-Za-z][a-z]+(?=[\s,])|[.,](?=\s)"  # what most tokens are, first for speed alone
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|Prof|Capt|Maj|Rev|Hon|Inc|Corp|Co)\.|[A-Z]\.(?=\s?[A-Z])"
    r"|[A-Za-z](?:\.[A-Za-z])+\.?|[^\W\d_]+(?:[’'\-.][^\W\d_]+|-\d+)*"
    r"|\d+(?:[.,:]\d+)*(?:%|(?:-[^\W\d_]+)+)?|''|``|\.\.\.|\S"
)


@dataclass(slots=True)
class Tokens:
    """The tokens of a paragraph as parallel lists: `word[i]` is at `start[i]:end[i]` of the document (code points),
    `low` is lower case, `mark` is the index of the quotation that contains it (marks included), -1 outside."""

    word: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    mark: list[int]
    finite: list[bool | None]  # whether it is a finite verb, once somebody asked

    def __len__(self) -> int:
        return len(self.word)


def tokenise(text: str, start: int, end: int) -> Tokens:
    """The tokens of `text[start:end]`, with offsets in code points of `text`; quotation marks are not paired yet."""
    words: list[str] = _TOKEN.findall(text, start, end)
    at, find = start, text.find
    # Nothing but white space stands between tokens, so each is the next place where it is found.
    ends = [at := find(word, at) + len(word) for word in words]
    starts = list(map(sub, ends, map(len, words)))
    low = " ".join(words).lower().split(" ") if words else []  # in one go, for speed; no token holds a space
    return Tokens(words, low, starts, ends, [-1] * len(words), [None] * len(words))
