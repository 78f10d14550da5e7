"""The candidate nouns around which sections of claims can be built."""

from __future__ import annotations

from collections import defaultdict

from tasks.topics.features import AHEAD, Sentences, TopicFeatures, Vector
from tasks.topics.labels import NAME, head_worth
from tasks.topics.sections import FEWEST, Noun


def nouns(found: TopicFeatures, sentences: Sentences, vectors: list[Vector], banned: frozenset[str]) -> dict[str, Noun]:
    """The candidate nouns of a story by stem: those in at least two claims, and AHEAD if enough claims announce a next
    step.

    Args:
        found: the features of the claims.
        sentences: the sentences of the story.
        vectors: the vector of each claim, in the same order.
        banned: stems that cannot be candidates, such as those of the main actors.
    """
    claims: defaultdict[str, list[int]] = defaultdict(list)
    for index, (subject, vector) in enumerate(zip(found.subjects, vectors, strict=True)):
        for stem in subject.stems & vector.keys():
            claims[stem].append(index)
    ahead = [index for index, vector in enumerate(vectors) if AHEAD in vector]
    several = {stem for stem, some in claims.items() if len(some) > 1} - banned
    worth: defaultdict[str, float] = defaultdict(float)
    common: set[str] = set()  # nouns that are printed in lower case too
    for stems, printings in zip(found.stems, found.printings, strict=True):
        if stems[-1] in several:
            word = printings[0].words.rsplit(None, 1)[-1]
            worth[stems[-1]] = max(worth[stems[-1]], head_worth(stems[-1], word))
            if word[0].islower():
                common.add(stems[-1])
    nouns = {
        stem: Noun(claims[stem], how * (1.0 if stem in common else NAME) * _voices(found, sentences, claims[stem]))
        for stem, how in worth.items()
        if how
    }
    if len(ahead) >= FEWEST:
        nouns[AHEAD] = Noun(ahead, _voices(found, sentences, ahead))
    return nouns


def _voices(found: TopicFeatures, sentences: Sentences, claims: list[int]) -> float:
    """What a noun keeps of its worth when so many reports print it: what one alone speaks of is a side issue."""
    places = {place for index in claims for place in found.subjects[index].places}
    reports = set().union(*[sentences.carriers[place] for place in places])
    return len(reports) / (len(reports) + 1)
