"""Heads and lines of link lists: read also, most popular, more on this, watch, gallery."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, is_sentence, words

_POINTING = words("here click more also our related")

RULE = PhraseRule(
    name="related-headlines",
    longest=22,
    triggers=words(
        "related read see also more don't don’t watch listen must recommended missed trends next keep explore "
        "view photo photos gallery pictures slideshow live play video videos latest further like "
        "click clicking tap editor's editor’s editors most trending popular top recent other "
        "featured today's today’s you lesen weiterlesen lire leer leia leggi lees mehr auch aussi también "
        "também anche"
    ),
    pattern=re.compile(
        r"""^\W*(?:related|read(?:\s(?:more|also|next|this|our|full))?|see(?:\s(?:more|also))?|also\s(?:read
            |see|on|watch)|more(?:\s(?:on\sthis|from|stories|news|coverage)|:)|don['’]t\smiss
                |watch(?:\s(?:now|live|also|more|the\svideo|full))?|listen(?:\sto)?|must[-\s]read|recommended
                |in\scase\syou\smissed(?:\sit)?|trends?|up\snext|next\sup|keep\sreading|explore\sfurther
                |view\s(?:gallery|photos|all)|photo\sgallery|gallery|in\s(?:pictures|photos)|videos?|photos
                |slideshow|live\supdates|play\svideo|latest|further\sreading|what\sto\sread\snext
                |you\s(?:may|might|could)\s(?:also\s)?(?:like|be\sinterested\sin)|click\shere|tap\shere|go\shere)\b\s*
                (?:[:|»>–—-].* | (?:in|on|about|from|the|here|to|for|next|and|by)\b.{0,80} | (?:stories
                |articles|topics|content|posts|news|links|coverage|tags|video|roundup).* | \W*)$
            | \bclick(?:ing)?\shere\b.{0,60}$
            | \bread\smore\W*$
            | ^\W*editor['’]?s?['’]?\spicks?
            | ^\W*(?:most|trending|popular|top|recent|latest|more|other|featured|today['’]s)\s(?:popular|read
                |viewed|shared|watched|recent|commented|now|stories|posts|news|headlines|articles|videos?
                |topics|great\s.{0,20}stories|picks)\b.{0,40}$
            | ^\W*(?:lesen\ssie\s(?:auch|mehr)|mehr\szum\sthema|weiterlesen|lire\saussi|à\slire
                |lea\s(?:también|más)|leia\s(?:também|mais)|leggi\sanche|lees\sook)\b.{0,120}$
        """,
        re.X,
    ),
    spares=lambda line: is_sentence(line) and ":" not in line.text and not line.tokens & _POINTING,
)

ENDS_THE_REPORT = re.compile(
    r"""^\W*(?:related\s(?:stories|articles|topics|content|posts|news|coverage|tags) | more\s(?:from|on|in
        |stories|news|like\sthis|great)\b.*
        | most\s(?:popular|read|viewed|shared|commented|recent).* | you\s(?:may|might
            |could)\s(?:also\s)?(?:like|be\sinterested).*
        | recommended.* | tags?\b.* | topics?:?.* | filed\sunder.* | about\sthe\sauthor.*
            | (?:the\s)?latest\s(?:news|stories|from).*
        | top\sstories.* | trending.* | sponsored.* | promoted.* | around\sthe\sweb | from\sthe\sweb
            | recent\s(?:posts|stories|news).*
        | popular.* | read\snext.* | up\snext.* | what\sto\sread\snext | editor['’]?s?['’]?\spicks? | ©.*
            | copyright.*
        | next\s(?:post|article|story|up).* | previous\s(?:post|article|story).* | share\sthis:?
            | newsletters? | our\ssources | sources
        | subscribe.* | citation:.*)$""",
    re.X,
)
"""What stands below a report, and hardly ever inside one."""
