"""Phrase rules, by the lines of `tests/cases/clean/rules.txt`."""

from __future__ import annotations

from tasks.clean.line_measures import measure
from tasks.clean.page import PageLine
from tasks.clean.rules import RULES, phrase_rule
from tasks.clean.rules.whole_lines import whole_line
from tests.cases import Case, each_case, read_cases


def rule_of(text: str) -> str | None:
    (line,) = measure([PageLine(0, len(text), text)])
    return phrase_rule(line)


@each_case("clean/rules.txt")
def test_a_rule_takes_its_lines_and_no_others(case: Case) -> None:
    taken, spared = (part.splitlines() for part in case.parts)
    assert {text: rule_of(text) for text in taken} == dict.fromkeys(taken, case.title)
    assert {text: rule_of(text) for text in spared} == dict.fromkeys(spared)


def test_every_rule_has_cases() -> None:
    assert {rule.name for rule in RULES} <= {case.title for case in read_cases("clean/rules.txt")}


def test_every_trigger_is_a_word_as_lines_are_split_into_words() -> None:
    for rule in RULES:
        for trigger in rule.triggers:
            (line,) = measure([PageLine(0, len(trigger), trigger)])
            assert trigger in line.tokens, (rule.name, trigger)


def test_a_whole_line_is_known_whatever_stands_around_it() -> None:
    assert whole_line("» read more …") == "related-headlines"
    assert whole_line("read more carefully") is None
