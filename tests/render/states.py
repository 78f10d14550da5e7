"""Dossiers in the states that a page has to bear: large, of one document, without claims, empty, hostile."""

from __future__ import annotations

from tasks.records import (
    Block,
    Build,
    Changes,
    ClaimChanges,
    ClaimTitle,
    Conflict,
    ConflictChanges,
    DocumentChanges,
    Evidence,
    Hop,
    PublishedClaim,
    PublishedDocument,
    PublishedStory,
    PublishedTopic,
    PublisherGroup,
    Side,
    SummarySentence,
    Title,
)
from tests.render.whole import Dossier

_NOUNS = ("harbour", "council", "bridge", "reservoir", "station", "market", "archive", "orchard", "ferry", "library")
_VERBS = ("opens", "closes", "moves", "floods", "reports", "counts", "sells", "repairs", "postpones", "surveys")


def siglum(place: int) -> str:
    """A, B … Z, AA, AB …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def many(documents: int, claims: int, stories: int = 1) -> Dossier:
    """`claims` statements spread over `documents`, every fifth of them in three documents of its story."""
    lines: list[list[str]] = [[f"Report number {n} from the valley"] for n in range(documents)]
    holders: list[list[int]] = []
    for n in range(claims):
        story = n % stories
        inside = [d for d in range(documents) if d % stories == story]
        chosen = [inside[(n // stories) % len(inside)]]
        if n % 5 == 0:
            chosen = sorted({inside[(n // stories + step) % len(inside)] for step in range(3)})
        holders.append(chosen)
        for d in chosen:
            lines[d].append(_sentence(n))
    texts = ["\n".join(rows) + "\n" for rows in lines]
    ids = [f"doc-{n:08x}" for n in range(documents)]
    made = [_claim(n, _sentence(n), holders[n], texts, ids, stories) for n in range(claims)]
    topics = _topics(made, stories)
    return Dossier(
        build=Build(
            id="b-00000001",
            title="The valley in a year of many reports",
            title_document=None,
            generator="dossier 0.1.0",
            configuration={},
            inputs_sha256="11" * 32,
            counts={"given": documents, "kept": documents, "dropped": 0},
            not_looked_for=(),
        ),
        documents=tuple(_document(n, texts[n], ids[n], stories) for n in range(documents)),
        dropped=(),
        copies=(),
        publishers=tuple(PublisherGroup(documents=(d,), name=None, reason="not stated") for d in ids),
        stories=tuple(
            PublishedStory(
                id=f"s-{s:08x}",
                slug=f"story-{s}",
                label=f"story of the {_NOUNS[s % 10]}",
                documents=tuple(d for n, d in enumerate(ids) if n % stories == s),
                first_day="2031-01-01",
                last_day="2031-02-01",
                summary=tuple(
                    SummarySentence(**made[n].title.model_dump(exclude={"speaker"}), claim=made[n].id, speaker=None)
                    for n in range(s, min(claims, 6 * stories), stories)
                ),
            )
            for s in range(stories)
        )
        if documents
        else (),
        topics=topics,
        quotations=(),
        utterances=(),
        claims=tuple(made),
        conflicts=(),
        facts=(),
        agreed=(),
        connections=(),
        figures=(),
        dates=(),
        names=(),
        changes=Changes(
            build="b-00000001",
            previous=None,
            documents=DocumentChanges(),
            claims=ClaimChanges(new=tuple(claim.id for claim in made)),
            conflicts=ConflictChanges(),
        ),
    )


def differing(documents: int) -> Dossier:
    """One story of `documents`, each of which gives another figure for the same thing."""
    dossier = many(documents, documents)
    sides = tuple(
        Side(value=str(n), evidence=(claim.evidence[0],)) for n, claim in enumerate(dossier.claims[:documents]) if n % 5
    )
    conflict = Conflict(id="d-00000001", kind="figure", subject="how many", reading="conflict", sides=sides, note=None)
    claims = tuple(
        claim.model_copy(update={"conflicts": ("d-00000001",)}) if n % 5 else claim
        for n, claim in enumerate(dossier.claims)
    )
    return dossier.model_copy(update={"conflicts": (conflict,), "claims": claims})


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
HEADLINE = "Reservoir " + "and harbour, bridge and ferry, market and station " * 6 + "are surveyed in one long headline"
SCRIPTS = (
    ("en", (HEADLINE, f"The board of {LONG} meets on Tuesday.", "The water falls by 12 metres.")),
    ("en", ("A short one", f"The board of {LONG} meets on Tuesday.", "https://example.org/" + "path/" * 60)),
    ("ar", ("سيُخفض منسوب المياه خلف السد", "قال المهندس إن العمل يبدأ في مارس (March 2031) بعد ٤٠ يوماً.")),
    ("ar", ("السد", "قال المهندس إن العمل يبدأ في مارس (March 2031) بعد ٤٠ يوماً.")),
    ("zh", ("水库水位将下降十二米", "工程师说，工程将于三月开始，为期四十天，届时水位将逐步下降。" * 6)),
    ("ja", ("貯水池の水位が下がる", "工程师说，工程将于三月开始，为期四十天，届时水位将逐步下降。" * 6)),
)


def scripts() -> Dossier:
    """Documents from left and from right, without spaces between words, with words and a headline without end. Every
    line after the headline is a claim of all documents that print it; the last is said by someone with a long name."""
    bare = many(len(SCRIPTS), 0)
    texts = ["\n".join(lines) + "\n" for _, lines in SCRIPTS]
    ids = [document.id for document in bare.documents]
    lines = list(dict.fromkeys(line for _, (_, *rest) in SCRIPTS for line in rest))
    held = [[d for d, (_, rows) in enumerate(SCRIPTS) if line in rows[1:]] for line in lines]
    claims = [
        _claim(n, line, holders, texts, ids, 1) for n, (line, holders) in enumerate(zip(lines, held, strict=True))
    ]
    documents = tuple(
        _document(n, text, ids[n], 1).model_copy(update={"language": language})
        for n, (text, (language, _)) in enumerate(zip(texts, SCRIPTS, strict=True))
    )
    told = tuple(
        SummarySentence(**claim.title.model_dump(exclude={"speaker"}), claim=claim.id, speaker=None) for claim in claims
    )
    story = bare.stories[0].model_copy(update={"summary": told, "label": LONG})
    last = claims[-1]
    hop = Hop(name=LONG, role="speaker", start=None, end=None, inferred=True, reason="“He”: the speaker before")
    spoken = tuple(one.model_copy(update={"chain": (hop, *one.chain)}) for one in last.evidence)
    named = last.title.model_copy(update={"speaker": LONG})
    claims[-1] = last.model_copy(update={"title": named, "evidence": spoken})
    topics = tuple(topic.model_copy(update={"label": LONG}) for topic in _topics(claims, 1))
    build = bare.build.model_copy(update={"title": HEADLINE})
    return bare.model_copy(
        update={"documents": documents, "claims": tuple(claims), "stories": (story,), "topics": topics, "build": build}
    )


def _sentence(n: int) -> str:
    noun, verb = _NOUNS[n % 10], _VERBS[n // 10 % 10]
    told = f"The {noun} {verb} on day {n} of the year, with {n * 7 % 97} people present"
    return f"{told}, while those who had come up from the lower valley waited for news by the river."


def _document(n: int, text: str, document: str, stories: int) -> PublishedDocument:
    blocks, at = [], 0
    for place, line in enumerate(text.splitlines()):
        blocks.append(Block(start=at, end=at + len(line), kind="paragraph" if place else "title"))
        at += len(line) + 1
    return PublishedDocument(
        id=document,
        siglum=siglum(n),
        path=f"reports/{n:04}.txt",
        sha256=f"{n:064x}",
        media_type="text/plain",
        encoding="utf-8",
        language="en",
        text=text,
        blocks=tuple(blocks),
        removed=(),
        title=Title(exact=text[: blocks[0].end], start=0, end=blocks[0].end, basis="first line"),
        standfirst=None,
        byline=None,
        publisher=None,
        published=f"2031-01-{n % 28 + 1:02}",
        published_basis=None,
        modified=None,
        url=None,
        doubtful=None,
        story=f"s-{n % stories:08x}",
        copy_group=None,
    )


def _claim(n: int, sentence: str, holders: list[int], texts: list[str], ids: list[str], stories: int) -> PublishedClaim:
    evidence = []
    for d in holders:
        start = texts[d].index(sentence)
        evidence.append(
            Evidence(
                document=ids[d],
                start=start,
                end=start + len(sentence),
                exact=sentence,
                mode="stated",
                chain=(Hop(name=siglum(d), role="document", start=None, end=None, inferred=False),),
            )
        )
    first = evidence[0]
    return PublishedClaim(
        id=f"c-{n:08x}",
        title=ClaimTitle(document=first.document, start=first.start, end=first.end, exact=first.exact, speaker=None),
        story=f"s-{n % stories:08x}",
        day=None,
        day_of=None,
        evidence=tuple(evidence),
        documents=len(evidence),
        publishers=len(evidence),
        origins=len(evidence),
        origin_names=(),
        topic=f"t-{n % stories:04x}{n // stories % 8:04x}",
        conflicts=(),
    )


def _topics(claims: list[PublishedClaim], stories: int) -> tuple[PublishedTopic, ...]:
    inside: dict[str, list[PublishedClaim]] = {}
    for claim in claims:
        inside.setdefault(str(claim.topic), []).append(claim)
    return tuple(
        PublishedTopic(
            id=topic,
            slug=f"topic-{topic[2:]}",
            story=found[0].story,
            label=f"matters of {_NOUNS[int(topic[-4:], 16) % 10]}",
            keywords=(),
            claims=tuple(claim.id for claim in found),
            summary=(),
        )
        for topic, found in sorted(inside.items())
    )
