"""Short lines that are page furniture word for word, from `whole_lines.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

_EDGES = " \t\u00a0.,:;!|/\\•·*-–—→←↑»«›‹▶►◀▲▼…()[]{}+#\u200b\ufeff"
"""What may stand around such a line without changing it."""


def _read() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in files("tasks.clean.rules").joinpath("whole_lines.tsv").read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            rule, lines = row.split("\t")
            found.update((line.strip(), rule) for line in lines.split("|"))
    return found


_LINES = _read()


def whole_line(key: str) -> str | None:
    """The name of the rule that removes this exact line, given in lower case; None if there is none."""
    return _LINES.get(key.strip(_EDGES))
