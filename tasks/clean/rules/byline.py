"""Lines that say who wrote it, or when it was published and updated."""

from __future__ import annotations

import re

from tasks.clean.rules import dateline
from tasks.clean.rules.phrase import PhraseRule, is_sentence, words

_DAY = r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:next|last|this)\b|now\b|then\b)"
"""What "by" stands before when it means a time."""

RULE = PhraseRule(
    name="byline",
    longest=24,
    triggers=words(
        "by written reported edited published updated posted reporting first last story staff correspondent associated "
        "ap reuters afp cnn bloomberg min minute mins minutes read von par por reporter writer"
    ),
    hint=re.compile("^@"),
    cased=True,
    pattern=re.compile(
        rf"""^\W*(?:[Bb]y|BY):?\s+(?!{_DAY})[A-Z][\w.'’-]+(?:\W+[A-Z][\w.'’-]*){{0,9}}
                (?:\s*(?:[|,•·–—/(;-]|(?:on|for|in|at|of|and|with)\b|\d).{{0,80}})?$
            | ^.{{1,60}}\s[—–|-]\s[Bb]y\s+[A-Z][\w.'’-]+(?:\W+[A-Z][\w.'’-]*){{0,9}}$
            | ^[A-Z][\w.'’-]+(?:\W+(?:and\s)?[A-Z][\w.'’-]*){{1,9}},\s
                (?:The\s)?(?:Associated\sPress|AP|Reuters|AFP|CNN|Bloomberg)$
            | ^\W*(?i:written|reported|edited|published|updated|posted|reporting|first\spublished
                |last\s(?:updated|modified))\s*(?:(?i:by|on|at|in)\s?:?|:)\s.{{0,90}}$
            | ^\W*(?i:published|updated|posted|first\spublished|last\s(?:updated|modified)):?\s.{{0,30}}\d.{{0,40}}$
            | ^.{{0,40}}\b(?i:staff\s(?:writer|reporter)s?|correspondent|\d+[\s-]min(?:ute)?s?\sread)\W*$
            | ^\W*(?:By|BY)\W*$
            | ^@\w+\W*$
            | ^(?:Von|Par|Por)\s[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+){{1,3}}$
        """,
        re.X,
    ),
    spares=lambda line: is_sentence(line) and not dateline.DATE.search(line.key),
)
