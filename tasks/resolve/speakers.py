"""Who a speaker is among the story's names: the id of the name, and one spelling of it for all documents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from tasks.records import Citation, Document, Extract, Material, Name, Quotation, Speaker
from tasks.resolve.offices import Holders, holder_of, holders_of_offices
from tasks.shared.english.lexicon import roles
from tasks.shared.text.spans import fold, unchecked

# Before a name inside the words of a speaker, these make somebody else the speaker: "an aide to Ms Vale".
_OTHERS = frozenset(("to", "for", "at", "from", "with", "of", "by", "near", "in"))


class _Known:
    """The names of one document: by the words that stand for them, and by place."""

    def __init__(self) -> None:
        self.forms: dict[str, list[Name]] = {}
        self.mentions: list[tuple[Citation, Name]] = []
        self._by_place: list[tuple[int, int]] = []

    def add(self, mention: Citation, name: Name) -> None:
        """Takes in a mention; those of one name come one after the other."""
        self.mentions.append((mention, name))
        named = self.forms.setdefault(_folded(mention.exact), [])
        if not named or named[-1] is not name:
            named.append(name)

    def inside(self, start: int, end: int) -> list[tuple[Citation, Name]]:
        """The mentions in a range, in the order in which they were taken in. To be asked when all of them are."""
        if not self._by_place:
            self._by_place = sorted([(mention.start, number) for number, (mention, _) in enumerate(self.mentions)])
        low, high = bisect_left(self._by_place, (start, 0)), bisect_left(self._by_place, (end, 0))
        found = [self.mentions[number] for number in sorted([number for _, number in self._by_place[low:high]])]
        return [(mention, name) for mention, name in found if mention.end <= end]


_folded = lru_cache(maxsize=1 << 12)(fold)


def name_speakers(material: Material) -> Material:
    """The story with `entity` set for every speaker who is one of its joined names, and with one form for the name of
    each person. Other speakers are unchanged."""
    known = {document.id: _Known() for document in material.documents}
    holders = holders_of_offices(material)
    for name in material.names:
        for mention in name.mentions:
            known[mention.document].add(mention, name)
    extracts = []
    for document, extract in zip(material.documents, material.extracts, strict=True):
        names = known[document.id]
        quotations = tuple([_named(quotation, document, names, holders) for quotation in extract.quotations])
        extracts.append(unchecked(Extract, {**extract.__dict__, "quotations": quotations}))
    return material.model_copy(update={"extracts": tuple(extracts)})


def _named(quotation: Quotation, document: Document, known: _Known, holders: Holders) -> Quotation:
    speaker = quotation.speaker
    name = _entity(speaker, document, known) if speaker else None
    if speaker is None:
        return quotation
    if name is None:
        holder = holder_of(speaker.name, holders) if not speaker.inferred else None
        if holder is None:
            return quotation
        reason = f"“{speaker.name}”: the only one of that office in the story"
        changes = {"entity": holder.id, "name": holder.name, "inferred": True, "reason": reason}
        told = unchecked(Speaker, {**speaker.__dict__, **changes})
        return unchecked(Quotation, {**quotation.__dict__, "speaker": told})
    fuller = " " in speaker.name and speaker.name.endswith(f" {name.name}") and speaker.name == speaker.name.title()
    unified = name.name if name.kind == "person" and not fuller else speaker.name
    told = unchecked(Speaker, {**speaker.__dict__, "entity": name.id, "name": unified})
    return unchecked(Quotation, {**quotation.__dict__, "speaker": told})


def _entity(speaker: Speaker, document: Document, known: _Known) -> Name | None:
    """The name meant: by the speaker's own words, by the words he stands for, or by the words they rest on."""
    found = known.forms.get(_folded(speaker.name), [])
    if len(found) == 1:
        return found[0]
    if speaker.start is not None and speaker.end is not None:
        inside = _bearer(document.text, speaker.start, speaker.end, known)
        if inside is not None:
            return inside
    for citation in speaker.rests_on:
        if citation.document == document.id:
            inside = _bearer(document.text, citation.start, citation.end, known)
            if inside is not None and fold(citation.exact).find(fold(speaker.name).split()[-1]) >= 0:
                return inside
    return None


def _bearer(text: str, start: int, end: int, known: _Known) -> Name | None:
    """The person of whom the words `text[start:end]` speak: the mention that ends them, or that an apposition follows
    ("Defence Minister of Ruritania, Ida Marsh"); an organisation only when it is all there is."""
    for mention, name in known.inside(start, end):
        before = text[start : mention.start].replace("“", " ").split()
        after = text[mention.end : end].strip()
        if name.kind == "person" and (not after or after[0] in ",("):
            low = [word.lower() for word in before]
            others = [k for k, word in enumerate(low) if word in _OTHERS]
            apposed = bool(low) and low[-1].endswith(",") and all(low[k] == "of" for k in others)
            if _spoken_with(before, low):
                return None
            if not others or apposed or _is_portfolio(low, others[-1]):
                return name
        elif name.kind == "organisation" and not after and {word.lower() for word in before} <= {"the"}:
            return name
    return None


def _spoken_with(before: Sequence[str], low: Sequence[str]) -> bool:
    """Whether somebody else is named together with the one after `before`: "Tomas Vale and", "the mayor and"; not in
    "chairman and publisher", two offices of one."""
    if "and" not in low:
        return False
    first = low.index("and")
    offices = bool(low) and low[-1] in roles().heads and low[0] not in ("the", "a", "an")
    return not offices or any(word[:1].isupper() and word.lower() not in roles().heads for word in before[1:first])


def _is_portfolio(words: list[str], of: int) -> bool:
    """ "Secretary of State", "minister of defence": the "of" belongs to the role of the name that follows."""
    rest = [word for word in words[of + 1 :] if word != "the"]
    return (
        words[of] == "of"
        and of > 0
        and words[of - 1] in roles().heads
        and all(word in roles().portfolios for word in rest)
    )
