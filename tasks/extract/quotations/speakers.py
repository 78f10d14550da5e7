"""Whom the words that name a speaker mean: a full name for a surname, a person for "he" and "the adviser".

One pass over the document in its own order. What is remembered is who was last the speaker or the subject of a
sentence in the reporter's own voice; what stands inside somebody's reported words does not count, but a pronoun there
("Vale said he would") means him first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from tasks.extract.quotations.genders import genders_of_nouns, is_person_noun
from tasks.extract.quotations.outlets import is_outlet
from tasks.extract.quotations.paragraph import SUBJECT_BEFORE, AttributedSpan, Range
from tasks.extract.quotations.people import ROLES, Gender, People, Person, gender_of_title
from tasks.extract.quotations.words import DETERMINER, PRONOUN, listed
from tasks.shared.english.prefilter import later
from tasks.shared.text.spans import lowered


class ResolvedSpeaker(NamedTuple):
    """Whom an attribution means. `rests_on` are the words (code points) from which that was concluded if they are
    elsewhere, with the `reason` in words."""

    name: str
    inferred: bool
    rests_on: Range | None
    reason: str | None
    person: Person | None
    gender: Gender | None
    plural: bool = False
    place: Range | None = None  # where the words stand that `name` was read from


_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_WORD = later(r"[^\W_][\w’'-]*")
_HEAD_ENDS = later(
    r",|\s(?=(?:who|whose|which|that|of|for|from|in|at|with|on|to|by|about|close|familiar|near|inside|after|and)\b)|\s[—–(-]"
)
_AS_FAR = 1_000  # characters, three or four paragraphs of news: further back, "the officer" may be any other
_TOGETHER = " and "  # "the minister | and his deputy" are they
_OUTLET_HEADS = frozenset({"agency", "newspaper", "paper", "broadcaster", "network", "channel", "magazine"})
_NAME_ENDS = later(r",|\s(?:who|whose|which|that)\s|\s[—–]|\s(?:on|in|during|at)\s(?:a|an)\s")
_JOINT_ENDS = later(r",|\s(?:who|whose|which|that)\s|\s[—–]")
_FIRM = later(r"\sand\s(?:Sons?|Daughters?|Brothers?|Bros|Partners?|Associates|Company|Co|Family)\b")
_DEFINITE = later(r"(?i:the|this|that)\s")
_AMOUNTS = frozenset({"some", "several", "many", "most", "few", "others"})
_SEVERAL = later(r"\b(?P<whole>(?:his|her|its|their|the)\s(?:[a-z]+\s)?[a-z]+[^s\W]s)\b")
_RELATIVE_CLAUSE = later(r"\s(?:who|whose|which|that|and)\s")
_INDEFINITE = later(r"(?i:an?|one|another)\s")
_CONTRACTION = later(r"[’'](?:s|d|ll|ve|re|m)\Z")
_PLURAL_PEOPLE = listed("people police both many some most several others few two three")
_SINGULAR_ENDINGS = ("ss", "us", "is", "’s", "'s")


@dataclass(slots=True)
class _Memory:
    """Who was spoken of last, by what a pronoun can tell of him."""

    male: ResolvedSpeaker | None = None
    female: ResolvedSpeaker | None = None
    plural: ResolvedSpeaker | None = None
    thing: ResolvedSpeaker | None = None
    outlet: ResolvedSpeaker | None = None
    heads: dict[str, ResolvedSpeaker] = field(default_factory=dict)

    def note(self, told: ResolvedSpeaker, head: str, surname: bool = False) -> None:
        if told.plural:
            self.plural = told
        elif told.person or told.gender or surname or is_person_noun(head):
            if told.gender != "female":
                self.male = told
            if told.gender != "male":
                self.female = told
        else:
            self.thing = told
        if not told.person and head:
            self.heads[head] = told
            if is_outlet(told.name):
                self.outlet = told


def speakers_of(
    text: str,
    found: Sequence[AttributedSpan],
    subjects: Sequence[tuple[Range, Range]],
    people: People,
    known: Mapping[Range, ResolvedSpeaker],
    author: ResolvedSpeaker | None = None,
) -> list[ResolvedSpeaker | None]:
    """Resolves the speakers of all finds.

    Args:
        text: the document's text.
        found: the finds, in any order of place.
        subjects: the first subject of each sentence, and the sentence.
        people: the persons of the document.
        known: speakers that are resolved already, by the range of their words.
        author: whom "I" means in the report's own words; None if that is unknown.

    Returns:
        For each find, in order, whom the words of its speaker mean; None if it has no speaker.
    """
    reading = _Reading(text, people, found, author)
    reading.known.update(known)
    events = [(one.speaker.start, 1, number) for number, one in enumerate(found) if one.speaker]
    last = max(events, default=(-1, 0, 0))[0]  # subjects after the last speaker tell nothing
    events += [(subject.start, 0, number) for number, (subject, _) in enumerate(subjects) if subject.start <= last]
    told: list[ResolvedSpeaker | None] = [None] * len(found)
    for _, is_speaker, number in sorted(events):
        if is_speaker:
            told[number] = reading.speaker(number)
        else:
            reading.subject(*subjects[number])
    return told


class _Reading:
    """The state of one pass. Ranges are resolved once: several finds may share their speaker's words."""

    def __init__(
        self, text: str, people: People, found: Sequence[AttributedSpan], author: ResolvedSpeaker | None
    ) -> None:
        self.author = author
        self.text = text
        self.people = people
        self.found = found
        self.memory = _Memory()
        self.genders = genders_of_nouns(text)
        self.known: dict[Range, ResolvedSpeaker] = {}
        self.in_sentence: dict[Range, list[int]] = defaultdict(list)
        for number, one in enumerate(found):
            self.in_sentence[one.sentence].append(number)

    def speaker(self, number: int) -> ResolvedSpeaker:
        one = self.found[number]
        assert one.speaker is not None
        if one.speaker not in self.known:
            self.known[one.speaker] = self._resolve(one.speaker, one.sentence, one.antecedent)
        told = self.known[one.speaker]
        if one.frame == SUBJECT_BEFORE and not told.inferred:
            return told._replace(inferred=True, rests_on=one.speaker, reason="the subject of the sentence before")
        return told

    def subject(self, subject: Range, sentence: Range) -> None:
        if subject in self.known or self._around(subject, sentence) is not None:
            return
        words = self.text[subject.start : subject.end]
        if _is_thing(words):  # most subjects: nobody
            self._sole_person(sentence)
            return
        told = self.known[subject] = self._resolve(subject, sentence, None)
        if not (told.person or told.gender):
            self._sole_person(sentence)

    def _sole_person(self, sentence: Range) -> None:
        """When the subject is no person ("The lawsuit against Vale …"), the only person named in the reporter's voice
        is whom the sentence is about."""
        named = {
            id(person): (mention, person)
            for mention, person in self.people.inside(sentence.start, sentence.end)
            if self._around(mention, sentence) is None
        }
        if len(named) == 1:
            mention, person = next(iter(named.values()))
            self.memory.note(self._person(mention, person), "")

    def _around(self, range_: Range, sentence: Range) -> int | None:
        """The innermost find of the sentence in whose words `range_` stands."""
        numbers = self.in_sentence.get(sentence)
        if numbers is None:  # most sentences
            return None
        start, end = range_
        innermost: tuple[int, int] | None = None
        for number in numbers[:_MOST_NESTED]:
            one = self.found[number]
            if one.start <= start and end <= one.end and one.speaker != range_:
                size = (one.end - one.start, number)
                if innermost is None or size < innermost:
                    innermost = size
        return innermost[1] if innermost else None

    def _resolve(self, range_: Range, sentence: Range, antecedent: Range | None) -> ResolvedSpeaker:
        words = self.text[range_.start : range_.end]
        if "’" in words or "'" in words:
            words = _CONTRACTION.sub("", words)
        low = words.lower()
        outer = self._around(range_, sentence)
        if antecedent is not None and low in _RELATIVE:
            inner = self._resolve(antecedent, sentence, None)
            return inner._replace(
                inferred=True, rests_on=inner.rests_on or antecedent, reason=f"“{words}”: the words before"
            )
        if low in _HE or low in _SHE:
            told = self._pronoun(range_, outer, "male" if low in _HE else "female", words)
        elif low in _AMOUNTS and (whole := self._of_whom(range_, sentence)):
            name = f"{words} of {self.text[whole.start : whole.end]}"
            told = ResolvedSpeaker(name, True, whole, f"“{words}”: of those named before", None, None, True)
        elif low in _THEY or low in _IT or low in _FIRST:
            told = self._other_pronoun(outer, low, words)
        else:
            told = self._phrase(range_, words)
        if outer is None:
            self.memory.note(told, _head(words)[1], self._may_be_surname(range_, words))
        return told

    def _of_whom(self, range_: Range, sentence: Range) -> Range | None:
        """Those of whom "some" are some: the last plural noun with an article before it in the sentence."""
        found = None
        for match in _SEVERAL.finditer(self.text, sentence.start, range_.start):
            found = Range(*match.span("whole"))
        return found

    def _may_be_surname(self, range_: Range, words: str) -> bool:
        """Whether the words are one capitalised word that is no known place or organisation."""
        plain = words.isalpha() and words[0].isupper() and len(words) > 2 and words[-1] != "s"
        closed = words.lower() in PRONOUN or words.lower() in DETERMINER or words == words.upper()
        return plain and not closed and not self.people.is_other(range_.start)

    def _pronoun(self, range_: Range, outer: int | None, gender: Gender, words: str) -> ResolvedSpeaker:
        if outer is not None:
            told = self._inside_words(range_, outer, gender)
            if told:
                return _inferred(told, f"“{words}”: the speaker of the sentence", gender)
        told = self.memory.male if gender == "male" else self.memory.female
        if told is None:
            return ResolvedSpeaker(words, False, None, None, None, gender)
        return _inferred(told, f"“{words}”: the last speaker or subject before", gender)

    def _inside_words(self, range_: Range, outer: int, gender: Gender) -> ResolvedSpeaker | None:
        """Whom a pronoun inside somebody's reported words means: the last one named in them, or himself."""
        one = self.found[outer]
        for mention, person in reversed(self.people.inside(one.start, range_.start)):
            if person.gender in (gender, None):
                return ResolvedSpeaker(person.name, True, mention, None, person, person.gender)
        if one.speaker is None:
            return None
        told = self.known.get(one.speaker)
        if told is None and one.speaker.start < range_.start:
            told = self.speaker(outer)
        if told is None or told.plural or told.gender not in (gender, None):
            return None
        return told if told.person or told.gender or _head(told.name)[1] in ROLES else None

    def _other_pronoun(self, outer: int | None, low: str, words: str) -> ResolvedSpeaker:
        told: ResolvedSpeaker | None = None
        if outer is not None and self.found[outer].speaker in self.known:
            speaker = self.known[self.found[outer].speaker]  # type: ignore[index]
            fits = (
                low in _FIRST
                or (low in _THEY and speaker.plural)
                or (low in _IT and not (speaker.plural or speaker.person or speaker.gender))
            )
            told = speaker if fits else None
        if told is None and low == "i" and outer is None and self.author is not None:
            return self.author
        if told is None and low not in _FIRST:
            told = (self.memory.plural or self.memory.thing) if low in _THEY else self.memory.thing
        if told is None:
            return ResolvedSpeaker(words, False, None, None, None, None, low in _THEY)
        reason = "the speaker of the sentence" if outer is not None else "the last speaker or subject before"
        rests_on = told.rests_on or (told.person.introduced if told.person else told.place)
        return told._replace(inferred=True, rests_on=rests_on, reason=f"“{words}”: {reason}")

    def _phrase(self, range_: Range, words: str) -> ResolvedSpeaker:
        """Names and descriptions: the head of the phrase decides."""
        length, head = _head(words)
        end = range_.start + length
        if words.startswith(_TOGETHER, length):
            return self._together(range_, words)
        mention = self.people.ending_at(end)
        if mention is None and length < len(words):
            mention = self._in_apposition(range_, end)
        if mention and mention[0].start >= range_.start:
            return self._person(mention[0], mention[1])
        last = words[:length].rsplit(" ", 1)[-1]
        person = self.people.by_surname(last) if last[:1].isupper() else None
        if person:
            return self._person(Range(end - len(last), end), person)
        plural = _plural(words[:length], head) or words.startswith(_TOGETHER, length)
        definite = _DEFINITE.match(words)
        if definite and not plural:
            told = self._described(range_, words[:length], head)
            if told:
                return told
        name = self._printed(range_, end)
        gender = _gender_of(head) or gender_of_title(words.split(" ", 1)[0]) or self.genders.get(head)
        return ResolvedSpeaker(
            name, False, None, None, None, gender, plural, Range(range_.start, range_.start + len(name))
        )

    def _together(self, range_: Range, words: str) -> ResolvedSpeaker:
        """ "Tomas Vale and Ida Marsh", "Olsen and Sons", "the minister and his deputy": all of them, and none alone;
        but "chairman and publisher Ida Marsh" is she."""
        end = range_.start + len(words)
        mention = self.people.ending_at(end)
        if mention and mention[0].start > range_.start:
            before = words[: mention[0].start - range_.start].split()
            first = before[0].lower() if before else ""
            if (
                before
                and before[-1].lower() in ROLES
                and first not in ("the", "a", "an")
                and not self.people.inside(range_.start, mention[0].start)
            ):
                return self._person(*mention)
        cut = _JOINT_ENDS.search(words)
        name = words[: cut.start()] if cut and cut.start() > 0 else words
        firm = _FIRM.search(name) is not None
        return ResolvedSpeaker(
            name, False, None, None, None, None, not firm, Range(range_.start, range_.start + len(name))
        )

    def _in_apposition(self, range_: Range, head_end: int) -> tuple[Range, Person] | None:
        """ "The port's engineer, Tomas Vale": the name right after the first comma, with no more than
        titles between; "the head of the port, Ida Marsh" too."""
        comma = self.text.find(",", head_end, range_.end)
        if comma < 0 or _RELATIVE_CLAUSE.search(self.text, head_end, comma):
            return None
        inside = self.people.inside(comma, range_.end)
        if not inside:
            return None
        mention = inside[0]
        between = self.text[comma + 1 : mention[0].start]
        return mention if len(_WORD.findall(between)) <= _MOST_TITLES and not _HEAD_ENDS.search(between) else None

    def _person(self, mention: Range, person: Person) -> ResolvedSpeaker:
        words = self.text[mention.start : mention.end]
        if words == person.name:
            return ResolvedSpeaker(person.name, False, None, None, person, person.gender)
        named = not set(_WORD.findall(words)).isdisjoint(_WORD.findall(person.name))
        reason = None if named else f"“{words}”: the one named so before"
        return ResolvedSpeaker(person.name, not named, person.introduced, reason, person, person.gender)

    def _described(self, range_: Range, words: str, head: str) -> ResolvedSpeaker | None:
        """ "The adviser": the person of that role who was mentioned last, or the unnamed one described before."""
        head = head.lower()
        narrowing = [w.group() for w in _WORD.finditer(words)][1:-1]
        best: tuple[int, Person, Range] | None = None
        if head in ROLES:
            for person in self.people.with_role(head):
                said = self.text[person.introduced.start : person.introduced.end].lower()
                if narrowing and not all(word.lower() in said for word in narrowing):
                    continue
                mention = self.people.last_before(person, range_.start)
                if mention and range_.start - mention.start <= _AS_FAR and (best is None or mention.start > best[0]):
                    best = (mention.start, person, mention)
        unnamed = self.memory.heads.get(head)
        later = (
            unnamed is not None
            and unnamed.place is not None
            and best is not None
            and unnamed.place.start > best[0]
            and _INDEFINITE.match(unnamed.name) is not None
        )
        if best and not later:
            person = best[1]
            return ResolvedSpeaker(
                person.name, True, person.introduced, f"“{words}”: the {head} named before", person, person.gender
            )
        if head in _OUTLET_HEADS and self.memory.outlet and not narrowing:
            outlet = self.memory.outlet
            return outlet._replace(inferred=True, rests_on=outlet.place, reason=f"“{words}”: the last one named before")
        told = self.memory.heads.get(head)
        if told and head in ROLES and not _DEFINITE.match(told.name) and not narrowing:
            rests_on = told.rests_on or told.place
            return told._replace(inferred=True, rests_on=rests_on, reason=f"“{words}”: the {head} before")
        return None

    def _printed(self, range_: Range, head_end: int) -> str:
        """The words as printed, up to an apposition or relative clause."""
        words = self.text[range_.start : range_.end]
        cut = _NAME_ENDS.search(words)
        return words[: cut.start()] if cut and cut.start() > 0 else words


_MOST_NESTED = 60  # finds of one sentence that are looked at for nesting
_MOST_TITLES = 6


def _gender_of(head: str) -> Gender | None:
    if head.endswith("woman"):
        return "female"
    return "male" if head.endswith("man") and head in ROLES else gender_of_title(head)


def _is_thing(words: str) -> bool:
    """Whether a subject is in small letters throughout and ends in no role: no person, and no organisation by name."""
    rest = words[1:]
    if rest != rest.lower() or " " not in words:
        return False
    last = words.rsplit(" ", 1)[1]
    return not (is_person_noun(last) or is_person_noun(last.removesuffix("s")) or last.endswith(("man", "men")))


def _inferred(told: ResolvedSpeaker, reason: str, gender: Gender) -> ResolvedSpeaker:
    """`told` as what a pronoun means. The pronoun also tells the gender of a person who had none."""
    person = told.person
    if person is not None and person.gender is None:
        person.gender = gender
    rests_on = told.rests_on or (person.introduced if person else told.place)
    return told._replace(inferred=True, rests_on=rests_on, reason=reason, gender=told.gender or gender)


@lru_cache(maxsize=4096)
def _head(words: str) -> tuple[int, str]:
    """The length of the phrase up to its head noun, and the head itself, in lower case."""
    cut = _HEAD_ENDS.search(words)
    length = cut.start() if cut and cut.start() > 0 else len(words)
    found = _WORD.findall(words[:length])
    return length, lowered(found[-1]) if found else ""


def _plural(words: str, head: str) -> bool:
    first = words.split(" ", 1)[0].lower()
    if first in ("a", "an", "one", "each", "every", "another"):
        return False
    small_s = head.endswith("s") and not head.endswith(_SINGULAR_ENDINGS) and words[-len(head)].islower()
    return head in _PLURAL_PEOPLE or first in _PLURAL_PEOPLE or small_s
