"""Spellings of one name: words that sound alike and stand in the same company, in different documents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from tasks.facts.stated import ReadSentence, StatedValue
from tasks.facts.tables import country_codes
from tasks.shared.english.date_expressions import MONTHS, WEEKDAYS
from tasks.shared.english.lexicon import ascii_fold, ordinary_rank

_TOKEN = re.compile(r"(?:[Aa]l[- ])?[\w’'`]+")
_NAME = re.compile(r"(?:[Aa]l[- ])?[A-Z][a-zà-ÿ]+(?:['’`-][A-Za-zà-ÿ]+)?")
_ARTICLE = re.compile(r"^[Aa]l[- ]|^[Ee]l[- ]")
_VOWELS = re.compile(r"[aeiouyàáâäåèéêëìíîïòóôöøùúûüÿ'’`]+")
_OWNER = re.compile(r"['’]s$")
_MARKS = re.compile(r"['’`-]")
_PLAIN_WORD = re.compile(r"(?<![.!?“\"] )\b[a-z]+\b")
_SHORTEST = 3
_LONG = 5  # letters from which names with one other letter are tried
_SOUNDS_SAME = 6  # letters from which the same sound alone is enough
_FEW_CONSONANTS = 3
_MOST_LETTERS = 2
_BOTH = 0.5  # the share of documents that may print both forms
_NEAR_WORDS = (-2, -1, 1, 2)
# Letters that vary between transliterations of one name.
_SOUNDS = (
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "i"),
    ("ey", "i"),
    ("y", "i"),
    ("ck", "k"),
    ("q", "k"),
    ("ph", "f"),
    ("dj", "j"),
    ("e", "a"),
    ("o", "u"),
)
_ADJECTIVES = frozenset(("i", "n", "an", "ian", "ese", "es", "is", "ans", "ns", "e", "y", "ia", "s"))
_LITTLE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "and",
        "to",
        "on",
        "at",
        "from",
        "by",
        "for",
        "with",
        "as",
        "said",
        "was",
        "is",
        "that",
        "who",
        "near",
        "his",
        "her",
        "its",
        "he",
        "has",
        "had",
        "were",
        "be",
        "been",
        "it",
        "after",
        "also",
        "their",
    ]
)
_CALENDAR = frozenset(word.lower() for word in (*WEEKDAYS, *MONTHS))


@dataclass(slots=True)
class _Form:
    """One spelling: where it stands, and the words beside it with their weight; a capitalised one weighs more."""

    word: str
    places: list[tuple[ReadSentence, int, int]] = field(default_factory=list)
    company: Counter[str] = field(default_factory=Counter)

    @property
    def documents(self) -> set[int]:
        return {sentence.document for sentence, _, _ in self.places}


def spellings(sentences: Sequence[ReadSentence]) -> Iterator[list[StatedValue]]:
    """Yields for each name that is spelled in several ways all its mentions, as values that are the spellings."""
    forms = _forms(sentences)
    joined: dict[str, set[str]] = {}
    by_skeleton: dict[str, list[str]] = defaultdict(list)
    for word in forms:
        by_skeleton[_skeleton(word)].append(word)
    for group in by_skeleton.values():
        for one, two in combinations(group, 2):
            _try(forms[one], forms[two], joined, strict=False)
    for one, two in _nearly(forms):
        _try(forms[one], forms[two], joined, strict=True)
    seen: set[tuple[str, ...]] = set()
    for word in forms:
        words = tuple(sorted(joined.get(word, ())))
        if words and words not in seen:
            seen.add(words)
            yield [
                StatedValue("spelling", words[0], form, sentence, start, end, same=frozenset({form}))
                for form in words
                for sentence, start, end in _first_of_each(forms[form].places)
            ]


def _first_of_each(places: Sequence[tuple[ReadSentence, int, int]]) -> Iterator[tuple[ReadSentence, int, int]]:
    """The first place in each document: that tells how it spells the name."""
    seen: set[int] = set()
    for place in places:
        if place[0].document not in seen:
            seen.add(place[0].document)
            yield place


def _forms(sentences: Sequence[ReadSentence]) -> dict[str, _Form]:
    """The capitalised words of a story that never stand in lower case."""
    forms: dict[str, _Form] = {}
    common: set[str] = set()
    for sentence in sentences:
        common.update(_PLAIN_WORD.findall(sentence.text))
        tokens = [(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(sentence.text)]
        for i, (token, start, _) in enumerate(tokens):
            if not token[0].isupper() and not token.startswith("al"):
                continue
            if not _NAME.fullmatch(token):
                continue
            word = _OWNER.sub("", token)
            if len(_plain(word)) < _SHORTEST:
                continue
            form = forms.setdefault(word, _Form(word))
            form.places.append((sentence, sentence.start + start, sentence.start + start + len(word)))
            for step in _NEAR_WORDS:
                if 0 <= i + step < len(tokens):
                    beside = tokens[i + step][0]
                    form.company[("-" if step < 0 else "+") + beside.lower()] += 1 if beside[:1].islower() else 3
    return {word: form for word, form in forms.items() if word.lower() not in common}


def _nearly(forms: Mapping[str, _Form]) -> Iterator[tuple[str, str]]:
    """Pairs of longer words with one letter more, another, or two that changed places: found by the words without one
    letter, so that not every two are compared."""
    by_rest: dict[tuple[str, str], list[str]] = defaultdict(list)
    for word in forms:
        plain = _plain(word)
        if len(word) >= _LONG:
            for at in range(1, len(plain) + 1):
                by_rest[word[0], plain[:at] + plain[at + 1 :]].append(word)
            by_rest[word[0], "".join(sorted(plain))].append(word)
    seen: set[tuple[str, str]] = set()
    for group in by_rest.values():
        for one, two in combinations(dict.fromkeys(group), 2):
            if (one, two) not in seen and _plain(one) != _plain(two) and _swapped(_plain(one), _plain(two)):
                seen.add((one, two))
                yield one, two


def _try(first: _Form, second: _Form, joined: dict[str, set[str]], *, strict: bool) -> None:
    """Join two spellings when nothing speaks against one name and their company for it."""
    one, two = first.word, second.word
    a, b = _plain(one), _plain(two)
    if _no_other_spelling(one, two, a, b):
        return
    same_sound = _sound(a) == _sound(b)
    if len(_VOWELS.sub("", a)) <= _FEW_CONSONANTS and not same_sound and not _swapped(a, b):
        return
    here, there = first.documents, second.documents
    both = here & there
    if not here - both or not there - both or len(both) > _BOTH * min(len(here), len(there)):
        return
    near = {w for w in first.company.keys() & second.company.keys() if w[1:] not in _LITTLE}
    if strict and not any(first.company[w] >= 3 and second.company[w] >= 3 for w in near):
        return
    named_before = [{w for w, n in form.company.items() if n >= 3 and w[0] == "-"} for form in (first, second)]
    if all(named_before) and not near:
        return
    if near or (same_sound and min(len(a), len(b)) >= _SOUNDS_SAME):
        group = joined.get(one, {one}) | joined.get(two, {two})
        for form in group:
            joined[form] = group


def _no_other_spelling(one: str, two: str, a: str, b: str) -> bool:
    """Whether two words are the same but for marks, a form of one word, ordinary words, or too far apart."""
    if a == b:
        marks = [re.sub(r"[-\s]|^[Aa]l", "", form).replace("’", "'") for form in (one, two)]
        if len(one) == len(two) or marks[0] == marks[1]:
            return True
    for x, y in ((a, b), (b, a)):
        if x.startswith(y) and x[len(y) :] in _ADJECTIVES and x != y + "a":
            return True
    if (ascii_fold(a) == ascii_fold(b) and a != b) or (_british(a) == _british(b) and a != b):
        return True
    codes = [country_codes().get(form) or country_codes().get(form.removesuffix("s")) for form in (one, two)]
    if all(codes):
        return True
    ordinary = ordinary_rank()
    return a in ordinary or b in ordinary or bool({a, b} & _CALENDAR) or _distance(a, b) > _MOST_LETTERS


def _plain(word: str) -> str:
    return _MARKS.sub("", _ARTICLE.sub("", _OWNER.sub("", word)).lower())


def _skeleton(word: str) -> str:
    """What spellings of one name have in common: consonants that sound otherwise, without vowels and doubles."""
    plain = _plain(word)
    rest = re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", plain[1:]))
    for old, new in (("ck", "k"), ("q", "k"), ("ph", "f"), ("c", "k"), ("w", "u"), ("z", "s")):
        rest = rest.replace(old, new)
    first = "*" if plain[:1] in "aeiouy" else plain[:1].replace("q", "k").replace("c", "k")
    return first + re.sub(r"[uh]", "", re.sub(r"h$", "", rest))


def _distance(a: str, b: str) -> int:
    """Letters to change, add or take away (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def _british(word: str) -> str:
    """The American spelling of a word."""
    plain = (
        word.replace("our", "or")
        .replace("centre", "center")
        .replace("theatre", "theater")
        .replace("defence", "defense")
    )
    return re.sub(r"s(?=(?:e|ation|ing|ed)s?$)", "z", plain)


def _sound(word: str) -> str:
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word).removesuffix("h")


def _swapped(a: str, b: str) -> bool:
    """One letter more, another, or two that changed places."""
    if len(a) == len(b):
        differ = [i for i in range(len(a)) if a[i] != b[i]]
        if len(differ) == 1:
            return True
        if len(differ) == 2 and differ[1] == differ[0] + 1 and a[differ[0]] == b[differ[1]]:
            return True
        return sorted(a) == sorted(b) and len(differ) <= 3
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
