"""Clips: reports that a collector saved as Markdown, with marks and words of his own in them.

Takes from the source what Obsidian, MarkDownload, Readwise, Omnivore and Joplin write into it: highlights, links
between notes, embeds and footnotes become what CommonMark shows of them; comments, notes and callouts of the
collector, and what the program itself says, become lines of their own, each known by the rule that hides it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

COLLECTOR = "collector-note"
"""The rule that hides what the collector wrote himself."""
PROGRAM = "clip-field"
"""The rule that hides what a program wrote into a clip: labels, headings, its own excerpt."""
FOOTNOTE = "footnote"

_RULES = {"\ue000": COLLECTOR, "\ue001": PROGRAM, "\ue002": FOOTNOTE}
"""Signs of private use that mark a paragraph on its way through the parser of Markdown."""
_SIGNS = {rule: sign for sign, rule in _RULES.items()}

_MAY_HOLD = re.compile(
    r"==|%%|\[\[|\[\^|\[!|^#+ (?:Metadata|Highlights)|## Excerpt|Omnivore|\ue000|\ue001|\ue002", re.M
)

_HIGHLIGHT = re.compile(r"==(?=[^\s=])((?:[^=\n]|=(?!=)|\n(?!\s*\n))+?)(?<=\S)==")
_EMBED = re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]")
_WIKILINK = re.compile(r"\[\[(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<alias>[^\[\]\n]{1,300}))?\]\]")
_COMMENT = re.compile(r"%%(?P<words>(?:[^%]|%(?!%))*)%%")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\s]{1,40})\]:[ \t]*(?P<words>.*(?:\n(?:[ \t]+\S.*))*)", re.M)
_REFERENCE = re.compile(r"(?<!^)\[\^[^\]\s]{1,40}\]")
_INLINE_NOTE = re.compile(r"\^\[(?P<words>[^\[\]\n]{1,500})\]")
_BLOCK_ID = re.compile(r"[ \t]\^[\w-]{1,40}[ \t]*$", re.M)
_CALLOUT = re.compile(r"^ {0,3}> ?\[!(?P<kind>[\w-]{1,30})\][+-]?(?P<title>.*)\n(?P<rest>(?: {0,3}>.*(?:\n|$))*)", re.M)
_QUOTED = frozenset(("quote", "cite"))
"""Callouts that hold words of the report."""
_EXCERPT = re.compile(r"^> ##? Excerpt[ \t]*\n(?P<rest>(?:>.*(?:\n|$))*)", re.M)

_READWISE = re.compile(r"^## Metadata[ \t]*\n(?:[ \t]*\n)?(?=- )", re.M)
_METADATA = re.compile(r"^- (?P<key>[A-Z][\w ]{1,30}):[ \t]*(?P<value>.*)$")
_VIEW = re.compile(r"[ \t]*\(?\[(?:View Highlight|⤴️?)\]\([^()\s]*\)\)?")
_OWN = re.compile(r"^\s+- (?:\*\*)?(?:Note|Tags|Highlight note)(?:\*\*)?:[ \t]*(?P<words>.*)$")
_OMNIVORE = re.compile(r"^\[Read on Omnivore\]\([^()\s]*\)[ \t]*$", re.M)
_ORIGINAL = re.compile(r"^\[Read Original\]\((?P<url>[^()\s]*)\)[ \t]*$", re.M)


class Clip(NamedTuple):
    """A Markdown source without the marks of clippers, and the fields that a clipper added, by key."""

    body: str
    fields: Mapping[str, object]


def unclipped(body: str) -> Clip:
    """Standard Markdown of a clip, in which each paragraph that is not part of the report is marked for `rule_of`, and
    the clipper's fields. A source that no clipper made is returned as it is."""
    head = _HEAD_OF_FIELDS.match(body)
    if head is None and not _MAY_HOLD.search(body):
        return Clip(body, {})
    for sign in _RULES:
        body = body.replace(sign, "")
    body = body.replace("\r\n", "\n")
    fields: dict[str, object] = {}
    if head is not None:
        body, fields = _head_of_fields(body)
    if _READWISE.search(body):
        body, fields = _readwise(body)
    elif _OMNIVORE.search(body):
        body, fields = _omnivore(body)
    if _EXCERPT.search(body):
        body = _first_title(body)
    body = _EXCERPT.sub(lambda match: _marked(PROGRAM, "Excerpt\n" + _unquoted(match["rest"])), body)
    body = _CALLOUT.sub(_callout, body)
    body = _comments(body)
    body = _FOOTNOTE.sub(lambda match: _marked(FOOTNOTE, f"{match['name']}: {' '.join(match['words'].split())}"), body)
    body = _REFERENCE.sub("", _INLINE_NOTE.sub("", body))
    body = _BLOCK_ID.sub("", _HIGHLIGHT.sub(r"\1", body))
    return Clip(plain_links(body), fields)


_FIELD = (
    r"(?:[-*+] )?(?:\*\*|__|\*)?(?P<{0}>source|outlet|publisher|publication|newspaper|author|authors|by|byline|date"
    r"|published|url|link|saved|captured|accessed|language|section|category|tags)"
    r"(?:\*\*|__|\*)?[ \t]?:(?:\*\*|__|\*)?[ \t]*(?P<{1}>\S.*?)?[ \t\\]*"
)
_ONE_FIELD = re.compile(_FIELD.format("key", "value") + "$", re.I)
_ANY_FIELD = re.sub(r"\?P<\{\d\}>", "", _FIELD)
_HEAD_OF_FIELDS = re.compile(rf"\s*(?:#{{1,3}} \S.*\r?\n\s*)?(?:{_ANY_FIELD}\r?\n(?:[ \t]*\r?\n)?){{2,12}}", re.I)
"""Fields with labels below the headline, as people note them: "**Source:** ...", "- Date: ..."."""


def _head_of_fields(body: str) -> tuple[str, dict[str, object]]:
    """The body with the fields below its headline marked, and what they say."""
    fields: dict[str, object] = {}
    rows: list[str] = []
    lines = body.split("\n")
    for at, row in enumerate(lines):
        known = _ONE_FIELD.match(row)
        if known:
            fields.setdefault(known["key"].lower(), plain_links(known["value"] or "").strip(" *_<>"))
            rows.append(_marked(PROGRAM, row.replace("*", "").strip("- ")))
        elif row.strip() and not row.lstrip().startswith("#"):
            return "\n".join([*rows, *lines[at:]]), fields
        else:
            rows.append(row)
    return "\n".join(rows), fields


def _first_title(body: str) -> str:
    """The body with the title that MarkDownload puts above it ("Headline | Outlet") marked, where the page's own
    headline follows."""
    first = _TITLE.match(body)
    if not first:
        return body
    headings = (match["words"] for match in _HEADING.finditer(body, first.end()))
    if not any(first["words"].startswith(words) for words in headings if len(words) >= _SHORTEST_TITLE):
        return body
    return _marked(PROGRAM, first["words"]) + body[first.end() :]


_TITLE = re.compile(r"\s*# (?P<words>\S.*?)[ \t]*\n")
_HEADING = re.compile(r"^#{1,3} (?P<words>\S.*?)[ \t#]*$", re.M)
_SHORTEST_TITLE = 10


def plain_links(words: str) -> str:
    """The words without the brackets of links between notes (wikilinks) and without embeds."""
    if "[[" not in words:
        return words
    return _WIKILINK.sub(lambda match: match["alias"] or match["target"], _EMBED.sub("", words))


def rule_of(line: str) -> tuple[str, str]:
    """The words of a rendered line without its mark, and the name of the rule that removes it; "" if it is part of the
    report."""
    rule = _RULES.get(line[:1], "")
    return (line[1:].lstrip() if rule else line), rule


def _marked(rule: str, words: str) -> str:
    """The paragraphs of `words`, set apart and marked, each on one line and free of block marks."""
    paragraphs = re.split(r"\n\s*\n", words)
    rows = [_PLAIN_START.sub("", " ".join(paragraph.split())) for paragraph in paragraphs]
    return "\n\n" + "".join(f"{_SIGNS[rule]}{row}\n\n" for row in rows if row)


_PLAIN_START = re.compile(r"^(?:[#>*+-]+\s+)+")


def _unquoted(rows: str) -> str:
    return re.sub(r"^ {0,3}> ?", "", rows, flags=re.M)


def _callout(match: re.Match[str]) -> str:
    inner = _unquoted(match["rest"])
    if match["kind"].lower() in _QUOTED:
        return re.sub(r"^", "> ", inner, flags=re.M) + "\n"
    return _marked(COLLECTOR, f"{match['title'].strip()}\n\n{inner}")


def _comments(body: str) -> str:
    """The body with each comment below the paragraph in which it stands."""
    if "%%" not in body:
        return body
    result: list[str] = []
    reach = 0
    for match in _COMMENT.finditer(body):
        if match.start() < reach:
            continue
        paragraph_end = re.compile(r"\n\s*\n|\Z").search(body, match.end())
        end = paragraph_end.start() if paragraph_end else len(body)
        stretch = body[match.start() : end]
        inside = "\n\n".join(found["words"] for found in _COMMENT.finditer(stretch))
        result += [body[reach : match.start()], _COMMENT.sub("", stretch), _marked(COLLECTOR, inside)]
        reach = end
    return "".join(result) + body[reach:]


def _readwise(body: str) -> tuple[str, dict[str, object]]:
    """Highlights as paragraphs, their notes and tags as the collector's, the metadata as fields."""
    fields: dict[str, object] = {}
    rows: list[str] = []
    metadata = False
    for row in body.split("\n"):
        if row.startswith("## "):
            metadata = row.strip() == "## Metadata"
            rows.append(_marked(PROGRAM, row[3:]))
            continue
        known = _METADATA.match(row) if metadata else None
        if known:
            fields[known["key"].lower()] = plain_links(known["value"]).strip()
            rows.append(_marked(PROGRAM, row[2:]))
            continue
        own = _OWN.match(row)
        if own:
            rows.append(_marked(COLLECTOR, row.strip()[2:]))
        elif row.startswith("- ") and not metadata:
            rows.append("\n" + _VIEW.sub("", row[2:]) + "\n")
        else:
            rows.append(_VIEW.sub("", row))
    named = {"full title": "title", "author": "author", "url": "url", "summary": "summary", "source": "publisher"}
    return "\n".join(rows), {named[key]: value for key, value in fields.items() if key in named and value}


def _omnivore(body: str) -> tuple[str, dict[str, object]]:
    """Highlights as quotations, what stands below one as the collector's; without the links to the program."""
    original = _ORIGINAL.search(body)
    fields: dict[str, object] = {"url": original["url"]} if original else {}
    body = _ORIGINAL.sub("", _OMNIVORE.sub("", body))
    rows: list[str] = []
    highlights = quoted = False
    for block in re.split(r"\n\s*\n", body):
        if re.match(r"#+ Highlights\s*$", block.strip()):
            highlights = True
            rows.append(_marked(PROGRAM, block.strip().lstrip("# ")))
            continue
        if highlights and block.lstrip().startswith(">"):
            quoted = True
            rows.append(re.sub(r"[ \t]*#[\w-]+", "", _VIEW.sub("", block)))
        elif highlights and quoted and block.strip() and not block.lstrip().startswith("#"):
            rows.append(_marked(COLLECTOR, block))
        else:
            rows.append(re.sub(r"^#Omnivore[ \t]*$", "", block, flags=re.M))
    return "\n\n".join(rows), fields
