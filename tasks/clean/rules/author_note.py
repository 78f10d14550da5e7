"""Notes on the author, on who contributed, and how to reach them."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="author-note",
    longest=80,
    triggers=words(
        "writer reporter editor columnist correspondent contributor journalist author fellow producer staff "
        "covering covers freelance contact reach mail email follow contributed letters"
    ),
    cased=True,
    pattern=re.compile(
        r"""^(?:[A-Z][\w.'’-]+\s){1,3}(?:\(@\w+\)\s)?(?:is|was|covers|writes)\s(?:an?|the|about
            |for)\s.{0,60}\b(?:writer|reporter|editor|columnist|correspondent|contributor|journalist|author
                |fellow|producer|staff|covering|freelance)\b.{0,300}$
            | ^(?i:contact|reach|e-?mail|follow)\s(?:him|her|the\s(?:reporter|author|writer)
                |[A-Z]\w+\s[A-Z]\w+\sat)\b.{0,120}
            | \bcontributed\sto\sthis\s(?:report|story|article)
            | (?i:letters?\sto\sthe\seditor) | ^(?i:about\sthe\sauthors?)\b | (?i:follow\s(?:him|her|them)\son)
        """,
        re.X,
    ),
)
