"""Ways to read files: one module a format. The first that fits a file reads it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tasks.errors import DossierError
from tasks.read.decoding import NotTextError
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart


class ChosenReader(NamedTuple):
    """The reader of a file, and why it was chosen; both "" for a file that is one report as it is."""

    reader: str
    why: str


@cache
def _readers() -> tuple[Reader, ...]:
    """In the order in which they are asked: containers by their first bytes, then exports by what they hold, then
    pages, then whatever looks like several reports."""
    from tasks.read.readers import (
        archives,
        documents,
        factiva,
        html_exports,
        labelled,
        mail,
        newsletter,
        nexis,
        pdf,
        proquest,
        saved_page,
        sections,
        several,
        tables,
        web_archives,
    )

    return (
        web_archives.READER,
        archives.ZIP,
        archives.GZIP,
        documents.DOCX,
        documents.RTF,
        pdf.READER,
        mail.READER,
        tables.READER,
        html_exports.NEXIS,
        html_exports.FACTIVA,
        html_exports.EUROPRESSE,
        nexis.READER,
        proquest.READER,
        factiva.READER,
        sections.READER,
        saved_page.READER,
        newsletter.READER,
        several.READER,
        labelled.READER,
    )


def choose(source: InputFile) -> ChosenReader:
    """The reader that fits a file."""
    for reader in _readers():
        try:
            reason = reader.fits(source)
        except NotTextError:
            continue
        if reason:
            return ChosenReader(reader.name, reason)
    return ChosenReader("", "")


def parts_by(name: str, source: InputFile) -> Iterator[FilePart | UnreadPart]:
    """Yields what the reader named `name` finds in a file, in order. Raises NotTextError if the file is not text. Any
    other error of a library on broken bytes ends this file, with what was read before."""
    reader = next(reader for reader in _readers() if reader.name == name)
    try:
        yield from reader.parts(source)
    except (NotTextError, DossierError):
        raise
    except Exception as error:  # what zip, XML, RTF and WARC readers raise over broken bytes has no common base
        said = " ".join(str(error).split())
        yield UnreadPart("", "unreadable", f"{reader.name} stumbles over it: {type(error).__name__}: {said}"[:_LONGEST])


_LONGEST = 200
"""Characters of a reason."""
