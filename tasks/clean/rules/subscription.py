"""Subscription, log-in, membership and donation boxes."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="subscription",
    longest=70,
    triggers=words(
        "subscriber subscribers subscription subscribe member membership read log login sign free unlimited "
        "access little become support donate donation donations contribution account password journalism "
        "paywall premium"
    ),
    pattern=re.compile(
        r"""^\W*(?:
                (?:subscribe|log\s?in|sign\s?in)\b.{0,40}$
                | support\s(?!for\b)\w+.{0,80}\b(?:journalism|reader|us\b|so\swe|make\sa)
            )
            | \b(?:
                subscribers?\sonly
                | already\sa\s(?:subscriber|member)
                | (?:read|continue\sreading)\sthe\sfull\s(?:story|article)
                | free\s(?:trial|articles)
                | unlimited\s(?:digital\s)?access
                | for\sas\slittle\sas\b
                | (?:become|be)\san?\s(?:member|subscriber|supporter)\b
                | make\sa\s(?:contribution|donation)\b
                | donat(?:e|ions?)\s(?:to|now|today)\b.{0,40}\b(?:us|here)\b
                | (?:your|our)\s(?:subscription|membership|account|password)\b.{0,40}$
                | free\sto\sproduce\b
            )
        """,
        re.X,
    ),
    addressing=True,
)
