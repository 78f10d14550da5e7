"""Newsletter, alert and app boxes."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="newsletter",
    longest=70,
    triggers=words(
        "newsletter newsletters inbox unsubscribe sign signed signup register subscribe subscribed subscribing "
        "opt email mail notifications alerts emails app clicking briefing boletín infolettre"
    ),
    pattern=re.compile(
        r"""^\W*(?:
                newsletters?\W*$
                | (?:please\s|click\shere\sto\s)?(?:sign\s?up|register|subscribe)\b.{0,80}$
                | get\s.{0,60}\b(?:app|by\sclicking\shere|alerts)\b
            )
            | \b(?:
                newsletters?\b.{0,60}(?:sign|inbox|deliver|subscri|daily|week|here)
                | (?:sign(?:ed|ing)?[\s-]?up|subscri\w*|get|deliver\w*|receive|join)\b.{0,60}
                    \b(?:newsletters?|inbox|alerts|briefing)\b
                | (?:your|their|our)\sinbox\b
                | unsubscribe\b
                | opt[-\s]?(?:in|out)\b
                | e-?mail\saddress\b
                | notifications\b.{0,30}\b(?:enable|allow|turn|get)\b
                | (?:enable|allow|turn\son|get)\b.{0,20}\bnotifications\b
                | (?:breaking\snews|news)\s(?:alerts|emails)\b
                | have\s(?:been\s)?succ?ess?fully\s(?:subscribed|signed\sup|registered)
            )
        """,
        re.X,
    ),
    addressing=True,
)
