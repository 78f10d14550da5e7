"""Menus, breadcrumbs, skip and back links."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="navigation",
    longest=25,
    triggers=words("skip jump you toggle accessibility advertise back return views shares reads"),
    hint=re.compile("[>›»]"),
    pattern=re.compile(
        r"""^\W*(?:skip|jump)\sto\b | ^you\sare\s(?:at|here)\b | ^toggle\s | ^accessibility\b | ^advertise\swith\b
            | ^\W*(?:back|return)\sto\s(?:top|home|gallery|the\s(?:top|main)|\w+(?:\spage)?)\W*$
            | ^[^\s].{0,60}\s[>›»]\s.{0,80}\s[>›»]\s
            | ^[^\d|]{0,40}\|\s*[\d,.]+\s(?:views|shares|reads)\b
            | ^(?:home|news)\s[>›»]\s
        """,
        re.X,
    ),
)
