"""The label of a story: a name and a noun phrase of its headlines, as its documents print them."""

from __future__ import annotations

from collections import Counter, defaultdict

from tasks.records import Material
from tasks.shared.english.lexicon import ordinary_rank
from tasks.shared.english.noun_phrases import HOLLOW_STEMS, NounPhrase, content_stems, phrases

_RARE = 3000  # rank in general English from which a word tells what a story is about
_HEADLINE = 3  # a phrase whose words the headline chose counts more than one that a sentence only uses
_OPENING = 3  # sentences of a report that are looked at
_Stems = tuple[str, ...]


def story_label(material: Material) -> str:
    """The label of a story: the name and the noun phrase that most documents print at their beginning, joined by ", ";
    one of them if the other is missing; without either, the title or path of the first document."""
    weight, printed = _weigh(material)
    ranked = sorted(weight, key=lambda stems: (-weight[stems] * _telling(printed[stems]), stems))
    name = next((stems for stems in ranked if _is_name(printed[stems])), None)
    subject = next((s for s in ranked if not _is_name(printed[s]) and not set(s) & set(name or ())), None)
    if parts := [printed[stems] for stems in (name, subject) if stems is not None]:
        return ", ".join(parts)
    first = material.documents[0]
    return first.title.exact if first.title else first.path


def _weigh(material: Material) -> tuple[Counter[_Stems], dict[_Stems, str]]:
    """In how many documents each phrase stands, more where the headline has it too, and how it is printed."""
    weight: Counter[_Stems] = Counter()
    counts: defaultdict[_Stems, Counter[str]] = defaultdict(Counter)
    for document, segmented in zip(material.documents, material.segmented, strict=True):
        headline = content_stems(document.title.exact) if document.title else frozenset()
        seen: dict[_Stems, int] = {}
        texts = [
            document.text[sentence.start : sentence.end]
            for sentence in segmented.sentences[:_OPENING]
            if document.blocks[sentence.block].kind not in ("title", "heading")
        ]
        if document.title and not _in_title_case(document.title.exact):
            texts.append(document.title.exact)
        for text in texts:
            for phrase in phrases(text):
                if _fit(phrase):
                    counts[phrase.stems][phrase.words] += 1
                    seen[phrase.stems] = _HEADLINE if headline.issuperset(phrase.stems) else 1
        weight.update(seen)
    chosen = {stems for stems, count in weight.items() if count >= _HEADLINE} or set(weight)
    return Counter({s: weight[s] for s in chosen}), {s: _usual(counts[s]) for s in chosen}


def _fit(phrase: NounPhrase) -> bool:
    return phrase.introduced and not HOLLOW_STEMS.issuperset(phrase.stems)


def _telling(words: str) -> float:
    ranks = [ordinary_rank().get(word.lower(), _RARE) for word in words.replace("-", " ").split()]
    return sum(min(rank, _RARE) for rank in ranks) / len(ranks) / _RARE * (1.5 if len(ranks) > 1 else 1.0)


def _in_title_case(words: str) -> bool:
    """Whether capitals tell no names, because most words have one."""
    longer = [word for word in words.split() if len(word) > 3]
    return 2 * sum(word[0].isupper() for word in longer) > len(longer)


def _is_name(words: str) -> bool:
    return all(word[0].isupper() for word in words.split())


def _usual(counts: Counter[str]) -> str:
    """The most usual way to print a phrase; in lower case where it ever is, since headlines capitalise."""
    lower = [words for words in counts if not _is_name(words)]
    words = min(lower or counts, key=lambda words: (-counts[words], words))
    return words[:-2] if words.endswith(("'s", "’s")) else words
