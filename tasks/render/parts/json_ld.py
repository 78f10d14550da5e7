"""Metadata of a page as JSON-LD: schema.org Claim, Quotation and NewsArticle. No ClaimReview, since nothing here
reviews a claim."""

from __future__ import annotations

from markupsafe import Markup

from tasks.records import PublishedClaim, PublishedDocument, Utterance
from tasks.render.story_index import StoryIndex
from tasks.shared.text.canonical_json import unsorted

APPEARANCES = 8  # documents named on a claim's page; all stand in the data


def claim_data(look: StoryIndex, claim: PublishedClaim) -> Markup:
    """A `<script>` with the claim, its speaker, and the first articles in which it appears."""
    record: dict[str, object] = {
        "@type": "Claim",
        "identifier": claim.id,
        "text": claim.title.exact[:400],
        "appearance": [_article(witness.source.document) for witness in look.witnesses(claim)[:APPEARANCES]],
    }
    if claim.title.speaker:
        record["creator"] = {"@type": _kind(look, claim.title.speaker), "name": claim.title.speaker}
    return _script(record)


def quotation_data(look: StoryIndex, utterance: Utterance) -> Markup:
    """A `<script>` with the quotation, its speaker, and the first articles that print it."""
    documents = dict.fromkeys(look.quotations[q].document for q in utterance.quotations)
    record: dict[str, object] = {
        "@type": "Quotation",
        "identifier": utterance.id,
        "text": utterance.wordings[0].exact[:400],
        "isPartOf": [_article(look.sources[document].document) for document in list(documents)[:APPEARANCES]],
    }
    if utterance.speaker:
        record["creator"] = {"@type": _kind(look, utterance.speaker), "name": utterance.speaker}
    return _script(record)


def article_data(document: PublishedDocument) -> Markup:
    """A `<script>` with the title, date, author, publisher and address of a document, as far as it states them."""
    record = _article(document)
    record["sha256"] = document.sha256
    if document.language:
        record["inLanguage"] = document.language
    return _script(record)


def _article(document: PublishedDocument) -> dict[str, object]:
    record: dict[str, object] = {"@type": "NewsArticle", "identifier": document.siglum}
    if document.title is not None:
        record["headline"] = document.title.exact[:110]
    if document.published:
        record["datePublished"] = document.published
    if document.byline is not None:
        record["author"] = {"@type": "Person", "name": document.byline.name}
    if document.publisher is not None:
        record["publisher"] = {"@type": "Organization", "name": document.publisher.name}
    if document.url:
        record["url"] = document.url
    return record


def _kind(look: StoryIndex, speaker: str) -> str:
    slug = look.speaker_href(speaker).removeprefix("speaker/").removesuffix(".html")
    entry = look.speakers.get(slug)
    kind = entry.record.kind if entry is not None and entry.record is not None else ""
    return {"person": "Person", "organisation": "Organization"}.get(kind, "Thing")


def _script(record: dict[str, object]) -> Markup:
    """The record as a script that cannot end early, whatever its words hold."""
    text = unsorted({"@context": "https://schema.org", **record})
    safe = text.replace("<", "\\u003c").replace("&", "\\u0026")
    return Markup(f'<script type="application/ld+json">{safe}</script>')  # noqa: S704 - no sign of markup is left in it
