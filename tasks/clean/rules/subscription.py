"""Subscription, log-in, membership and donation boxes."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import Rule, words

RULE = Rule(
    name="subscription",
    longest=70,
    triggers=words(
        "subscriber subscribers subscription subscribe member membership read log login sign free unlimited "
        "access little become support donate donation donations contribution account password journalism "
        "paywall premium"
    ),
    pattern=re.compile(
        r"""\bsubscribers?\sonly | \balready\sa\s(?:subscriber|member)
            | \b(?:to\s)?(?:read|continue\sreading)\sthe\sfull\s(?:story|article)
            | ^\W*(?:subscribe|log\s?in|sign\s?in)\b.{0,40}$
            | \bfree\s(?:trial|articles) | \bunlimited\s(?:digital\s)?access | \bfor\sas\slittle\sas\b
            | \b(?:become|be)\san?\s(?:member|subscriber|supporter)\b
            | ^\W*support\s(?!for\b)\w+.{0,80}\b(?:journalism|reader|us\b|so\swe|make\sa)
            | \bmake\sa\s(?:contribution|donation)\b
            | \bdonat(?:e|ions?)\s(?:to|now|today)\b.{0,40}\b(?:us|here)\b
            | \b(?:your|our)\s(?:subscription|membership|account|password)\b.{0,40}$
            | \bfree\sto\sproduce\b
        """,
        re.X,
    ),
    addressing=True,
)
