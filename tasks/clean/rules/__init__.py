"""Phrase rules: what a line says by itself that marks it as no words of the report. The first match names the line.

One module a rule. A rule is asked only about lines that hold one of its triggers, so that a report's own paragraphs
cost one look at their words and seldom a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tasks.clean.line_measures import REMEMBERED, SHORT, Line, measure
from tasks.clean.page import PageLine
from tasks.clean.rules import (
    advertisement,
    agency_credit,
    author_note,
    byline,
    contact,
    cookie_notice,
    copyright,
    dateline,
    desk_mark,
    image_credit,
    navigation,
    newsletter,
    reader_comments,
    related_headlines,
    share_bar,
    subscription,
    tags,
)
from tasks.clean.rules.phrase import PhraseRule
from tasks.clean.rules.whole_lines import whole_line

RULES: tuple[PhraseRule, ...] = (
    advertisement.RULE,
    cookie_notice.RULE,
    copyright.RULE,
    newsletter.RULE,
    subscription.RULE,
    agency_credit.RULE,
    desk_mark.RULE,
    share_bar.RULE,
    reader_comments.RULE,
    related_headlines.RULE,
    tags.RULE,
    image_credit.RULE,
    byline.RULE,
    author_note.RULE,
    contact.RULE,
    navigation.RULE,
    dateline.RULE,
)
"""In order of precedence. Dates come last: a line with a date that is anything else is that."""

_LONGEST = max(rule.longest for rule in RULES)
_LONGEST_TEXT = 1500
"""Characters. Keeps the patterns away from megabyte lines that count as few words for want of spaces."""
_LONGEST_WHOLE = 10
"""Words of the longest line in `whole_lines.tsv`, with room."""


class _Choice(NamedTuple):
    """The rules that may take a line of so many words: their places in `RULES` by trigger and by hint."""

    places: Mapping[str, tuple[int, ...]]
    triggers: frozenset[str]
    hints: tuple[tuple[int, re.Pattern[str]], ...]
    any_hint: re.Pattern[str] | None


def _choice(count: int) -> _Choice:
    places: dict[str, tuple[int, ...]] = {}
    hints = []
    for place, rule in enumerate(RULES):
        if rule.longest >= count:
            for word in sorted(rule.triggers):
                places[word] = (*places.get(word, ()), place)
            if rule.hint is not None:
                hints.append((place, rule.hint))
    any_hint = re.compile("|".join(hint.pattern for _, hint in hints)) if hints else None
    return _Choice(places, frozenset(places), tuple(hints), any_hint)


def _choices() -> tuple[_Choice, ...]:
    """The choice for every number of words up to `_LONGEST`."""
    limits = sorted({rule.longest for rule in RULES})
    by_limit = {limit: _choice(limit) for limit in limits}
    return tuple(by_limit[next(limit for limit in limits if limit >= count)] for count in range(_LONGEST + 1))


_CHOICES = _choices()
_SIGN = re.compile(r"[\d©@/>›»]")
"""What every hint begins with or holds: looked for first, because it takes no time."""


def phrase_rule(line: Line) -> str | None:
    """The name of the first cleaning rule that the line's own words match, or None."""
    return _rule_of_short(line.text) if len(line.text) <= SHORT else _rule(line)


@lru_cache(REMEMBERED)
def _rule_of_short(text: str) -> str | None:
    (line,) = measure([PageLine(0, len(text), text)])
    return _rule(line)


def _rule(line: Line) -> str | None:
    if line.words > _LONGEST or len(line.text) > _LONGEST_TEXT:
        return None
    if line.words <= _LONGEST_WHOLE:
        name = whole_line(line.key)
        if name:
            return name
    choice = _CHOICES[line.words]
    places = {place for word in line.tokens & choice.triggers for place in choice.places[word]}
    if choice.any_hint and _SIGN.search(line.text) and choice.any_hint.search(line.text):
        places.update(place for place, hint in choice.hints if hint.search(line.text))
    for place in sorted(places):
        if RULES[place].takes(line):
            return _name(line, RULES[place])
    return None


def _name(line: Line, rule: PhraseRule) -> str:
    return "caption" if rule is image_credit.RULE and line.words > image_credit.LONGEST_CREDIT else rule.name
