"""Editor's notes: Markdown of the input folder as HTML, with the letters of a claim in place of `[[c-…]]`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from tasks.records import Cited, Note
from tasks.render.components.citations import letters
from tasks.render.components.markup import plain
from tasks.render.story_index import StoryIndex
from tasks.shared.editor_notes import REFERENCE, name_of


def rendered(look: StoryIndex, notes: Sequence[Note]) -> dict[str, Markup]:
    """The notes on pages of this story, as HTML by place ("overview", "topic/<slug>", "claim/<id>"). References to
    claims of other stories are left for `resolved`."""
    places = {f"topic/{topic.slug}" for topic in look.dossier.topics} | {f"claim/{claim}" for claim in look.claims}
    if look.one_story:
        places.add("overview")
    chips = {cited.claim: cited for cited in cited_here(look)}
    found = {}
    for note in notes:
        name = name_of(note)
        if name in places:
            found[name] = resolved(html(note), chips, below=name != "overview")
    return found


def cited_here(look: StoryIndex) -> list[Cited]:
    """The claims of the story that a note cites, sorted by id, with their letters as HTML."""
    return [_cited(look, claim) for claim in sorted(look.noted) if claim in look.claims]


def _cited(look: StoryIndex, claim: str) -> Cited:
    chips = look.chips(look.claims[claim], in_text=True)
    return Cited(claim, plain(letters(chips, "")), plain(letters(chips, "../")))


def html(note: Note) -> str:
    """The HTML of a note. Raw HTML is escaped, and images are left out, since they could come from outside the site;
    references to claims stay as they are."""
    from markdown_it import MarkdownIt  # when there is a note at all: most builds have none, and start sooner

    text: str = MarkdownIt("commonmark", {"html": False}).disable("image").render(note.content)
    return text


def resolved(text: str, chips: Mapping[str, Cited], *, below: bool) -> Markup:
    """The HTML of a note, with the letters of a claim in place of each reference to one of `chips` (by claim id).
    `below` is true for a page in a folder of the site."""

    def shown(match: re.Match[str]) -> str:
        cited = chips.get(match[1])
        return match[0] if cited is None else cited.below if below else cited.top

    return Markup(REFERENCE.sub(shown, text))  # noqa: S704 - markdown-it escapes the note, `letters` the chips
