"""Phrase rules: what a line says by itself that marks it as no words of the report. The first match names the line.

One module a rule. A rule is asked only about lines that hold one of its triggers, so that a report's own paragraphs
cost one look at their words and seldom a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tasks.clean.measure import Line
from tasks.clean.rules import (
    advertisement,
    agency_credit,
    author_note,
    byline,
    contact,
    cookie_notice,
    copyright,
    dateline,
    image_credit,
    navigation,
    newsletter,
    reader_comments,
    related_headlines,
    share_bar,
    subscription,
    tags,
)
from tasks.clean.rules.phrase import Rule, words
from tasks.clean.rules.whole_lines import whole_line

RULES: tuple[Rule, ...] = (
    advertisement.RULE,
    cookie_notice.RULE,
    copyright.RULE,
    newsletter.RULE,
    subscription.RULE,
    agency_credit.RULE,
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


def _places() -> Mapping[str, tuple[int, ...]]:
    """The places of the rules in `RULES` by trigger."""
    found: dict[str, tuple[int, ...]] = {}
    for place, rule in enumerate(RULES):
        for word in sorted(rule.triggers):
            found[word] = (*found.get(word, ()), place)
    return found


_PLACES = _places()
_TRIGGERS = frozenset(_PLACES)
_HINTS = tuple((place, rule.hint) for place, rule in enumerate(RULES) if rule.hint is not None)
_SIGN = re.compile(r"[\d©@/>›»]")
"""What every hint begins with or holds: looked for first, because it takes no time."""
_ANY_HINT = re.compile("|".join(hint.pattern for _, hint in _HINTS))
_SPEECH = words("said says told added")
_SENTENCE = 6
"""Words of a line with a full stop from which it is a sentence and not a label."""
_POINTING = words("here click more also our related")
_ADDRESS = words("you your yours we our us my me here click")


def phrase_rule(line: Line) -> str | None:
    """The name of the first rule that the line's own words fulfil, or None."""
    if line.words > _LONGEST or len(line.text) > _LONGEST_TEXT:
        return None
    if line.words <= _LONGEST_WHOLE:
        name = whole_line(line.key)
        if name:
            return name
    triggers = line.tokens & _TRIGGERS
    hinted = _SIGN.search(line.text) is not None and _ANY_HINT.search(line.text) is not None
    if not triggers and not hinted:
        return None
    places = {place for word in triggers for place in _PLACES[word]}
    if hinted:
        places.update(place for place, hint in _HINTS if hint.search(line.text))
    for place in sorted(places):
        if _fulfils(line, RULES[place]):
            return _name(line, RULES[place])
    return None


_LONGEST_CREDIT = 10
"""Words of a credit by itself; what is longer says what a picture shows as well."""


def _name(line: Line, rule: Rule) -> str:
    return "caption" if rule is image_credit.RULE and line.words > _LONGEST_CREDIT else rule.name


def _fulfils(line: Line, rule: Rule) -> bool:
    if line.words > rule.longest:
        return False
    sentence = line.ended and line.words >= _SENTENCE
    if rule.addressing and sentence and not line.tokens & _ADDRESS:
        return False
    if rule is dateline.RULE and (line.ended or line.text.endswith(":")):
        return False
    if rule is image_credit.RULE and line.words > _LONGEST_CREDIT and line.tokens & _SPEECH:
        return False
    if rule is byline.RULE and sentence and not dateline.DATE.search(line.key):
        return False
    if rule is related_headlines.RULE and sentence and ":" not in line.text and not line.tokens & _POINTING:
        return False
    return rule.pattern.search(line.text if rule.cased else line.key) is not None
