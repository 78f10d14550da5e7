"""Files that hold several reports in a form that no reader knows: left out, never read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.read.source import MEDIA_TYPES, FilePart, InputFile, Reader, UnreadPart

_MARKS = (
    re.compile(
        r"^[ \t]*(?:(?:document|article|item|record|result) \d{1,5} (?:of|von|de|di|van|sur|/) \d{1,5}"
        r"|\d{1,5} (?:of|von|de|di|van|sur) \d{1,5} (?:documents?|articles?|items?|records?|results?|stories))"
        r"[ \t]*\r?$",
        re.M | re.I,
    ),
    re.compile(
        r"^[ \t]*(?:-{2,} ?)?(?:end of (?:document|article|story)|fin du document)(?: ?-{2,})?[ \t]*\r?$", re.M | re.I
    ),
    re.compile(r"<DOCFULL>", re.I),
    re.compile(r"<(?:article|div)\b[^>]{0,200}\bid=[\"']?article-", re.I),
    re.compile(r"^[ \t]*full[ -]text\s?:", re.M | re.I),
    re.compile(r"^[ \t]*(?:publication(?: title| name)|newspaper|source name)\s?:", re.M | re.I),
    re.compile(r"^[ \t]*Document [A-Z][A-Z0-9]{3,}\d{4,}[a-z0-9]{3,}[ \t]*\r?$", re.M),
)
"""What exports print once for each report."""
_HINT = re.compile(
    rb"(?i)\d (?:of|von|de|di|van|sur|/) \d|end of |fin du document|<docfull|article-|full[ -]text|publication"
    rb"|newspaper"
    rb"|source name|document [a-z]{4}"
)


def _fits(source: InputFile) -> str | None:
    if source.ending not in MEDIA_TYPES or not _HINT.search(source.bytes):
        return None
    for pattern in _MARKS:
        marks = pattern.findall(source.text)
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
