"""A small dossier made by hand, on an invented affair: four documents, of which one is undated and one is in Arabic.

Nothing here comes from a stage, so that the tests of the pages stand by themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tasks.records import (
    Alias,
    Block,
    BlockKind,
    Build,
    Changes,
    Citation,
    ClaimChanges,
    ClaimTitle,
    Conflict,
    ConflictChanges,
    Connection,
    CopyGroup,
    DateBasis,
    DateMention,
    DocumentChanges,
    Dropped,
    Evidence,
    Figure,
    Hop,
    Name,
    Party,
    PublishedClaim,
    PublishedDocument,
    PublishedQuotation,
    PublishedStory,
    PublishedTopic,
    PublisherGroup,
    Related,
    Removed,
    Side,
    Speaker,
    SummarySentence,
    Title,
    Utterance,
    Via,
    Wording,
)
from tests.render.whole import Dossier

TEXTS = {
    "doc-aaaaaaaa": (
        "A",
        "tarn-dam.txt",
        "Tarn dam to be lowered after cracks found\n\nBy Oda Lindqvist\n4 March 2031\n\n"
        "The water behind the Tarn dam will be lowered by 12 metres, the water board said on Tuesday.\n\n"
        "“We found forty cracks in the east wall,” chief engineer Ruben Asker told Radio Tarn. He said nobody was in\n"
        "danger and that work would begin on 10 March.\n\n"
        "Read also: Ferry fares rise again\n",
    ),
    "doc-bbbbbbbb": (
        "B",
        "valley/post.html",
        "Water board lowers Tarn reservoir\n"
        "The water behind the Tarn dam will be lowered by 15 metres, the board said.\n"
        "“We counted forty cracks in the east wall,” Ruben Asker said, according to Radio Tarn.\n"
        "Valley Post\n",
    ),
    "doc-cccccccc": (
        "C",
        "undated.md",
        "Farmers fear a dry summer\nYesterday the water board lowered the reservoir. “Our fields will be dust,” said "
        "farmer Ida <Moen> & sons.\n",
    ),
    "doc-dddddddd": (
        "D",
        "arabic.txt",
        "سيُخفض منسوب المياه خلف السد\nقال المهندس روبن أسكر إن العمل يبدأ في مارس.\n",
    ),
}


def sample() -> Dossier:
    """The dossier. Every citation in it stands where it says."""
    return Dossier(
        build=Build(
            id="b-0123abcd",
            title="Tarn dam to be lowered after cracks found",
            title_document="doc-aaaaaaaa",
            generator="dossier 0.1.0",
            configuration={"title": None},
            inputs_sha256="00" * 32,
            counts={"given": 5, "kept": 4, "dropped": 1, "claims": 5},
            not_looked_for=(),
        ),
        documents=_documents(),
        dropped=(Dropped(path="photo.txt", stage="read", reason="binary", detail="null bytes at 12"),),
        copies=(
            CopyGroup(
                id="g-00000001",
                kind="derived",
                members=("doc-aaaaaaaa", "doc-bbbbbbbb"),
                first="doc-aaaaaaaa",
                direction="time",
                overlap=0.4,
                shared=((_at("A", "forty cracks in the east wall,"), _at("B", "forty cracks in the east wall,")),),
            ),
        ),
        publishers=(
            PublisherGroup(documents=("doc-aaaaaaaa",), name=None, reason="not stated"),
            PublisherGroup(documents=("doc-bbbbbbbb",), name="Valley Post", reason="stated: Valley Post"),
            PublisherGroup(documents=("doc-cccccccc", "doc-dddddddd"), name=None, reason="share a page layout"),
        ),
        stories=(
            PublishedStory(
                id="s-00000001",
                slug="tarn-dam",
                label="Tarn dam",
                documents=tuple(TEXTS),
                first_day="2031-03-04",
                last_day="2031-03-05",
                summary=(
                    _sentence(
                        "A",
                        "The water behind the Tarn dam will be lowered by 12 metres, the water board said on Tuesday.",
                        "c-00000001",
                        None,
                    ),
                    _sentence("B", "We counted forty cracks in the east wall,", "c-00000002", "Ruben Asker"),
                ),
            ),
        ),
        topics=(
            PublishedTopic(
                id="t-00000001",
                slug="cracks",
                story="s-00000001",
                label="cracks in the wall",
                keywords=("cracks",),
                claims=("c-00000002", "c-00000003", "c-00000004"),
                summary=(_sentence("A", "We found forty cracks in the east wall,", "c-00000002", "Ruben Asker"),),
            ),
            PublishedTopic(
                id="t-00000002",
                slug="water-level",
                story="s-00000001",
                label="water level",
                keywords=("water",),
                claims=("c-00000001", "c-00000005"),
                summary=(),
            ),
        ),
        quotations=_quotations(),
        utterances=(
            Utterance(
                id="u-00000001",
                speaker="Ruben Asker",
                quotations=("q-00000001", "q-00000002"),
                wordings=(
                    Wording(
                        exact="We found forty cracks in the east wall,", quotations=("q-00000001",), differs=((3, 8),)
                    ),
                    Wording(
                        exact="We counted forty cracks in the east wall,",
                        quotations=("q-00000002",),
                        differs=((3, 10),),
                    ),
                ),
            ),
            Utterance(
                id="u-00000002",
                speaker="Ida <Moen>",
                quotations=("q-00000003",),
                wordings=(Wording(exact="Our fields will be dust,", quotations=("q-00000003",), differs=()),),
            ),
        ),
        claims=_claims(),
        conflicts=_conflicts(),
        facts=(),
        agreed=(),
        connections=(Connection(first="c-00000001", second="c-00000002", reason="same speaker and topic"),),
        figures=(
            Figure(
                **_fields("A", "12 metres"),
                value=12,
                low=None,
                high=None,
                unit="m",
                bound="exact",
                counted=None,
                subject="the water",
                day=None,
            ),
        ),
        dates=(
            DateMention(
                **_fields("A", "Tuesday"),
                value="2031-03-04",
                basis="relative",
                reason="Tuesday before 4 March 2031, the day of publication",
                expression="weekday:1",
            ),
            DateMention(
                **_fields("A", "10 March"), value="2031-03-10", basis="relative", reason="the year of publication"
            ),
        ),
        names=(
            Name(
                id="n-00000001",
                name="Ruben Asker",
                kind="person",
                aliases=(Alias(text="Ruben Asker", count=2), Alias(text="روبن أسكر", count=1)),
                mentions=(_at("A", "Ruben Asker"), _at("B", "Ruben Asker"), _at("D", "روبن أسكر")),
                rules=("same role",),
            ),
        ),
        changes=Changes(
            build="b-0123abcd",
            previous=None,
            documents=DocumentChanges(added=tuple(TEXTS)),
            claims=ClaimChanges(new=tuple(f"c-0000000{n}" for n in range(1, 6))),
            conflicts=ConflictChanges(opened=("d-00000001", "d-00000002")),
        ),
    )


def _document_of(siglum: str) -> str:
    return next(document for document, (letter, _, _) in TEXTS.items() if letter == siglum)


def _fields(siglum: str, exact: str) -> dict[str, object]:
    document = _document_of(siglum)
    start = TEXTS[document][2].index(exact)
    return {"document": document, "start": start, "end": start + len(exact), "exact": exact}


def _at(siglum: str, exact: str) -> Citation:
    return Citation(**_fields(siglum, exact))


def _sentence(siglum: str, exact: str, claim: str, speaker: str | None) -> SummarySentence:
    return SummarySentence(**_fields(siglum, exact), claim=claim, speaker=speaker)


def _ranges(siglum: str, pieces: Sequence[tuple[str, str]]) -> list[dict[str, object]]:
    text = TEXTS[_document_of(siglum)][2]
    found = []
    for first_words, last_words in pieces:
        start = text.index(first_words)
        found.append({"start": start, "end": text.index(last_words, start) + len(last_words)})
    return found


def _blocks(siglum: str, *pieces: tuple[BlockKind, str, str]) -> tuple[Block, ...]:
    ranges = _ranges(siglum, [(first, last) for _, first, last in pieces])
    return tuple(Block(**span, kind=kind) for span, (kind, _, _) in zip(ranges, pieces, strict=True))


def _removed(siglum: str, *pieces: tuple[str, str]) -> tuple[Removed, ...]:
    return tuple(Removed(**_ranges(siglum, [(words, words)])[0], rule=rule) for rule, words in pieces)


def _documents() -> tuple[PublishedDocument, ...]:
    kept = {
        "A": _blocks(
            "A",
            ("title", "Tarn dam to be", "cracks found"),
            ("paragraph", "The water behind", "on Tuesday."),
            ("paragraph", "“We found", "on 10 March."),
        ),
        "B": _blocks(
            "B",
            ("title", "Water board", "reservoir"),
            ("paragraph", "The water behind", "board said."),
            ("paragraph", "“We counted", "Radio Tarn."),
        ),
        "C": _blocks("C", ("title", "Farmers", "summer"), ("paragraph", "Yesterday", "sons.")),
        "D": _blocks("D", ("title", "سيُخفض", "السد"), ("paragraph", "قال", "مارس.")),
    }
    removed = {
        "A": _removed(
            "A",
            ("byline", "By Oda Lindqvist"),
            ("dateline", "4 March 2031"),
            ("related-headlines", "Read also: Ferry fares rise again"),
        ),
        "B": _removed("B", ("copyright", "Valley Post")),
    }
    published = {"A": "2031-03-04", "B": "2031-03-05", "D": "2031-03-05"}
    made = []
    for document, (siglum, path, text) in TEXTS.items():
        title = kept[siglum][0]
        date = _at("A", "4 March 2031")
        made.append(
            PublishedDocument(
                id=document,
                siglum=siglum,
                path=path,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                media_type={"html": "text/html", "md": "text/markdown"}.get(path.rpartition(".")[2], "text/plain"),
                encoding="utf-8",
                language="ar" if siglum == "D" else "en",
                text=text,
                blocks=kept[siglum],
                removed=removed.get(siglum, ()),
                title=Title(exact=text[title.start : title.end], start=title.start, end=title.end, basis="first line"),
                standfirst=None,
                byline=Party(name="Oda Lindqvist", start=text.index("Oda"), end=text.index("Oda") + 13, basis="By-line")
                if siglum == "A"
                else None,
                publisher=Party(
                    name="Valley Post", start=text.index("Valley"), end=text.index("Valley") + 11, basis="copyright"
                )
                if siglum == "B"
                else None,
                published=published.get(siglum),
                published_basis=DateBasis(kind="stated", start=date.start, end=date.end, reason="dateline")
                if siglum == "A"
                else DateBasis(kind="inferred", start=None, end=None, reason="the file’s name")
                if siglum in published
                else None,
                modified=None,
                url="https://valleypost.example/tarn" if siglum == "B" else None,
                doubtful=None,
                story="s-00000001",
                copy_group="g-00000001" if siglum in "AB" else None,
            )
        )
    return tuple(made)


def _quotations() -> tuple[PublishedQuotation, ...]:
    asker = {"name": "Ruben Asker", "entity": "n-00000001", "inferred": False, "reason": None}

    def span(siglum: str, words: str) -> dict[str, int]:
        fields = _fields(siglum, words)
        return {"start": fields["start"], "end": fields["end"]}  # type: ignore[dict-item]

    return (
        PublishedQuotation(
            **_fields("A", "We found forty cracks in the east wall,"),
            id="q-00000001",
            kind="direct",
            class_="say",
            speaker=Speaker(**asker, **span("A", "Ruben Asker"), rests_on=(_at("A", "chief engineer Ruben Asker"),)),
            cue=_at("A", "told"),
            via=(Via(name="Radio Tarn", **span("A", "Radio Tarn"), inferred=False),),
            continues=None,
            utterance="u-00000001",
        ),
        PublishedQuotation(
            **_fields("B", "We counted forty cracks in the east wall,"),
            id="q-00000002",
            kind="direct",
            class_="say",
            speaker=Speaker(**asker, **span("B", "Ruben Asker")),
            cue=_at("B", "said, according"),
            via=(),
            continues=None,
            utterance="u-00000001",
        ),
        PublishedQuotation(
            **_fields("C", "Our fields will be dust,"),
            id="q-00000003",
            kind="direct",
            class_="say",
            speaker=Speaker(
                name="Ida <Moen>", entity=None, **span("C", "farmer Ida <Moen>"), inferred=False, reason=None
            ),
            cue=None,
            via=(),
            continues=None,
            utterance="u-00000002",
        ),
    )


def _evidence(siglum: str, exact: str, mode: str, *hops: Hop) -> Evidence:
    document = Hop(name=siglum, role="document", start=None, end=None, inferred=False)
    return Evidence(**_fields(siglum, exact), mode=mode, chain=(*hops, document))


def _hop(siglum: str, words: str, role: str = "speaker", name: str | None = None) -> Hop:
    fields = _fields(siglum, words)
    return Hop(name=name or words, role=role, start=fields["start"], end=fields["end"], inferred=False)


def _claim(number: int, evidence: Sequence[Evidence], speaker: str | None, **more: object) -> PublishedClaim:
    title = min(evidence, key=lambda e: len(e.exact))
    documents = len({e.document for e in evidence})
    fields: dict[str, object] = {
        "day": None,
        "day_of": None,
        "publishers": documents,
        "origins": 1,
        "origin_names": (speaker,) if speaker else (),
        "conflicts": (),
        "topic": "t-00000001",
        **more,
    }
    return PublishedClaim(
        id=f"c-0000000{number}",
        title=ClaimTitle(document=title.document, start=title.start, end=title.end, exact=title.exact, speaker=speaker),
        story="s-00000001",
        evidence=tuple(evidence),
        documents=documents,
        **fields,
    )


def _claims() -> tuple[PublishedClaim, ...]:
    inferred = Hop(
        name="Ruben Asker", role="speaker", start=None, end=None, inferred=True, reason="“He”: the speaker before"
    )
    related = _at("C", "Yesterday the water board lowered the reservoir.")
    return (
        _claim(
            1,
            [
                _evidence(
                    "A",
                    "The water behind the Tarn dam will be lowered by 12 metres",
                    "reported",
                    _hop("A", "the water board"),
                ),
                _evidence(
                    "B",
                    "The water behind the Tarn dam will be lowered by 15 metres",
                    "reported",
                    _hop("B", "the board"),
                ),
            ],
            "water board",
            conflicts=("d-00000001",),
            day="2031-03-04",
            day_of="said",
            topic="t-00000002",
            related=(Related(**related.model_dump(), claim="c-00000005", score=0.41),),
        ),
        _claim(
            2,
            [
                _evidence(
                    "A",
                    "We found forty cracks in the east wall,",
                    "quoted",
                    _hop("A", "Ruben Asker"),
                    _hop("A", "Radio Tarn", "via"),
                ),
                _evidence("B", "We counted forty cracks in the east wall,", "quoted", _hop("B", "Ruben Asker")),
            ],
            "Ruben Asker",
            conflicts=("d-00000002",),
        ),
        _claim(
            3,
            [_evidence("A", "nobody was in\ndanger and that work would begin on 10 March", "reported", inferred)],
            "Ruben Asker",
            day="2031-03-10",
            day_of="happened",
        ),
        _claim(4, [_evidence("C", "Our fields will be dust,", "quoted", _hop("C", "farmer Ida <Moen>"))], "Ida <Moen>"),
        _claim(
            5, [_evidence("C", "Yesterday the water board lowered the reservoir.", "stated")], None, topic="t-00000002"
        ),
    )


def _conflicts() -> tuple[Conflict, ...]:
    return (
        Conflict(
            id="d-00000001",
            kind="figure",
            subject="how far the water is lowered",
            reading="conflict",
            sides=(
                Side(value="12 metres", evidence=(_at("A", "12 metres"),)),
                Side(value="15 metres", evidence=(_at("B", "15 metres"),)),
            ),
            note=None,
        ),
        Conflict(
            id="d-00000002",
            kind="quotation",
            subject="forty cracks in the east wall",
            reading="wording",
            sides=(
                Side(value="found", evidence=(_at("A", "We found forty cracks in the east wall,"),)),
                Side(value="counted", evidence=(_at("B", "We counted forty cracks in the east wall,"),)),
            ),
            note="The same speaker in both.",
        ),
    )
