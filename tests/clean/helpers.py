"""What the tests of cleaning share: files made of a string, and their lines as case files write them."""

from __future__ import annotations

from tasks.clean import clean, explain
from tasks.records import CleanSettings, Document, MediaType, RawDocument

NONE: frozenset[str] = frozenset()


def raw(content: str, media_type: MediaType = "text/plain", path: str = "a.txt") -> RawDocument:
    return RawDocument(
        id="doc-00000000", path=path, sha256="0" * 64, media_type=media_type, encoding="utf-8", content=content
    )


def document(content: str, media_type: MediaType = "text/plain", settings: CleanSettings | None = None) -> Document:
    result = clean(raw(content, media_type), NONE, settings or CleanSettings())
    assert isinstance(result, Document), result
    return result


def lines(content: str, media_type: MediaType = "text/plain", settings: CleanSettings | None = None) -> str:
    """Each line of the page with what becomes of it: "kind: words" or "- rule: words"."""
    rows = explain(raw(content, media_type), NONE, settings or CleanSettings())
    return "\n".join(f"{what.replace('removed: ', '- ')}: {words}" for _, what, words in rows)
