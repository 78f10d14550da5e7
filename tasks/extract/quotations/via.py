"""Through whom the document has what somebody said: an outlet, an agency, a readout, a press service.

Three ways: the attribution stands inside another's words ("Vale warned of floods, Reuters reported": via Reuters); the
sentence names a channel beside the verb ("told Radio Lund", "in an interview with"); or a reporter quotes another
("…, quoted by TASS"). Hops run from the speaker to the document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tasks.extract.quotations.outlets import is_outlet
from tasks.extract.quotations.paragraph import AttributedSpan, Range
from tasks.extract.quotations.people import People
from tasks.extract.quotations.speakers import ResolvedSpeaker
from tasks.extract.quotations.words import listed
from tasks.shared.english.date_expressions import WEEKDAYS
from tasks.shared.english.prefilter import as_bytes, later, plain_words
from tasks.shared.speakers.attributable import can_speak


class ChainStep(NamedTuple):
    """One step between speaker and document: its name, the range of the words that name it (code points), and whether
    it is inferred."""

    name: str
    range: Range
    inferred: bool


# A name as a channel has it: "the", words in small letters that describe it, capitalised words. At most eight words.
_NAME = (
    r"(?:(?:the|a|an|its|his|her|their|state|national|local|public|private|german|french|russian|british|american|daily|weekly)\s){0,4}"
    r"(?:(?:news\s)?(?:agency|newspaper|magazine|broadcaster|channel|network|radio|television|tv|website|outlet)\s){0,2}"
    r"(?:[A-ZÀ-Þ0-9][\w.’'&-]*)(?:\s(?:of\s(?:the\s)?|the\s|de\s|la\s|le\s|and\s)?[A-ZÀ-Þ0-9][\w.’'&-]*){0,5}"
)
_TELL = later(rf"(?:told|tells|telling|informed)\s(?P<name>{_NAME})")
_QUOTED_BY = later(
    rf"\b(?:(?:as\s)?(?:quoted|cited|reported|carried|relayed|published|broadcast)\s(?:as\ssaying\s)?(?:by|in|on)|citing"
    rf"|via)\s(?P<name>{_NAME})"
)
_INTERVIEW = later(
    rf"\b(?:interview(?:ed)?|appearance|[Aa]ppearing|[Ss]peaking|conversation|op-ed|column|article|essay|statement|e-?mail|letter"
    rf"|remarks|comments|call|message|post|posted|wrote|writing|writes|published)\s"
    rf"(?:[a-z]+\s){{0,3}}?(?:with|to|on|in|for|by|from)\s(?P<name>{_NAME})"
)
_ON_AIR = later(rf"on(?<!\won)\s(?P<name>{_NAME})")
_CHANNEL = later(
    r"\b(?:in|by|from|according\sto|through)\s(?P<name>(?:a|an|the|its|his|her|their|[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3})"
    r"\s(?:(?!(?:on|in|of|at|for)\b)[\w’'-]+\s){0,3}?(?:readout|transcript|press\srelease|press\sservice|communiqué|communique|tweet"
    r"|op-ed|memoir|podcast|newsletter|video\sclip))\b"
)
# Words one of which every such form holds; most sentences hold none. "On" is so common that it counts only before a
# name, and not before a day.
_WORDS_OF_FORM = (
    (_QUOTED_BY, as_bytes(listed("quoted cited reported carried relayed published broadcast citing via"))),
    (
        _INTERVIEW,
        as_bytes(
            listed(
                "interview interviewed appearance appearing speaking conversation op column article essay statement"
                " email mail letter remarks comments call message post posted wrote writing writes published"
            )
        ),
    ),
    (_ON_AIR, as_bytes(listed("on"))),
    (
        _CHANNEL,
        as_bytes(listed("readout transcript press communiqué communique tweet op memoir podcast newsletter video")),
    ),
)
_HINTS = frozenset(word for _, words in _WORDS_OF_FORM for word in words)
_ON_A_NAME = later(r"on(?<!\won)\s(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)(?:[a-z]+\s){0,8}[A-ZÀ-Þ0-9]")
_POSSESSIVE = ("’s", "'s")
_AFTER_PERSON = later(r"\s(?:of|from|at|with)\s")
_MOST_HOPS = 4


def via_of(
    text: str, found: Sequence[AttributedSpan], told: Sequence[ResolvedSpeaker | None], people: People
) -> list[tuple[ChainStep, ...]]:
    """For each find, in order, the steps between its speaker and the document, those nearest to the speaker first.
    `told` are the resolved speakers, parallel to `found`."""
    return _Channels(text, found, told, people).all()


class _Channels:
    def __init__(
        self, text: str, found: Sequence[AttributedSpan], told: Sequence[ResolvedSpeaker | None], people: People
    ) -> None:
        self.text = text
        self.found = found
        self.told = told
        self.people = people
        self.by_sentence: dict[Range, list[int]] = defaultdict(list)
        self.forms: dict[Range, list[re.Pattern[str]]] = {}
        self.beside_known: dict[tuple[Range, Range | None], list[ChainStep]] = {}
        for number, one in enumerate(found):
            self.by_sentence[one.sentence].append(number)

    def all(self) -> list[tuple[ChainStep, ...]]:
        hops = [self._hops(number) for number in range(len(self.found))]
        for number, one in enumerate(self.found):
            if one.follows is not None and not hops[number]:
                hops[number] = hops[one.follows]
        return hops

    def _hops(self, number: int) -> tuple[ChainStep, ...]:
        hops = self._beside(number)
        for outer in self._around(number):
            hop = self._speaker_as_hop(outer)
            if hop:
                hops.append(hop)
            hops.extend(self._beside(outer))
        seen: set[str] = set()
        own = self.told[number]
        unique = []
        for hop in hops:
            if hop.name not in seen and (own is None or hop.name != own.name):
                seen.add(hop.name)
                unique.append(hop)
        return tuple(unique[:_MOST_HOPS])

    def _around(self, number: int) -> list[int]:
        """The finds of other speakers whose words hold this one's verb, the nearest first."""
        one = self.found[number]
        together = self.by_sentence[one.sentence]
        if one.cue is None or one.class_ == "other" or len(together) == 1:
            return []
        outer = [n for n in together[:_MOST_LOOKED_AT] if n != number and self._reports(self.found[n], one)]
        return sorted(outer, key=lambda n: (self.found[n].end - self.found[n].start, n))

    def _reports(self, outer: AttributedSpan, one: AttributedSpan) -> bool:
        """Whether `outer` is somebody else's statement that holds the verb of `one`, and not the other way round."""
        if outer.frame not in _STATES or outer.class_ == "other" or outer.speaker is None or not _holds(outer, one.cue):
            return False
        if _holds(one, outer.cue):
            return False
        own = one.speaker
        return own is None or not (own.start < outer.speaker.end and outer.speaker.start < own.end)

    def _speaker_as_hop(self, number: int) -> ChainStep | None:
        told, speaker = self.told[number], self.found[number].speaker
        if told is None or speaker is None:
            return None
        if told.person is None and not can_speak(told.name):
            return None
        named = self.text.find(told.name, speaker.start, speaker.end)  # a mark may stand before it
        if named >= 0:
            speaker = Range(named, named + len(told.name))
        return ChainStep(told.name, speaker, told.inferred)

    def _beside(self, number: int) -> list[ChainStep]:
        """Channels that the sentence names outside the words said."""
        one = self.found[number]
        key = (one.sentence, one.cue)
        if key not in self.beside_known:
            self.beside_known[key] = sorted(self._search(number), key=lambda hop: hop.range)
        return list(self.beside_known[key])

    def _search(self, number: int) -> list[ChainStep]:
        one = self.found[number]
        hops: list[ChainStep] = []
        if one.cue is None:
            return hops
        told = self.text.startswith(_TELLS, one.cue.start)
        forms = self._forms(one.sentence)
        if not (told or forms):
            return hops
        for low, high in self._gaps(number):
            if high - low < _SHORTEST_GAP:
                continue
            if told and low <= one.cue.start < high:
                match = _TELL.match(self.text, one.cue.start, high)
                outlet = self._outlet(match) if match else None
                if outlet:
                    hops.append(self._hop(outlet))
            for form in forms:
                for match in form.finditer(self.text, low, high):
                    if form is _CHANNEL:
                        hops.append(ChainStep(match.group("name"), Range(*match.span("name")), False))
                    elif outlet := self._outlet(match):
                        hops.append(self._hop(outlet))
        speaker = one.speaker
        kept: list[ChainStep] = []
        for hop in hops:
            own = speaker is not None and hop.range.start <= speaker.start < hop.range.end
            again = any(hop.range.start < k.range.end and k.range.start < hop.range.end for k in kept)
            if not own and not again:
                kept.append(hop)
        return kept

    def _forms(self, sentence: Range) -> list[re.Pattern[str]]:
        """The forms in which the sentence may name a channel."""
        forms = self.forms.get(sentence)
        if forms is None:
            hints = _HINTS.intersection(plain_words(self.text, *sentence))
            forms = [form for form, words in _WORDS_OF_FORM if not words.isdisjoint(hints)] if hints else []
            if _ON_AIR in forms and not _ON_A_NAME.search(self.text, *sentence):
                forms.remove(_ON_AIR)
            self.forms[sentence] = forms
        return forms

    def _gaps(self, number: int) -> list[Range]:
        """The parts of the sentence that are the reporter's, for the attributions with this find's verb."""
        one = self.found[number]
        same = [self.found[n] for n in self.by_sentence[one.sentence] if self.found[n].cue == one.cue]
        around = self._around(number)
        whole = (
            self.found[around[0]] if around else None
        )  # a nested attribution has its channels inside the outer words
        first = whole.start if whole else one.sentence.start
        last = whole.end if whole else one.sentence.end
        gaps, at = [], max(first, min(f.start for f in same) - _REACH)
        for piece in sorted(same, key=lambda f: f.start):
            if at < piece.start:
                gaps.append(Range(at, piece.start))
            at = max(at, piece.end)
        end = min(last, at + _REACH)
        if at < end:
            gaps.append(Range(at, end))
        return gaps

    def _outlet(self, match: re.Match[str]) -> Range | None:
        """The words of the match that name an outlet; of "ABC's Ida Marsh" and "Ida Marsh of ABC" only the outlet's."""
        start, end = match.span("name")
        persons = self.people.inside(start, end)
        if persons:
            before = self.text[start : persons[0][0].start].rstrip()
            after = _AFTER_PERSON.match(self.text, persons[-1][0].end, end)
            if before.endswith(_POSSESSIVE):
                end = start + len(before)
            elif after:
                start = after.end()
            else:
                return None
        name = self.text[start:end]
        if any(day in name for day in WEEKDAYS):
            return None
        return Range(start, end) if is_outlet(name) else None

    def _hop(self, named: Range) -> ChainStep:
        name = self.text[named.start : named.end].rstrip(".,")
        for suffix in _POSSESSIVE:
            name = name.removesuffix(suffix)
        return ChainStep(name, Range(named.start, named.start + len(name)), False)


def _holds(one: AttributedSpan, cue: Range | None) -> bool:
    return cue is not None and one.start <= cue.start and cue.end <= one.end


_STATES = frozenset({"that", "bare clause", "before", "around", "according", "as", "quotation", "colon"})
_TELLS = ("told", "tells", "telling", "informed")
_SHORTEST_GAP = 12  # characters: "told the BBC"
_REACH = 160  # characters of the reporter's words beside what is said
_MOST_LOOKED_AT = 60
