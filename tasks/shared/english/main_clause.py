"""Whether a date belongs to what a statement says, or to a clause beside it: "the law, which was passed in 1962"."""

from __future__ import annotations

from tasks.shared.english.prefilter import later

_BOUNDARY = later(r"[,;:()“”\"]|\s[–—-]{1,2}\s")
# A clause that one of these opens tells when, why or of whom; its date is not that of the statement.
_OPENS = later(
    r"(?i)\s*(?:(?:and|but|or|even|just|only|shortly|soon|not long|(?:a|two|three|four|five|six|ten|\d+) \w+)\s+)*"
    r"(?:who|whom|whose|which|where|when|whenever|since|after|before|because|although|though|while|whereas|if|unless"
    r"|until|till|once|as|like|including|born|elected|founded|known|named|first|last|formerly|according)\b"
)
# "The bridge, built in 1931, ...": a participle right behind a comma.
_PARTICIPLE = later(r"\s*(?:[a-z]{3,}ed|built|held|made|found|sent|shown|written|drawn|taken|given)\b")
_INSIDE = later(
    r"(?is)\b(?:who|whom|whose|which|where|when|since|because|after|before|until|although|while|as|than|that)\b(?P<rest>.*)$"
)
# Words between such an opening and the date from which it is a clause, and no mere date ("Until Friday").
_WORDS = 2
# What makes a clause of the words behind such a word, and not a mere date ("after Monday", "since 2010").
_VERB = later(
    r"\b(?:was|were|is|are|had|has|have|did|does|do|will|would|could|can|may|might|should|be|been|being"
    r"|[a-z]{2,}ed|[a-z]{3,}ing|went|came|met|held|made|took|gave|began|left|won|lost|led|fell|broke|built|said|became)\b"
)
_SAYS_THAT = later(
    r"\b(?:said|says|say|told \w+|added|announced|warned|claimed|argued|wrote|showed|found|know|known)\s+$"
)


def in_main_clause(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether the date expression `text[start:end]` is one of the statement `text[first:last]` as a whole: it stands
    neither between quotation marks nor in a clause that another word of the statement governs."""
    if _quoted(text, first, last, start, end):
        return False
    begin = first
    for boundary in _BOUNDARY.finditer(text, first, start):
        begin = boundary.end()
    if (
        begin > first
        and text[begin - 1] == ","
        and text[end : end + 1] == ","
        and _PARTICIPLE.match(text, begin, start)
    ):
        return False
    opening = _OPENS.match(text, begin, start)
    if opening and (begin > first or len(text[opening.end() : start].split()) >= _WORDS):
        return False
    inside = _INSIDE.search(text, begin, start)
    while inside is not None:
        that = text[inside.start() : inside.start() + 4].lower() == "that"
        speech = that and _SAYS_THAT.search(text, max(first, inside.start() - 40), inside.start())
        if not speech:
            # What lasts since a day did not happen on it.
            return text[inside.start() : inside.start() + 5].lower() != "since" and not _VERB.search(inside["rest"])
        inside = _INSIDE.search(text, inside.start("rest"), start)
    return True


def _quoted(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether quotation marks that the statement opens stand around the expression."""
    before, after = text[first:start], text[end:last]
    if before.rfind("“") > before.rfind("”"):
        return True
    return before.count('"') % 2 == 1 and '"' in after
