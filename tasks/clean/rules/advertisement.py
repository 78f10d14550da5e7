"""Advertisement: the word itself, and what stands around an advertisement inside an article."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="advertisement",
    longest=12,
    triggers=words(
        "advertisement advertisements advert adverts advertising sponsored promoted paid story article "
        "continue continues continued scroll loading supported ad presented"
    ),
    pattern=re.compile(
        r"""^\W*(?:
            advert(?:isement|ising)?s?\b(?:\W|$)(?!\w+\s(?:was|were|is|are|has|have|by)\b).*
            | (?:sponsored|promoted|paid)\s(?:content|post|by|links?|stor(?:y|ies)|partner)\b.*
            | presented\sby\b.*
            | supported\sby\b.*
            | (?:story|article)\scontinues\s(?:below|after)\b.*
            | continues?\s(?:reading\s)?(?:the\smain\sstory|below|after\s(?:the\s)?ad).*
            | continue\sreading
            | scroll\s(?:down\s)?(?:for|to)\b.*
            | loading\b.*
            | ad\sfeedback | video\sad\b.*
        )\W*$""",
        re.X,
    ),
    addressing=True,
)
