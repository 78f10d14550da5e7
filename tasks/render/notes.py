"""Editor's notes: Markdown of the input folder, rendered in the dossier's voice, with `[[c-…]]` as a claim's chips."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from tasks.errors import NoteError
from tasks.records import Note
from tasks.render.citations import letters
from tasks.render.lookup import Lookup

_CLAIM = re.compile(r"\[\[(c-[0-9a-f]+)\]\]")
_REFERENCE = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_PLACES = ("overview", "topic/", "claim/")


def cited_claims(notes: Sequence[Note]) -> frozenset[str]:
    """Claims that a note cites or belongs to; they have a page."""
    found = {claim for note in notes for claim in _CLAIM.findall(note.content)}
    names = (_name(note) for note in notes)
    return frozenset(found | {name.removeprefix("claim/") for name in names if name.startswith("claim/")})


def rendered(look: Lookup, notes: Sequence[Note]) -> dict[str, Markup]:
    """By place ("overview", "topic/<slug>", "claim/<id>"): the note as HTML. Raises NoteError with file and line."""
    found = {}
    for note in notes:
        name = _name(note)
        _check_place(look, note, name)
        _check_references(look, note)
        found[name] = _html(look, note.content, "" if name == "overview" else "../")
    return found


def _html(look: Lookup, content: str, up: str) -> Markup:
    """Markdown without raw HTML and without pictures, which could come from outside the site."""
    from markdown_it import MarkdownIt  # when there is a note at all: most builds have none, and start sooner

    text = MarkdownIt("commonmark", {"html": False}).disable("image").render(content)
    with_chips = _REFERENCE.sub(lambda match: _chips(look, match[1], up), text)
    return Markup(with_chips)  # noqa: S704 - markdown-it escapes the note, the macro escapes the chips


def _name(note: Note) -> str:
    return note.path.removeprefix("notes/").removesuffix(".md")


def _check_place(look: Lookup, note: Note, name: str) -> None:
    if name == "overview":
        return
    kind, _, rest = name.partition("/")
    if kind == "topic" and any(topic.slug == rest for topic in look.dossier.topics):
        return
    if kind == "claim" and rest in look.claims:
        return
    raise NoteError(f"{note.path}, line 1: no page of this dossier is named {name}")


def _check_references(look: Lookup, note: Note) -> None:
    for number, line in enumerate(note.content.splitlines(), 1):
        for match in _REFERENCE.finditer(line):
            look.resolve_note(match[1], note.path, number)


def _chips(look: Lookup, claim: str, up: str) -> str:
    if claim not in look.claims:
        return str(escape(f"[[{claim}]]"))
    return str(letters(look.chips(look.claims[claim], in_text=True), up))
