"""Finds documents that print the same article, and the agency it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tasks.render import phrasing
from tasks.render.story_index import Source, StoryIndex
from tasks.shared.numerics.union_find import Joining
from tasks.shared.press.outlets import agency_names, full_name


class Article(NamedTuple):
    """Documents that print one text or a part of it, in order of letters, and the agency from which they have it: the
    one that some of them credit or are published by; None if there is none or several."""

    sources: tuple[Source, ...]
    origin: str | None


def articles(look: StoryIndex, documents: Iterable[str]) -> list[Article]:
    """The articles that some documents of the story print, ordered by the letter of their first document. Each document
    is in exactly one."""
    sources = [look.sources[document] for document in sorted(set(documents), key=look.order.__getitem__)]
    place = {source.document.id: at for at, source in enumerate(sources)}
    joining = Joining(len(sources))
    for group in look.dossier.copies:
        if group.kind != "derived":
            inside = [place[member] for member in group.members if member in place]
            for other in inside[1:]:
                joining.join(inside[0], other)
    return [_article([sources[at] for at in members]) for members in joining.groups()]


def _article(sources: list[Source]) -> Article:
    known = agency_names()
    names: dict[str, str] = {}
    for source in sources:
        publisher = source.document.publisher.name if source.document.publisher else ""
        said = [agency.name for agency in source.document.agencies]
        for name in [*said, *([publisher] if full_name(publisher) in known else [])]:
            names[full_name(name)] = max(names.get(full_name(name), ""), name, key=lambda each: (len(each), each))
    return Article(tuple(sources), next(iter(names.values())) if len(names) == 1 else None)


def shared_articles(look: StoryIndex, documents: Iterable[str]) -> list[str]:
    """For each article that several of the documents print, a sentence without full stop: "A, B and C print one
    article, of which AP is the origin"."""
    told = []
    for article in articles(look, documents):
        if len(article.sources) > 1:
            letters = phrasing.letters([source.siglum for source in article.sources])
            told.append(f"{letters} print one article, {_from(article)}")
    return told


def _from(article: Article) -> str:
    return f"of which {article.origin} is the origin" if article.origin else "and none says where it is from"


def same_article(look: StoryIndex, source: Source) -> str:
    """A remark for the sources key: "Same article as A, origin: AP." The origin is only named for an article of several
    documents; "" for a document that shares its article with no other."""
    for article in articles(look, look.story.documents):
        letters = [other.siglum for other in article.sources if other is not source]
        if len(letters) + 1 == len(article.sources):
            origin = f"origin: {article.origin}" if article.origin else ""
            if letters:
                return f"Same article as {phrasing.letters(letters)}{', ' + origin if origin else ''}."
    return ""
