"""Texts that look for a stage whose work grows faster than its input: runs of every class of characters, inside words
and at ends, followed by another one; repeated words; one line of everything.

    python -m tests.hostile_texts [--size 100000] [--only WORD] [--seconds 5]

Builds each text as a folder of its own, in this process, and prints those that take more than so many seconds a
megabyte, are left out, or make a site larger than eight times their size.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flows.build import build
from flows.engine.scheduler import Run
from tasks.records import Settings

# One of each kind that rules look for: letters, digits, marks that open and close, separators, signs, what nobody sees.
RUNS = (
    *"aA1.,;:!?-_'\"()[]{}<>/\\|@#$%^&*+=~` \t\n\r",
    *"“”‘’«»„…–—·•°№£€",
    *"éßŉİıΣςжЖא\u0627中の한\u0e01",
    *"\u00a0\u00ad\u200b\u200d\u2028\u202e\u2066\ufeff\u0301\u0345\U0001f600\x00\x0b\x0c\x1c\x85",
)
PAIRS = (
    "said ",
    "“a” ",
    '"a" ',
    "Mr. ",
    "U.S. ",
    "A. ",
    "1,000 ",
    "12-",
    "3.5",
    "$1 ",
    "May 1, ",
    "2024-01-01 ",
    "the ",
    "he said, ",
    "A B ",
    "a-",
    "[[",
    "]]",
    "{{",
    "](",
    "![",
    "**",
    "__",
    "> ",
    "# ",
    "- ",
    "| ",
    "```",
    "<p>",
    "</p>",
    "<div>",
    "&amp;",
    "&#",
    "<!--",
    "http://a.b/",
    "www.a.",
    "a@b.",
    "\r\n",
    "a\n",
    "a\n\n",
    "“",
    "“‘",
    "(a ",
    "The A of B ",
    "who ",
    "that ",
    "and ",
    "not ",
    "John Smith ",
    "Mr Smith said ",
    "according to ",
    "said the ",
    "more than ",
    "10 per cent ",
    "Monday ",
    "told Reuters ",
)


class Text(NamedTuple):
    name: str
    ending: str
    content: str


def texts(size: int) -> Iterator[Text]:
    """The texts, each of about so many characters. The same in every run."""
    head = "Bridge shut after storm\n\nThe bridge was shut on Tuesday, the mayor said.\n\n"
    for number, run in enumerate((*RUNS, *PAIRS)):
        many = run * (size // len(run))
        name = f"{number:03} {run!r}"
        yield Text(f"{name} alone", ".txt", head + many + "\n")
        yield Text(f"{name} then another", ".txt", f"{head}The {many}x said “{many[: size // 4]}y”.\n")
        yield Text(f"{name} in a page", ".html" if number % 2 else ".md", _page(many) if number % 2 else head + many)


def _page(text: str) -> str:
    return f"<!doctype html><html><head><title>Bridge</title></head><body><article><h1>Bridge shut</h1><p>{text}</p>"


def warm() -> None:
    """Build a page, a Markdown file and a text that harm nobody, so that no other pays for what is imported once."""
    for ending in (".txt", ".md", ".html"):
        built(Text("warm", ending, _page("The ferry sank, he said.") if ending == ".html" else "The ferry sank.\n" * 9))


class Built(NamedTuple):
    """How a text fared: seconds a megabyte, bytes of site for each byte of text, and why it was left out."""

    seconds: float
    growth: float
    dropped: str


def built(text: Text) -> Built:
    """Build a folder of this text and a report beside it, which must be kept."""
    content = text.content.encode("utf-8", "surrogatepass")
    with tempfile.TemporaryDirectory() as top:
        folder, site = Path(top) / "reports", Path(top) / "site"
        folder.mkdir()
        (folder / "good.txt").write_text("The harbour is open, the port authority said on Monday.\n", "utf-8")
        began = time.process_time()
        build(folder, site, Settings(), Run())
        alone, empty = time.process_time() - began, _size(site)
        (folder / f"hostile{text.ending}").write_bytes(content)
        began = time.process_time()
        run = Run()
        build(folder, site, Settings(), run)
        seconds = time.process_time() - began - alone
        grown = (_size(site) - empty) / len(content)
    return Built(seconds * 1e6 / len(content), grown, "; ".join(f"{d.reason}: {d.detail}" for d in run.dropped))


def _size(site: Path) -> int:
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--growth", type=float, default=8.0)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--step", type=int, default=1)
    asked = parser.parse_args()
    warm()
    count = bad = 0
    for number, text in enumerate(texts(asked.size)):
        if asked.only not in text.name or number < asked.first or (number - asked.first) % asked.step:
            continue
        count += 1
        found = built(text)
        failed = "failed" in found.dropped or "took-too-long" in found.dropped
        if found.seconds > asked.seconds or found.growth > asked.growth or failed:
            bad += 1
            print(f"{text.name}: {found.seconds:.1f} s/MB, {found.growth:.1f} times, {found.dropped}", flush=True)
    print(f"{count} texts, {bad} of them too slow, too large or failed")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
