"""The coverage matrix (which document carries which claim) and the sources key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tasks.records import PublishedClaim, PublisherGroup
from tasks.render import date_format, phrasing
from tasks.render.parts.articles import same_article, shared_articles
from tasks.render.story_index import Source, StoryIndex
from tasks.render.views import Column, Crumb, Key, KeyRow, Matrix, MatrixGroup, MatrixRow

COLUMNS = 12  # more documents than this and the columns are publishers; more publishers, and only counts are left
KEY_ROWS = 8  # documents named in the key when there are more than COLUMNS of them


def matrix(
    look: StoryIndex, documents: Sequence[str], groups: Iterable[tuple[Crumb, Sequence[PublishedClaim]]]
) -> Matrix:
    """The coverage matrix. Columns are the documents in order of letters; their publishers if there are more than
    COLUMNS; no columns but counts if there are more publishers, too. `groups` are topics, as links, with their
    claims."""
    members = _columns(look, documents)
    columns = tuple(column for column, _ in members)
    listed = []
    for topic, claims in groups:
        rows = []
        for claim in claims:
            chips = {chip.siglum: chip for chip in look.chips(claim).shown}
            cells = tuple(tuple(chips[letter] for letter in letters if letter in chips) for _, letters in members)
            rows.append(MatrixRow(look.claim_line(claim), cells))
        if rows:
            listed.append(MatrixGroup(topic, tuple(rows)))
    counts = not columns
    return Matrix(columns, tuple(listed), counts, len(columns) + 3 + counts, publishers_note(look, documents))


def _columns(look: StoryIndex, documents: Sequence[str]) -> list[tuple[Column, tuple[str, ...]]]:
    if len(documents) <= COLUMNS:
        sources = [look.sources[document] for document in sorted(documents, key=look.order.__getitem__)]
        return [(Column(source.siglum, source.label), (source.siglum,)) for source in sources]
    named = []
    wanted = set(documents)
    for group in look.dossier.publishers:
        letters = [look.sources[d].siglum for d in sorted(group.documents, key=look.order.__getitem__) if d in wanted]
        if letters:
            short = letters[0] if len(letters) == 1 else f"{letters[0]}+{len(letters) - 1}"
            named.append(
                (Column(short, f"{group.name or look.lettered(group.reason)}: {', '.join(letters)}"), tuple(letters))
            )
    return named if 0 < len(named) <= COLUMNS else []


def publisher_count(look: StoryIndex, documents: Iterable[str]) -> int:
    """The largest possible number of publishers of the documents: documents whose publisher is unknown count as one
    each."""
    groups = {look.publisher_of[d].documents if d in look.publisher_of else (d,) for d in documents}
    return len(groups)


def shared_publishers(look: StoryIndex, documents: Iterable[str]) -> list[tuple[PublisherGroup, list[Source]]]:
    """The publisher groups that contain two or more of the documents, with these documents in order of letters."""
    inside: dict[tuple[str, ...], list[Source]] = {}
    groups: dict[tuple[str, ...], PublisherGroup] = {}
    for document in sorted(documents, key=look.order.__getitem__):
        group = look.publisher_of.get(document)
        if group is not None:
            groups[group.documents] = group
            inside.setdefault(group.documents, []).append(look.sources[document])
    return [(groups[key], members) for key, members in inside.items() if len(members) > 1]


def publishers_note(look: StoryIndex, documents: Sequence[str]) -> str:
    """A sentence without full stop on which of the documents state a publisher, which count as one publisher, and which
    print one article."""
    sources = [look.sources[d] for d in sorted(documents, key=look.order.__getitem__)]
    stated = [source.siglum for source in sources if source.document.publisher is not None]
    if not stated:
        told = "no document states its publisher"
    elif len(stated) == len(sources):
        told = "every document states its publisher"
    elif len(stated) <= 6:
        told = f"only {phrasing.series(stated)} {'states its' if len(stated) == 1 else 'state their'} publisher"
    else:
        told = f"{len(stated)} of {len(sources)} documents state their publisher"
    joined = [
        phrasing.one_publisher([source.siglum for source in members], look.lettered(group.reason))
        for group, members in shared_publishers(look, documents)[:3]
    ]
    return "; ".join([told, *joined, *shared_articles(look, documents)[:3]])


def key(look: StoryIndex, documents: Sequence[str], used: Sequence[PublishedClaim] = ()) -> Key:
    """The sources key of the documents, in order of letters. If there are more than COLUMNS, it has only the KEY_ROWS
    that carry most of the claims `used`, and a link to all."""
    sources = [look.sources[d] for d in sorted(documents, key=look.order.__getitem__)]
    every = ""
    if len(sources) > COLUMNS:
        every = f"All {len(sources)} sources"
        weight = {source.document.id: 0 for source in sources}
        for claim in used:
            for document in {evidence.document for evidence in claim.evidence} & weight.keys():
                weight[document] += 1
        most = sorted(sources, key=lambda source: (-weight[source.document.id], look.order[source.document.id]))
        kept = {source.siglum for source in most[:KEY_ROWS]}
        sources = [source for source in sources if source.siglum in kept]
    rows = tuple(key_row(look, source) for source in sources)
    return Key(rows, every, rows[0].siglum if rows else "A", phrasing.LETTER)


def key_row(look: StoryIndex, source: Source) -> KeyRow:
    """A document as a row of the sources key: letter, title, day, and a remark on byline, publisher, agencies and
    copies."""
    document = source.document
    title = look.document_title(source, 90)
    name = document.title.exact if document.title is not None else document.path
    published = date_format.day_of(document.published or "")
    return KeyRow(
        source.siglum, source.href, title, name, published, date_format.write(published), _publisher_words(look, source)
    )


def _publisher_words(look: StoryIndex, source: Source) -> str:
    document = source.document
    told = []
    if document.byline is not None:
        told.append(f"Byline {document.byline.name}.")
    told.append(f"{document.publisher.name}." if document.publisher is not None else "Publisher not stated.")
    if document.agencies:
        told.append(f"Credits {phrasing.series(sorted({agency.name for agency in document.agencies}))}.")
    same = same_article(look, source)
    if same:
        told.append(same)
    if document.published_basis is not None and document.published_basis.kind == "inferred":
        told.append("Date inferred.")
    return " ".join(told)
