"""Resolve: what needs the neighbours of one story: the day of an undated document, names across documents."""

from __future__ import annotations

from tasks.records import Material


def resolve(material: Material) -> Material:
    """The material with the names of its documents, in order of document and first mention."""
    return material.model_copy(
        update={
            "names": tuple(
                name for extract in material.extracts for name in extract.names
            )
        }
    )
