"""Copyright lines and the terms and disclaimers that stand with them."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="copyright",
    longest=80,
    triggers=words(
        "copyright rights reserved published reproduced republished redistributed permission terms conditions "
        "registered responsible citation disclaimer practices standards reservados vorbehalten "
        "droits diritti derechos c"
    ),
    hint=re.compile("©"),
    pattern=re.compile(
        r"""^\W*(?:©|copyright\b|\(c\)\s|terms\s(?:of\s(?:use|service|sale)|(?:and|&)\sconditions)|citation:|disclaimer\b)
            | ©\s?(?:19|20)\d\d
            | \b(?:
                all\srights\sreserved
                | may\snot\sbe\s(?:published|reproduced|republished|copied|broadcast)
                | subject\sto\scopyright
                | (?:prior|express)\s(?:written\s)?permission
                | terms\sof\s(?:use|service)\b.{0,60}$
                | registered\s(?:trademark|in\sengland)
                | not\sresponsible\sfor\sthe\scontent
                | standards\sand\spractices
                | alle\srechte\svorbehalten | tous\sdroits\sréservés | tutti\si\sdiritti\sriservati
                | todos\s(?:los|os)\s(?:derechos|direitos)\sreservados
            )
        """,
        re.X,
    ),
)
