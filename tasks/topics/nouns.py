"""The nouns around which the claims of a story may be gathered."""

from __future__ import annotations

from collections import defaultdict

from tasks.topics.features import AHEAD, Features, Sentences, Vector
from tasks.topics.labels import head_worth
from tasks.topics.sections import FEWEST, Noun

# A name says who or where before it says what.
_NAME = 0.55


def nouns(found: Features, sentences: Sentences, vectors: list[Vector], banned: frozenset[str]) -> dict[str, Noun]:
    """The nouns of FEWEST claims or more, by stem. `banned` are stems that name no section, as the main actors'."""
    worth: defaultdict[str, float] = defaultdict(float)
    common: set[str] = set()  # nouns that are printed in lower case too
    for stems, printings in zip(found.stems, found.printings, strict=True):
        words = printings[0].words.rsplit(None, 1)[-1]
        if stems[-1] not in banned:
            worth[stems[-1]] = max(worth[stems[-1]], head_worth(stems[-1], words))
        if words[0].islower():
            common.add(stems[-1])
    worth[AHEAD] = 1.0
    claims: defaultdict[str, list[int]] = defaultdict(list)
    for index, (subject, vector) in enumerate(zip(found.subjects, vectors, strict=True)):
        printed = {stem for place in subject.places for stem in sentences.stems(place)} | {AHEAD}
        for stem in vector.keys() & printed:
            claims[stem].append(index)
    return {
        stem: Noun(
            tuple(some), worth[stem] * (1.0 if stem in common or stem == AHEAD else _NAME) * _voices(found, some)
        )
        for stem, some in claims.items()
        if len(some) >= FEWEST and worth.get(stem)
    }


def _voices(found: Features, claims: list[int]) -> float:
    """What a noun keeps of its worth when so many documents print it: what one alone speaks of is a side issue."""
    documents = len({place.document for index in claims for place in found.subjects[index].places})
    return documents / (documents + 1)
