"""(Material) -> Material: what needs the neighbours of one story.

The day of a document that states none, from what it says and what the others date; names across documents, by stated
rules; and through them who a speaker is.
"""

from __future__ import annotations

from tasks.records import Material
from tasks.resolve.names import join_names
from tasks.resolve.speakers import name_speakers
from tasks.resolve.undated import date_the_undated

__all__ = ["resolve"]


def resolve(material: Material) -> Material:
    """The story with every inferable day inferred, its names joined, and its speakers named by them."""
    dated = date_the_undated(material)
    joined = dated.model_copy(update={"names": join_names(dated)})
    named = name_speakers(joined)
    # The documents' own names are a fifth of a story's records, and nobody asks for them once they are joined.
    extracts = tuple([extract.model_copy(update={"names": ()}) for extract in named.extracts])
    return named.model_copy(update={"extracts": extracts})
