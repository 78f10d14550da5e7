"""The head of a comment section, and the lines that introduce a reader's comment."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="reader-comments",
    longest=14,
    triggers=words(
        "comment comments reply replies conversation discussion responses abuse sort rating says said "
        "kommentare commentaires comentarios comentários commenti reacties first"
    ),
    pattern=re.compile(
        r"""^\W*(?:\(?\d[\d,.]*\)?\s+)?(?:(?:post|leave|add|view|show|read|see|write|load|join
            |hide)\s)?(?:(?:a|an|the|all|your|more)\s)?(?:comments?|reply|replies|conversation|discussion)\b.{0,25}$
            | ^.{0,25}\b\d+\s(?:comments|responses|replies)\b.{0,40}$
            | ^report\sabuse | ^be\sthe\sfirst\sto\b | ^sort\sby\b | ^rating:\s\d+\svotes?
            | ^.{1,40}\bon\s.{4,25}\sat\s.{4,9}\s(?:said|says):$ | ^\S.{0,30}\ssays:$
            | ^\W*(?:\d+\s)?(?:kommentare|commentaires|comentarios|comentários|commenti|reacties)\b.{0,25}$
        """,
        re.X,
    ),
)

STARTS_A_SECTION = re.compile(
    r"""^\W*(?:(?:view|show|read|see|load|post|leave|add|write|join)\s)*(?:(?:all|a|an|the|your|our|\d[\d,]*)\s)*
        (?:(?:top\srated|reader|user|latest|facebook)\s)?
        (?:comments?|replies|responses?(?:\sto\b.*)?|discussion|conversation|comentarios|comentários|commenti
            |kommentare|commentaires|reacties)\b.{0,60}$
      | ^.{0,60}\b\d+\s(?:comments|responses|replies)\b.{0,50}$
      | ^.{1,40}\bon\s.{4,25}\sat\s.{4,9}\s(?:said|says):
      | ^\S.{0,30}\s(?:says|said|wrote):$""",
    re.X,
)
"""A line after which readers speak, not the report."""
