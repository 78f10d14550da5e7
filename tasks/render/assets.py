"""The static files: style, script, fonts and their licences, packed at build."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from tasks.records import Page

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,>])\s*")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=1)
def assets() -> tuple[Page, ...]:
    """`assets/` and the file that tells GitHub Pages to serve everything as it stands."""
    folder = files("templates").joinpath("static")
    made = [Page(".nojekyll", b"")]
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        text = entry.read_text("utf-8")
        if entry.name.endswith(".css") and entry.name != "fonts.css":
            text = _pack_style(text)
        elif entry.name.endswith(".js"):
            text = _pack_script(text)
        made.append(Page(f"assets/{entry.name.lower()}", text.encode("utf-8")))
    return tuple(made)


def _pack_style(text: str) -> str:
    text = _SPACES.sub(" ", _COMMENT.sub("", text))
    return _AROUND.sub(r"\1", text).replace(";}", "}").strip() + "\n"


def _pack_script(text: str) -> str:
    """The script without its comment lines and its indentation. The scripts hold no string over several lines."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"
