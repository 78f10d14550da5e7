"""Decides what a run of capitalised words names: a person, an organisation, a place, or nothing that can be decided."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from tasks.extract.names.runs import CapitalisedRun, NameToken
from tasks.records import NameKind
from tasks.shared.english.lexicon import (
    adjectives,
    ascii_fold,
    common_words,
    given_names,
    institutions,
    organisation_words,
    place_words,
    places,
    roles,
    surnames_that_are_words,
    word_set,
)
from tasks.shared.english.personal_names import PARTICLES
from tasks.shared.english.prefilter import later

_SUFFIXES = frozenset(["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"])
_SPEECH = (
    "said says told added asked argued insisted noted explained warned replied wrote tweeted testified recalled"
    " continued acknowledged suggested stressed declared admitted claimed stated announced believes thinks"
)
_SAYING = _SPEECH.replace(" ", "|")
_AFTER_PERSON = later(
    rf"(?:[’']s)?(?:,? (?:who|whose|{_SAYING})\b"
    rf"|, (?:\d{{1,3}}|an?|the|then|now|former|his|her)\b|, \w+ing\b| \([\w@]-?|.{{0,80}}?\b(?:he|she|his|her)\b)"
)
_BEFORE_PERSON = later(
    rf"(?:\b(?:{_SAYING})|[a-z]\w*(?:man|woman|person|er|or|ist|ian|ent|son|ow|and|ife|eague|end)) $"
)


_BEFORE_BODY = later(
    r"\b(?:firm|company|group|bank|band|brand|agency|newspaper|magazine|website|startup|university|party|club)"
    r"(?: of| called| named)? $"
)
_FORM_FOLLOWS = later(r" (?:plc|AG|SE|NV|N\.V\.|SA|S\.A\.|GmbH|LLC|LLP|PLC)\b")
# After a word that opens a sentence and is no ordinary one, these tell that it is a name.
_VERB_AFTER = later(
    rf"[’']s\b| (?:{_SAYING}|was|is|has|had|will|would|did|does|told|left|went|met|spoke|gave|made|took"
    r"|[a-z]{2,}ed)\b"
)
_WHO_FOLLOWS = later(r",? (?:who|whose)\b")


_SURNAMES_TOO = frozenset(("May", "March", "Friday", "Easter"))  # after a given name


class NameSpan(NamedTuple):
    """A mention of a name (code points) and its kind. `weak`: only its capitals suggest a name, or at the beginning of
    a sentence not even these; it counts if other mentions confirm it. `title`: it follows a title or role."""

    start: int
    end: int
    kind: NameKind
    weak: bool
    title: bool


def found_in(text: str, run: CapitalisedRun) -> Sequence[NameSpan]:
    """The mentions of names in one run, in order. Words that are part of none can still be names that the document has
    elsewhere."""
    tokens = run.tokens
    if run.headline:
        return _in_headline(tokens)
    if len(tokens) == 1:
        return _alone(text, tokens[0], run)
    first = _after_openers(tokens, run)
    calendar = word_set("calendar")
    if run.joined and tokens[-1].word not in calendar:
        return _joined(text, tokens[first:])
    found: list[NameSpan] = []
    part: list[NameToken] = []
    for token in tokens[first:]:
        if token.word in calendar and not (part and _is_given(part[-1].word) and token.word in _SURNAMES_TOO):
            found += _part(text, part, run)
            part = []
        else:
            part.append(token)
    found += _part(text, part, run)
    return found


def _alone(text: str, token: NameToken, run: CapitalisedRun) -> Sequence[NameSpan]:
    """The same as `_untitled` for the commonest run by far, one word."""
    known = _known_alone(token.word)
    if known is None:
        return _single(text, token, run, _role_stands_before(text, token.start))
    if known == "adjective":
        return ()
    weak = run.opens and known != "place" and token.word.lower() in common_words()
    return (NameSpan(token.start, token.end, known, weak, False),)


@lru_cache(maxsize=65536)
def _known_alone(word: str) -> NameKind | Literal["adjective"] | None:
    if word in institutions():
        return institutions()[word][0]
    if word in places():
        return "place"
    if word in adjectives() or word in word_set("adjective"):
        return "adjective"
    return None


def _in_headline(tokens: Sequence[NameToken]) -> list[NameSpan]:
    """Known places and institutions only: where a name ends cannot be told when every word is capitalised."""
    found: list[NameSpan] = []
    k = 0
    while k < len(tokens):
        for size in (4, 3, 2, 1):
            phrase = " ".join(token.word for token in tokens[k : k + size])
            known = institutions().get(phrase)
            if known or phrase in places():
                if size > 1 or phrase.lower() not in common_words():
                    end = tokens[min(k + size, len(tokens)) - 1].end
                    found.append(NameSpan(tokens[k].start, end, known[0] if known else "place", False, False))
                k += size - 1
                break
        k += 1
    return found


def _joined(text: str, tokens: Sequence[NameToken]) -> Sequence[NameSpan]:
    if len(tokens) < 2:
        return ()
    first = tokens[0]
    if first.word in adjectives() and len(tokens) > 3:
        tokens = tokens[1:]
    last = 0  # the word before "of"
    for k in range(len(tokens) - 1):
        if tokens[k + 1].start - tokens[k].end > 2:
            last = k
    kind: NameKind = (
        "place"
        if tokens[last].word in place_words() and tokens[last].word not in organisation_words()
        else "organisation"
    )
    return (NameSpan(tokens[0].start, tokens[-1].end, kind, False, False),)


def _after_openers(tokens: Sequence[NameToken], run: CapitalisedRun) -> int:
    """How many words at the beginning of a sentence are no part of a name."""
    k = 0
    openers = word_set("opener")
    while k < len(tokens) and tokens[k].word in openers:
        k += 1
    if k or not run.opens or len(tokens) < 2:
        return k
    first, second = tokens[0].word, tokens[1].word
    low = first.lower()
    if low not in common_words() or low in roles().heads or low in roles().modifiers or low in roles().honorifics:
        return 0
    if first in organisation_words() or f"{first} {second}" in institutions() or f"{first} {second}" in places():
        return 0
    known = (
        _is_given(second)
        or second in places()
        or second.lower() in roles().heads
        or second.lower() in roles().honorifics
    )
    return 1 if known and not _is_given(first) else 0


def _part(text: str, tokens: list[NameToken], run: CapitalisedRun) -> Sequence[NameSpan]:
    """The names of words in a row none of which is a day or month."""
    while tokens and tokens[-1].word.lower() in PARTICLES:
        tokens = tokens[:-1]
    if not tokens:
        return ()
    known = roles()
    last_title = None
    for k in range(len(tokens) - 1):
        if _is_title(tokens[k].word) and not _is_bearer(tokens, k):
            last_title = k
    if last_title is not None and _may_be_person(
        tokens[last_title + 1 :], titled=True, honorific=tokens[last_title].word.lower() in known.honorifics
    ):
        left = tokens[:last_title]
        while left and left[-1].word.lower() in known.modifiers and not _is_known(" ".join(t.word for t in left)):
            left = left[:-1]
        named = tokens[last_title + 1 :]
        if len(named) == 1:
            found: Sequence[NameSpan] = (NameSpan(named[0].start, named[0].end, "person", False, True),)
        else:
            found = _untitled(text, named, run, titled=True)
        return (*_part(text, left, run), *found) if left else found
    return _untitled(text, tokens, run, titled=_role_stands_before(text, tokens[0].start))


@lru_cache(maxsize=65536)
def _is_title(word: str) -> bool:
    low = word.lower().rpartition("-")[2]
    return low in roles().heads or low in roles().honorifics


def _is_bearer(tokens: Sequence[NameToken], k: int) -> bool:
    """Whether the word at `k`, a role by its letters, is a surname after a given name ("Martin Luther King Jr.")."""
    before = tokens[k - 1].word if k else ""
    return bool(before) and _is_given(before) and before not in adjectives() and before not in places()


def _role_stands_before(text: str, start: int) -> bool:
    if start < 4 or text[start - 1] != " " or not text[start - 2].islower():
        return False
    words = text[max(0, start - 20) : start].split()
    return bool(words) and words[-1] in roles().heads and words[-1].islower()


def _untitled(text: str, tokens: list[NameToken], run: CapitalisedRun, titled: bool) -> Sequence[NameSpan]:
    known = roles()
    if tokens[0].word.lower() in known.portfolios and len(tokens) > 1:
        before = text[max(0, tokens[0].start - 24) : tokens[0].start].split()
        if (before and before[-1] == "of") or before[-2:] == ["of", "the"]:
            rest = before[:-1] if before[-1] == "of" else before[:-2]
            if rest and rest[-1].lower() in known.heads:
                tokens, titled = tokens[1:], True
    if len(tokens) > _LONGEST_RUN:
        return ()
    start, end = tokens[0].start, tokens[-1].end
    phrase = " ".join([token.word for token in tokens])
    if phrase in institutions():
        kind, _ = institutions()[phrase]
        weak = len(tokens) == 1 and run.opens and phrase.lower() in common_words()
        return (NameSpan(start, end, kind, weak, False),)
    if phrase in places() and not (titled and len(tokens) > 1 and _is_given(tokens[0].word)):
        return (NameSpan(start, end, "place", False, titled),)
    if len(tokens) == 1:
        return _single(text, tokens[0], run, titled)
    last = tokens[-1].word
    given = _is_given(tokens[0].word)
    if (
        last.rpartition("-")[2] in organisation_words()
        and not titled
        and not (given and len(tokens) == 2 and last.lower() in common_words() and last in surnames_that_are_words())
    ):
        if tokens[0].word in ("US", "U.S.", "UK", "U.K.") and len(tokens) > 2:
            country = NameSpan(start, tokens[0].end, "place", False, False)
            return (country, NameSpan(tokens[1].start, end, "organisation", False, False))
        return (NameSpan(start, end, "organisation", False, False),)
    if tokens[0].word in word_set("place prefix") and not titled:
        return (NameSpan(start, end, "place", False, False),)
    if not titled and (_BEFORE_BODY.search(text, max(0, start - 24), start) or _FORM_FOLLOWS.match(text, end)):
        return (NameSpan(start, end, "organisation", False, False),)
    if last in place_words() and not titled and not (given and last in surnames_that_are_words()):
        return (NameSpan(start, end, "place", False, False),)
    if not given or _opens_with_a_known_name(tokens):
        for k in range(len(tokens) - 1, 0, -1):
            prefix = " ".join([token.word for token in tokens[:k]])
            if prefix in adjectives() and prefix not in places():
                return _part(text, tokens[k:], run)
            if prefix in institutions() or prefix in places():
                kind = institutions()[prefix][0] if prefix in institutions() else "place"
                return (NameSpan(start, tokens[k - 1].end, kind, False, False), *_part(text, tokens[k:], run))
    if _may_be_person(tokens, titled):
        return (NameSpan(start, end, "person", False, titled),)
    unknown = sum(token.word.lower() not in common_words() for token in tokens)
    the = text[max(0, start - 4) : start].lower() == "the "
    capitals = any(token.word.isupper() and len(token.word) > 1 and "." not in token.word for token in tokens)
    if (
        2 <= len(tokens) <= 3
        and not the
        and not capitals
        and not (run.opens and tokens[0].word.lower() in common_words())
        and (unknown == len(tokens) or (unknown and last in surnames_that_are_words()))
    ):
        context = _AFTER_PERSON.match(text, end) or _BEFORE_PERSON.search(text, max(0, start - 20), start)
        return (NameSpan(start, end, "person", not context, False),)
    if (
        len(tokens) <= 4
        and not run.opens
        and not all(_is_role(token.word) or _is_known(token.word) for token in tokens)
    ):
        return (NameSpan(start, end, "other", False, False),)
    return ()


def _opens_with_a_known_name(tokens: Sequence[NameToken]) -> bool:
    """Whether the first two words are a place or an institution although the first is a given name ("San Jose")."""
    pair = f"{tokens[0].word} {tokens[1].word}"
    return len(tokens) > 2 and (pair in places() or pair in institutions())


_LONGEST_RUN = 40  # capitalised words in a row; the longest names have a dozen, and more are a headline or a list


class _Word(NamedTuple):
    """What one capitalised word tells by itself. `nothing`: it names nothing; `acronym`: capitals throughout, and of an
    organisation if `body`; `common`: an ordinary word in lower case."""

    nothing: bool
    acronym: bool
    body: bool
    too_short: bool
    common: bool
    surname: bool
    given: bool


@lru_cache(maxsize=65536)
def _word(word: str) -> _Word:
    low = word.lower()
    known = _is_known(word)
    nothing = word in adjectives() or word in word_set("adjective")
    nothing = nothing or ("-" in word and any(_is_known(part) for part in word.split("-")))
    return _Word(
        nothing=nothing,
        acronym=len(word) > 1 and word.isupper(),
        body=2 <= len(word) <= 6 and word not in word_set("no organisation") and "." not in word,
        too_short=len(word) < 2 or "." in word,
        common=low in common_words(),
        surname=_can_be_surname(word),
        given=_is_given(word) and low not in common_words() and not known,
    )


def _single(text: str, token: NameToken, run: CapitalisedRun, titled: bool) -> Sequence[NameSpan]:
    start, end, letters = token
    word = _word(letters)
    if word.nothing:
        return ()
    if word.acronym and not titled:
        return (NameSpan(start, end, "organisation", run.opens, False),) if word.body else ()
    if word.too_short:
        return ()
    if word.common and not (titled and word.surname) and not (word.surname and _beside_a_name(text, token, run)):
        return ()
    if _FORM_FOLLOWS.match(text, end):
        return (NameSpan(start, end, "organisation", False, False),)
    if titled or word.given or _WHO_FOLLOWS.match(text, end):
        return (NameSpan(start, end, "person", False, titled),)
    opens = run.opens and not _VERB_AFTER.match(text, end)
    return (NameSpan(start, end, "other", opens, False),)


def _can_be_surname(word: str) -> bool:
    """Whether an ordinary word can be a surname after a title or a given name ("President Field", not "President
    Elect")."""
    if word in surnames_that_are_words():
        return True
    closed = word in word_set("no surname") or word in organisation_words() or word in place_words()
    return not closed and not _is_role(word) and not _is_known(word)


def _beside_a_name(text: str, token: NameToken, run: CapitalisedRun) -> bool:
    """Whether an ordinary word that can be a surname is capitalised in the middle of a sentence beside another name:
    "Vale and Field"."""
    if run.opens:
        return False
    return bool(_NAME_AND.search(text, max(0, token.start - 24), token.start))


# Particles that stand in names of persons and hardly in those of places ("Osama bin X", not "Rio de X").
_BIRTH = frozenset(("bin", "ibn", "bint", "van", "von", "der", "den", "zu"))
_NAME_AND = later(r"\b[A-Z]\w+ (?:and|or) $")


def _is_role(word: str) -> bool:
    low = word.lower().removesuffix("s")
    known = roles()
    return low in known.heads or low in known.honorifics or low in known.modifiers


def _is_known(word: str) -> bool:
    return word in places() or word in institutions() or word in adjectives() or word in word_set("adjective")


def _is_given(word: str) -> bool:
    return ascii_fold(word) in given_names()


def _may_be_person(tokens: Sequence[NameToken], titled: bool, honorific: bool = False) -> bool:
    """Whether the words can be a person's name: a title or a given name before, and a surname after it."""
    return _words_of_a_person(tuple([token.word for token in tokens]), titled, honorific)


@lru_cache(maxsize=16384)
def _words_of_a_person(tokens: tuple[str, ...], titled: bool, honorific: bool) -> bool:
    words = list(tokens)
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    names = [word for word in words if word.lower() not in PARTICLES]
    if not 1 <= len(names) <= 4 or any(word in _SUFFIXES for word in words):
        return False
    last = names[-1]
    if (last in organisation_words() and last not in surnames_that_are_words()) or "." in last:
        return False
    plain = last.lower() not in common_words() or last in surnames_that_are_words()
    bearer = not _is_known(names[0]) and names[0].lower() not in common_words()
    if not plain and (titled or (_is_given(names[0]) and bearer)):
        plain = _can_be_surname(last)
    if any(len(word) > 3 and word.isupper() for word in names):
        return False
    if all(_is_role(word) for word in names):
        return False
    if titled:
        if len(names) == 1:
            place = last in places() and last not in surnames_that_are_words() and not honorific
            return plain and not place and last not in adjectives()
        return (plain or _is_given(last)) and names[0] not in adjectives() and names[0] not in institutions()
    if len(names) == 1:
        return False
    if any(word.lower() in _BIRTH for word in words[1:-1]) and names[0].lower() not in common_words():
        return True
    initial = any(("." in word and len(word) <= 4) or len(word) == 1 for word in names[:-1])
    if not _is_given(names[0]):
        return initial and plain and (len(names[0]) == 1 or names[0].lower() not in common_words()) and names[0] != "A"
    if names[0].lower() in common_words() and not plain:
        return False
    return plain or _is_given(last) or initial
