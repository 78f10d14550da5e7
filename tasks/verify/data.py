"""The files of `data/`: every citation against the text it cites, every reference against the record it names."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from types import MappingProxyType
from typing import Any, NamedTuple

from tasks.verify.report import CheckReport, Failure

Row = dict[str, Any]

# The files whose rows cite documents, and the keys of their rows that name records of another file.
FILES: Mapping[str, Mapping[str, str]] = {
    "documents.jsonl": {"story": "stories.jsonl", "copy_group": "copies.jsonl"},
    "dropped.jsonl": {},
    "copies.jsonl": {"members": "documents.jsonl", "first": "documents.jsonl"},
    "stories.jsonl": {"documents": "documents.jsonl"},
    "topics.jsonl": {"story": "stories.jsonl", "claims": "claims.jsonl"},
    "quotations.jsonl": {
        "utterance": "utterances.jsonl",
        "continues": "quotations.jsonl",
    },
    "utterances.jsonl": {"quotations": "quotations.jsonl"},
    "claims.jsonl": {
        "story": "stories.jsonl",
        "topic": "topics.jsonl",
        "conflicts": "conflicts.jsonl",
    },
    "conflicts.jsonl": {},
    "facts.jsonl": {"story": "stories.jsonl"},
    "agreed.jsonl": {"story": "stories.jsonl"},
    "figures.jsonl": {},
    "dates.jsonl": {},
    "names.jsonl": {},
    "publishers.jsonl": {"documents": "documents.jsonl"},
    "connections.jsonl": {"first": "claims.jsonl", "second": "claims.jsonl"},
    "coverage.jsonl": {"document": "documents.jsonl", "only_here": "claims.jsonl", "absent": "claims.jsonl"},
    "story_names.jsonl": {"story": "stories.jsonl"},
    "notes.jsonl": {},
}


class PublishedText(NamedTuple):
    """What the checks need of a row of documents.jsonl: letter and text."""

    siglum: str
    text: str


class Data(NamedTuple):
    """What was read from `data/`: the texts by document id, the rows of each file with their line numbers (counted from
    1), and the result of the checks.

    `speakers` has for each claim that is speech how its speaker may be named: his name first, then the words by which
    documents name him beside the claim. `words` has the text by which the search finds a claim, quotation, topic or
    document, by id.
    """

    texts: Mapping[str, PublishedText]
    rows: dict[str, list[tuple[int, Row]]]
    report: CheckReport
    speakers: dict[str, tuple[str, ...]]
    words: dict[str, str]


def check_data(files: Mapping[str, bytes]) -> Data:
    """Checks all files of `data/`. `files` are all files of a site by path."""
    data = check_rows(files, FILES)
    failures = [*data.report.failures, *_sums(files, data.rows)]
    return data._replace(report=CheckReport(data.report.count + 1, tuple(failures)))


def check_rows(
    files: Mapping[str, bytes],
    names: Iterable[str],
    beside: Mapping[str, Set[str]] = MappingProxyType({}),
    texts: Mapping[str, PublishedText] = MappingProxyType({}),
) -> Data:
    """Checks rows of the files of `data/`.

    Args:
        files: files by path.
        names: the names of the files to check.
        beside: ids of records that are not among the rows but may be referred to, by name of file.
        texts: documents that are not among the rows but may be cited, by id.
    """
    read: dict[str, list[tuple[int, Row, list[Row]]]] = {}
    failures: list[Failure] = []
    for name in names:
        path = f"data/{name}"
        if path not in files:
            failures.append(Failure(path, 1, "the file is missing"))
        read[name] = list(_rows(path, files.get(path, b""), failures))
    own: dict[str, PublishedText] = {
        str(row.get("id")): PublishedText(str(row.get("siglum", "")), str(row.get("text", "")))
        for _, row, _ in read.get("documents.jsonl", ())
    }
    known = {**texts, **own}
    rows: dict[str, list[tuple[int, Row]]] = {name: [] for name in read}
    named: dict[str, tuple[str, ...]] = {}
    words: dict[str, str] = {}
    count = 0
    for name, lines in read.items():
        for number, row, citations in lines:
            try:
                for checked, problem in _row_checks(name, row, citations, known):
                    count += checked
                    if problem:
                        failures.append(Failure(f"data/{name}", number, problem))
                if name in _WORDS:
                    words[row["id"]] = _WORDS[name](row)
                if name == "claims.jsonl" and row["title"].get("speaker"):
                    named[row["id"]] = _speaker(row, known)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                failures.append(Failure(f"data/{name}", number, f"not a row as the schema has it: {error!r}"))
                continue
            rows[name].append((number, row))
    failures += _repeated(rows)
    checked, broken = _references(rows, beside)
    carried, wrong = _carried(rows)
    failures += broken + wrong
    return Data(known, rows, CheckReport(count + checked + carried, tuple(failures)), named, words)


_WORDS: Mapping[str, Callable[[Row], str]] = {
    "claims.jsonl": lambda row: str(row["title"]["exact"]),
    "quotations.jsonl": lambda row: str(row["exact"]),
    "topics.jsonl": lambda row: str(row["label"][:1].upper() + row["label"][1:]),
    "documents.jsonl": lambda row: str(row["title"]["exact"] if row.get("title") else row["path"]),
}


def _speaker(row: Row, texts: Mapping[str, PublishedText]) -> tuple[str, ...]:
    """How the speaker of a claim may be named."""
    words = [str(row["title"]["speaker"])]
    for passage in row.get("evidence") or ():
        text = texts[passage["document"]].text if passage.get("document") in texts else ""
        hops = (hop for hop in passage.get("chain") or () if hop.get("role") == "speaker")
        words += [text[hop["start"] : hop["end"]] for hop in hops if hop.get("start") is not None]
    return tuple(word for word in words if word.strip())


def _rows(path: str, content: bytes, failures: list[Failure]) -> Iterator[tuple[int, Row, list[Row]]]:
    """The rows of a file, each with the number of its line and all objects inside it, at any depth, that cite words of
    a document. These are noted while the line is read, which costs less than going through it again."""
    citations: list[Row] = []

    def noted(row: Row) -> Row:
        if "exact" in row and row.keys() >= _CITING:
            citations.append(row)
        return row

    decode = json.JSONDecoder(object_hook=noted).decode
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        citations = []
        try:
            row = decode(line.decode("utf-8"))
        except ValueError:
            failures.append(Failure(path, number, "this line is not JSON"))
            continue
        if isinstance(row, dict):
            yield number, row, citations
        else:
            failures.append(Failure(path, number, "this line is not an object"))


_CITING = {"document", "start", "end", "exact"}


def _row_checks(
    name: str, row: Row, citations: Iterable[Row], texts: Mapping[str, PublishedText]
) -> Iterator[tuple[int, str | None]]:
    for references in ([row.get("id")], *(_as_list(row.get(key)) for key in FILES[name])):
        frozenset(references)  # what has no hash is no reference
    for citation in citations:
        yield 1, off(citation, texts)
    if name == "documents.jsonl":
        yield from _document(row)
    elif name == "quotations.jsonl":
        yield from _attribution(row, texts)
    elif name == "claims.jsonl":
        yield from _claim(row, texts)
    elif name == "utterances.jsonl":
        yield from _wordings(row)
    elif name in ("facts.jsonl", "agreed.jsonl"):
        yield from _fact(name, row)


def off(citation: Row, texts: Mapping[str, PublishedText]) -> str | None:
    """Why a citation is wrong, in words; None if the document has exactly these words at this place. `texts` are the
    documents by id."""
    document, start, end, exact = (citation[key] for key in ("document", "start", "end", "exact"))
    if document not in texts:
        return f"cites {document}, which is no document of this dossier"
    if not _is_range(start, end, len(texts[document].text)):
        return f"{start}:{end} is no range of {document}"
    stands = texts[document].text[start:end]
    return None if stands == exact else f"{document} has {_short(stands)} at {start}:{end}, not {_short(str(exact))}"


def _is_range(start: object, end: object, length: int) -> bool:
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length


def _short(words: str) -> str:
    return repr(words if len(words) <= 60 else words[:57] + "...")


def _document(row: Row) -> Iterator[tuple[int, str | None]]:
    text = str(row.get("text", ""))
    yield from _coverage(row, text)
    for key, words in (
        ("title", "exact"),
        ("standfirst", "exact"),
        ("byline", "name"),
        ("publisher", "name"),
    ):
        part = row.get(key)
        if part and part.get("start") is not None:
            stands = text[part["start"] : part["end"]]
            # a name is shown on one line, and may stand on two
            same = stands == part[words] if words == "exact" else stands.split() == part[words].split()
            yield 1, None if same else f"{key}: the text has {_short(stands)}"
    for key in ("published_basis", "agencies"):
        for part in row.get(key) or () if key == "agencies" else (row.get(key),):
            if part and part.get("start") is not None:
                fits = _is_range(part["start"], part["end"], len(text))
                yield (
                    1,
                    None if fits else f"{key}: {part['start']}:{part['end']} is no range of the text",
                )


def _coverage(row: Row, text: str) -> Iterator[tuple[int, str | None]]:
    """Kept blocks and removed ranges hold every non-blank character once."""
    ranges = sorted((part["start"], part["end"]) for part in (*row.get("blocks", ()), *row.get("removed", ())))
    at = 0
    for start, end in (*ranges, (len(text), len(text))):
        if start < at:
            yield 1, f"{start}:{end} overlaps the range before it"
        elif text[at:start].strip():
            yield (
                1,
                f"{_short(text[at:start].strip())} at {at}:{start} is neither kept nor removed",
            )
        elif end > len(text) or (end <= start < len(text)):
            yield 1, f"{start}:{end} is no range of the text"
        else:
            yield 1, None
        at = max(at, end)


def _attribution(row: Row, texts: Mapping[str, PublishedText]) -> Iterator[tuple[int, str | None]]:
    text = texts[row["document"]].text if row.get("document") in texts else ""
    for label, part in (
        ("speaker", row.get("speaker")),
        *(("via", via) for via in row.get("via") or ()),
    ):
        if part and part.get("start") is not None and not _is_range(part["start"], part["end"], len(text)):
            yield (
                1,
                f"{label} {part.get('name')}: {part['start']}:{part['end']} is no range of {row.get('document')}",
            )
        else:
            yield 1, None


def _claim(row: Row, texts: Mapping[str, PublishedText]) -> Iterator[tuple[int, str | None]]:
    evidence = row.get("evidence") or []
    yield 1, None if evidence else "a claim without evidence"
    for passage in evidence:
        text = texts[passage["document"]].text if passage.get("document") in texts else ""
        for hop in passage.get("chain") or ():
            if hop.get("start") is None:
                yield 1, None
            elif not _is_range(hop["start"], hop["end"], len(text)):
                yield (
                    1,
                    f"{hop.get('name')}: {hop['start']}:{hop['end']} is no range of {passage.get('document')}",
                )
            else:
                yield 1, None
    yield 1, _title_speaker(row, evidence)
    yield 1, _counts(row, evidence)


# A sentence that begins so has its own subject; "X said He called" would give it another.
_SUBJECT = re.compile(r"(?:He|She|They|It|His|Her|Their|Its|Him|Them)\b")


def _title_speaker(row: Row, evidence: list[Row]) -> str | None:
    """A title names a speaker where every passage says that somebody says it, under whatever name, and it names him
    where all name the same."""
    title = row.get("title") or {}
    spoken = [_folded_speakers(passage) for passage in evidence]
    if title.get("speaker"):
        if all(spoken):
            return None
        return f"the title is what {title['speaker']} said, but a passage does not say so"
    everyone = frozenset.intersection(*spoken) if spoken else frozenset()
    for passage in evidence if everyone else ():
        same = passage["document"] == title.get("document") and passage["start"] <= title.get("start", -1)
        if passage.get("mode") == "reported" and _SUBJECT.match(title.get("exact", "")):
            continue
        if same and passage["end"] >= title.get("end", 0) and passage.get("mode") in ("quoted", "reported"):
            named = [hop["name"] for hop in passage.get("chain") or () if hop.get("role") == "speaker"]
            return f"the title is what {named[0]} said, but names no speaker"
    return None


def _folded_speakers(passage: Row) -> frozenset[str]:
    hops = passage.get("chain") or ()
    return frozenset([_folded_name(hop["name"]) for hop in hops if hop.get("role") == "speaker"])


def _folded_name(name: str) -> str:
    return " ".join(name.split()).casefold().removeprefix("the ")


def _counts(row: Row, evidence: list[Row]) -> str | None:
    documents = len({passage["document"] for passage in evidence})
    if row.get("documents") != documents:
        return f"says {row.get('documents')} documents, but cites {documents}"
    return None


def _fact(name: str, row: Row) -> Iterator[tuple[int, str | None]]:
    """A row of the table of facts: every value has passages, and its words stand in each; the documents are counted;
    and only what differs has a reading."""
    for value in row["values"]:
        yield 1, None if value["evidence"] else f"no passage states {_short(str(value['value']))}"
        for passage in value["evidence"]:
            stands = " ".join(passage["exact"].split()).lower()
            fits = passage["printed"].lower() in stands
            yield 1, None if fits else f"{_short(passage['printed'])} is not in {_short(passage['exact'])}"
    documents = len({passage["document"] for value in row["values"] for passage in value["evidence"]})
    yield 1, None if row["documents"] == documents else f"says {row['documents']} documents, but cites {documents}"
    differs = bool(row["reading"]) and len(row["values"]) > 1
    yield 1, None if differs == (name == "facts.jsonl") else f"a row of the other kind: {row['reading']}"


def _wordings(row: Row) -> Iterator[tuple[int, str | None]]:
    said = {quotation for wording in row.get("wordings") or () for quotation in wording.get("quotations") or ()}
    yield (
        1,
        None if said == set(row.get("quotations") or ()) else "the wordings are not those of its quotations",
    )
    for wording in row.get("wordings") or ():
        for start, end in wording.get("differs") or ():
            fits = _is_range(start, end, len(wording["exact"]))
            yield (
                1,
                None if fits else f"differs {start}:{end} is no range of {_short(wording['exact'])}",
            )


# What no two rows of a file may have in common.
_UNIQUE: Mapping[str, tuple[str, ...]] = {
    "documents.jsonl": ("id", "siglum", "path"),
    "dropped.jsonl": ("path",),
    "stories.jsonl": ("id", "slug"),
    "topics.jsonl": ("id", "slug"),
    **{f"{name}.jsonl": ("id",) for name in ("copies", "quotations", "utterances", "claims", "conflicts", "names")},
    "coverage.jsonl": ("document",),
    "notes.jsonl": ("path",),
}


def _repeated(rows: Mapping[str, list[tuple[int, Row]]]) -> Iterator[Failure]:
    """Rows that have an id, a letter, an address or a path that another row of their file has."""
    for name, keys in _UNIQUE.items():
        for key in keys:
            seen: dict[object, int] = {}
            for number, row in rows.get(name, ()):
                value = row.get(key)
                if value is not None and seen.setdefault(value, number) != number:
                    what = f"{key} {_short(str(value))} stands on line {seen[value]} too"
                    yield Failure(f"data/{name}", number, what)


def _references(rows: Mapping[str, list[tuple[int, Row]]], beside: Mapping[str, Set[str]]) -> tuple[int, list[Failure]]:
    known = {name: {row.get("id") for _, row in rows.get(name, ())} | beside.get(name, set()) for name in FILES}
    count, failures = 0, []
    for name, lines in rows.items():
        for number, row in lines:
            for key, target in FILES[name].items():
                for reference in _as_list(row.get(key)):
                    count += 1
                    if reference not in known[target]:
                        failures.append(
                            Failure(
                                f"data/{name}",
                                number,
                                f"{key}: no {reference} in data/{target}",
                            )
                        )
    return count, failures


_BUILD = "data/build.json"
_COUNTED = ("stories", "topics", "claims", "quotations", "conflicts", "copies", "publishers")
"""Counts of `build.json` that are those of the rows of a file."""


def _sums(files: Mapping[str, bytes], rows: Mapping[str, list[tuple[int, Row]]]) -> Iterator[Failure]:
    build = files.get(_BUILD, b"")
    yield from check_sums(build, len(rows["documents.jsonl"]), len(rows["dropped.jsonl"]))
    try:
        counts = dict(json.loads(build)["counts"])
    except (KeyError, TypeError, ValueError):
        return
    for name in _COUNTED:
        if name in counts and counts[name] != len(rows[f"{name}.jsonl"]):
            yield Failure(_BUILD, 1, f"{counts[name]} {name}; data/{name}.jsonl holds {len(rows[f'{name}.jsonl'])}")


def check_sums(build: bytes, *there: int) -> list[Failure]:
    """Checks that every given file is kept or dropped, and that `build.json` (as bytes) has the right counts. `there`
    are the numbers of documents and of dropped files in the data."""
    try:
        counts = json.loads(build)["counts"]
        given, kept, dropped = (counts[key] for key in ("given", "kept", "dropped"))
    except (KeyError, TypeError, ValueError):
        return [Failure(_BUILD, 1, "the counts of given, kept and dropped documents are missing")]
    if (kept, dropped) != there or kept + dropped != given:
        return [Failure(_BUILD, 1, f"{given} given, {kept} kept, {dropped} dropped; the files hold {there}")]
    return []


def _carried(rows: Mapping[str, list[tuple[int, Row]]]) -> tuple[int, list[Failure]]:
    """What coverage.jsonl says of a document is what the passages of the claims say."""
    carriers = {
        row.get("id"): {passage.get("document") for passage in row.get("evidence") or ()}
        for _, row in rows.get("claims.jsonl", ())
    }
    amounts = Counter(document for documents in carriers.values() for document in documents)
    alone = Counter(document for documents in carriers.values() if len(documents) == 1 for document in documents)
    failures = []
    for number, row in rows.get("coverage.jsonl", ()):
        document, only, absent = row.get("document"), row.get("only_here") or (), row.get("absent") or ()
        here = all(carriers.get(claim) == {document} for claim in only) and len(set(only)) == alone[document]
        if not here or row.get("claims") != amounts[document]:
            failures.append(Failure("data/coverage.jsonl", number, f"is not what the claims say of {document}"))
        if any(document in carriers.get(claim, ()) for claim in absent):
            failures.append(Failure("data/coverage.jsonl", number, f"{document} carries what is called absent from it"))
    return len(rows.get("coverage.jsonl", ())), failures


def _as_list(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
