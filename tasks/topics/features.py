"""Features of claims for topics: weighted stems, and the noun phrases of the sentences that carry the evidence."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from tasks.records import Claim, Material
from tasks.shared.english.noun_phrases import HOLLOW_STEMS, NounPhrase, content, phrases
from tasks.topics.next_steps import Ahead

# The name of a person says who acts and a verb how; what is acted on, and where, says most about the subject. Weights
# chosen by reading the topics of twelve stories.
_WEIGHT = {"w": 1.0, "e": 0.5, "v": 0.5, "N": 0.8}
_PERSON = 0.25
# The sentences beside it in its paragraph say what "it" is about.
_BESIDE = 0.3
# A stem in more of the story's claims than this names the story, not a subject in it.
COMMON = 0.25
COMMON_CLAIMS = 5.0  # in a small story a quarter of the claims is too few to tell

# What comes next is a section in most reports, though the words for it differ from claim to claim: that a claim tells
# of it counts as a word of its own, somewhat more than a noun.
AHEAD = "→"
_AHEAD = 1.2

Vector = dict[str, float]


class SentencePlace(NamedTuple):
    """The place of a sentence of the story: the index of its document, and its index in the document."""

    document: int
    sentence: int


class ClaimTerms(NamedTuple):
    """A claim as labels need it: the places of its sentences, the stems printed there, and its phrases by index (into
    `TopicFeatures.stems`), each with the indexes of the reports that print it; copies of a report count as one."""

    claim: Claim
    places: tuple[SentencePlace, ...]
    stems: Set[str]
    phrases: dict[int, frozenset[int]]


class TopicFeatures(NamedTuple):
    """The claims in order, and the noun phrases by index: `stems[i]` are the stems of phrase `i`, `printings[i]` its
    occurrences."""

    subjects: tuple[ClaimTerms, ...]
    stems: list[tuple[str, ...]]
    printings: list[list[NounPhrase]]


class Sentences:
    """The sentences of a story. Each is analysed once, when it is first asked for. Sentences with the same words in
    several places are represented by the first of these places that was asked for."""

    def __init__(self, material: Material) -> None:
        self._texts = [document.text for document in material.documents]
        self._index = {document.id: index for index, document in enumerate(material.documents)}
        self.reports = _reports(material, self._index)
        self.carriers: dict[SentencePlace, set[int]] = {}  # the reports that print a sentence, by its place
        self._first: dict[SentencePlace, SentencePlace] = {}
        self._of_words: dict[str, SentencePlace] = {}
        self._spans = [segmented.sentences for segmented in material.segmented]
        self._starts = [[span.start for span in spans] for spans in self._spans]
        self._stems: dict[SentencePlace, Vector] = {}
        self._ahead = [
            Ahead(document, extract) for document, extract in zip(material.documents, material.extracts, strict=True)
        ]
        self._persons: list[list[tuple[int, int]]] = [[] for _ in material.documents]
        for name in material.names:
            for mention in name.mentions if name.kind == "person" else ():
                if mention.document in self._index:
                    self._persons[self._index[mention.document]].append((mention.start, mention.end))
        for mentions in self._persons:
            mentions.sort()

    def places(self, claim: Claim) -> tuple[SentencePlace, ...]:
        """The places of the sentences that contain the evidence of a claim, sorted."""
        found: set[SentencePlace] = set()
        for passage in claim.evidence:
            document = self._index[passage.document]
            starts = self._starts[document]
            first = max(0, bisect_right(starts, passage.start) - 1)
            last = max(first, bisect_right(starts, passage.end - 1) - 1)
            for sentence in range(first, min(last + 1, len(starts))):
                place = SentencePlace(document, sentence)
                found.add(self._first.get(place) or self._carry(place))
        return tuple(sorted(found))

    def _carry(self, place: SentencePlace) -> SentencePlace:
        first = self._first[place] = self._of_words.setdefault(self.text(place), place)
        self.carriers.setdefault(first, set()).add(self.reports[place.document])
        return first

    def beside(self, place: SentencePlace) -> Iterator[SentencePlace]:
        """The places of the sentences directly before and after, if they are in the same block."""
        spans = self._spans[place.document]
        for other in (place.sentence - 1, place.sentence + 1):
            if 0 <= other < len(spans) and spans[other].block == spans[place.sentence].block:
                near = SentencePlace(place.document, other)
                yield self._first.get(near, near)

    def stems(self, place: SentencePlace) -> Vector:
        """The content stems of a sentence, each with a weight from 0.25 (names of persons) to 1 (nouns). Do not change
        the result."""
        found = self._stems.get(place)
        if found is None:
            start, end, _ = self._spans[place.document][place.sentence]
            found = self._stems[place] = _stems(*self._parted(place.document, start, end))
        return found

    def ahead(self, place: SentencePlace) -> bool:
        """Whether a sentence announces a next step (`tasks.topics.next_steps`)."""
        start, end, _ = self._spans[place.document][place.sentence]
        return self._ahead[place.document](start, end)

    def _parted(self, document: int, start: int, end: int) -> tuple[str, str]:
        """The words between `start` and `end` without the names of persons, and these names."""
        text, mentions = self._texts[document], self._persons[document]
        first = bisect_left(mentions, (start, 0))
        last = bisect_left(mentions, (end, 0))
        if first == last:
            return text[start:end], ""
        others, persons = [], []
        for low, high in mentions[first:last]:
            others.append(text[start:low])
            persons.append(text[max(start, low) : high])
            start = max(start, high)
        return " ".join((*others, text[start:end])), " ".join(persons)

    def phrases(self, place: SentencePlace) -> tuple[NounPhrase, ...]:
        """The noun phrases of a sentence, as `tasks.shared.english.noun_phrases.phrases` gives them."""
        return phrases(self.text(place))

    def text(self, place: SentencePlace) -> str:
        """The text of a sentence, exactly as in its document."""
        start, end, _ = self._spans[place.document][place.sentence]
        return self._texts[place.document][start:end]


@lru_cache(maxsize=1 << 12)
def _stems(others: str, persons: str) -> Vector:
    """The stems of words of a sentence, and of the names of persons in it; copies print the same ones."""
    found: Vector = {}
    for term, weight in chain.from_iterable(map(_weighed, others.split())):
        if weight > found.get(term, 0.0):
            found[term] = weight
    for term, _ in chain.from_iterable(map(_weighed, persons.split())):
        if term not in found:
            found[term] = _PERSON
    return found


@lru_cache(maxsize=1 << 17)
def _weighed(piece: str) -> tuple[tuple[str, float], ...]:
    """The stems of what stands between two white spaces, each with its weight."""
    return tuple([(term, _WEIGHT[kind]) for kind, term in content(piece) if term not in HOLLOW_STEMS])


def features(sentences: Sentences, claims: Sequence[Claim]) -> TopicFeatures:
    """The places, stems and noun phrases of each claim, in the order of `claims`."""
    places = [sentences.places(claim) for claim in claims]
    numbers: dict[tuple[str, ...], int] = {}
    printings: list[list[NounPhrase]] = []
    there: dict[SentencePlace, list[int]] = {}
    for place in sorted(set(chain.from_iterable(places))):
        there[place] = here = []
        for phrase in sentences.phrases(place):
            number = numbers.setdefault(phrase.stems, len(printings))
            if number == len(printings):
                printings.append([])
            printings[number].append(phrase)
            here.append(number)
    subjects = []
    for claim, some in zip(claims, places, strict=True):
        stems = sentences.stems(some[0]).keys() if len(some) == 1 else {*chain(*map(sentences.stems, some))}
        subjects.append(ClaimTerms(claim, some, stems, _printing(some, there, sentences)))
    return TopicFeatures(tuple(subjects), list(numbers), printings)


def _printing(
    places: Sequence[SentencePlace], there: dict[SentencePlace, list[int]], sentences: Sentences
) -> dict[int, frozenset[int]]:
    if len(places) == 1:
        return dict.fromkeys(there[places[0]], frozenset(sentences.carriers[places[0]]))
    printing: dict[int, frozenset[int]] = {}
    for place in places:
        carriers = frozenset(sentences.carriers[place])
        for number in there[place]:
            printing[number] = printing[number] | carriers if number in printing else carriers
    return printing


def vectors(sentences: Sentences, subjects: Sequence[ClaimTerms]) -> list[Vector]:
    """For each claim, in order, its stems as a TF-IDF vector of unit length. Document frequencies are counted over the
    claims of this story; stems of one claim, of more than a quarter of the claims, or (where there are several) of one
    report alone have no weight. A claim without weighted stems has an empty vector."""
    raw = [_claim_stems(sentences, subject.places) for subject in subjects]
    spread = Counter(chain.from_iterable(raw))
    most = max(COMMON_CLAIMS, COMMON * len(subjects))
    shared = _shared(sentences, {place for subject in subjects for place in subject.places})
    rarity = {
        term: math.log((len(subjects) + 1) / n)
        for term, n in spread.items()
        if 1 < n <= most and (shared is None or term == AHEAD or term in shared)
    }
    return [
        _unit([(term, stems[term] * rarity[term]) for term in sorted(rarity.keys() & stems.keys())]) for stems in raw
    ]


def _reports(material: Material, index: Mapping[str, int]) -> list[int]:
    """For each document the first of its copies, itself where it has none."""
    reports = list(range(len(material.documents)))
    for group in material.copies:
        members = sorted(index[member] for member in group.members if member in index)
        for member in members:
            reports[member] = reports[members[0]]
    return reports


def _shared(sentences: Sentences, places: Iterable[SentencePlace]) -> frozenset[str] | None:
    """Stems that two or more reports print: what only one of them speaks of is no subject of the story. None when there
    is but one report."""
    if len(set(sentences.reports)) < 2:
        return None
    told: dict[int, set[str]] = {}
    for place in places:
        for report in sentences.carriers[place]:
            told.setdefault(report, set()).update(sentences.stems(place))
    counts = Counter(chain.from_iterable(told.values()))
    return frozenset([term for term, count in counts.items() if count > 1])


def _claim_stems(sentences: Sentences, places: Sequence[SentencePlace]) -> Vector:
    stems: Vector = {}
    for place in places:
        if stems:
            for term, weight in sentences.stems(place).items():
                if weight > stems.get(term, 0.0):
                    stems[term] = weight
        else:
            stems = dict(sentences.stems(place))
        if sentences.ahead(place):
            stems[AHEAD] = _AHEAD
        for other in sentences.beside(place):
            for term, weight in sentences.stems(other).items():
                if term not in stems or _BESIDE * weight > stems[term]:
                    stems[term] = _BESIDE * weight
    return stems


def _unit(vector: Sequence[tuple[str, float]]) -> Vector:
    length = math.sqrt(math.fsum([weight * weight for _, weight in vector])) or 1.0
    return {term: weight / length for term, weight in vector}
