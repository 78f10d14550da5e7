"""The method page: what went in, what was done with it, what was left out, and how to check it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tasks.records import Overall, Page, SourceRow
from tasks.render import phrasing
from tasks.render.frame import Frame, Site
from tasks.render.views import Fact

STAGES = (
    ("read", "Files of the folder are read and decoded. A file that cannot be read is listed as left out."),
    (
        "clean",
        "Words that are no part of the report (menus, notices, by-lines) are set aside under a named rule. "
        "Nothing is rewritten.",
    ),
    ("segment", "Paragraphs are cut into sentences."),
    ("extract", "Quotations with their speakers, dates, figures and names are found in each document by itself."),
    ("deduplicate", "Documents that share passages are grouped: copies, shortened copies, partial reuse."),
    ("stories", "Documents that tell the same event are put together. All that follows happens inside one story."),
    ("resolve", "Relative dates are worked out, and names of the same person or body are joined by stated rules."),
    (
        "crossreference",
        "Passages that say the same become one claim; wordings of one utterance are aligned; readings that differ "
        "are listed.",
    ),
    ("topics", "Claims are grouped into subjects."),
    ("summarize", "Sentences that cover most are chosen for the summaries, word for word."),
    ("ledger", "Ids, letters and addresses of the build before are kept."),
    ("render", "Pages and data are written from the same records."),
    ("verify", "Every citation is compared with the text it names. One difference, and nothing is published."),
    ("publish", "The new site takes the place of the old one in one step."),
)
LIMITS = (
    phrasing.LETTER,
    "Documents are compared by their words. The same statement in very different words may stand as two claims; "
    "like words on different matters may, rarely, stand as one.",
    "Speakers are taken from the text. A speaker whom only a pronoun names is inferred, and marked so.",
    "Publishers are counted as far as the documents state them; the count is the most there can be.",
    "Differences are found between passages on the same subject. Not every difference is found, and none is judged.",
    "Pictures, sound and video are not read.",
)
COUNTS = {
    "given": "Files given",
    "kept": "Documents kept",
    "dropped": "Files left out",
    "conflicts": "Differences",
    "copies": "Groups of copies",
}
LISTED = 60  # inputs and dropped files named on the page; more stand in the data


class DroppedLine(NamedTuple):
    """A file that was left out, as the page lists it: see `tasks.records.Dropped`."""

    path: str
    stage: str
    reason: str
    detail: str


class InputLine(NamedTuple):
    """A document as the page lists it: letter, address, path of the file and its SHA-256."""

    siglum: str
    href: str
    path: str
    sha256: str


def _setting(value: object) -> str:
    """A setting as a reader writes it down."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_setting(one)}" for name, one in value.items()) or "not set"
    if isinstance(value, list | tuple):
        return ", ".join(map(_setting, value)) or "not set"
    return "not set" if value is None or value == "" else str(value)


def pages(
    site: Site, overall: Overall, sources: Sequence[SourceRow], removed: Mapping[str, int], merges: Mapping[str, int]
) -> list[Page]:
    """`build.html`. Of long lists it shows the first entries and says where the others are. `removed` counts removed
    parts by cleaning rule, `merges` joined names by rule."""
    build = overall.build
    letters = {source.id: source.siglum for source in sources}
    facts = (
        Fact("Build", build.id, code=True),
        Fact("Made by", build.generator),
        Fact("Schema of the data", build.schema_, code=True),
        Fact("SHA-256 of the inputs", build.inputs_sha256, code=True),
        *(
            Fact(COUNTS.get(name, phrasing.capital(name.replace("_", " "))), f"{amount:,}")
            for name, amount in sorted(build.counts.items())
        ),
    )
    configuration = tuple(Fact(name, _setting(value)) for name, value in sorted(build.configuration.items()))
    rules = tuple((rule.replace("-", " "), amount) for rule, amount in _most_first(removed))
    dropped = [DroppedLine(d.path, d.stage, d.reason, d.detail) for d in overall.dropped]
    inputs = [InputLine(source.siglum, source.href, source.path, source.sha256) for source in sources]
    groups = [
        (phrasing.series([letters[d] for d in group.documents[:12]]), group.name or "not stated", group.reason)
        for group in overall.publishers
        if len(group.documents) > 1
    ]
    made = []
    made.append(
        site.page(
            "build.html",
            "build.html",
            Frame("Method", "Method", description="How this dossier was made, and how to check it again."),
            facts=facts,
            configuration=configuration,
            stages=STAGES,
            limits=LIMITS,
            not_looked_for=build.not_looked_for,
            rules=rules,
            merges=_most_first(merges),
            inputs=inputs[:LISTED],
            all_inputs=phrasing.count(len(inputs), "document"),
            dropped=dropped[:LISTED],
            more_dropped=max(0, len(dropped) - LISTED),
            all_dropped=phrasing.count(len(dropped), "file"),
            groups=groups[:20],
        )
    )
    return made


def _most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
