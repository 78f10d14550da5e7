"""Pages as SingleFile, Chrome and the Wayback Machine save them: the address and the day of saving stand in a comment,
and pictures as `data:` values in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from tasks.read.decoding import decode
from tasks.read.source import LARGEST, FilePart, InputFile, Reader, UnreadPart, whole
from tasks.records import StatedFields, StatedWords

_DATA = re.compile(rb"data:[\w.+-]{1,60}/[\w.+-]{1,80}(?:;[\w=.\"+-]{1,60}){0,4},[A-Za-z0-9+/=%_.~-]{512,}")
"""A value that stands for a file of its own: pictures, typefaces."""
_SINGLE_FILE = re.compile(
    rb"Page saved with SingleFile(?:Z)?\s+url:\s*(?P<url>\S+)(?:\s+saved date:\s*(?P<date>[^\r\n]+))?"
)
_CHROME = re.compile(rb"saved from url=\(\d{1,5}\)(?P<url>https?://\S+)")
_ARCHIVED = re.compile(rb"FILE ARCHIVED ON (?P<time>\d\d:\d\d:\d\d) (?P<date>[A-Z][a-z]{2} \d\d, \d{4})")
_WAYBACK = re.compile(rb"web\.archive\.org/web/(?P<stamp>\d{14})(?:[a-z]{2}_)?/(?P<url>https?://[^\s\"'<>]+)")
_HEAD = 65_536
"""Bytes in which such a comment stands."""
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_JAVASCRIPT_DATE = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d\d) (?P<year>\d{4}) (?P<time>\d\d:\d\d:\d\d) "
    r"GMT(?P<offset>[+-]\d{4})"
)


def _fits(source: InputFile) -> str | None:
    if b"<" not in source.data[:1024]:
        return None
    head = source.data[:_HEAD]
    if _SINGLE_FILE.search(head):
        return "the comment of SingleFile"
    if _CHROME.search(head):
        return "“saved from url”, as browsers write it"
    if b"archive.org" in source.data and (_WAYBACK.search(head) or _ARCHIVED.search(source.data[-8192:])):
        return "a page of the Wayback Machine"
    if source.ending in (".html", ".htm", ".xhtml") and len(source.data) > _LARGE and _DATA.search(source.data):
        return "pictures in the page itself"
    return None


_LARGE = 1_000_000
"""Bytes from which it pays to look for pictures in a page."""


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    stated = _stated(source)
    page = without_pictures(source)
    if len(page.data) > LARGEST:
        yield UnreadPart(
            "", "too-large", f"{len(page.data)} bytes without its pictures; the most that is read is {LARGEST}"
        )
        return
    yield whole(page, stated)


def without_pictures(source: InputFile) -> InputFile:
    """The same page without large `data:` values, which contain none of its text."""
    data = _DATA.sub(b"data:,", source.data)
    return source if data is source.data else InputFile(source.path, data, source.columns, source.inside)


def _stated(source: InputFile) -> StatedFields:
    head = source.data[:_HEAD]
    single = _SINGLE_FILE.search(head)
    if single:
        captured = _single_file_date(decode(single["date"]).text) if single["date"] else None
        url = _words(single["url"], "comment of SingleFile")
        return StatedFields(url=url, captured=captured, publisher=_publisher(source, url.exact))
    chrome = _CHROME.search(head)
    if chrome:
        return StatedFields(url=_words(chrome["url"], "comment of the browser"))
    page = _WAYBACK.search(head)
    if page:
        stamp = page["stamp"].decode()
        day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}+00:00"
        captured = StatedWords(exact=day, start=None, end=None, field="address of the archive")
        return StatedFields(url=_words(page["url"], "address of the archive"), captured=captured)
    return StatedFields()


_TITLE = re.compile(rb"<title[^>]{0,200}>(?P<words>[^<]{3,400})</title>", re.I)
_NAMED = re.compile(rb"og:site_name|application-name|\"publisher\"|dc\.publisher", re.I)


def _publisher(source: InputFile, url: str) -> StatedWords | None:
    """The outlet at the end of the page's title ("... | Radio Veld"), where its letters are those of the host and
    nothing in the page names an outlet."""
    title = _TITLE.search(source.data[:_HEAD])
    if title is None or _NAMED.search(source.data[: 4 * _HEAD]):
        return None
    name = re.split(r"\s+[|–—·-]\s+", " ".join(unescape(decode(title["words"]).text).split()))[-1]
    host = re.sub(r"[^a-z0-9]", "", (urlsplit(url).hostname or "").removeprefix("www."))
    letters = re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("the "))
    if len(letters) < _SHORTEST_NAME or not host.startswith(letters):
        return None
    return StatedWords(exact=name, start=None, end=None, field="end of the title element")


_SHORTEST_NAME = 4


def _words(data: bytes, field: str) -> StatedWords:
    return StatedWords(exact=decode(data).text, start=None, end=None, field=field)


def _single_file_date(words: str) -> StatedWords:
    """The day of saving, which JavaScript writes, as ISO 8601."""
    match = _JAVASCRIPT_DATE.match(words)
    if match and match["month"] in _MONTHS:
        month = _MONTHS.index(match["month"]) + 1
        offset = f"{match['offset'][:3]}:{match['offset'][3:]}"
        words = f"{match['year']}-{month:02d}-{match['day']}T{match['time']}{offset}"
    return StatedWords(exact=words.strip(), start=None, end=None, field="comment of SingleFile")


READER = Reader("saved-page 1", _fits, _parts)
