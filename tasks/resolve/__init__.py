"""Resolves what needs the other documents of a story.

The date of a document that states none, from what it says and the dates of others; names across documents, by stated
rules; and through them the identity of speakers.
"""

from __future__ import annotations

from tasks.records import Material
from tasks.resolve.names import join_names
from tasks.resolve.speakers import name_speakers
from tasks.resolve.undated import date_the_undated

__all__ = ["resolve"]


def resolve(material: Material) -> Material:
    """The story with inferred dates where possible, its names joined in `names`, and each speaker linked to his name by
    `entity`. The names of the single documents are removed from `extracts`."""
    dated = date_the_undated(material)
    joined = dated.model_copy(update={"names": join_names(dated)})
    named = name_speakers(joined)
    # The documents' own names are a fifth of a story's records, and nobody asks for them once they are joined.
    extracts = tuple([extract.model_copy(update={"names": ()}) for extract in named.extracts])
    return named.model_copy(update={"extracts": extracts})
