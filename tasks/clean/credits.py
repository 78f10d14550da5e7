"""Who a text says it is by: byline, publisher, news agencies. What it does not say stays null."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files

from tasks.clean.days import MONTH, stated_dates
from tasks.clean.line_measures import Line
from tasks.records import Agency, Party

_NAME = (
    r"[^\W\d_a-z][\w.'’-]*"
    r"(?:[\s-](?:(?:de|da|di|del|von|van|der|den|la|le|bin|al|el|y)\s)?[^\W\d_a-z][\w.'’-]*){0,4}"
)
_AND = r"(?:,?\s+(?:and|und|et|y|e|en)\s+|\s*&\s*)"
_NAMES = rf"{_NAME}(?:(?:\s*,\s*{_NAME}){{0,5}}{_AND}{_NAME})?"
"""One name, or several of which the last follows "and": what else follows a comma is a role or an outlet."""
_BYLINE = re.compile(
    rf"^(?:\W*|.{{1,60}}\s[—–|-]\s)(?i:(?:written|reported|story|posted|words|text)?\s*by|reporter|author|von|par|por)"
    rf"\s*[:.]?\s+(?P<name>{_NAMES})"
)
_MONTH_AT_END = re.compile(rf",?\s+{MONTH}$", re.I)
_NOT_A_NAME = re.compile(r"\b(?:Staff|Letters|Published|Updated|Posted|Share|Comments?|Read|Photo|Image)\b")


def byline(
    lines: Sequence[Line], rules: Sequence[str | None], first: int, last: int
) -> tuple[Party | None, int | None]:
    """The by-line among the lines from `first` to `last`, of those that rules classified as one; and the index of the
    line that contains the name alone, if "By" and the name are on two lines. Each None if there is none."""
    for at in range(first, min(last + 1, len(lines))):
        line = lines[at]
        if rules[at] not in ("byline", "dateline"):
            continue
        match = _BYLINE.match(line.text)
        if match:
            start = line.page.start + match.start("name")
            name = _trimmed(match["name"])
            if name:
                return Party(name=name, start=start, end=start + len(name), basis="By-line"), None
        elif line.key.strip(" :") == "by" and at + 1 < len(lines):
            below = lines[at + 1]
            if re.fullmatch(_NAMES, below.text) and not _NOT_A_NAME.search(below.text):
                start = below.page.start
                return Party(name=below.text, start=start, end=below.page.end, basis="By-line"), at + 1
    return None, None


def _trimmed(name: str) -> str:
    """The name without what follows it on the line."""
    stop = _NOT_A_NAME.search(name)
    name = (name[: stop.start()] if stop else name).rstrip(" ,&-–|.\t")
    month = _MONTH_AT_END.search(name)
    return name[: month.start()] if month and len(name.split()) > 2 else name


_HOLDER = re.compile(
    r"(?:©|\([cC]\)|\bcopyright\b)[\s©]*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|present))?[\s,.]*)?"
    r"(?:by\s+)?(?P<holder>[^\W\d_][^|©•·\n]{1,80})",
    re.I,
)
_HOLDER_END = re.compile(
    r"\s*(?:\.\s|\.?$|,?\s*(?i:all\srights\sreserved|or\sits\saffiliates|and/or\b).*|,?\s*\b(?:Inc|LLC|Ltd|GmbH)\b.*)",
    re.S,
)
_CORPORATE = re.compile(
    r"[\s,]+(?:Limited|Co|Company|Corp|Corporation|AG|SE|plc|PLC|S\.?A|B\.?V|N\.?V|Pty|Group|Holdings?|Media|Media\sNetwork"
    r"|Communications|Enterprises|Publishing|Publications|Digital|Interactive|&)\.?$"
)
"""Words at the end of a company's name that are not part of what its outlet is called."""


def publisher(lines: Sequence[Line], rules: Sequence[str | None]) -> Party | None:
    """The outlet that a copyright line names, that a dated line names, or that people "told" twice if its name is part
    of the page's boilerplate too; None if there is none. The copyright of an agency is a credit and names no outlet."""
    for at in range(len(lines) - 1, -1, -1):
        if rules[at] == "copyright":
            party = _holder(lines[at])
            if party:
                return party
    return _dated_outlet(lines, rules) or _told(lines, rules)


_OUTLET_WORD = re.compile(
    r"(?i:news|times|post|herald|tribune|journal|gazette|guardian|telegraph|observer|chronicle|broadcasting|television|tv"
    r"|radio|daily|courier|mail|star|globe|independent|review|magazine|zeitung|tageblatt|rundschau|nachrichten|diario|periódico"
    r"|jornal|folha|corriere|repubblica|dagblad|krant)\b"
)
"""Words, or ends of words, of which names of outlets are made and names of authors and sections are not."""
_WEEKDAY = r"(?:(?i:mon|tues|wednes|thurs|fri|satur|sun)day)"
_BEFORE_DATE = re.compile(
    rf"^\W*(?P<name>(?:The\s)?(?!{_WEEKDAY}){_NAME}?(?:\s(?!{_WEEKDAY}){_NAME}?)*?)"
    rf"(?:\s*[,|—–-]\s*|\s+{_WEEKDAY}\s*,?\s*|\s{{2,}})$"
)


def _dated_outlet(lines: Sequence[Line], rules: Sequence[str | None]) -> Party | None:
    """The outlet on a date line, "Harbour Herald, 3 May 2031", among the first of the file."""
    for line, rule in zip(lines[:6], rules[:6], strict=True):
        date = next(stated_dates(line.text), None) if rule in ("dateline", "byline") else None
        match = _BEFORE_DATE.match(line.text[: date.start]) if date else None
        if match and _OUTLET_WORD.search(match["name"]):
            start = line.page.start + match.start("name")
            return Party(name=match["name"], start=start, end=start + len(match["name"]), basis="date line")
    return None


_OUTLET_LINE = re.compile(r"(?:The\s)?[^\W\d_a-z][\w.'’&-]*(?:\s(?:of|and|the|&|[^\W\d_a-z][\w.'’&-]*)){0,4}")
_LONGEST_OUTLET, _SHORT_OUTLET = 6, 3
"""Words of such a line; of one that has "The" alone to show that it names an outlet."""
_ABOVE_TITLE = 3
_HEAD_LINES = ("byline", "dateline", "copyright")


def outlet_in_head(
    lines: Sequence[Line], rules: Sequence[str | None], title: int | None, paragraph: int
) -> tuple[Party | None, int | None]:
    """The outlet on a line of its own in the head of a report, next to a line with by-line, date or copyright, and the
    index of its line; (None, None) if there is none. `title` is the index of the title (None if unknown), `paragraph`
    that of the first paragraph."""
    for at in range(0 if title is None else max(0, title - _ABOVE_TITLE), paragraph):
        line = lines[at]
        if at == title or (title is not None and at < title and rules[at] is not None):
            continue
        label = line.words <= _LONGEST_OUTLET and not line.ended and rules[at] in (None, "before-the-article")
        if not label or not _OUTLET_LINE.fullmatch(line.text) or agency_named(line.text):
            continue
        beside = [*rules[max(0, at - 1) : at], *rules[at + 1 : at + 2]]
        named = _OUTLET_WORD.search(line.text.split()[-1]) or (
            line.words <= _SHORT_OUTLET and line.key.startswith("the ")
        )
        if named and any(rule in _HEAD_LINES for rule in beside):
            return Party(name=line.text, start=line.page.start, end=line.page.end, basis="line of its own"), at
    return None, None


def _holder(line: Line) -> Party | None:
    match = _HOLDER.search(line.text)
    if not match:
        return None
    name = match["holder"]
    end = _HOLDER_END.search(name)
    if end:
        name = name[: end.start()]
    shorter = _CORPORATE.sub("", name)
    while shorter != name:
        name, shorter = shorter, _CORPORATE.sub("", shorter)
    name = name.rstrip(" ,.&")
    if not 1 <= len(name.split()) <= 6 or not name[0].isupper() or agency_named(name):
        return None
    start = line.page.start + match.start("holder")
    return Party(name=name, start=start, end=start + len(name), basis="copyright line")


_TOLD = re.compile(rf"\btold\s(?P<name>{_NAME})")


def _told(lines: Sequence[Line], rules: Sequence[str | None]) -> Party | None:
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if rules[at] is None and "told " in line.text:
            for match in _TOLD.finditer(line.text):
                places.setdefault(match["name"].rstrip("."), []).append(line.page.start + match.start("name"))
    for name, starts in sorted(places.items(), key=lambda place: (-len(place[1]), place[0])):
        furniture = any(
            rule is not None and rule not in ("image-credit", "caption", "agency-credit") and name in line.text
            for line, rule in zip(lines, rules, strict=True)
        )
        if len(starts) >= 2 and furniture and not agency_named(name):
            return Party(
                name=name, start=starts[0], end=starts[0] + len(name), basis=f"“told {name}”, {len(starts)} times"
            )
    return None


def _read_agencies() -> Mapping[str, str]:
    found = {}
    for row in files("tasks.clean").joinpath("agencies.tsv").read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            name, spellings = row.split("\t")
            found.update(dict.fromkeys(spellings.split("|"), name))
    return found


_AGENCIES = _read_agencies()
_AGENCY = (
    "(?:" + "|".join(re.escape(name) for name in sorted(_AGENCIES, key=lambda name: (-len(name), name))) + r")(?![\w-])"
)
_AGENCY_IN_CREDIT = re.compile(rf"(?<![\w-]){_AGENCY}")
_DATELINE_CREDIT = re.compile(rf"^.{{0,60}}?(?P<credit>\((?P<name>{_AGENCY})\))\s*[-–—:]?")
_PLACE_CREDIT = re.compile(rf"^[^\W\d_a-z][^.!?\"“„«()]{{1,60}}(?P<credit>\((?P<name>{_NAME})\))\s*[-–—]")
"""The same with an agency that is not in the table: a place, perhaps a date, the agency in brackets, a dash."""
_OTHER_CREDIT = re.compile(
    rf"\b[Ii]nputs?\sfrom\s(?:the\s)?({_NAME})|\bthe\s({_NAME})\s(?:news\s)?agency\b|\b[Rr]eporting\sby\s({_NAME}?)['’]s\sbureau"
)
"""Credits that can only name an agency, known or not."""
_CLOSING_CREDIT = re.compile(rf"(?P<credit>[(\[/–—-]\s?(?P<name>{_AGENCY})\s?[)\]/]?)$")


def _letters(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def agency_named(name: str) -> str | None:
    """The full name of the agency with this spelling, or None."""
    return _AGENCIES.get(name.strip(" .,()"))


def agencies(lines: Sequence[Line], rules: Sequence[str | None], outlet: Party | None = None) -> tuple[Agency, ...]:
    """The agencies credited by credit lines, by-lines, copyright lines, the beginning of the first paragraphs ("LONDON
    (AP) -") or the end of the last one, in order of `start`, each once. `outlet` is the report's own outlet, which is
    no credit."""
    found: dict[str, Agency] = {}

    def add(name: str, start: int, end: int) -> None:
        canonical = _AGENCIES.get(name, name)
        if outlet is not None and _letters(canonical) == _letters(outlet.name):
            return
        found.setdefault(canonical, Agency(name=canonical, start=start, end=end))

    kept = [at for at, rule in enumerate(rules) if rule is None and lines[at].ended]
    for at, line in enumerate(lines):
        rule = rules[at]
        if rule == "agency-credit" or (rule in ("byline", "copyright") and line.words <= 16):
            known = list(_AGENCY_IN_CREDIT.finditer(line.text))
            for match in known:
                add(match[0], line.page.start, line.page.end)
            other = _OTHER_CREDIT.search(line.text) if rule == "agency-credit" and not known else None
            if other:
                add(next(name for name in other.groups() if name), line.page.start, line.page.end)
    for at in kept[:3]:
        opening = _DATELINE_CREDIT.match(lines[at].text) or _PLACE_CREDIT.match(lines[at].text)
        if opening:
            start = lines[at].page.start
            add(opening["name"], start + opening.start("credit"), start + opening.end("credit"))
    for at in kept[-1:]:
        closing = _CLOSING_CREDIT.search(lines[at].text)
        if closing:
            add(closing["name"], lines[at].page.start + closing.start("credit"), lines[at].page.end)
    return tuple(sorted(found.values(), key=lambda agency: agency.start))
