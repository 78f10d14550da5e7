"""What a claim is about, as weighted stems and noun phrases of the sentences that its evidence stands in."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tasks.noun_phrases import HOLLOW, Phrase, content, printed_phrases, stem
from tasks.records import Claim, Material

# The name of a person says who acts and a verb how; what is acted on, and where, says most about the subject. Weights
# chosen by reading the topics of twelve stories.
_WEIGHT = {"w": 1.0, "e": 0.5, "v": 0.5, "N": 0.8}
_PERSON = 0.25
# The sentences beside it in its paragraph say what "it" is about.
_BESIDE = 0.3
# A stem in more of the story's claims than this names the story, not a subject in it.
COMMON = 0.25
COMMON_CLAIMS = 5.0  # in a small story a quarter of the claims is too few to tell
_HOLLOW_STEMS = frozenset(map(stem, HOLLOW))

Vector = dict[str, float]


class Place(NamedTuple):
    """A sentence of the story: the index of its document, and its index there."""

    document: int
    sentence: int


class Subject(NamedTuple):
    """A claim as the graph sees it: where it stands, its unit vector of stems, and the phrases
    printed there with the documents that print them."""

    claim: Claim
    places: tuple[Place, ...]
    vector: Vector
    phrases: dict[tuple[str, ...], frozenset[int]]


class Features(NamedTuple):
    """The claims in order, and for each phrase how it is printed, how often, and how often something introduces it."""

    subjects: tuple[Subject, ...]
    printed: dict[tuple[str, ...], Counter[str]]
    introduced: Counter[tuple[str, ...]]


class _Sentences:
    """The sentences of a story, each read once and only as far as asked."""

    def __init__(self, material: Material) -> None:
        self._texts = [document.text for document in material.documents]
        self._index = {document.id: index for index, document in enumerate(material.documents)}
        self._spans = [segmented.sentences for segmented in material.segmented]
        self._starts = [[span.start for span in spans] for spans in self._spans]
        self._stems: dict[Place, Vector] = {}
        self._phrases: dict[Place, tuple[tuple[Phrase, str], ...]] = {}
        self._persons: list[set[int]] = [set() for _ in material.documents]
        for name in material.names:
            for mention in name.mentions if name.kind == "person" else ():
                if mention.document in self._index:
                    self._persons[self._index[mention.document]].update(range(mention.start, mention.end))

    def places(self, claim: Claim) -> tuple[Place, ...]:
        found: set[Place] = set()
        for passage in claim.evidence:
            document = self._index[passage.document]
            first = max(0, bisect_right(self._starts[document], passage.start) - 1)
            last = max(first, bisect_right(self._starts[document], passage.end - 1) - 1)
            found.update(Place(document, sentence) for sentence in range(first, last + 1))
        return tuple(sorted(place for place in found if place.sentence < len(self._spans[place.document])))

    def beside(self, place: Place) -> Iterator[Place]:
        """The sentences before and after in the same block."""
        spans = self._spans[place.document]
        for other in (place.sentence - 1, place.sentence + 1):
            if 0 <= other < len(spans) and spans[other].block == spans[place.sentence].block:
                yield Place(place.document, other)

    def stems(self, place: Place) -> Vector:
        """The stems of a sentence, each with the weight of its kind of word."""
        found = self._stems.get(place)
        if found is None:
            start, end, _ = self._spans[place.document][place.sentence]
            persons = self._persons[place.document]
            found = self._stems[place] = {}
            for at, kind, term in content(self._texts[place.document][start:end]):
                weight = _PERSON if start + at in persons else _WEIGHT[kind]
                if weight > found.get(term, 0.0) and term not in _HOLLOW_STEMS:
                    found[term] = weight
        return found

    def phrases(self, place: Place) -> tuple[tuple[Phrase, str], ...]:
        """The noun phrases of a sentence, each with its words as they are printed."""
        found = self._phrases.get(place)
        if found is None:
            span = self._spans[place.document][place.sentence]
            text = self._texts[place.document][span.start : span.end]
            found = self._phrases[place] = printed_phrases(text)
        return found


def features(material: Material, claims: Sequence[Claim]) -> Features:
    """What each of `claims` is about, weighed inside this story alone."""
    sentences = _Sentences(material)
    places = [sentences.places(claim) for claim in claims]
    raw = [_claim_stems(sentences, there) for there in places]
    spread = Counter(term for stems in raw for term in stems)
    most = max(COMMON_CLAIMS, COMMON * len(claims))
    shared = _shared(material, sentences, {place for there in places for place in there})
    rarity = {
        term: math.log((len(claims) + 1) / n)
        for term, n in sorted(spread.items())
        if 1 < n <= most and (shared is None or term in shared)
    }
    printed: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    introduced: Counter[tuple[str, ...]] = Counter()
    for place in sorted({place for there in places for place in there}):
        for phrase, words in sentences.phrases(place):
            printed[phrase.stems][words] += 1
            introduced[phrase.stems] += phrase.introduced
    subjects = tuple(
        Subject(
            claim,
            there,
            _unit({term: weight * rarity[term] for term, weight in sorted(stems.items()) if term in rarity}),
            _printing(sentences, there),
        )
        for claim, there, stems in zip(claims, places, raw, strict=True)
    )
    return Features(subjects, printed, introduced)


def _printing(sentences: _Sentences, places: Iterable[Place]) -> dict[tuple[str, ...], frozenset[int]]:
    documents: dict[tuple[str, ...], set[int]] = {}
    for place in places:
        for phrase, _ in sentences.phrases(place):
            documents.setdefault(phrase.stems, set()).add(place.document)
    return {phrase: frozenset(found) for phrase, found in documents.items()}


def _shared(material: Material, sentences: _Sentences, places: Iterable[Place]) -> frozenset[str] | None:
    """Stems that two or more documents print, copies counted as one: what only one of them speaks of is no subject of
    the story. None when there is but one document."""
    voice = list(range(len(material.documents)))
    index = {document.id: number for number, document in enumerate(material.documents)}
    for group in material.copies:
        members = sorted(index[member] for member in group.members if member in index)
        for member in members:
            voice[member] = voice[members[0]]
    if len(set(voice)) < 2:
        return None
    voices: dict[str, set[int]] = {}
    for place in places:
        for term in sentences.stems(place):
            voices.setdefault(term, set()).add(voice[place.document])
    return frozenset(term for term, found in voices.items() if len(found) > 1)


def _claim_stems(sentences: _Sentences, places: Sequence[Place]) -> Vector:
    stems: Vector = {}
    for place in places:
        for term, weight in sentences.stems(place).items():
            stems[term] = max(weight, stems.get(term, 0.0))
        for other in sentences.beside(place):
            for term, weight in sentences.stems(other).items():
                stems[term] = max(_BESIDE * weight, stems.get(term, 0.0))
    return stems


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {term: weight / length for term, weight in vector.items()}
