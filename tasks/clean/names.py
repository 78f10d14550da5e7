"""Names of authors and outlets as pages write them down -> the name alone, or nothing where none is left."""

from __future__ import annotations

import re

from tasks.clean.days import MONTH
from tasks.clean.rules.phrase import words
from tasks.shared.press.outlets import host_of

_BY = re.compile(
    r"^\W*(?:(?:written|reported|story|posted|words|text)\s+)?(?:by|von|par|por)\b\s*:?\s*|^\W*author\s*:\s*", re.I
)
_ADDRESS = re.compile(r"\(?(?:https?://|www\.)\S+|\S+@\S+\.\w+\S*|@\w+", re.I)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY = re.compile(
    rf"[\s,|–—-]*\b(?:{_WEEKDAY}\b.*|{MONTH}\s+\d.*|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}.*|\d[\d./:-]*.*"
    r"|(?:published|updated|posted|last\s+(?:updated|modified))\b.*)$",
    re.I | re.S,
)
"""A day or a time, and what follows it."""
_LAST_MONTH = re.compile(rf"(?<=\w)\s+{MONTH}$", re.I)
"""A month at the end of a name that has two words without it: April and May are given names, but no third ones."""
_PARTS = re.compile(r"\s*[,;|•·]\s*|\s+[–—-]+\s+|\s*&\s*|\s+and\s+", re.I)
_NOBODY = re.compile(
    r"(?i:admin(?:istrator)?|webmaster|editors?|guest|staff|news(?:room|desk)|web\s?desk|unknown|anonymous|none|null"
    r"|by|author|user|default|contributor|online|.*\b(?:staff|desk|newsroom|team)(?:\s(?:writers?|reporters?|report))?)"
)
"""Accounts and desks that write under no name."""
_ROLE = re.compile(r"(?i:.*\b(?:correspondent|reporter|writer|editor|columnist|producer|contributor|bureau|chief)s?)")
_OUTLET = re.compile(
    r"(?i:.*\b(?:news|times|herald|tribune|gazette|broadcasting|television|tv|radio|courier|magazine|newspapers?|media"
    r"|zeitung|tageblatt|rundschau|nachrichten))"
)
"""What ends as names of outlets do, and of persons do not."""


def author_name(value: str, outlet: str | None = None) -> str | None:
    """The authors that `value` names, as written but without addresses, days, roles, desks and the name of the outlet;
    separated by commas, the last by "and" if it was so. None if nobody is left."""
    plain = _ADDRESS.sub(" ", _BY.sub("", value.strip()))
    found: list[str] = []
    last = 0
    joined = "and" if re.search(r"\s(?:and|&)\s", value, re.I) else ","
    for match in [*_PARTS.finditer(plain), None]:
        end = match.start() if match else len(plain)
        name = _one(plain[last:end], outlet)
        last = match.end() if match else end
        if name and name not in found:
            found.append(name)
    if not found:
        return None
    if len(found) == 1 or joined == ",":
        return ", ".join(found)
    return f"{', '.join(found[:-1])} and {found[-1]}"


def _one(part: str, outlet: str | None) -> str | None:
    name = _DAY.sub("", _BY.sub("", " ".join(part.split()))).strip(" .,:;|()[]–—-\t")
    if len(name.split()) > 2:
        name = _LAST_MONTH.sub("", name)
    if not name or not any(character.isalpha() for character in name) or len(name.split()) > 6:
        return None
    if _same(name, outlet) or _NOBODY.fullmatch(name) or _ROLE.fullmatch(name) or re.fullmatch(MONTH, name, re.I):
        return None
    return None if _OUTLET.fullmatch(name) and len(name.split()) > 1 else name


def _same(name: str, outlet: str | None) -> bool:
    if outlet is None:
        return False
    return _letters(name) == _letters(outlet)


def _letters(name: str) -> str:
    return "".join(character for character in name.lower().removeprefix("the ") if character.isalnum())


_PLATFORMS = words(
    "blogger blogspot wordpress wordpresscom medium substack tumblr typepad livejournal squarespace wix weebly ghost "
    "joomla drupal facebook twitter x youtube linkedin instagram reddit github githubpages google googlesites appnews "
    "flipboard feedly pocket scribd issuu"
)
"""Systems on which anybody publishes: where a page stands, and not who stands behind it."""
_SEPARATOR = re.compile(r"\s+[|–—•·:»-]+\s+|\s*[|•»]\s*|:\s+")
_SLOGAN = re.compile(
    r"(?i:\b(?:latest|breaking|headlines|top stories|your|our|we|the best|official (?:site|website)|home ?page|all the"
    r"|covering|since \d{4})\b)|[.!?]$|,\s"
)
_LONGEST = 6
"""Words of the longest name of an outlet."""


def outlet_name(value: str) -> str | None:
    """The outlet that `value` names, without its slogan; the host if it is an address; None for a platform or a
    slogan."""
    plain = " ".join(value.split()).strip(" |–—-·•")
    if "://" in plain or re.fullmatch(r"(?:www\.)[\w.-]+", plain, re.I):
        host = host_of(plain if "://" in plain else f"https://{plain}")
        return None if not host or _letters(host.split(".")[-2] if "." in host else host) in _PLATFORMS else host
    pieces = [piece.strip() for piece in _SEPARATOR.split(plain) if piece.strip()]
    if len(pieces) == 1 and not _is_name(pieces[0], alone=True):
        return None
    return next((piece for piece in pieces if _is_name(piece, alone=len(pieces) == 1)), None)


def _is_name(piece: str, alone: bool) -> bool:
    if piece.startswith("@") or _letters(piece) in _PLATFORMS or not any(map(str.isalpha, piece)):
        return False
    count = len(piece.split())
    slogan = _SLOGAN.search(piece) is not None
    return count <= _LONGEST and not (slogan and (count > 3 or not alone))
