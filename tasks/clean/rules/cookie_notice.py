"""Cookie and consent notices, and the privacy links that stand with them."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import Rule, words

RULE = Rule(
    name="cookie-notice",
    longest=120,
    triggers=words(
        "cookie cookies gdpr privacy choices technologies consent consenting ccpa datenschutz confidentialité "
        "privacidad privacidade"
    ),
    pattern=re.compile(
        r"""\bcookies?\b.{0,80}\b(?:policy|use|using|uses|consent|website|experience|site|accept|settings
            |preferences|browser)\b
            | \b(?:use|uses|accept|using|of|our|manage)\scookies
            | \bgdpr\b | \bccpa\b
            | \bprivacy\s(?:policy|notice|settings|preferences|statement|rights|centre|center|manager)
            | \byour\s(?:online\s)?privacy\b
            | \bad\schoices | \bsimilar\stechnologies
            | \bconsent(?:ing)?\sto\b
            | ^\W*(?:datenschutz\w*|(?:politique\sde\s)?confidentialité|(?:política\sde\s)?privacidade?)\W*$
        """,
        re.X,
    ),
    addressing=True,
)
