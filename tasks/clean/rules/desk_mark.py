"""Marks that the desks of agencies and papers leave for each other: slugs, notes on what a version adds, contacts."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="desk-mark",
    longest=40,
    triggers=words(
        "adds updates recasts corrects rewrites repeats refiles inserts edits org xmit keywords keyword slug eds "
        "editors desks bc urgent writethru ld lead advisory embargoed endit ends writing compiled"
    ),
    hint=re.compile(r"@|\+\d|/$|-?30-?"),
    cased=True,
    pattern=re.compile(
        r"""^\W?\((?i:adds?|updates?|recasts?|corrects?|rewrites|repeats|refiles|inserts?|edits|releads|embargoed)\b
                (?![^()]*\.\)$)[^()]*\)$
            | ^\(\(.*\)\)$
            | ^\((?i:writing|reporting|editing|compiled|additional\s\w+)\sby\b[^()]*\)$
            | ^\(\S+@\S+\.\w+\W*\)$
            | ^(?i:org\sxmit)\b
            | ^(?i:key\s?words?|slug)\s?:\s
            | ^(?i:eds|editors|desks?)(?:[.:]|\s?[-–—]|['’]?\s(?i:note):)\s
            | ^(?:BC|AM|PM|EU|US|UK)-+[A-Z0-9&]{2,}(?:[-/][A-Z0-9&]+)*(?:\s\([A-Z\s]+\))?(?:,\s.{0,40})?$
            | ^[A-Z0-9]{3,}(?:[-/][A-Z0-9&]{2,}){1,6}\s
                \((?:URGENT|UPDATE\s?\d*|REPEAT|PIX|TV|WRAPUP\s?\d*|GRAPHIC|CORRECTED)[^()]*\)$
            | ^(?:URGENT|ADVISORY)\W*$
            | ^\d(?:st|nd|rd|th)\s(?i:ld|lead)[-\s](?i:writethru)\b
            | ^(?:\W{0,3}30\W{0,3}|(?i:endit|ends\sitem))$(?<!30)
            | ^-\s?30\s?-$
        """,
        re.X,
    ),
)
