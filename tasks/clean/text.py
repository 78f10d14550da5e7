"""Plain text -> Page: its lines as they stand."""

from __future__ import annotations

import re

from tasks.clean.page import Page, PageLine

_LINE = re.compile(r"[^\r\n]+")


def read_text(content: str) -> Page:
    """The page of a plain-text file: the text is the file, and every line that is not blank is a line of the page."""
    lines = []
    for match in _LINE.finditer(content):
        text = match[0].strip()
        if text:
            start = match.start() + match[0].index(text[0]) if text[0] != match[0][0] else match.start()
            lines.append(PageLine(start, start + len(text), text))
    return Page(content, tuple(lines))
