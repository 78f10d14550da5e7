"""The text of pages and word processors' files, as paragraphs: for exports whose markup says nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "table",
        "article",
        "section",
        "header",
        "footer",
        "blockquote",
        "br",
        "hr",
        "pre",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "aside",
    ]
)
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(["script", "style", "head", "title", "noscript", "template", "select", "button", "svg"])
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LARGEST_XML = 200 * 1024 * 1024


def tree_of(content: str) -> Any:
    """The tree of an HTML page; None if it has no element."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(content.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def lines_in(element: Any) -> list[str]:
    """The lines of an element: each block begins one, and the cells of a table row are on one."""
    rows: list[list[str]] = [[]]
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS:
                rows.append([])
            elif tag in _CELLS and rows[-1]:
                rows[-1].append("  ")
            if tag not in _SILENT and node.text:
                rows[-1].append(node.text)
        else:
            if tag in _BLOCKS:
                rows.append([])
            if node is not element and node.tail:
                parent = node.getparent()
                if parent is None or parent.tag not in _SILENT:
                    rows[-1].append(node.tail)
    lines = (re.sub(r"\s+", " ", "".join(row)).strip() for row in rows)
    return [line for line in lines if line]


def docx_paragraphs(data: bytes) -> list[str]:
    """The paragraphs of a Word document in order, with those of its tables and text boxes. Raises ValueError, with the
    reason in words, for a file that has none or expands to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = archive.getinfo("word/document.xml")
            if member.file_size > LARGEST_XML:
                raise ValueError(f"unpacks to {member.file_size} bytes")
            if member.flag_bits & 1:
                raise ValueError("wants a password")
            with archive.open(member) as file:
                content = file.read(LARGEST_XML + 1)
    except KeyError as error:
        raise ValueError("holds no text of a Word document") from error
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"cannot be opened: {error}") from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"cannot be read: {error}") from error
    return [] if root is None else list(_paragraphs(root))


def _paragraphs(root: Any) -> Iterator[str]:
    """Each paragraph once; a break of line or page in it ends it too."""
    for paragraph in root.iter(f"{_WORDS}p"):
        pieces: list[str] = []
        for node in paragraph.iter(f"{_WORDS}t", f"{_WORDS}tab", f"{_WORDS}br", f"{_WORDS}cr", f"{_WORDS}p"):
            if node.tag == f"{_WORDS}t":
                if next(node.iterancestors(f"{_WORDS}p")) is paragraph:
                    pieces.append(node.text or "")
            elif node.tag != f"{_WORDS}p":
                pieces.append(" " if node.tag == f"{_WORDS}tab" else "\n")
        for line in "".join(pieces).split("\n"):
            folded = " ".join(line.split())
            if folded:
                yield folded
