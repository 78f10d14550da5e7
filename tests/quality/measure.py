"""Measures what a build finds in a few labelled reports: whether a change of a rule helps or hurts.

    python -m tests.quality.measure            the scores beside the pinned ones; ends with 1 when one of them fell
    python -m tests.quality.measure --show     the same, and each find that is wrong or missing
    python -m tests.quality.measure --update   pins the scores of today

The reports in `reports/` are built by the command and read from the published data, as `labels.txt` explains. They are
few: a fall shows that something broke, a rise that a rule does what it is for; neither tells how good the program is.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from tests.runs import dossier

HERE = Path(__file__).parent
PINS = HERE / "pinned.json"

Row = dict[str, Any]
Data = dict[str, list[Row]]


class Span(NamedTuple):
    """A passage: the path of its report, and a half-open range of code points of that report's text."""

    path: str
    start: int
    end: int


class Label(NamedTuple):
    """A row of `labels.txt`: its fields, and whether it may be left out as well as found."""

    fields: tuple[str, ...]
    either: bool


class Score(NamedTuple):
    """How many finds are right, how many there are, and how many there should be; and in words the others of both."""

    right: int
    found: int
    wanted: int
    wrong: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


def labels() -> dict[str, list[Label]]:
    """The rows of each section, by its name."""
    sections: dict[str, list[Label]] = {}
    rows: list[Label] = []
    for line in (HERE / "labels.txt").read_text("utf-8").splitlines():
        if line.startswith("=== "):
            rows = sections.setdefault(line[4:].partition(":")[0], [])
        elif line.strip() and sections:
            fields = line.removeprefix("? ").split(" | ")
            rows.append(Label(tuple(fields), line.startswith("? ")))
    return sections


def build() -> Data:
    """The rows of each list that a build of the labelled reports publishes, by the list's name."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        ran = dossier("build", HERE / "reports", "--out", site, "--direct", "--quiet", "--no-cache")
        if ran.returncode:
            raise RuntimeError(ran.stderr)
        return {
            path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            for path in sorted((site / "data").glob("*.jsonl"))
        }


class Reports:
    """The published reports, and where words stand in them."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self.by_path = {row["path"]: row for row in data["documents"]}
        self._paths = {row["id"]: row["path"] for row in data["documents"]}

    def rows(self, name: str) -> list[Row]:
        return self._data[name]

    def path(self, document: str) -> str:
        return str(self._paths[document])

    def cited(self, citation: Row) -> Span:
        return Span(self.path(citation["document"]), citation["start"], citation["end"])

    def labelled(self, path: str, words: str) -> Span:
        """Where a label's words stand. Raises ValueError when the report does not have them exactly once."""
        text = self.by_path[path]["text"]
        if text.count(words) != 1:
            raise ValueError(f"labels.txt: {path} has {text.count(words)} times: {words}")
        start = text.index(words)
        return Span(path, start, start + len(words))


def meets(one: Span, other: Span) -> bool:
    """Whether two passages share a character."""
    return one.path == other.path and one.start < other.end and other.start < one.end


def agrees(one: Span, other: Span) -> bool:
    """Whether two passages share more than half of what they cover together."""
    if not meets(one, other):
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared > max(one.end, other.end) - min(one.start, other.start)


def matched(found: list[Any], wanted: list[Label], right: Callable[[Any, Label], bool]) -> Score:
    """Each find counts for the first label left that it meets; finds that meet a label of either kind do not count."""
    left = list(wanted)
    wrong: list[str] = []
    for find in found:
        label = next((label for label in left if right(find, label)), None)
        if label is not None:
            left.remove(label)
        else:
            wrong.append(told(find))
    missing = tuple(" | ".join(label.fields) for label in left if not label.either)
    count = sum(not label.either for label in wanted)
    hits = count - len(missing)
    return Score(hits, hits + len(wrong), count, tuple(wrong), missing)


def told(find: Any) -> str:
    """A find in one line: its words and what is found of them."""
    if not isinstance(find, dict):
        return " | ".join(find)
    if "sides" in find:
        return f"{find['kind']}: " + " / ".join(side["value"] for side in find["sides"])
    who = find["speaker"]["name"] if find.get("speaker") else "-"
    return f"{find['exact']} | {find.get('value', who)}"


def hidden_lines(reports: Reports, wanted: list[Label]) -> Score:
    """Lines that are hidden for the most part, among all lines of the reports."""
    lines: list[tuple[str, str]] = []
    for path, row in reports.by_path.items():
        at = 0
        for line in row["text"].splitlines(keepends=True):
            end = at + len(line.rstrip())
            cut = sum(max(0, min(end, cut["end"]) - max(at, cut["start"])) for cut in row["removed"])
            if line.strip() and 2 * cut > end - at:
                lines.append((path, line.strip()))
            at += len(line)
    return matched(lines, wanted, lambda line, label: line == (label.fields[0], " | ".join(label.fields[1:])))


def quotations(reports: Reports, wanted: list[Label], *, named: bool) -> Score:
    """Quotations by their words, and when `named` by a word of their speaker's name too."""

    def right(row: Row, label: Label) -> bool:
        path, words, name = label.fields
        if not agrees(reports.cited(row), reports.labelled(path, words)):
            return False
        return not named or name.casefold() in ((row["speaker"] or {}).get("name") or "").casefold()

    return matched(_of_labelled(reports, "quotations", wanted), wanted, right)


def figures(reports: Reports, wanted: list[Label]) -> Score:
    def right(row: Row, label: Label) -> bool:
        path, words, value = label.fields
        same = row["value"] is not None and abs(row["value"] - float(value)) <= abs(float(value)) / 1000
        return same and meets(reports.cited(row), reports.labelled(path, words))

    return matched(_of_labelled(reports, "figures", wanted), wanted, right)


def dates(reports: Reports, wanted: list[Label]) -> Score:
    def right(row: Row, label: Label) -> bool:
        path, words, value = label.fields
        return bool(row["value"] == value) and meets(reports.cited(row), reports.labelled(path, words))

    return matched(_of_labelled(reports, "dates", wanted), wanted, right)


def _of_labelled(reports: Reports, name: str, wanted: list[Label]) -> list[Row]:
    """The rows of a list that stand in the kept text of a report of which something is labelled."""
    paths = {label.fields[0] for label in wanted}

    def kept(row: Row) -> bool:
        document = reports.by_path[reports.path(row["document"])]
        return not any(cut["start"] <= row["start"] < cut["end"] for cut in document["removed"])

    return [row for row in reports.rows(name) if reports.path(row["document"]) in paths and kept(row)]


def pairs(groups: Iterator[tuple[str, ...]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def grouped(reports: Reports, wanted: list[Label], name: str, members: str) -> Score:
    """Pairs of reports that one row of a list holds together."""
    found = pairs(tuple(reports.path(d) for d in row[members]) for row in reports.rows(name))
    labelled = pairs(label.fields for label in wanted)
    wrong, missing = (tuple(map(" | ".join, sorted(rest))) for rest in (found - labelled, labelled - found))
    return Score(len(found & labelled), len(found), len(labelled), wrong, missing)


def claims(reports: Reports, same: list[Label], apart: list[Label]) -> Score:
    """Pairs of labelled passages that one claim holds together."""
    evidence = [[reports.cited(e) for e in claim["evidence"]] for claim in reports.rows("claims")]

    def together(label: Label) -> bool:
        one, other = _two(reports, label)
        return any(
            any(meets(span, one) for span in spans) and any(meets(span, other) for span in spans) for spans in evidence
        )

    missing = tuple(" | ".join(label.fields) for label in same if not together(label))
    wrong = tuple(" | ".join(label.fields) for label in apart if together(label))
    right = len(same) - len(missing)
    return Score(right, right + len(wrong), len(same), wrong, missing)


def conflicts(reports: Reports, wanted: list[Label]) -> Score:
    """Differences with a side in each of the two labelled passages; those of wordings alone are not looked at."""

    def right(row: Row, label: Label) -> bool:
        sides = [[reports.cited(e) for e in side["evidence"]] for side in row["sides"]]
        one, other = _two(reports, label)
        return any(
            any(meets(span, one) for span in a) and any(meets(span, other) for span in b)
            for a in sides
            for b in sides
            if a is not b
        )

    return matched([row for row in reports.rows("conflicts") if row["kind"] != "quotation"], wanted, right)


def _two(reports: Reports, label: Label) -> tuple[Span, Span]:
    path, words, other, others = label.fields
    return reports.labelled(path, words), reports.labelled(other, others)


def scores() -> dict[str, Score]:
    """The score of each part, by its name."""
    reports, wanted = Reports(build()), labels()
    return {
        "hidden lines": hidden_lines(reports, wanted["hidden"]),
        "quotations": quotations(reports, wanted["quotations"], named=False),
        "quotations with speakers": quotations(reports, wanted["quotations"], named=True),
        "figures": figures(reports, wanted["figures"]),
        "dates": dates(reports, wanted["dates"]),
        "copies": grouped(reports, wanted["copies"], "copies", "members"),
        "stories": grouped(reports, wanted["stories"], "stories", "documents"),
        "claims": claims(reports, wanted["same"], wanted["apart"]),
        "conflicts": conflicts(reports, wanted["conflicts"]),
    }


def pinned() -> dict[str, Score]:
    return {name: Score(**counts) for name, counts in json.loads(PINS.read_text("utf-8")).items()}


def fallen(now: dict[str, Score], before: dict[str, Score]) -> list[str]:
    """The parts of which precision or F1 is lower than it was: precision is not given for recall."""
    return [name for name in now if name in before and _worse(now[name], before[name])]


def _worse(now: Score, before: Score) -> bool:
    return now.f1 < before.f1 or now.precision < before.precision


def main(arguments: list[str]) -> int:
    now = scores()
    if "--update" in arguments:
        counts = {name: {"right": s.right, "found": s.found, "wanted": s.wanted} for name, s in now.items()}
        PINS.write_text(json.dumps(counts, indent=1) + "\n", "utf-8")
    before = pinned()
    print(f"{'':<26}{'precision':>10}{'recall':>8}{'F1':>7}{'pinned F1':>11}   right of found, of wanted")
    for name, score in now.items():
        was = before.get(name, score)
        mark = "fell" if _worse(score, was) else "rose" if score.f1 > was.f1 else ""
        print(
            f"{name:<26}{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>7.3f}{was.f1:>11.3f}"
            f"   {score.right} of {score.found}, of {score.wanted}  {mark}".rstrip()
        )
        if "--show" in arguments:
            for kind, finds in (("wrong", score.wrong), ("missing", score.missing)):
                for find in finds:
                    print(f"    {kind}: {find}")
    return 1 if fallen(now, before) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
