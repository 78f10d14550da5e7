"""Search: the plain records that the page's script scans, and an A–Z index for readers without one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tasks.records import Page, Row
from tasks.render import components, phrasing
from tasks.render.components.markup import plain, restored
from tasks.render.frame import Frame, Site, numbered
from tasks.render.story_index import StoryIndex, Witness
from tasks.render.text_runs import fold_breaks
from tasks.shared.text.canonical_json import unsorted
from tasks.shared.text.spans import line_at

SHARD = 240_000  # bytes of one file of search records
WORDS = 320  # characters of a record that can be found


class IndexEntry(NamedTuple):
    """A record of the search: id, kind (`c` claim, `q` quotation, `s` source, `p` speaker, `t` topic), text, address,
    speaker ("" for none), and letters with line numbers, separated by spaces."""

    id: str
    kind: str
    text: str
    url: str
    who: str
    letters: str


def pages(
    site: Site, found: Iterable[Row], records: Mapping[str, Sequence[str]], speakers: Mapping[str, str]
) -> list[Page]:
    """`search.html` with its A–Z index, and the scripts with the search records. `found` are the index rows of all
    stories in any order, `records` the results of `entries` by kind, `speakers` the names of speakers by address."""
    spoken = [_json(IndexEntry("", "p", name, href, "", "")) for href, name in speakers.items()]
    every = [*records["t"], *records["c"], *records["q"], *spoken, *records["s"]]
    shards = _shards(every)
    made = [
        Page(
            f"assets/search-{place + 1}.js",
            f"(window.DOSSIER_SEARCH=window.DOSSIER_SEARCH||[]).push({shard});\n".encode(),
        )
        for place, shard in enumerate(shards)
    ]
    for place, (chunk, pager) in enumerate(site.pack([restored(row.html) for row in sorted(found)], "search", 200)):
        made.append(
            site.page(
                numbered("search", place),
                "search.html",
                Frame("Search", "Search"),
                shards=len(shards),
                amount=len(every),
                counts=phrasing.count(len(every), "entry", "entries"),
                rows=chunk,
                pager=pager,
            )
        )
    return made


def rows(look: StoryIndex) -> list[Row]:
    """A rendered row of the A–Z index for each claim of the story, with its sort key."""
    lines = [look.claim_line(claim) for claim in look.dossier.claims]
    return [
        Row((*_sort_key(line.title.words.parts[0].text), line.id), line.id, plain(components.claim_item(line, "")))
        for line in lines
    ]


def _sort_key(text: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _SIGNS.sub("", plain).strip(), text


_SIGNS = re.compile(r"[^\w ]|_")


def entries(look: StoryIndex) -> dict[str, tuple[str, ...]]:
    """The search records of the story by kind (see `IndexEntry`), as JSON that is safe inside a script."""
    found: dict[str, list[IndexEntry]] = {"t": [], "c": [], "q": [], "s": []}
    for topic in look.dossier.topics:
        found["t"].append(IndexEntry(topic.id, "t", phrasing.capital(topic.label), f"topic/{topic.slug}.html", "", ""))
    for claim in look.dossier.claims:
        letters = " ".join(_letter(witness) for witness in look.witnesses(claim)[:8])
        text = fold_breaks(claim.title.exact)[:WORDS]
        found["c"].append(IndexEntry(claim.id, "c", text, look.claim_href(claim), claim.title.speaker or "", letters))
    claimed = {(e.document, e.start, e.end) for claim in look.dossier.claims for e in claim.evidence}
    for quotation in look.dossier.quotations:
        if (quotation.document, quotation.start, quotation.end) in claimed:
            continue
        source = look.sources[quotation.document]
        line = line_at(source.starts, quotation.start)
        speaker = quotation.speaker.name if quotation.speaker is not None else ""
        mark = "q" if quotation.kind != "indirect" else ""
        found["q"].append(
            IndexEntry(
                quotation.id,
                "q",
                fold_breaks(quotation.exact)[:WORDS],
                f"{source.href}#L{line}",
                speaker,
                f"{source.siglum}{mark}{line}",
            )
        )
    for source in look.own:
        title = source.document.title
        words = fold_breaks(title.exact) if title is not None else source.document.path
        letter = f"{source.siglum}1" if look.document_title(source) is not None else ""  # without one: not its words
        found["s"].append(IndexEntry(source.document.id, "s", words[:WORDS], source.href, source.label, letter))
    return {kind: tuple(map(_json, rows)) for kind, rows in found.items()}


def _letter(witness: Witness) -> str:
    """A witness as the script reads it: letter, `q` if it quotes, line."""
    line = line_at(witness.source.starts, witness.evidence[0].start)
    return f"{witness.source.siglum}{'q' if witness.quoted else ''}{line}"


def _json(entry: IndexEntry) -> str:
    """The record as JSON; `<` is escaped, for it stands in a script."""
    text = unsorted(entry).replace("<", "\\u003c")
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _shards(entries: Iterable[str]) -> list[str]:
    """The records as JSON lists of at most `SHARD` bytes."""
    shards: list[list[str]] = [[]]
    size = 0
    for text in entries:
        length = len(text.encode("utf-8")) + 1
        if shards[-1] and size + length > SHARD:
            shards.append([])
            size = 0
        shards[-1].append(text)
        size += length
    return [f"[{','.join(shard)}]" for shard in shards]
