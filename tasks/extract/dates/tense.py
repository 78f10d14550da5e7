"""Decides whether a date expression means a day in the past or the future, by the verb that governs it."""

from __future__ import annotations

from typing import NamedTuple

from tasks.shared.english.prefilter import later

# Words that look ahead; the verbs among them in the order in which they are tried.
_AHEAD = (
    r"will|shall|['’]ll|won['’]t|(?:is|are|was|were) (?:also |now |still )?(?:to|going to|about to|due|set"
    r"|expected|scheduled|slated|planned|planning|supposed|likely|poised|preparing|hoping)\b(?: to)?|plan(?:s|ned"
    r"|ning)?(?: to| for)?"
    r"|intend(?:s|ed)?(?: to)?|aims? to|hope[sd]? to|expect(?:s|ed)?(?: to)?|scheduled(?: for| to)?|slated|due|upcoming"
    r"|(?:is|are) (?:heading|headed|going|coming|travell?ing|visiting|returning|flying|hosting|holding|meeting|speaking"
    r"|leaving|arriving)"
    r"|going to|about to|ahead of|would|could|may|might|should|must|can|vow\w* to|promis\w* to|agreed to|ready to"
    r"|prepar\w+ to"
    r"|set (?:to|for)|as (?:early|soon|late) as|postponed (?:to|until)|delayed until|await(?:s|ing)"
    r"|(?:ask|order|urg|want|tell|told|decid|need|invit|call)\w* (?:\w+ ){0,4}to"
    r"|begins|starts|opens|reconvenes|resumes|meets|votes|arrives|leaves|travels|expires|ends|faces"
)
_BACK = (
    r"(?:would|could|should|might|may|must) have|had|has|have|did|was|were|been"
    r"|(?<!be )(?<!is )(?<!are )(?:said|told|went|came|met|held|made|took|gave|began|spoke|wrote|found|left|got|saw|won"
    r"|lost|led|sent|brought|bought|caught|fell|felt|fought|heard|kept|knew|ran|rose|sat|shot|sold|stood|struck|taught"
    r"|thought|threw|understood|broke|built|chose|drew|drove|flew|grew|hit|hurt|paid|laid|sought|spent|swore|hid"
    r"|withdrew"
    r"|became|beat|bore|dealt|dug|ate|forgot|froze|hung|lay|lent|lit|meant|rode|rang|shook|shone|sang|sank|slept|slid"
    r"|stole|stuck|swept|swam|tore|woke|wore|wound|overthrew|oversaw|undertook"
    r"|(?!hundred|indeed|exceed|proceed|succeed|speed|need)[a-z]{3,}ed)"
)
# The expression begins with the character before a cue, which lets the engine leap from one end of a word to the next.
_CUE = later(rf"[^\w’'](?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b")
# Agency style puts the day between subject and verb: "Officials Thursday launched ..."
_VERB_FOLLOWS = later(rf" (?:\w+ly )?(?P<back>{_BACK})\b")
# A headline without a verb of its own says what is planned: "Ferry to close in June".
_INFINITIVE = later(r" to (?!(?:his|her|its|their|our|my|your|the|an|this|that|these|those)\b)[a-z]{2,}\b(?!’)")
_POSSESSIVE = later(r"[’']s?\b")
_LIMIT_BEFORE = later(r"\b(?:by|until|till|before|ahead of|[Bb]y|[Uu]ntil|[Bb]efore) (?:the |his |her |their |its )?$")
_ATTRIBUTE_BEFORE = later(r"\b(?:the|a|an|his|her|its|their|this) $")
_NOUN_FOLLOWS = later(r" (?!(?:end|start|beginning|middle)\b)[a-z]{3,}")
_CLAUSE_END = later(r"[;:“”\"]|``|''| [—–-] | -- |, (?:and|but|while|which|who|where|as|when)\b")
# Far enough for a subject of some length between a verb and its date; beyond it, another verb is more likely to govern.
_REACH = 160


_HAPPENED = frozenset(("had", "was", "were"))
_SURELY_AHEAD = frozenset(("will", "’ll", "'ll", "shall", "upcoming", "expected to", "is expected to", "scheduled for"))


class Tense(NamedTuple):
    """ "past", "future" or "near" (undecided), and the words that decided, "" for none."""

    direction: str
    words: str


def tense(text: str, first: int, last: int, start: int, end: int) -> Tense:
    """The tense that governs the expression `text[start:end]` in the sentence `text[first:last]` (code points): that of
    the last verb before it in its clause, or if there is none, of the first after it."""
    verb = _VERB_FOLLOWS.match(text, end, last)
    if verb:
        return Tense("past", verb.group().strip())
    if _ATTRIBUTE_BEFORE.search(text, max(first, start - 8), start) and _NOUN_FOLLOWS.match(text, end, last):
        return Tense("near", "")
    begin = max(first, start - _REACH)
    for boundary in _CLAUSE_END.finditer(text, begin, start):
        begin = boundary.end()
    found = None
    for cue in _CUE.finditer(text, begin - 1, start) if begin else _CUE.finditer(f" {text[:start]}"):
        found = cue
    before = found
    if found is None:
        stop = _CLAUSE_END.search(text, end, min(last, end + _REACH))
        found = _CUE.search(text, end - 1, stop.start() if stop else min(last, end + _REACH))
    words = " ".join((found.group("ahead") or found.group("back")).split()) if found else ""
    limit = _LIMIT_BEFORE.search(text, max(first, start - 24), start)
    happened = (before is not None and before.group("back") in _HAPPENED) or words == "had"
    if limit and not happened:
        return Tense("future", limit.group().strip())
    if _POSSESSIVE.match(text, end) and words not in _SURELY_AHEAD:
        return Tense("past", "")
    if found is None:
        planned = None if _CUE.search(text, max(first - 1, 0), last) else _INFINITIVE.search(text, first, start)
        return Tense("future", planned.group().strip()) if planned else Tense("near", "")
    return Tense("future" if found.group("ahead") else "past", words)
