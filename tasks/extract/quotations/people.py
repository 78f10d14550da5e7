"""The persons of a document: where each is named, with which roles, and whether "he" or "she" can mean them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tasks.extract.quotations.paragraph import Context, Range, capitals_of
from tasks.extract.quotations.verbs import FORMS
from tasks.extract.quotations.words import (
    AUXILIARY,
    DETERMINER,
    NOUN_TOO,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    listed,
)
from tasks.records import Name
from tasks.shared.english.lexicon import ascii_fold, given_names
from tasks.shared.english.prefilter import later

Gender = Literal["male", "female"]


def _table(name: str) -> dict[str, frozenset[str]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {kind: frozenset(words.split()) for kind, words in rows}


_GIVEN = _table("given_names.tsv")
_GENDER_OF_NAME: dict[str, Gender] = {
    **dict.fromkeys(sorted(_GIVEN["male"]), "male"),
    **dict.fromkeys(sorted(_GIVEN["female"]), "female"),
}
_GENDER_OF_TITLE: dict[str, Gender] = {
    **dict.fromkeys(sorted(_GIVEN["male title"]), "male"),
    **dict.fromkeys(sorted(_GIVEN["female title"]), "female"),
}
_ROLE_TABLE = _table("roles.tsv")
ROLES = _ROLE_TABLE["role"]
_IMPLIED = {title: roles for title, roles in _ROLE_TABLE.items() if title != "role"}
_TITLES = frozenset(_IMPLIED) | frozenset(_GENDER_OF_TITLE)
_NO_GIVEN_NAME = _TITLES | ROLES
_TELLS_ROLE = ROLES | frozenset(_IMPLIED)

_BEFORE = 80  # characters before a name in which its role stands
_AFTER = 90
# The same as far as its next mark; the body that somebody serves may open it: ", Lund Radio's manager of news".
_OFFICE = later(r",\s+(?P<words>[^,.;:“”\"()]{3,})")
_WORD = later(r"[^\W\d_][\w’'-]*")
_APPOSITION = later(r",\s+(?P<words>(?:(?:a|an|the|his|her|their|its|who)\s|[a-z])[^,.;:“”\"()]*)")
# A run of capitalised words that may be a full name; particles and initials inside. At most five words, so linear.
_FULL = later(
    r"[A-ZÀ-Þ][\w’'-]+(?:\s(?:[A-Z]\.|(?:de|del|da|di|du|van|von|der|den|bin|ibn|al|el|la|le)\s[A-ZÀ-Þ][\w’'-]+"
    r"|[A-ZÀ-Þ][\w’'-]+)){1,4}"
)


@dataclass(slots=True)
class Person:
    """A person of the document. `named` is his fullest mention, `introduced` that mention with the words that state his
    role; `entity` is the id of the `Name`, None for a person who is not among the names."""

    name: str
    named: Range
    introduced: Range
    gender: Gender | None
    roles: set[str] = field(default_factory=set)
    entity: str | None = None


class People:
    """The persons of a document, for look-up by place (code points). Mentions do not overlap."""

    def __init__(self, text: str, names: Sequence[Name], speakers: Iterable[Range], context: Context) -> None:
        self.text = text
        self._context = context
        self.persons: list[Person] = []
        self._starts: list[int] = []
        self._mentions: list[tuple[Range, Person]] = []
        mentions: list[tuple[Range, Person]] = []
        for name in names:
            if name.kind == "person" and name.mentions:
                ranges = [Range(mention.start, mention.end) for mention in name.mentions]
                mentions.extend(self._add(ranges, name.id, name.name))
        self._others = {m.start for name in names if name.kind in ("place", "organisation") for m in name.mentions}
        taken = sorted(range_ for range_, _ in mentions)
        fresh = [r for r in speakers if not _overlaps(taken, r)]
        mentions.extend(self._from_speakers(fresh, taken))
        mentions.sort(key=lambda pair: pair[0])
        last = -1
        for range_, person in mentions:
            if range_.start >= last:
                self._mentions.append((range_, person))
                last = range_.end
        self._starts = [range_.start for range_, _ in self._mentions]
        self._places: dict[int, list[int]] = {}
        self._by_role: dict[str, list[Person]] = {}
        for range_, person in self._mentions:
            self._places.setdefault(id(person), []).append(range_.start)
        self._by_surname: dict[str, list[Person]] = {}
        for person in self.persons:
            self._by_surname.setdefault(person.name.split()[-1], []).append(person)
            for role in sorted(person.roles):
                self._by_role.setdefault(role, []).append(person)

    def is_other(self, start: int) -> bool:
        """Whether a place or an organisation is named at the offset `start`."""
        return start in self._others

    def by_surname(self, surname: str) -> Person | None:
        """The only person whose name ends with this word; None if there is none or several."""
        persons = self._by_surname.get(surname, [])
        return persons[0] if len(persons) == 1 else None

    def with_role(self, role: str) -> list[Person]:
        """The persons who have this role (lower case), in order of their first mention."""
        return self._by_role.get(role, [])

    def last_before(self, person: Person, offset: int) -> Range | None:
        """The start of the last mention of `person` before `offset`, as an empty range; None if there is none."""
        places = self._places.get(id(person), [])
        i = bisect_left(places, offset) - 1
        return Range(places[i], places[i]) if i >= 0 else None

    def _add(self, ranges: list[Range], entity: str | None, name: str | None) -> list[tuple[Range, Person]]:
        """One person; `name` as the names of the document have it, if they do."""
        if len(ranges) == 1:
            fullest = ranges[0]
        else:
            proper = [r for r in ranges if self.text[r.start].isupper() and not self.text.startswith("The ", r.start)]
            exact = [r for r in proper if self.text[r.start : r.end] == name]
            fullest = min(exact) if exact else max(proper or ranges, key=lambda r: (r.end - r.start, -r.start))
        person = Person(name or self.text[fullest.start : fullest.end], fullest, fullest, None, entity=entity)
        for number, range_ in enumerate(sorted(ranges)):
            if number < _LOOKED_AT or range_ == fullest:
                self._learn(person, range_, range_ == fullest)
        first = next((w for w in person.name.split() if w.lower().rstrip(".") not in _NO_GIVEN_NAME), "")
        if person.gender is None:
            person.gender = gender_of_given(first)
        self.persons.append(person)
        return [(range_, person) for range_ in ranges]

    def _learn(self, person: Person, mention: Range, fullest: bool) -> None:
        """Roles and gender from the words beside a mention."""
        text = self.text
        begins, ends = mention
        start = _left_of_name(text, begins)
        before = _lower_words(text, start, begins) if start < begins else []
        end = ends
        after: list[str] = []
        apposition = (
            _APPOSITION.match(text, ends, min(len(text), ends + _AFTER)) if text.startswith(",", ends) else None
        )
        if apposition and _has_verb(apposition.group("words")):
            apposition = None  # "After talks with Ida Marsh, the mayor said": somebody else
        if apposition:
            words = apposition.group()
            if apposition.end() == ends + _AFTER:  # cut off inside: end with a whole word
                words = words.rpartition(" ")[0]
            end = apposition.start() + len(words.rstrip())
            after = _lower_words(text, apposition.start("words"), end)
        if fullest:
            person.introduced = Range(start, ends if ROLES.isdisjoint(after) else end)
        inside = _lower_words(text, begins, ends)
        for word in _TELLS_ROLE.intersection([*before, *inside, *after]):
            person.roles.add(word)
            person.roles |= _IMPLIED.get(word, frozenset())
        if person.gender is None:
            own = text[begins:ends].split(" ", 1)[0].rstrip(".").lower()
            told = (_GENDER_OF_TITLE[word] for word in (own, *before[-3:], *after[:6]) if word in _GENDER_OF_TITLE)
            person.gender = next(told, None)

    def _from_speakers(self, speakers: list[Range], taken: list[Range]) -> list[tuple[Range, Person]]:
        """Persons that speak but are not among the names: full names with a known given name or a role before them."""
        found: dict[str, list[Range]] = {}
        for speaker in speakers:
            for match in _FULL.finditer(self.text, speaker.start, min(speaker.end, speaker.start + _BEFORE)):
                words = match.group().split()
                while len(words) > 2 and words[0].lower().rstrip(".") in _NO_GIVEN_NAME:
                    words = words[1:]
                if gender_of_given(words[0]) or self._has_office(match.end()):
                    start = match.end() - len(" ".join(words))
                    found.setdefault(" ".join(words), []).append(Range(start, match.end()))
                    break
        made: list[tuple[Range, Person]] = []
        for full, ranges in found.items():
            surname = full.split()[-1]
            own = sorted(ranges)
            places = capitals_of(self._context, self.text).get(surname, [])
            also = [r for r in (Range(p, p + len(surname)) for p in places) if not _overlaps(taken, r)]
            also = [r for r in also if not _overlaps(own, r)]
            made.extend(self._add(sorted([*set(ranges), *also]), None, None))
        return made

    def _has_office(self, end: int) -> bool:
        """Whether an apposition after the words that end at `end` tells an office: "Ozhurim Batello, the manager of …".
        Then they are a person's name, whatever the lists of given names know."""
        if not self.text.startswith(",", end):
            return False
        apposition = _OFFICE.match(self.text, end, end + _AFTER)
        return (
            apposition is not None
            and not _has_verb(apposition.group("words"))
            and not _TELLS_ROLE.isdisjoint(_lower_words(self.text, apposition.start("words"), apposition.end("words")))
        )

    def ending_at(self, end: int) -> tuple[Range, Person] | None:
        """The mention that ends at the offset `end`, with its person; None if there is none."""
        i = bisect_left(self._starts, end) - 1
        if i >= 0 and self._mentions[i][0].end == end:
            return self._mentions[i]
        return None

    def inside(self, start: int, end: int) -> list[tuple[Range, Person]]:
        """The mentions inside the range from `start` to `end`, in order, with their persons."""
        i = bisect_left(self._starts, start)
        return [m for m in self._mentions[i : bisect_right(self._starts, end)] if m[0].end <= end]


_RELATIVE = frozenset({"who", "whose", "which", "that", "whom"})
_NO_PERSON = frozenset({"it", "this", "that", "these", "those", "there", "what", "which"})
_FEWEST_CAPITALS = 2  # a word alone may only begin the sentence
_LOOKED_AT = 2  # mentions whose neighbours are read for roles; later ones are bare surnames


def _has_verb(words: str) -> bool:
    """Whether the words after a comma are a clause of their own and no apposition: a verb stands among them that no
    relative pronoun leads to."""
    for word in words.split():
        low = word.lower()
        if low in _RELATIVE:
            return False
        form = FORMS.get(low)
        if low in AUXILIARY or (
            form and low not in NOUN_TOO and not form.inflections.isdisjoint(("past", "third")) and low != "called"
        ):
            return True
    return False


def can_be_person(words: str) -> bool:
    """Whether the words of a subject can denote somebody who speaks: a pronoun, an office, or words in the form of a
    personal name. Does not use lists of names."""
    printed = _WORD.findall(words)
    low = [word.lower() for word in printed]
    if not printed or low[0] in _NO_PERSON:
        return False
    if low == ["i"] or low[0] in PRONOUN:
        return True
    if not _TELLS_ROLE.isdisjoint(low) or not _TELLS_ROLE.isdisjoint([word.removesuffix("s") for word in low]):
        return True
    capitals = [word for word in printed if word[0].isupper() and word.lower() not in DETERMINER]
    return low[0] not in DETERMINER and len(capitals) >= _FEWEST_CAPITALS and len(capitals) == len(printed)


def _lower_words(text: str, start: int, end: int) -> list[str]:
    return [word.lower() for word in _WORD.findall(text, start, end)]


def _left_of_name(text: str, start: int) -> int:
    """Where the words begin that stand before a name in its own phrase: titles, roles and what narrows them."""
    at = end = start
    low = max(0, start - _BEFORE)
    while True:
        while end > low and text[end - 1] in _BETWEEN:
            end -= 1
        begin = end
        while begin > low and (text[begin - 1].isalnum() or text[begin - 1] in _IN_WORDS):
            begin -= 1
        first = _WORD.search(text, begin, end)
        if first is None or text[end:at].strip(" .’'s") or (low and first.start() == low):  # or cut off
            return at
        word = first.group()
        low_word = word.lower()
        if low_word in _CLOSED or not (word[0].isupper() or low_word in ROLES or low_word in _NARROWING):
            return at
        at = end = first.start()


_BETWEEN = frozenset(" .")
_IN_WORDS = frozenset("_’'-")
_CLOSED = SUBORDINATOR | PREPOSITION | DETERMINER | PRONOUN  # capitalised only because they begin a sentence
_NARROWING = listed(
    "former deputy senior chief vice acting assistant national security press foreign prime state campaign executive "
    "managing defense defence finance interior political economic presidential republican democratic then ex longtime "
    "general research law science police fire union company port city county"
)


def gender_of_given(name: str) -> Gender | None:
    """The gender of a given name; None if it is unknown or given to both."""
    folded = ascii_fold(name)
    told = _GENDER_OF_NAME.get(folded)
    if told is None:
        known = given_names().get(folded)
        told = "male" if known == "m" else "female" if known == "f" else None
    return told


def gender_of_title(word: str) -> Gender | None:
    """The gender that a title such as "Mr." states; None if it states none."""
    return _GENDER_OF_TITLE.get(word.lower().rstrip("."))


def _overlaps(taken: list[Range], range_: Range) -> bool:
    i = bisect_right(taken, range_)
    return (i > 0 and taken[i - 1].end > range_.start) or (i < len(taken) and taken[i].start < range_.end)
