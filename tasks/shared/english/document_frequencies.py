"""Document frequencies of words in news at large, so that the words of a folder of two reports can be weighted by
rarity.

For English a table of shares counted over news reports; for other languages the most frequent words, from jusText.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from types import MappingProxyType

import snowballstemmer

from tasks.shared.english.lexicon import rows

# ISO 639-1 code: name of the Snowball stemmer, if there is one, and of jusText's list.
_LANGUAGES = {
    "ar": ("arabic", "Arabic"),
    "bg": (None, "Bulgarian"),
    "ca": ("catalan", "Catalan"),
    "cs": (None, "Czech"),
    "da": ("danish", "Danish"),
    "de": ("german", "German"),
    "el": ("greek", "Greek"),
    "en": ("english", "English"),
    "es": ("spanish", "Spanish"),
    "et": (None, "Estonian"),
    "fi": ("finnish", "Finnish"),
    "fr": ("french", "French"),
    "he": (None, "Hebrew"),
    "hi": (None, "Hindi"),
    "hr": (None, "Croatian"),
    "hu": ("hungarian", "Hungarian"),
    "id": ("indonesian", "Indonesian"),
    "it": ("italian", "Italian"),
    "lt": ("lithuanian", "Lithuanian"),
    "lv": (None, "Latvian"),
    "nl": ("dutch", "Dutch"),
    "no": ("norwegian", "Norwegian_Bokmal"),
    "pl": (None, "Polish"),
    "pt": ("portuguese", "Portuguese"),
    "ro": ("romanian", "Romanian"),
    "ru": ("russian", "Russian"),
    "sk": (None, "Slovak"),
    "sl": (None, "Slovenian"),
    "sr": (None, "Serbian"),
    "sv": ("swedish", "Swedish"),
    "tr": ("turkish", "Turkish"),
    "uk": (None, "Ukrainian"),
}
# jusText gives no numbers. A word of its lists counts as standing in every fourth report: enough to take the weight
# from articles and auxiliaries, and not all of it from nouns that are frequent everywhere.
_LISTED = 0.25
# A text is taken for English, or for a language that fits better, when this share of its words is frequent there.
_FITS = 0.2


def language_of(stated: str | None, words: Iterable[str]) -> str:
    """Guesses the language of a text. `stated` is a language tag ("en-GB"), which wins if there is one; otherwise the
    first 200 of `words` are compared with the frequent words of each language. Returns an ISO 639-1 code (Norwegian:
    "no"), or "" if no language fits."""
    code = (stated or "").replace("_", "-").split("-")[0].lower()
    code = {"nb": "no", "nn": "no"}.get(code, code)
    if code:
        return code
    sample = [word.lower() for _, word in zip(range(200), words, strict=False)]
    if not sample:
        return ""
    enough = _FITS * len(sample)
    if sum(word in _frequent("en") for word in sample) >= enough:
        return "en"
    fits, best = max((sum(word in _frequent(code) for word in sample), code) for code in sorted(_LANGUAGES))
    return best if fits >= enough else ""


class Stems(dict[str, str]):
    """A dictionary from a word, as written, to its Snowball stem in lower case, computed at the first look-up. A
    possessive ending is removed first. `language` is an ISO 639-1 code; for a language without a stemmer the stem is
    the word in lower case."""

    def __init__(self, language: str) -> None:
        super().__init__()
        name = _LANGUAGES.get(language, (None, ""))[0]
        self._stem = snowballstemmer.stemmer(name).stemWord if name else str

    def __missing__(self, word: str) -> str:
        plain = word.lower().replace("’", "'").strip("'").removesuffix("'s")
        self[word] = stem = str(self._stem(plain))
        return stem


def number_of(term: str) -> int:
    """A 64-bit number for a stem or another term (BLAKE2b), the same in every run. Used as the id of the term in
    arrays."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


@cache
def shares(language: str) -> Mapping[str, float]:
    """Document frequencies of a language: stem to the share (0 to 1) of news reports that contain it. Stems below 0.01
    are not listed. For a language other than English every listed word has the share 0.25; empty for an unknown
    language. `language` is an ISO 639-1 code."""
    if language == "en":
        return MappingProxyType({stem: int(share) / 1000 for stem, share in rows("stem_shares_en.tsv")})
    if language not in _LANGUAGES:
        return MappingProxyType({})
    stems = Stems(language)
    return MappingProxyType({stems[word]: _LISTED for word in sorted(_frequent(language))})


@cache
def _frequent(language: str) -> frozenset[str]:
    """The most frequent words of a language, in lower case."""
    import justext  # type: ignore[import-untyped]

    return frozenset(word.lower() for word in justext.get_stoplist(_LANGUAGES[language][1]))
