"""Outlets, agencies and channels, told by the words of `outlets.tsv`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tasks.shared.english.prefilter import later


def _read() -> dict[str, frozenset[str]]:
    lines = (Path(__file__).parent / "outlets.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {kind: frozenset(words.split()) for kind, words in rows}


_OUTLETS = _read()
_WORDS = later(r"[\w.&’'-]+")


@lru_cache(maxsize=4096)
def is_outlet(name: str) -> bool:
    """Whether a name is that of an outlet, an agency or a channel: by a whole name ("CNN") or by a word ("Herald")."""
    words = [word.removesuffix("'s").removesuffix("’s").rstrip(".'’") for word in _WORDS.findall(name)]
    if any(word in _OUTLETS["not"] for word in words):
        return False
    return any(word in _OUTLETS["name"] or (word[:1].isupper() and word.lower() in _OUTLETS["word"]) for word in words)
