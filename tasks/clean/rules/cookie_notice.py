"""Cookie and consent notices, and the privacy links that stand with them."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import PhraseRule, words

RULE = PhraseRule(
    name="cookie-notice",
    longest=120,
    triggers=words(
        "cookie cookies gdpr privacy choices technologies consent consenting ccpa datenschutz confidentialité "
        "privacidad privacidade"
    ),
    pattern=re.compile(
        r"""^\W*(?:datenschutz\w*|(?:politique\sde\s)?confidentialité|(?:política\sde\s)?privacidade?)\W*$
            | \b(?:
                cookies?\b.{0,80}
                    \b(?:policy|use|using|uses|consent|website|experience|site|accept|settings|preferences|browser)\b
                | (?:use|uses|accept|using|of|our|manage)\scookies
                | gdpr\b | ccpa\b
                | privacy\s(?:policy|notice|settings|preferences|statement|rights|centre|center|manager)
                | your\s(?:online\s)?privacy\b
                | ad\schoices | similar\stechnologies
                | consent(?:ing)?\sto\b
            )
        """,
        re.X,
    ),
    addressing=True,
)
