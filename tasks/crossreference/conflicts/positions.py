"""What one affirms and another denies, each in his words; and what one document says both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.crossreference.conflicts.intentions import intentions
from tasks.crossreference.conflicts.shared import (
    DAYS_APART,
    StoryEvidence,
    Version,
    days_between,
    record,
    shared_words,
    statement,
    who,
)
from tasks.crossreference.passages import Passage
from tasks.crossreference.polarity import Piece, read
from tasks.crossreference.words import SAYING_STEMS
from tasks.records import Conflict, Reading

# Statements that differ in nothing but the denial score far above the threshold of joining.
_SCORE = 5.0
_COSINE = 0.5
_DENIED = frozenset({"negation", "opposite"})
_HARMLESS = _DENIED | {"speaker", "time", "people"}
# how many words before and after a denied one are looked at for who does it and to what
_NEAR = 5


def positions(told: StoryEvidence) -> Iterator[Conflict]:
    """Yields a conflict for each two statements of which one denies the other."""
    taken: set[int] = set()
    opposed = [
        p
        for p in told.pairs
        if p.differences
        and p.plain >= _SCORE
        and p.cosine >= _COSINE
        and not _DENIED.isdisjoint(p.differences)
        and _HARMLESS.issuperset(p.differences)
    ]
    for pair in sorted(opposed, key=lambda p: (-p.plain, p.first, p.second)):
        if pair.first in taken or pair.second in taken:
            continue
        one, two = told.passages[pair.first], told.passages[pair.second]
        if "negation" in pair.differences and not (_denies(one, two) or _denies(two, one)):
            continue
        taken.update((pair.first, pair.second))
        sides = [Version(who(passage), (statement(told, passage),)) for passage in (one, two)]
        note = "One document has both." if one.document == two.document else None
        reading: Reading = "different-time" if days_between(told, one, two) >= DAYS_APART else "conflict"
        yield record(told, "position", shared_words(told, pair.first, pair.second), reading, sides, note)
    for first, second, conflict in intentions(told):
        if first not in taken or second not in taken:
            yield conflict


def _denies(denying: Passage, affirming: Passage) -> bool:
    """`denying` denies of one doer and one thing what `affirming` says: of the words after one that it denies, half are
    common to both, and so is the name before it, where both have one."""
    reading = read(denying.text)
    here, there = reading.pieces, read(affirming.text).pieces
    stems = {piece.stem for piece in there if piece.content}
    for at in sorted(reading.denied):
        denied = here[at].stem
        if denied not in stems:
            continue
        done_to = [piece.stem for piece in here[at + 1 : at + 1 + _NEAR] if piece.content]
        doers = [_doer(here, at)] + [_doer(there, n) for n, piece in enumerate(there) if piece.stem == denied]
        named = [doer for doer in doers if doer]
        if 2 * sum(stem in stems for stem in done_to) >= len(done_to) and (
            len(named) < len(doers) or len({*named}) == 1
        ):
            return True
    return False


def _doer(pieces: Sequence[Piece], at: int) -> str:
    """The last word of the name before the verb at `at`, unless it is of one who says or denies it; "" without one."""
    for piece in reversed(pieces[max(0, at - _NEAR) : at]):
        if piece.stem in SAYING_STEMS or piece.lower == "that":
            return ""
        if piece.capital:
            return piece.stem
    return ""
