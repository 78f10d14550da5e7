"""The lexicon of reporting verbs, read once from `reporting_verbs.tsv`: every form leads to its verb."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, cast

from tasks.records import CueClass

Inflection = Literal["base", "third", "past", "participle", "ing"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of reporting_verbs.tsv; the head of that file explains the kinds and habits."""

    lemma: str
    class_: CueClass
    speech: bool
    quoting: bool
    object: bool
    attitude: bool
    plan: bool
    evidence: bool
    habits: frozenset[str]
    particles: frozenset[str]


class Form(NamedTuple):
    """A verb, and the inflections that one spelling of it can be."""

    verb: Verb
    inflections: frozenset[Inflection]


_INFLECTIONS: tuple[Inflection, ...] = ("third", "past", "participle", "ing")


def _read() -> dict[str, Form]:
    forms: dict[str, Form] = {}
    only = {inflection: frozenset({inflection}) for inflection in ("base", *_INFLECTIONS)}
    for line in (Path(__file__).parent / "reporting_verbs.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        lemma, others, class_, kinds, habits, particles = (*line.split("\t"), "", "")[:6]
        kind = set(kinds.split())
        verb = Verb(
            lemma=lemma,
            class_=cast("CueClass", class_),
            speech="speech" in kind,
            quoting="quoting" in kind,
            object="object" in kind,
            attitude="attitude" in kind,
            plan="plan" in kind,
            evidence="evidence" in kind,
            habits=frozenset(habits.split()),
            particles=frozenset(particles.split()),
        )
        spelled: list[tuple[str, Inflection]] = [(lemma, "base")]
        spelled.extend(zip(others.split(), _INFLECTIONS, strict=True))
        for spelling, inflection in spelled:
            known = forms.get(spelling)
            if known is None:
                forms[spelling] = Form(verb, only[inflection])
            else:
                forms[spelling] = Form(known.verb, known.inflections | only[inflection])
    return forms


FORMS = _read()
