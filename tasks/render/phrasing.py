"""The dossier's own words: every sentence that a build may say by itself. It counts, dates and names; it never judges.

Words that must not stand here: verified, confirmed, proven, debunked, fake, likely true, likely false, trust score,
consensus, reliable, biased; and claims, admits, alleges as verbs of speech.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.records import Figure, PublishedClaim, PublishedDocument

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LETTER = "A letter shows that a document says something, not that it is true."
TYPE_RULE = "Serif type is verbatim from a source. All other words are this dossier’s."
CONFLICT_KINDS = {
    "figure": "figure",
    "date": "date",
    "name": "name",
    "speaker": "speaker",
    "position": "position",
    "quotation": "wording",
}
CONFLICT_ORDER = {
    kind: place for place, kind in enumerate(("figure", "date", "name", "speaker", "position", "quotation"))
}
READINGS = {
    "conflict": "The readings differ.",
    "rounding": "One reading may be the other, rounded.",
    "different-time": "The readings may describe different dates.",
    "different-scope": "The readings may count different things.",
    "wording": "At most one of these can be the exact words.",
    "single-outlier": "One document stands alone against the others.",
}


def number(count: int) -> str:
    """A count in words up to ten ("no" for 0), above that in digits with commas."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def count(amount: int, one: str, many: str = "") -> str:
    """A number in digits with its noun: "1 document", "3 documents". `many` is the plural, by default `one` with
    "s"."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def series(words: Sequence[str], joint: str = "and") -> str:
    """The words as a list: "A, B and C"; "" for none. `joint` replaces "and"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def one_publisher(sigla: Sequence[str], reason: str) -> str:
    """A phrase that documents count as one publisher, and why: "A and B share a page layout; they count as one"."""
    named = letters(sigla)
    if reason.startswith("stated"):
        return f"{named} state the same publisher and count as one"
    return f"{reason}; they count as one" if reason.startswith(sigla[0]) else f"{named} {reason} and count as one"


def letters(sigla: Sequence[str]) -> str:
    """Letters of documents as a list; only their number if there are more than eight."""
    return series(sigla) if len(sigla) <= 8 else f"{len(sigla)} others"


def figure(found: Figure) -> str:
    """The value of a figure in words: bound, value or range, unit, what it counts."""
    value = amount(found.value) if found.value is not None else f"{amount(found.low)} to {amount(found.high)}"
    bound = "" if found.bound in {"exact", "between"} else found.bound.replace("-", " ")
    return " ".join(part for part in (bound, value, found.unit, found.counted) if part)


def amount(value: float | None) -> str:
    """A number with commas between thousands, and without ".0"; "an unstated number" for None."""
    if value is None:
        return "an unstated number"
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def capital(text: str | None) -> str:
    """The text with its first letter in upper case; "" for None."""
    return text[:1].upper() + text[1:] if text else ""


def short(text: str, room: int) -> str:
    """Words of the dossier itself, cut after a whole word with " …" if they are longer than `room` characters."""
    if len(text) <= room:
        return text
    return text[: room - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def mode_words(*, quoted: bool, differs: bool) -> str:
    """How a document carries a claim, in words: "quoted" or "paraphrased", and "reads differently" if it does."""
    return ("quoted" if quoted else "paraphrased") + (", reads differently" if differs else "")


def document_name(document: PublishedDocument) -> str:
    """The name of a document beside its letter: its publisher, else its by-line, else ""."""
    if document.publisher is not None:
        return document.publisher.name
    return document.byline.name if document.byline is not None else ""


def document_label(document: PublishedDocument, day: str) -> str:
    """The name of a document with its day: "Lund Post, 7 Dec 2031", "Undated report, publisher not stated". `day` is in
    words, "" if unknown."""
    name = document_name(document)
    if name:
        return f"{name}, {day}" if day else f"{name}, undated"
    return f"Report of {day}, publisher not stated" if day else "Undated report, publisher not stated"


def carried(claim: PublishedClaim) -> str:
    """A sentence on how widely a claim is carried: documents, publishers, origins."""
    if claim.documents == 1:
        said = "Reported in one document only."
        return (
            f"{said} It names its origin: {series(claim.origin_names)}."
            if claim.origin_names
            else (f"{said} No origin is stated.")
        )
    publishers = "one publisher at most" if claim.publishers <= 1 else f"up to {number(claim.publishers)} publishers"
    return f"Reported in {number(claim.documents)} documents, from {publishers}. {origin(claim)}"


def origin(claim: PublishedClaim) -> str:
    """A sentence on the origins of a claim, as far as the documents state them."""
    names = claim.origin_names
    if not names:
        return "No origin is stated."
    if claim.origins <= 1:
        return f"All trace to one origin, {series(names)}."
    if len(names) < claim.origins:
        return f"They count as {number(claim.origins)} origins; named: {series(names)}."
    return f"They trace to {number(claim.origins)} origins: {series(names)}."


def limit(claim: PublishedClaim, naming: int, saying: int) -> str:
    """A sentence on what the number of documents is evidence of. `naming` is how many of them state their origin,
    `saying` how many name the title's speaker as the one who said it."""
    documents = claim.documents
    if claim.title.speaker:
        if documents == 1:
            told = "One document says"
        elif saying == documents:
            told = f"{capital(number(documents))} documents agree"
        else:
            say = "one says" if saying == 1 else f"{number(saying)} say"
            told = f"{capital(number(documents))} documents report this; {say}"
        return f"{told} that {claim.title.speaker} said this. That is evidence of the statement, not of its truth."
    if documents == 1:
        return (
            "One document reports this; it names where it has it from."
            if naming
            else ("One document reports this; it does not name where it has it from.")
        )
    names = (
        "none names where it has it from"
        if not naming
        else (f"{number(naming)} {'names where it has it' if naming == 1 else 'name where they have it'} from")
    )
    return f"{capital(number(documents))} documents report this; {names}."
