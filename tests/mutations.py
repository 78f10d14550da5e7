"""Changes a published site at random, in every kind of file and record, and asks `dossier verify` what was changed.

    python -m tests.mutations SITE DOCUMENTS [--changes 500] [--seed 1] [--forged]

Each change is made to a site that is whole, and undone afterwards. It counts as found when the file that was changed is
named with a place. `--forged` writes the manifest anew after each change, as somebody would who wants it to pass: what
is found then is found by the pages, the data and the documents.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from flows.verification import verify
from tasks.shared.manifest import MANIFEST, SIGNATURE, Listed, has_rows, manifest, row_digits, sha256
from tasks.verify.listed import files_of


class Change(NamedTuple):
    """One change: the file, what was done to it, and its bytes before; None for a file that was added."""

    path: str
    what: str
    before: bytes | None


def changes(site: Path, amount: int, seed: int) -> Iterator[Change]:
    """So many changes of `site` one after the other, each undone before the next is made. Kinds of change and kinds of
    file take turns, so that none is left out."""
    chance = random.Random(seed)
    kinds = _kinds(site)
    names = sorted(kinds)
    for number in range(amount):
        path = chance.choice(kinds[names[number % len(names)]])
        place = site / path
        before = place.read_bytes()
        ways = _ways(path)
        what, after = "", before
        while after == before:
            way = chance.choice(ways)
            what = way.__name__.strip("_")
            after = way(before, chance)
        if after is None:
            place.unlink()
        else:
            place.unlink()  # the file may be shared with another site by a hard link
            place.write_bytes(after)
        try:
            yield Change(path, what, before)
        finally:
            place.unlink(missing_ok=True)
            place.write_bytes(before)


def _kinds(site: Path) -> dict[str, list[str]]:
    """The files of a site by kind: their folder and ending, in `data/` and at the top each for itself."""
    kinds: dict[str, list[str]] = {}
    for path, _ in sorted(files_of(site)):
        folder, _, name = path.rpartition("/")
        kind = path if folder in ("", "data") else f"{folder}/*{Path(name).suffix}"
        kinds.setdefault(kind, []).append(path)
    return kinds


Way = Callable[[bytes, random.Random], bytes | None]


def _ways(path: str) -> list[Way]:
    common: list[Way] = [_byte, _cut, _double, _gone, _emptied]
    if path.endswith(".jsonl"):
        return [*common, _value, _value, _value, _value, _row_gone, _row_twice, _rows_swapped, _field_gone]
    if path.endswith(".json"):
        return [*common, _value, _value, _value]
    if path.endswith(".html"):
        return [*common, _word, _word, _digit, _chip, _added]
    return [*common, _word, _digit]


def _byte(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return b"x"
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(5))]) + content[at + 1 :]


def _cut(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + content[at + chance.randint(1, 40) :]


def _double(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + (content[at : at + 20] or b" ") + content[at:]


def _gone(content: bytes, chance: random.Random) -> None:
    return None


def _emptied(content: bytes, chance: random.Random) -> bytes:
    return b"" if content else b"\n"


def _word(content: bytes, chance: random.Random) -> bytes:
    found = [*re.finditer(rb"(?<=[ >])[a-z]{3,}(?=[ <.,])", content)]
    if not found:
        return _byte(content, chance)
    word = chance.choice(found)
    return content[: word.start()] + chance.choice((b"denied", b"never", b"not")) + content[word.end() :]


def _digit(content: bytes, chance: random.Random) -> bytes:
    found = [*re.finditer(rb"\d", content)]
    if not found:
        return _byte(content, chance)
    at = chance.choice(found).start()
    return content[:at] + str((int(content[at : at + 1]) + chance.randint(1, 9)) % 10).encode() + content[at + 1 :]


def _chip(content: bytes, chance: random.Random) -> bytes:
    found = [*re.finditer(rb">[A-Z]</a>", content)]
    if not found:
        return _word(content, chance)
    at = chance.choice(found).start() + 1
    return content[:at] + bytes([65 + (content[at] - 64) % 26]) + content[at + 1 :]


def _added(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"</main>", b"<p>The dam is safe.</p></main>", 1)


def _row_gone(content: bytes, chance: random.Random) -> bytes:
    rows = content.splitlines(keepends=True)
    if rows:
        rows.pop(chance.randrange(len(rows)))
    return b"".join(rows)


def _row_twice(content: bytes, chance: random.Random) -> bytes:
    rows = content.splitlines(keepends=True)
    if rows:
        at = chance.randrange(len(rows))
        rows.insert(at, rows[at])
    return b"".join(rows)


def _rows_swapped(content: bytes, chance: random.Random) -> bytes:
    rows = content.splitlines(keepends=True)
    if len(rows) > 1:
        one, two = chance.sample(range(len(rows)), 2)
        rows[one], rows[two] = rows[two], rows[one]
    return b"".join(rows)


def _value(content: bytes, chance: random.Random) -> bytes:
    """A string, number, truth or list somewhere in a record becomes another one."""
    return _in_a_row(content, chance, _other)


def _field_gone(content: bytes, chance: random.Random) -> bytes:
    return _in_a_row(content, chance, None)


def _in_a_row(content: bytes, chance: random.Random, other: Callable[[Any, random.Random], Any] | None) -> bytes:
    rows = content.split(b"\n")
    at = chance.randrange(max(1, len(rows) - 1))
    try:
        record = json.loads(rows[at])
    except ValueError:
        return _byte(content, chance)
    places: list[tuple[Any, Any]] = []
    _collect(record, places)
    if not places:
        return _byte(content, chance)
    holder, key = chance.choice(places)
    if other is None:
        del holder[key]
    else:
        holder[key] = other(holder[key], chance)
    rows[at] = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return b"\n".join(rows)


def _collect(value: Any, places: list[tuple[Any, Any]]) -> None:
    """Where something stands that is no object, at any depth."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if not isinstance(inner, dict):
            places.append((value, key))
        _collect(inner, places)


def _other(value: Any, chance: random.Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + chance.choice((-1, 1, 7))
    if isinstance(value, str):
        words = value.split(" ")
        words[chance.randrange(len(words))] = chance.choice(("denied", "2019-01-01", "doc-00000000", "B"))
        return " ".join(words)
    if isinstance(value, list):
        return value[1:] if value and chance.random() < 0.5 else [*value, *value[:1]]
    return "something"


def forge(site: Path) -> None:
    """Write the manifest anew, as it would be if what stands in the site were what a build put there."""
    listed = {}
    for path, _ in files_of(site):
        if path not in (MANIFEST, SIGNATURE):
            content = (site / path).read_bytes()
            listed[path] = Listed(sha256(content), len(content), row_digits(content) if has_rows(path) else None)
    (site / MANIFEST).write_bytes(manifest(listed))


def missed(
    site: Path, documents: Path | None, amount: int, seed: int, forged: bool = False
) -> tuple[list[str], Counter[str]]:
    """What passed of so many changes, and how many were found in which way: with the file that was changed, or by
    another one."""
    original = (site / MANIFEST).read_bytes()
    passed: list[str] = []
    found: Counter[str] = Counter()
    for number, change in enumerate(changes(site, amount, seed)):
        if forged and change.path != MANIFEST:
            forge(site)
        try:
            failures = verify(site, documents).failures
        except Exception as error:  # a site that cannot be read at all was found out too, but should be told better
            failures = ()
            passed.append(f"{number} {change.path} {change.what}: {type(error).__name__}: {error}")
            found["raised"] += 1
        else:
            if not failures:
                passed.append(f"{number} {change.path} {change.what}: passed")
                found["passed"] += 1
            else:
                named = any(failure.file == change.path for failure in failures)
                found["named" if named else "elsewhere"] += 1
        if forged:
            (site / MANIFEST).write_bytes(original)
    return passed, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("documents", type=Path, nargs="?")
    parser.add_argument("--changes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forged", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(asked.site, copy)
        passed, found = missed(copy, asked.documents, asked.changes, asked.seed, asked.forged)
    for line in passed:
        print(line)
    print(dict(found))
    return bool(passed)


if __name__ == "__main__":
    sys.exit(main())
