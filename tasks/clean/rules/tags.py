"""Lists of tags, topics, categories and places where a report is filed."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="tags",
    longest=60,
    triggers=words(
        "tag tags topic topics keyword keywords filed category categories posted trends story article explore "
        "section sections about label labels companies people schlagworte mots etiquetas tópicos"
    ),
    pattern=re.compile(
        r"""^\W*(?:related\s)?(?:tags?|topics?|keywords?|filed\s(?:under|in)|categor(?:y|ies)|posted\sin
            |trends|in\sthis\s(?:story|article)|explore|sections?|more\sabout|labels?|companies|people
                |schlagworte|etiquetas)\s*:.*
            | ^\W*(?:tags|topics|filed\sunder.*|posted\sin\b.*|related\stags?|mots-clés)\W*$
            | ^\W*tags?\s(?=\S+(?:\s\S+){0,8}$).*
        """,
        re.X,
    ),
)
