"""Files that hold several reports in a form that no reader knows: left out, never read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.read.source import MEDIA_TYPES, FilePart, InputFile, Reader, UnreadPart

_NUMBERED = re.compile(
    r"^[ \t]*(?:(?:document|article|item|record|result) \d{1,5} (?:of|von|de|di|van|sur|/) \d{1,5}"
    r"|\d{1,5} (?:of|von|de|di|van|sur) \d{1,5} (?:documents?|articles?|items?|records?|results?|stories))"
    r"[ \t]*\r?$",
    re.M | re.I,
)
_ENDED = re.compile(
    r"^[ \t]*(?:-{2,} ?)?(?:end of (?:document|article|story)|fin du document)(?: ?-{2,})?[ \t]*\r?$", re.M | re.I
)
# The number of an article in a data base: pages of one report name their own boxes "article-body", "article-tags".
_DIVISION = re.compile(r"(?i:<(?:article|div)\b[^>]{0,200}\sid=[\"']?article-)[A-Z][A-Z0-9]{3,}\d{4,}")
_FULL_TEXT = re.compile(r"^[ \t]*full[ -]text\s?:", re.M | re.I)
_OUTLET = re.compile(r"^[ \t]*(?:publication(?: title| name)|newspaper|source name)\s?:", re.M | re.I)
_CODE = re.compile(r"^[ \t]*Document [A-Z][A-Z0-9]{3,}\d{4,}[a-z0-9]{3,}[ \t]*\r?$", re.M)
_MARKS: tuple[tuple[re.Pattern[str], tuple[bytes, ...]], ...] = (
    (_NUMBERED, (b"1 of ", b"1 von ", b"1 de ", b"1 di ", b"1 van ", b"1 sur ", b"1 / ")),
    (_ENDED, (b"end of document", b"end of article", b"end of story", b"fin du document")),
    (re.compile(r"<DOCFULL>", re.I), (b"<docfull",)),
    (_DIVISION, (b"article-",)),
    (_FULL_TEXT, (b"full text", b"full-text")),
    (_OUTLET, (b"publication title", b"publication name", b"newspaper:", b"newspaper :", b"source name")),
    (_CODE, (b"document ",)),
)
"""What exports print once for each report, and words, in lower case, one of which stands wherever it does."""


def _fits(source: InputFile) -> str | None:
    if source.ending not in MEDIA_TYPES:
        return None
    for pattern, words in _MARKS:
        marks = pattern.findall(source.text) if source.holds(*words) else []
        if len(marks) > 1:
            return f"{len(marks)} times “{' '.join(marks[0].split())}”"
    return None


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    why = _fits(source) or ""
    yield UnreadPart(
        "",
        "several-reports",
        f"{why}: it looks like several reports in a form that is not known; save them one by one, or as another export",
    )


READER = Reader("several 1", _fits, _parts)
