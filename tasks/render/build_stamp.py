"""Since which build a page that tells of the whole stands as it does.

Its foot names that build. So a build in which little changed leaves most lists and speakers' pages as they are, byte
for byte, and their files untouched. (What a story's pages name is kept in the ledger: it rests on the story's data.)
"""

from __future__ import annotations

import re

SINCE = "b-since"
"""Stands for that build until the page is made. No build is called like this: their ids are hexadecimal."""

_MARK = f"<code>{SINCE}</code>".encode()
_FOOT = re.compile(rb"<footer>.*?<code>(b-[0-9a-f]+)</code>", re.DOTALL)


def dated(page: bytes, old: bytes, build: str) -> bytes:
    """The page with the id of the build since which it is unchanged in place of the placeholder: that of `old`, the
    page so far at its place, if they are equal otherwise, else `build`."""
    named = _FOOT.search(old)
    if named is not None:
        same = page.replace(_MARK, b"<code>%s</code>" % named[1])
        if same == old:
            return same
    return page.replace(_MARK, f"<code>{build}</code>".encode())


def stamp_of(page: bytes) -> str:
    """The id of the build at the foot of a page; "" if there is none."""
    named = _FOOT.search(page)
    return named[1].decode() if named is not None else ""


STAMPS = "data/stamps.json"
"""Of each page of the whole that stands since another build than that of the site, which that is, by path."""
