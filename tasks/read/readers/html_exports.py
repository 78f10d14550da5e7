"""Exports of Nexis, Factiva and Europresse as one page with many reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tasks.read.readers import factiva, nexis
from tasks.read.sheet import FieldSheet, key_of, paragraphs
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart
from tasks.records import StatedFields, StatedWords

_FACTIVA = re.compile(rb"id=[\"']?article-[A-Z0-9]{8,}|class=[\"'][^\"']{0,40}\benArticle\b")
_EUROPRESSE = re.compile(rb"DocPublicationName|docOcurrContainer|titreArticleVisu|rdp__DocPublicationName")


def _html(source: InputFile) -> bool:
    return source.ending in (".html", ".htm", ".xhtml", ".txt")


def _fits_nexis(source: InputFile) -> str | None:
    return "“<DOCFULL>”, as Nexis writes it" if _html(source) and source.holds(b"<docfull>") else None


def _nexis_parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    from tasks.read.markup import lines_in, tree_of

    content, encoding = source.decoded
    pieces = re.split(r"(?i)<DOCFULL>", content)
    documents = [re.split(r"(?i)</DOCFULL>", piece)[0] for piece in pieces[1:]]
    texts = []
    for document in documents:
        tree = tree_of(f"<html><body>{document}</body></html>")
        texts.append(paragraphs(lines_in(tree)) if tree is not None else "")
    yield from _articles(nexis.articles([text for text in texts if text], "text/plain", encoding))


def _fits_factiva(source: InputFile) -> str | None:
    return "“article-…”, as Factiva writes it" if _factiva(source) else None


def _factiva(source: InputFile) -> bool:
    return _html(source) and source.holds(b"article-", b"enarticle") and bool(_FACTIVA.search(source.data))


def _factiva_parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    from tasks.read.markup import lines_in, tree_of

    content, encoding = source.decoded
    tree = tree_of(content)
    found = [] if tree is None else tree.xpath("//*[starts-with(@id, 'article-')]")
    if not found and tree is not None:
        found = tree.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' article ')]")
    outer = [
        element
        for element in found
        if not any(other is not element and other in found for other in element.iterancestors())
    ]
    texts = [paragraphs(lines_in(element)) for element in outer]
    yield from _articles(factiva.articles([text for text in texts if text], "text/plain", encoding))


def _fits_europresse(source: InputFile) -> str | None:
    found = _EUROPRESSE.search(source.data) if _html(source) and source.holds(b"<article") else None
    return f"“{found[0].decode()}”, as Europresse writes it" if found else None


def _europresse_parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    from tasks.read.markup import tree_of

    content, encoding = source.decoded
    tree = tree_of(content)
    articles = [] if tree is None else list(tree.iter("article"))
    parts: list[FilePart | UnreadPart] = []
    for number, article in enumerate(articles, 1):
        text, stated = _europresse(article)
        address = str(number) if len(articles) > 1 else ""
        if stated is None:
            parts.append(UnreadPart(address, "no-text", "the export holds no text of it"))
        else:
            parts.append(FilePart(address, "text/plain", encoding, text, stated, key_of(stated)))
    yield from _articles(parts)


_ROLES = (
    ("title", "contains(@class, 'titreArticleVisu') or contains(@class, 'rdp__articletitle')"),
    ("publisher", "contains(@class, 'DocPublicationName')"),
    ("published", "contains(@class, 'DocHeader')"),
    ("byline", "contains(@class, 'docAuthors') or contains(@class, 'sm-margin-bottomNews')"),
    ("body", "contains(@class, 'docOcurrContainer') or contains(@class, 'DocText')"),
)
"""The classes of the elements in which Europresse puts a report's fields, outermost first found."""


def _europresse(article: Any) -> tuple[str, StatedFields | None]:
    """The text of one report and what its elements say. None where it has no body."""
    from tasks.read.markup import lines_in

    named: dict[Any, str] = {}
    for role, test in _ROLES:
        for element in article.xpath(f".//*[{test}]"):
            if not any(ancestor in named for ancestor in element.iterancestors()):
                named.setdefault(element, role)
                if role != "body":
                    break
    rows: list[tuple[str, str]] = []

    def walk(element: Any) -> None:
        for child in element:
            role = named.get(child)
            if role:
                rows.extend((line, role) for line in lines_in(child))
            elif any(descendant in named for descendant in child.iterdescendants()):
                walk(child)
            else:
                rows.extend((line, "") for line in lines_in(child))

    walk(article)
    text = "\n\n".join(line for line, _ in rows)
    sheet = FieldSheet(text)
    fields: dict[str, StatedWords | None] = {}
    at = 0
    for line, role in rows:
        end = at + len(line)
        if role in ("title", "body"):
            sheet.mark(at, end, role)
        if role == "publisher":
            comma = re.search(r"\s*[,(\[;]", line)
            fields.setdefault(role, sheet.words(at, at + comma.start() if comma else end, "publication"))
        elif role and role != "body":
            fields.setdefault(role, sheet.words(at, end, role))
        at = end + 2
    if not any(role == "body" for _, role in rows):
        return text, None
    return text, sheet.stated(**fields)


def _articles(found: Iterable[FilePart | UnreadPart]) -> Iterator[FilePart | UnreadPart]:
    parts = list(found)
    if not parts:
        yield UnreadPart(
            "", "several-reports", "an export whose reports cannot be told apart; export it as text or DOCX"
        )
    yield from parts


NEXIS = Reader("nexis-html 1", _fits_nexis, _nexis_parts)
FACTIVA = Reader("factiva-html 1", _fits_factiva, _factiva_parts)
EUROPRESSE = Reader("europresse-html 1", _fits_europresse, _europresse_parts)
