"""MHTML pages, mails and mailboxes, by the rules of MIME as the standard library reads them."""

from __future__ import annotations

import email.policy
import itertools
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from html import escape

from tasks.read.decoding import NotTextError, decode
from tasks.read.readers.newsletter import doubt
from tasks.read.readers.saved_page import without_pictures
from tasks.read.source import LARGEST, FilePart, InputFile, Reader, UnreadPart, media_type
from tasks.records import StatedFields, StatedWords

_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
_MHTML = re.compile(rb"^Content-Type:\s*multipart/related", re.M | re.I)
_SAVED = re.compile(rb"^(?:Snapshot-Content-Location|From: <Saved by|X-MAF)", re.M | re.I)
_MAIL = re.compile(rb"^(?:From|Date|Subject|Message-ID|MIME-Version):", re.M | re.I)
_POST = re.compile(rb"^From \S+.{0,60}\d{4}\r?$", re.M)
_MOST_PARTS = 2000
"""Parts of one message. Pages have some hundred pictures; a message of more is made to be slow."""


def _fits(source: InputFile) -> str | None:
    head = _HEADERS.match(source.head)
    if head and _MHTML.search(head[0]) and (_SAVED.search(head[0]) or source.ending in (".mht", ".mhtml")):
        return "a page as MHTML"
    if source.ending in (".mht", ".mhtml") and head:
        return "a page as MHTML"
    if source.ending == ".eml" and head:
        return "a mail"
    if source.ending == ".mbox" and source.head.startswith(b"From "):
        return "a mailbox"
    if head and len(_MAIL.findall(head[0])) >= _FEW_HEADERS and b"Content-Type:" in head[0]:
        return "a mail"
    return None


_FEW_HEADERS = 3


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    if source.ending == ".mbox":
        for number, data in enumerate(_messages(source.data), 1):
            yield _message(source, data, str(number))
    else:
        yield _message(source, source.data, "")


def _messages(data: bytes) -> list[bytes]:
    """The mails of a mailbox: each begins with a line "From address day" below a blank one."""
    starts = [
        match.start()
        for match in _POST.finditer(data)
        if match.start() == 0 or data[: match.start()].endswith((b"\n\n", b"\r\n\r\n"))
    ]
    bounds = [*starts, len(data)]
    pieces = (data[start:end] for start, end in itertools.pairwise(bounds))
    return [re.sub(rb"^>(>*From )", rb"\1", piece.partition(b"\n")[2], flags=re.M) for piece in pieces]


def _message(source: InputFile, data: bytes, address: str) -> FilePart | UnreadPart:
    """The report of one message: its page, or its text where it has none."""
    message = message_from_bytes(data, policy=email.policy.compat32)
    saved = message.get("Snapshot-Content-Location") or ""
    found: dict[str, tuple[str, str, str]] = {}
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or part.get_filename() or kind not in ("text/html", "text/plain") or kind in found:
            continue
        payload = _payload(part)
        page = without_pictures(InputFile("", payload))
        if len(page.data) > LARGEST or not payload.strip():
            continue
        try:
            text, encoding = _decoded(part, page.data)
        except NotTextError:
            continue
        found[kind] = (text, encoding, str(part.get("Content-Location") or ""))
    kept = found.get("text/html") or found.get("text/plain")
    if kept is None:
        return UnreadPart(address, "no-text", "no part of the message is a page or a text")
    content, encoding, location = kept
    stated = (
        _stated_page(message, saved or location)
        if saved or source.ending in (".mht", ".mhtml")
        else _stated(message, content)
    )
    key = str(message.get("Message-ID") or "").strip() or saved
    kind = media_type("x.html" if "text/html" in found else "x.txt", content)
    if kind == "text/html" and not re.match(r"\s*(?:<!doctype|<html|<\?xml)", content, re.I):
        content = (
            f"<html><head><title>{escape(_header(message, 'Subject'))}</title></head><body>{content}</body></html>"
        )
    return FilePart(address, kind, encoding, content, stated, key)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: Message, data: bytes) -> tuple[str, str]:
    """The text of a part in the encoding that it names, if that fits; else as any file's."""
    charset = part.get_content_charset()
    if charset:
        try:
            text = data.decode(charset)
            if "\x00" not in text:
                return text, charset
        except (LookupError, ValueError):
            pass
    return decode(data)


def _header(message: Message, name: str) -> str:
    """A header with its encoded words read, on one line."""
    from email.header import decode_header, make_header

    value = message.get(name)
    if value is None:
        return ""
    try:
        return " ".join(str(make_header(decode_header(str(value)))).split())
    except (LookupError, ValueError, UnicodeError):
        return " ".join(str(value).split())


def _date(message: Message) -> str:
    """The Date header as ISO 8601; empty where it cannot be read."""
    try:
        return parsedate_to_datetime(str(message.get("Date"))).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""


def _stated_page(message: Message, url: str) -> StatedFields:
    """What the head of an MHTML page says: its date is the day of saving."""
    return StatedFields(url=_words(url, "Content-Location"), captured=_words(_date(message), "Date"))


def _stated(message: Message, content: str) -> StatedFields:
    """What the head of a mail says: who sent it, when and about what."""
    name, _ = parseaddr(_header(message, "From"))
    return StatedFields(
        doubtful=doubt(content),
        title=_words(_header(message, "Subject"), "Subject"),
        publisher=_words(name, "From"),
        published=_words(_date(message), "Date"),
    )


def _words(words: str, field: str) -> StatedWords | None:
    return StatedWords(exact=words.strip(), start=None, end=None, field=field) if words.strip() else None


READER = Reader("mail 1", _fits, _parts)
