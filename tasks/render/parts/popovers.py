"""The passages that popovers show, in scripts of at most 64 kB each, by the first digits of the claims' ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tasks.records import Evidence, Page, PublishedClaim, Witnessed
from tasks.render.story_index import StoryIndex
from tasks.render.text_runs import context, fold_breaks
from tasks.shared.text.canonical_json import unsorted

CHUNK = 64_000  # bytes of one script
ROOM = 400  # characters of a passage with the words around it
PER_DOCUMENT = 3  # passages of one claim shown for one document


class EvidenceScripts(NamedTuple):
    """The scripts, and the number of digits of a claim's id (0 to 8) in the name of the script that contains it."""

    digits: int
    pages: tuple[Page, ...]


def witnessed(look: StoryIndex) -> list[Witnessed]:
    """The passages of each claim of the story, in order, as JSON, and the letters of their documents."""
    return [
        Witnessed(claim.id, _script(_claim(look, claim)), tuple(w.source.siglum for w in look.witnesses(claim)))
        for claim in look.dossier.claims
    ]


def popovers(found: Sequence[Witnessed], labels: Mapping[str, str]) -> EvidenceScripts:
    """Distributes the passages of all claims to scripts: as few as have at most CHUNK bytes each. `labels` are the
    names of documents by letter."""
    names = {letter: f"{_script(letter)}:{_script(label)}" for letter, label in labels.items()}
    for digits in range(9):
        chunks: dict[str, list[Witnessed]] = {}
        for row in found:
            chunks.setdefault(row.claim[2 : 2 + digits], []).append(row)
        if digits < 8 and any(_least(rows) > CHUNK for rows in chunks.values()):
            continue
        pages = tuple(_page(part, chunks[part], names) for part in sorted(chunks))
        if all(len(page.content) <= CHUNK for page in pages):
            break
    return EvidenceScripts(digits, pages)


def _least(rows: Sequence[Witnessed]) -> int:
    return sum(len(row.json) for row in rows)


def _page(part: str, rows: Sequence[Witnessed], names: Mapping[str, str]) -> Page:
    used = sorted({letter for row in rows for letter in row.letters})
    body = ",".join([f'"{row.claim}":{row.json}' for row in rows])
    name = f"assets/evidence-{part}.js" if part else "assets/evidence.js"
    return Page(name, f"DOSSIER_EV({{{body}}},{{{','.join([names[letter] for letter in used])}}});\n".encode())


def _script(value: object) -> str:
    """JSON that may stand in a script, whatever the words hold."""
    return unsorted(value).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _claim(look: StoryIndex, claim: PublishedClaim) -> dict[str, list[list[object]]]:
    return {
        witness.source.siglum: [_passage(look, evidence) for evidence in witness.evidence[:PER_DOCUMENT]]
        for witness in look.witnesses(claim)
    }


def _passage(look: StoryIndex, evidence: Evidence) -> list[object]:
    """Line, quoted, words before, the passage, words after, origin, language, and whether words were clipped."""
    source = look.sources[evidence.document]
    text = source.document.text
    block = look.block_at(evidence.document, evidence.start)
    low, high = (block.start, block.end) if block is not None else (evidence.start, evidence.end)
    left, right = context(text, low, max(high, evidence.end), evidence.start, evidence.end, ())
    start, end = evidence.start, min(evidence.end, evidence.start + ROOM)
    spare = max(0, ROOM - (end - start))
    wide_left, wide_right = max(left, start - spare // 2), min(right, end + spare // 2)
    if wide_left > left:
        wide_left = text.find(" ", wide_left, start) + 1 or start
    if wide_right < right and end == evidence.end:
        space = text.rfind(" ", end, wide_right)
        wide_right = space if space >= 0 else end
    elif end < evidence.end:
        wide_right = end
    origin = " via ".join(hop.name for hop in evidence.chain if hop.role in {"speaker", "via"})
    row: list[object] = [
        look.line(evidence.document, start),
        int(evidence.mode == "quoted"),
        fold_breaks(text[wide_left:start]),
        fold_breaks(text[start:end]),
        fold_breaks(text[end:wide_right]),
        origin,
        source.ground.language,
        int(wide_left > left),
        int(wide_right < right or end < evidence.end),
    ]
    return row if row[-1] or row[-2] else row[:-2]
