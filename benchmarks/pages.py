"""Measures a built site against its budgets of size and prints a table.

    python benchmarks/pages.py SITE

A page that is over its budget is named; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path

PAGE = 32_000
CLAIM = 20_000
SOURCE_BASE = 12_000
SOURCE_PER_CHARACTER = 3
STYLE_AND_SCRIPT = 20_000
FONTS = 46_000
FIRST_VISIT = 60_000
EVIDENCE = 64_000
SEARCH = 250_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    site = parser.parse_args().site
    if not (site / "data" / "build.json").is_file():
        sys.exit(f"{site}: not a dossier")
    over = report(site)
    for line in over:
        print("over:", line)
    sys.exit(1 if over else 0)


def report(site: Path) -> list[str]:
    """Prints a row for each budget; returns what is over it."""
    texts = {}
    for line in (site / "data" / "documents.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        texts[row["siglum"].lower()] = len(row["text"].encode("utf-8"))
    over: list[str] = []
    print(f"{'what':34} {'files':>6} {'largest':>9} {'limit':>9}")

    def row(what: str, sizes: dict[str, int], limit: int | dict[str, int]) -> None:
        limits = limit if isinstance(limit, dict) else dict.fromkeys(sizes, limit)
        worst = max(sizes, key=lambda name: sizes[name] / limits[name], default=None)
        if worst is None:
            return
        print(f"{what:34} {len(sizes):6} {sizes[worst]:9,} {limits[worst]:9,}")
        over.extend(f"{name}: {sizes[name]:,} > {limits[name]:,}" for name in sizes if sizes[name] > limits[name])

    pages = {str(path.relative_to(site)): path.stat().st_size for path in sorted(site.rglob("*.html"))}
    sources = {p: n for p, n in pages.items() if p.startswith("source/") and Path(p).stem in texts}
    claims = {p: n for p, n in pages.items() if p.startswith("claim/c-")}
    rest = {p: n for p, n in pages.items() if p not in sources and p not in claims}
    row("claim pages", claims, CLAIM)
    row("source pages", sources, {p: SOURCE_BASE + SOURCE_PER_CHARACTER * texts[Path(p).stem] for p in sources})
    row("other pages", rest, PAGE)
    assets = {path.name: path for path in sorted((site / "assets").iterdir())}
    fonts = assets["fonts.css"].stat().st_size
    row("fonts", {"assets/fonts.css": fonts}, FONTS)
    style = sum(assets[name].stat().st_size for name in ("dossier.css", "dossier.js"))
    row("style and script", {"assets": style}, STYLE_AND_SCRIPT)
    first = style + (site / "index.html").stat().st_size
    row("first visit without fonts", {"index.html": first}, FIRST_VISIT)
    parts = (site / "index.html", *(assets[name] for name in ("fonts.css", "dossier.css", "dossier.js")))
    row(
        "first visit with fonts, gzip",
        {"index.html": sum(len(gzip.compress(p.read_bytes())) for p in parts)},
        FIRST_VISIT,
    )
    scripts = {str(path.relative_to(site)): path.stat().st_size for path in sorted(site.rglob("*.js"))}
    row("evidence chunks", {p: n for p, n in scripts.items() if "evidence" in p}, EVIDENCE)
    row("search shards", {p: n for p, n in scripts.items() if "search" in p}, SEARCH)
    return over


if __name__ == "__main__":
    main()
