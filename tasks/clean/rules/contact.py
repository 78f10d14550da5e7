"""Requests for tips and feedback, app stores, and technical notices."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="contact",
    longest=95,
    triggers=words(
        "tip tips story question contact tell welcome download app store google javascript browser powered "
        "thanks customer contacted"
    ),
    pattern=re.compile(
        r"""^(?=.{0,240}$)(?:
                .*\bgot\sa\s(?:tip|story|question) | .*\b(?:send|email)\s(?:us|your|tips)\b | .*\bcontact\sus\b
                | .*\btell\sus\swhat\syou\sthink | welcome\sto\sour | .*\bdownload\s(?:the|our)\b.{0,50}\bapp\b
                | .*\bapp\sstore\b | .*\bgoogle\splay\b | .*\b(?:enable|requires?|turn\son|disabled)\sjavascript
                | .*\byour\sbrowser | .*\bpowered\sby\b.{0,40}$ | .*\bthanks\sfor\s(?:watching|signing|reading|visiting)
            )
            | \bcan\sbe\scontacted\b | ^.{0,60}\bcustomer\s(?:service|support|care)\b.{0,60}$
        """,
        re.X,
    ),
)
