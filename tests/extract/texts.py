"""Documents for the tests of what one document says: every line of the text is a block and a sentence."""

from __future__ import annotations

from hashlib import sha256

from tasks.records import Block, Document, Segmented, Sentence


def document(text: str, published: str | None = None, path: str = "lund/report.txt") -> Document:
    """A plain-text document whose every line that is not blank is a paragraph."""
    blocks = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=start, end=start + len(line), kind="paragraph"))
        start += len(line) + 1
    digest = sha256(path.encode()).hexdigest()
    return Document(
        id=f"doc-{digest[:8]}",
        path=path,
        sha256=digest,
        media_type="text/plain",
        encoding="utf-8",
        language="en",
        text=text,
        blocks=tuple(blocks),
        removed=(),
        title=None,
        standfirst=None,
        byline=None,
        publisher=None,
        published=published,
        published_basis=None,
        modified=None,
        url=None,
        doubtful=None,
    )


def segmented(of: Document) -> Segmented:
    """One sentence for each block."""
    return Segmented(
        document=of.id,
        sentences=tuple(Sentence(block.start, block.end, k) for k, block in enumerate(of.blocks)),
    )
