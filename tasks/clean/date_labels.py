"""What a date beside a report is called: the day of publication, of a correction or update, or of saving."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from tasks.clean.line_measures import Line

Called = Literal["published", "updated", "saved"]

_NAMES: tuple[tuple[Called, re.Pattern[str]], ...] = (
    (
        "published",
        re.compile(
            r"\b(?:published|posted|first published|veröffentlicht|publié|publicado|pubblicato|gepubliceerd)\b", re.I
        ),
    ),
    (
        "updated",
        re.compile(
            r"\b(?:updated?|modified|corrected|corrections?|clarifications?|amended|revised|erratum|editor['’]s note"
            r"|aktualisiert|mis à jour|actualizado|atualizado|aggiornato|bijgewerkt)\b",
            re.I,
        ),
    ),
    (
        "saved",
        re.compile(
            r"\b(?:saved|clipped|captured|archived|retrieved|accessed|downloaded|printed|load-date|loaded|abgerufen"
            r"|consulté)\b",
            re.I,
        ),
    ),
)
_ABOVE = 2
"""Lines above a date in which a label of its own still stands ("Correction", then the day)."""
_LONGEST = 4
"""Words of such a label."""


def called(lines: Sequence[Line], at: int, before: str) -> Called | None:
    """Whether the date on the line `at` is labelled as published, updated or saved: by the last such word of `before`,
    the words before it on its line, or by a short line above that says nothing else. None without label."""
    found = [(match.end(), name) for name, pattern in _NAMES for match in pattern.finditer(before)]
    if found:
        return max(found)[1]
    if at and len(before.split()) <= _LONGEST:
        for line in reversed(lines[max(0, at - _ABOVE) : at]):
            if line.words > _LONGEST or line.ended:
                break
            if before.strip():
                continue
            for name, pattern in _NAMES:
                match = pattern.match(line.text.strip(" :—–-"))
                if match and match.end() >= len(line.text.strip(" :—–-")) - 1:
                    return name
    return None
