"""How a test looks at a page: faults of access, room, requests and errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 390, 320)
MODES = tuple((width, scheme) for width in WIDTHS for scheme in ("light", "dark"))


def address(site: Path, path: str) -> str:
    return (site / path).as_uri()


def violations(page: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe
    found = axe().run(page, options={"preload": False, "resultTypes": ["violations"], "runOnly": RULES}).response
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


def sideways(page: Any) -> list[str]:
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [] if wide == room else [f"scrolls sideways: {wide} in {room}"]


def open_details(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")


def kinds(site: Path) -> list[str]:
    """Of every kind of page its list and the one that holds most: what a site can show."""
    pages = [path for path in site.rglob("*.html") if not path.stem.rpartition("-")[2].isdigit()]
    chosen = [path for path in pages if path.parent == site or path.name == "index.html"]
    for folder in sorted({path.parent for path in pages} - {site}):
        single = [path for path in pages if path.parent == folder and path.name != "index.html"]
        chosen += sorted(single, key=lambda path: (-path.stat().st_size, path.name))[:1]
    return sorted(path.relative_to(site).as_posix() for path in chosen)
