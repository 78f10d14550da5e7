"""Credits to news agencies and other sources for the text itself."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="agency-credit",
    longest=16,
    triggers=words("inputs input source sources agencies agency wires wire reporting report story article"),
    hint=re.compile("^/"),
    pattern=re.compile(
        r"""^\W*\(?(?:with\s)?(?:additional\s)?inputs?\s(?:from|by)\b.{0,80}$
            | ^\W*\(?(?:with\s)?(?:reports?|material|information|files)\sfrom\s.{0,60}\b(?:agenc(?:y|ies)
                |wires?|reuters|ap|afp)\b.{0,20}$
            | ^\W*\(?(?:additional\s)?reporting\sby\b.{0,80}$
            | ^this\s(?:report|story|article)\s(?:is|was|comes)\s
                (?:taken\s|provided\s|published\s|produced\s)?(?:from|by)\s.{2,60}$
            | ^\W*sources?\s?:\s?.{0,60}$
            | ^\W*(?:agenc(?:y|ies)|wires?)\W*$
            | ^/\s?[\w\s.]{2,30}/?$
        """,
        re.X,
    ),
)
