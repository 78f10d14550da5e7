"""What `dossier.toml` says against the rules: rules that are not to remove anything, and lines to remove."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.clean.page import PageLine
from tasks.records import CleanSettings


def overruled(
    lines: Sequence[PageLine], rules: Sequence[str | None], settings: CleanSettings
) -> tuple[str | None, ...]:
    """The rule of each line after the settings: None if it is one of `keep_rules`, "configured" if one of
    `remove_lines` matches the line. Raises `re.error` for an invalid expression."""
    if not settings.remove_lines and not settings.keep_rules:
        return tuple(rules)
    patterns = [re.compile(pattern) for pattern in settings.remove_lines]
    kept = frozenset(settings.keep_rules)
    return tuple(
        "configured" if any(pattern.search(line.text) for pattern in patterns) else None if rule in kept else rule
        for line, rule in zip(lines, rules, strict=True)
    )
