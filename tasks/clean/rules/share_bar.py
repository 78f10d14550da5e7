"""Share bars: names of networks in a row, and invitations to share, like or follow."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

_NETWORKS = r"""share|tweet|pin(?:\sit|\sthis)?|print|e-?mail|facebook|twitter|x|linked\s?in|reddit|whats\s?app
    |pinterest|flip\s?board|pocket|tumblr|instagram|you\s?tube|snapchat|telegram|messenger|sms|viber|bluesky|threads|mastodon|vk
    |google\s?\+?|copy\s(?:the\s)?(?:link|url)\w*|link\scopied\w*|\+1|comments?|save|bookmark|text\ssize|fb|more|like|view|rss|bio
    |follow|permalink|purchase|order|reprints?|embed"""
_NETWORK = f"(?:{_NETWORKS})"

RULE = PhraseRule(
    name="share-bar",
    longest=26,
    triggers=words(
        "share shares sharing tweet pin print email mail facebook twitter linkedin reddit whatsapp pinterest "
        "flipboard pocket tumblr instagram youtube snapchat copy telegram messenger sms viber bluesky google "
        "bookmark save text like follow find join fb teilen compartir compartilhar partager condividi click "
        "opens"
    ),
    pattern=re.compile(
        rf"""^\W*(?:go\sto\s)?{_NETWORK}(?:[\s,|/•·():]+(?:{_NETWORK}|link|this|article|on|via|with|by|story|friend|to|a|\d+))*\W*$
            | \bshare\s(?:this|it|on|via|with)\b.{{0,60}}$
            | \bclick\sto\s(?:share|tweet|email|print)\b | \bopens\sin\s(?:a\s)?new\swindow | \bshar(?:e|ing)\soptions
            | \blike\sthis\s(?:story|article)\?
            | ^\W*(?:like|follow|find|join)\s(?:us|me|the|him|her|them
                |@?\w+(?:\s\w+){{0,6}})\son\s(?:facebook|twitter|x|instagram|youtube|linkedin|telegram
                |whatsapp|google)\b.{{0,80}}$
            | ^\W*follow\s(?:@|us\b)
            | \bon\s(?:facebook|twitter|instagram)(?:,|\sand|\s&).{{0,60}}\b(?:facebook|twitter|instagram
                |youtube|pinterest)\b.{{0,40}}$
            | ^\W*(?:teilen|compartir|compartilhar|partager|condividi)\b.{{0,40}}$
        """,
        re.X,
    ),
)
