"""How well words can be understood without the sentences around them, from 0 (not at all) to 1.

Rules, each with a name, what it looks for and what it leaves; the factors of all rules that apply are multiplied. Found
by reading summaries of thirty stories and asking of each sentence: who, what, when?
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """Words that fit `pattern` keep the share `factor` of their worth."""

    name: str
    pattern: re.Pattern[str]
    factor: float


_LINKS = (
    r"but|and|or|nor|yet|so|then|thus|hence|also|too|however|meanwhile|moreover|furthermore|nevertheless|nonetheless"
    r"|instead|otherwise|afterwards?|similarly|likewise|consequently|therefore|accordingly|besides|indeed|rather"
    r"|previously|additionally|finally|in addition|in turn|in return|in contrast|by contrast|on the other hand"
    r"|on the contrary|as a result|for example|for instance|at the same time|at that time|after that|since then|as such"
    r"|in other words|of course|to that end|in fact|for that reason|that is why|with that"
)
_POINTERS = (
    r"he|she|it|they|him|them|his|hers?|its|theirs?|himself|herself|itself|themselves|this|that|these|those|such|both"
    r"|neither|either|others|another|the (?:two|three|latter|former|pair|same|other|others|duo)|here|yes|no|not"
)
_PEOPLE = (
    r"(?:senior |former |top |unnamed )?(?:official|officials|adviser|advisor|spokesman|spokeswoman|spokesperson"
    r"|minister|president|governor|senator|congressman|mayor|chief|chairman|leader|leaders|sheriff|judge|lawyer"
    r"|company|agency|group|ministry|department|statement|letter|document|report|article|readout|measure|bill|move"
    r"|decision|announcement|comments|remarks|incident|scholars|students|couple|workers|pair|man|woman|talks|call|meeting|visit|deal|news|cent(?:er|re)|committee|union|organi[sz]ation)"
)

_THIS = r"this (?!(?:month|week|year|morning|summer|winter|spring|autumn|fall|time)\b)"
_NOT_THE_ACTOR = rf"^the {_PEOPLE}\b(?! (?:of|for|from|between|with|in|(?-i:[A-Z])))"
_THAT = (
    r"\bthat (?:argument|claim|decision|move|point|demand|request|statement|idea|plan|proposal|question"
    r"|issue|case|law|bill|letter|meeting|day|offer|mistrust|effort|number|figure|position|view)\b"
)

_BIOGRAPHY = (
    r"^(?:(?-i:[A-Z])[\w.’'-]* ?){1,4} (?:is|was) (?:a|an|the) (?:[a-z-]+ ){0,2}"
    r"(?:fellow|professor|graduate|native|member|lawyer|student|expert|alumnus|resident|father|mother|author)\b"
)
THAT_NOUN = re.compile(_THAT)
"""A noun that "that" points to, where "that" might be taken for the word that opens what was said."""

RULES = tuple(
    Rule(name, re.compile(pattern, re.IGNORECASE), factor)
    for name, pattern, factor in (
        ("begins with a link", rf"^(?:{_LINKS})\b", 0.0),
        ("begins with a link", r"^(?:still|now|again|soon|later|earlier|next|well|in response|to be sure),", 0.0),
        ("begins with a pointer", rf"^(?:{_POINTERS})\b", 0.0),
        ("begins with a pointer", r"^there(?! (?:is|are|was|were|has|have|had|will|would)\b)", 0.0),
        (
            "begins where something else ended",
            r"^(?:who|whom|whose|which|where|when it|how come|to|said|says|told|asked)\b",
            0.0,
        ),
        ("speaks to somebody", r"^(?:you|your)\b", 0.4),
        ("asks", r"\?[\"”’')]*$", 0.0),
        ("is not prose", r"https?://|www\.|@\w|[|•>]|^\W*$|^[.,;:]", 0.0),
        ("begins with an unnamed actor", _NOT_THE_ACTOR, 0.4),
        ("points back at once", rf"^(?:\S+ ){{1,4}}(?:{_THIS}|these |those )", 0.4),
        ("points back", _THAT, 0.5),
        ("points back", r"\b(?:of|in|on|for|with|about|at|by|under|after|before|despite|from) that [a-z]", 0.5),
        ("points back", r"^(?:[\w’']+ ){1,3}(?:them|him|her)\b", 0.3),
        ("points back", r"\bsimilar(?:ly)?\b", 0.7),
        ("tells who somebody is", _BIOGRAPHY, 0.4),
        ("points back", r"^(?:[\w’']+ ){1,4}it(?:[.,]| (?:from|on|in|at|to|with|by|for|as|and|but|again)\b)", 0.4),
        (
            "points back",
            r"^(?:[\w’']+ ){1,3}(?:rejects?|rejected|den(?:ies|ied)|dismiss\w+|accept\w*|refus\w+) (?:its|his)\b",
            0.4,
        ),
        ("points back", rf"\b(?:these|those|such an?|the latter|the former|the same|aforementioned) |\b{_THIS}", 0.6),
        (
            "tells of words told before",
            r"\b(?:made|makes|making) (?:the|his|her) (?:comments?|remarks?|statement)\b",
            0.5,
        ),
        ("a day that moves", r"\b(?:yesterday|today|tomorrow|tonight|last night|this morning)\b", 0.6),
        ("turns from something", r",? \b(?:meanwhile|though|however|for (?:his|her|their|its) part|in turn)\b,", 0.7),
        ("adds to something", r"\b(?:also|added|adding|again|too)\b", 0.85),
    )
)

# "The two leaders", before anybody is named
_PAIR = re.compile(r"\b(?:two|both) (?:leaders|presidents|ministers|men|women|sides|countries|parties)\b", re.I)
_PAIR_WORTH = 0.7
_HIS = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs)\b", re.I)
_NAME = re.compile(r"[^\W\d_][\w’'.-]*")
_CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I(?:['’]\w+)?)$"
)
_NO_NOUN = re.compile(
    r"(?:the|an?|in|on|at|by|for|from|to|of|and|but|if|what|when|who|as"
    r"|(?:i|we|you|there|it|that)(?:['’]\w+)?)$",
    re.I,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e)\b")
_MARKS = "“”\"‘’'«»„"


def alone(words: str, speaker: bool, quoted: bool) -> float:
    """The worth of `words` when they stand alone; `speaker` says that the one who says them is named beside them, and
    `quoted` that they are all his own words."""
    bare = words.strip().lstrip(_MARKS).lstrip()
    if _in_title_case(bare):
        return 0.0
    worth = 1.0
    for rule in RULES:
        if rule.pattern.search(bare):
            worth *= rule.factor
    if (pair := _PAIR.search(bare)) and len(re.findall(r"\b[A-Z][a-z]", bare[1 : pair.start()])) < 2:
        worth *= _PAIR_WORTH
    if worth and (quoted or not speaker) and _dangling(bare):
        return 0.0
    if not speaker and _FIRST_PERSON.search(_outside_marks(words)):
        worth *= 0.3
    return worth


def _in_title_case(words: str) -> bool:
    """Whether most of the longer words are capitalised, as in headlines."""
    longer = [word for word in _NAME.findall(words) if len(word) > 3]
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) > 0.75 * len(longer)


def _dangling(words: str) -> bool:
    """Whether a pronoun for persons stands before anybody that it could mean."""
    pronoun = _HIS.search(words)
    if pronoun is None:
        return False
    before = [match.group() for match in _NAME.finditer(words, 0, pronoun.start())]
    # the first word has a capital whatever it is; a noun after an article can be meant as well as a name
    named = any(word[0].isupper() and not _CALENDAR.match(word) for word in before[1:])
    return not (named or (len(before) > 1 and not _NO_NOUN.match(before[0])))


_THE_BARE = re.compile(
    r"\b[Tt]he ([a-z]{3,})(?=[.,;:”\"]|$| (?:is|was|are|were|has|have|had|will|would|can|could|may|might|must|to|in|on"
    r"|for|at|by|and|with|from|as|until|after|before|because|but|or|which|who|while|when)\b)"
)
_BEFORE = 500  # characters in which a noun may have been introduced; about three sentences
_INTRODUCED_WORTH = 0.75


def told_before(text: str, start: int, end: int, known: frozenset[str]) -> float:
    """What words keep that speak of "the committee" where the sentences before them have just told of which; `known`
    are the words of headlines, which a reader of a summary knows."""
    worth = 1.0
    before = text[max(0, start - _BEFORE) : start].lower()
    for noun in {match.group(1) for match in _THE_BARE.finditer(text, start, end)} - known:
        if re.search(rf"\b{noun}", before):
            worth *= _INTRODUCED_WORTH
    return worth


def balanced(words: str) -> bool:
    """Whether every quotation mark that opens in `words` closes there, and the other way round."""
    depth = 0
    for character in words:
        depth += (character == "“") - (character == "”")
        if depth not in (0, 1):
            return False
    return depth == 0 and words.count('"') % 2 == 0 and words.count("(") == words.count(")")


def ends(words: str) -> bool:
    """Whether `words` end as a sentence does."""
    return words.rstrip().rstrip("\"”’')»").endswith((".", "!", "…"))


def _outside_marks(words: str) -> str:
    return re.sub(r"“[^”]*”|\"[^\"]*\"", "", words)
