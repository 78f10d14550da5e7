"""Extracts from one document what it says by itself."""

from __future__ import annotations

from tasks.extract.dates import dates
from tasks.extract.figures import figures
from tasks.extract.names import names
from tasks.extract.quotations import quotations
from tasks.records import Document, Extract, Segmented

__all__ = ["extract"]


def extract(document: Document, segmented: Segmented) -> Extract:
    """Extracts quotations with speakers, dates, figures and names from one document, given its sentences. Offsets are
    code points of its `text`; each tuple is in order of `start`, names in order of their first mention."""
    found_names = names(document, segmented)
    found_dates = dates(document, segmented)
    return Extract(
        document=document.id,
        quotations=quotations(document, segmented, found_names),
        dates=found_dates,
        figures=figures(document, segmented, found_dates),
        names=found_names,
    )
