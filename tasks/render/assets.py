"""The static files: style, script, fonts and their licences, packed at build."""

from __future__ import annotations

import re
import string
from functools import lru_cache
from importlib.resources import files

from tasks.records import Page

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,>])\s*")
_SPACES = re.compile(r"\s+")
_PROPERTY = re.compile(r"--[a-z][a-z0-9]+")
_LETTERS = string.ascii_letters.replace("n", "")  # the templates themselves set --n
_SIGN = re.compile(r"('(?:[^'\\]|\\.)*'|(?<=[(,]) ?/(?:[^/\\]|\\.)+/[a-z]*)| *([=+,:;(){}<>?!&|]) *")


@lru_cache(maxsize=1)
def assets(digits: int) -> tuple[Page, ...]:
    """The files of `assets/`, sorted by name, and the file that makes GitHub Pages serve everything as it is. `digits`
    is the number of digits of a claim's id in the name of the script with its passages."""
    folder = files("templates").joinpath("static")
    made = [Page(".nojekyll", b"")]
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        text = entry.read_text("utf-8")
        if entry.name.endswith(".css") and entry.name != "fonts.css":
            text = _pack_style(text)
        elif entry.name.endswith(".js"):
            text = _pack_script(text).replace("DIGITS", str(digits))
        made.append(Page(f"assets/{entry.name.lower()}", text.encode("utf-8")))
    return tuple(made)


def _pack_style(text: str) -> str:
    """The style without comments and spaces, its own properties under short names."""
    text = _SPACES.sub(" ", _COMMENT.sub("", text))
    text = _AROUND.sub(r"\1", text).replace(": ", ":").replace(";}", "}")
    for place, name in enumerate(dict.fromkeys(_PROPERTY.findall(text))):
        text = re.sub(rf"{name}\b(?!-)", f"--{_LETTERS[place]}", text)
    return text.strip() + "\n"


def _pack_script(text: str) -> str:
    """The script without its comment lines, its indentation and the spaces around signs; strings stay as they are.
    The scripts are written for this: no string over several lines, no comment after code."""
    lines = (line.strip() for line in text.splitlines())
    kept = (line for line in lines if line and not line.startswith("//"))
    return "\n".join(_SIGN.sub(lambda match: match[1] or match[2], line) for line in kept) + "\n"
