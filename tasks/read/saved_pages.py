"""The folders that browsers save beside a page: they hold its pictures, frames and advertisements."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

_SUFFIXES = (
    "_files", "-filer", "_fichiers", "-Dateien", "_archivos", "_ficheiros", "_arquivos", "_file", "_bestanden",
    "-filene", "_filer", "_soubory", "_pliki", "_tiedostot", "_dosyalar", "_fajlok", "_elemei", "_датотеке", "_файлы",
    ".files", "_files_",
)  # fmt: skip
"""What browsers put after the name of the page, in their languages."""
_SUFFIX = re.compile(r"[-_. ][^\W\d_]+$")
_ENDINGS = (".html", ".htm", ".xhtml")
_LARGEST = 20 * 1024 * 1024


def page_of(top: Path, folder: Path) -> str | None:
    """The name of the page that the files of a folder below `top` belong to; None if they belong to no page. Recognised
    by the folder's name, or by the pictures and styles that the page beside it loads from there."""
    for parent in (folder, *folder.parents):
        if parent == top:
            break
        for suffix in _SUFFIXES:
            if parent.name.endswith(suffix):
                page = _page(parent, suffix)
                if page is not None:
                    return page.name
        suffix_match = _SUFFIX.search(parent.name)
        if suffix_match:
            page = _page(parent, suffix_match[0])
            if page is not None and _takes_from(page, parent.name):
                return page.name
    return None


def _page(folder: Path, suffix: str) -> Path | None:
    stem = folder.name.removesuffix(suffix)
    pages = (folder.with_name(stem + ending) for ending in _ENDINGS)
    return next((page for page in pages if stem and page.is_file()), None)


def _takes_from(page: Path, folder: str) -> bool:
    """Whether an attribute of the page names a file in the folder."""
    try:
        with page.open("rb") as file:
            content = file.read(_LARGEST)
    except OSError:
        return False
    names = {folder, quote(folder), folder.replace(" ", "%20")}
    return any(f"{mark}{name}/".encode() in content for name in sorted(names) for mark in ('src="', 'src="./', "src='"))
