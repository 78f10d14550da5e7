"""Newsletter, alert and app boxes."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import Rule, words

RULE = Rule(
    name="newsletter",
    longest=70,
    triggers=words(
        "newsletter newsletters inbox unsubscribe sign signed signup register subscribe subscribed subscribing "
        "opt email mail notifications alerts emails get app boletín infolettre"
    ),
    pattern=re.compile(
        r"""\bnewsletters?\b.{0,60}(?:sign|inbox|deliver|subscri|daily|week|here)
            | \b(?:sign(?:ed|ing)?[\s-]?up|subscri\w*|get|deliver\w*|receive|join)\b.{0,60}\b(?:newsletters?
                |inbox|alerts|briefing)\b
            | \b(?:your|their|our)\sinbox\b | \bunsubscribe\b
            | ^\W*newsletters?\W*$
            | ^\W*(?:please\s|click\shere\sto\s)?(?:sign\s?up|register|subscribe)\b.{0,80}$
            | \bopt[-\s]?(?:in|out)\b
            | \be-?mail\saddress\b
            | \bnotifications\b.{0,30}\b(?:enable|allow|turn|get)\b | \b(?:enable|allow|turn\son
                |get)\b.{0,20}\bnotifications\b
            | \b(?:breaking\snews|news)\s(?:alerts|emails)\b
            | ^\W*get\s.{0,60}\b(?:app|by\sclicking\shere|alerts)\b
            | \bhave\s(?:been\s)?succ?ess?fully\s(?:subscribed|signed\sup|registered)
        """,
        re.X,
    ),
    addressing=True,
)
