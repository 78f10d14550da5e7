"""The question of a row in words, and what its event is called."""

from __future__ import annotations

from tasks.facts.stated import StatedValue
from tasks.facts.tables import kind_labels, purposes, questions

_CALLED = {"police": "police officers", "rescuers": "rescuers", "evacuees": "evacuees"}
_SCOPES = {"of years": "over years", "another event": "in another event", "planned": "planned"}


def question(first: StatedValue, of: str) -> str:
    """The question that a row answers, in words: "How many children were killed?". `first` is its first value, `of`
    what it is about. Raises KeyError for a slot without question."""
    asked = questions()[first.slot]
    if first.slot == "money":
        asked = purposes()[2][of].question
    called = _called(first, of)
    if not called:
        asked = asked.replace("the {of}", "it").replace("{of}", "it")
    words = asked.format(who=_CALLED.get(of, of), of=called)
    if first.scope:
        words = f"{words.removesuffix('?')} ({_SCOPES[first.scope]})?"
    return words[:1].upper() + words[1:]


def _called(first: StatedValue, of: str) -> str:
    if first.slot in ("day", "clock", "how long ago"):
        kind, _, end = of.partition(", ")
        return kind_labels().get(kind.partition(":")[0], f"the {kind}") + (f", its {end}" if end else "")
    if first.slot == "where":
        kind, _, rest = of.partition(" in ")
        kind = kind.partition(",")[0]
        return kind_labels().get(kind, f"the {kind}") + (f" in {rest}" if rest else "")
    if first.slot in ("year", "day of verb"):
        return first.flags.get("word", of)
    if first.slot == "who":
        return kind_labels().get(of, f"the {of}")
    if first.slot == "number of":
        return first.flags.get("noun", of)
    return of


def event_label(first: StatedValue, of: str) -> str:
    """What a row is about, in words: the kind of event, the person or thing, or the people counted."""
    return _called(first, of) or first.slot
