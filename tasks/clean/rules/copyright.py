"""Copyright lines and the terms and disclaimers that stand with them."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import Rule, words

RULE = Rule(
    name="copyright",
    longest=80,
    triggers=words(
        "copyright rights reserved published reproduced republished redistributed permission terms conditions "
        "registered responsible citation disclaimer practices standards reservados reservados vorbehalten "
        "droits diritti derechos c"
    ),
    hint=re.compile("©"),
    pattern=re.compile(
        r"""^\W*(?:©|copyright\b|\(c\)\s) | ©\s?(?:19|20)\d\d | \ball\srights\sreserved
            | \bmay\snot\sbe\s(?:published|reproduced|republished|copied|broadcast)
            | \bsubject\sto\scopyright
            | \b(?:prior|express)\s(?:written\s)?permission
            | ^\W*terms\s(?:of\s(?:use|service|sale)|(?:and|&)\sconditions)
            | \bterms\sof\s(?:use|service)\b.{0,60}$
            | \bregistered\s(?:trademark|in\sengland)
            | \bnot\sresponsible\sfor\sthe\scontent
            | ^citation: | ^disclaimer\b | \bstandards\sand\spractices
            | \b(?:alle\srechte\svorbehalten|tous\sdroits\sréservés|todos\s(?:los|os)\s(?:derechos
                |direitos)\sreservados|tutti\si\sdiritti\sriservati)
        """,
        re.X,
    ),
)
