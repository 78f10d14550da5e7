"""Cleans a report of which its file says, in fields of its own, what it is: an export, a table, an archive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.clean.days import stated_dates
from tasks.clean.page import PageLine, PageText
from tasks.clean.plain import read_lines
from tasks.clean.removals import Removals
from tasks.clean.text import read_text
from tasks.records import BlockKind, DateBasis, Party, StatedFields, StatedWords, Title
from tasks.shared.text.spans import fold, whole_characters


def read_stretches(content: str, stated: StatedFields, hashes: frozenset[str]) -> Removals | None:
    """Reads a text whose parts its file names: the body is judged like any text, title and standfirst are kept, every
    other part is removed by the rule it is named by. None if there is no body."""
    rows = list(_lines(content, stated))
    places = [at for at, (_, role) in enumerate(rows) if role == "body"]
    if not places:
        return None
    body = read_lines(PageText(content, tuple(rows[at][0] for at in places)), hashes)
    lines = [line for line, _ in rows]
    rules = [None if role in ("title", "standfirst") else role for _, role in rows]
    for at, line, rule in zip(places, body.page.lines, body.rules, strict=True):
        lines[at], rules[at] = line, rule
    roles = [role for _, role in rows]
    title = None if body.title_line is None else places[body.title_line]
    reading = body._replace(
        page=PageText(content, tuple(lines)),
        rules=tuple(rules),
        title_line=roles.index("title") if "title" in roles else title,
        standfirst_line=roles.index("standfirst") if "standfirst" in roles else None,
    )
    return with_stated(reading, stated)


_PARAGRAPH = re.compile(r"\S[ \t]*\r?\n[ \t]*\r?\n\s*\S")
"""A blank line between two others: where paragraphs stand apart so, a line break alone begins none."""


def _lines(content: str, stated: StatedFields) -> Iterator[tuple[PageLine, str]]:
    """The lines of the text, each with the role of its stretch: none goes over the end of one."""
    for stretch in stated.stretches:
        piece = content[stretch.start : stretch.end]
        if stretch.role in ("title", "standfirst"):
            kind: BlockKind | None = "heading" if stretch.role == "title" else None
            yield PageLine(stretch.start, stretch.end, " ".join(piece.split()), kind), stretch.role
            continue
        for line in read_text(piece, wrapped_known=_PARAGRAPH.search(piece) is not None).lines:
            moved = line._replace(start=stretch.start + line.start, end=stretch.start + line.end)
            yield moved, stretch.role


def with_stated(reading: Removals, stated: StatedFields) -> Removals:
    """The result of reading with the fields that the file states, which take precedence over the text."""
    found = reading
    if stated.title:
        found = found._replace(title=_title(stated.title, found, found.title))
    if stated.standfirst:
        found = found._replace(standfirst=_title(stated.standfirst, found, found.standfirst))
    if stated.byline:
        found = found._replace(byline=_party(stated.byline, found, found.byline))
    if stated.publisher:
        found = found._replace(publisher=_party(stated.publisher, found, found.publisher))
    if stated.published:
        found = _dated(found, stated.published)
    return found._replace(
        modified=_day(stated.modified) or found.modified,
        captured=_day(stated.captured) or found.captured,
        language=_language(stated.language) or found.language,
        url=_address(stated.url) or found.url,
        doubtful=stated.doubtful or found.doubtful,
    )


def _title(said: StatedWords, reading: Removals, visible: Title | None) -> Title:
    """The title as the text has it, where it has the same one or a line that holds it."""
    exact = whole_characters(said.exact)
    if said.start is not None:
        return Title(exact=exact, start=said.start, end=said.end, basis=said.field)
    if visible is not None and visible.start is not None:
        if exact in visible.exact:
            start = visible.start + visible.exact.index(exact)
            return Title(exact=exact, start=start, end=start + len(exact), basis=said.field)
        if _same(exact, visible.exact):
            return visible
    return Title(exact=exact, start=None, end=None, basis=said.field)


def _same(said: str, visible: str) -> bool:
    one, other = fold(said), fold(visible)
    return (
        one == other or (len(other) > _LONG and one.startswith(other)) or (len(one) > _LONG and other.startswith(one))
    )


_LONG = 20
"""Characters of a headline from which what goes on after it is the outlet's name."""
_TOP = 12
"""Lines among which a name that the file states is looked for."""


def _party(said: StatedWords, reading: Removals, visible: Party | None) -> Party:
    """Whom the file names, with the place of the name where the head of the text shows it."""
    if said.start is not None:
        return Party(name=said.exact, start=said.start, end=said.end, basis=said.field)
    if visible is not None and fold(visible.name) == fold(said.exact):
        return visible
    name = whole_characters(said.exact)
    for line in reading.page.lines[:_TOP]:
        place = reading.page.text.find(name, line.start, line.end)
        if place >= 0 and len(line.text) <= len(name) + _BESIDE:
            return Party(name=name, start=place, end=place + len(name), basis=said.field)
    return Party(name=name, start=None, end=None, basis=said.field)


_BESIDE = 120
"""Characters that a line may have beside a name: a role, a day, a headline."""


def _dated(reading: Removals, said: StatedWords) -> Removals:
    """The reading with the day that a field states; one whose day cannot be told is no field."""
    date = next(stated_dates(said.exact, said.start or 0), None)
    if date is None:
        return reading
    visible = said.start is not None
    basis = DateBasis(
        kind="stated", start=date.start if visible else None, end=date.end if visible else None, reason=said.field
    )
    return reading._replace(published=date.value, published_basis=basis)


def _day(said: StatedWords | None) -> str | None:
    date = next(stated_dates(said.exact), None) if said else None
    return date.value if date else None


def _language(said: StatedWords | None) -> str | None:
    """The code of ISO 639 that a field states; names of languages are none."""
    code = said.exact.strip().split("-")[0].split("_")[0].lower() if said else ""
    return code if len(code) in (2, 3) and code.isalpha() and code.isascii() else None


def _address(said: StatedWords | None) -> str | None:
    address = said.exact.strip() if said else ""
    return whole_characters(address) if address.startswith(("http://", "https://")) else None
