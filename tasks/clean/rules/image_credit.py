"""Credits of photographs and videos, standing alone or closing a caption."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import SPEECH, PhraseRule, words

_AGENCIES = r"""getty(?:\simages)?|reuters|afp|ap|associated\spress|shutterstock|istock|epa|dpa|ansa|efe|xinhua|tass
    |bloomberg|anadolu|wireimage|alamy"""
_AGENCY = f"(?:{_AGENCIES})"

_CREDITED = re.compile(rf"\((?:{_AGENCY}|file|courtesy)\sphoto\b[^()]*\)\W*$|^file\s?[-–—]\s", re.X)
"""What only captions have, whatever they tell of."""

LONGEST_CREDIT = 10
"""Words of a credit by itself; what is longer says what a picture shows as well."""

RULE = PhraseRule(
    name="image-credit",
    longest=60,
    triggers=words(
        "photo photograph photographs photos image images picture pictures pic credit illustration video "
        "source courtesy media caption file getty reuters afp ap associated shutterstock istock epa dpa ansa "
        "efe xinhua tass bloomberg anadolu alamy handout submitted hide show enlarge foto fotos bild crédit "
        "crédito"
    ),
    hint=re.compile(r"^\d+\s?(?:of|/)"),
    pattern=re.compile(
        rf"""^\W*(?:photo(?:graph)?s?|images?|pictures?|pic|credit|illustration|video|source|courtesy|media
            |caption|file|fotos?|bild|crédito?s?)\s*(?:by|credit|courtesy|caption|copyright|via
                |source)?\s*[:/©].{{0,120}}$
            | ^(?:image|media|photo|play)\s(?:caption|copyright|playback|credit)\b.*
            | ^\(?(?:photo|image|picture)s?\s(?:by|courtesy|credit|via)\b.{{0,120}}$
            | ^\W*(?:{_AGENCY}|ap\sphoto|file\sphoto|submitted\sphoto|handout)\b(?!\s(?:said|says|reported
                |reports|has|had|is|was|news\sagency))[^.]{{0,40}}$
            | \b(?:submitted|file|ap|courtesy|handout)\sphoto\b.{{0,8}}$
            | (?:getty\simages|[/|]\s?{_AGENCY}|\bap\sphoto|\bvia\s(?:ap|reuters|afp|getty)
                |\bcredit:\s?[\w\s./'’-]{{2,40}}|\bphoto:\s?[\w\s./'’-]{{2,50}}|\((?:file|ap|afp|reuters
                |(?:photo|image|picture|credit|pic)(?:\sby|:)[^)]*)\)?)\s*\)?\W*$
            | [\[(][^\])]{{0,120}}\b(?:{_AGENCY}|handout|(?:file|ap|courtesy)\sphoto
                |(?:photo|image)\sby)\b[^\])]{{0,60}}[\])]\W*$
            | ^\d+\s?(?:of|/)\s?\d+\b(?!\s?/)
            | ^(?:hide|show)\scaption\b | ^enlarge\b
            | \bcredit(?:\.\.\.|…)
            | ^(?:image|photo|picture|slide)\s\d+\s(?:of|/)\s\d+\W*$
            | ^file\s?[-–—]\s
        """,
        re.X,
    ),
    spares=lambda line: line.words > LONGEST_CREDIT and bool(line.tokens & SPEECH) and not _CREDITED.search(line.key),
)
