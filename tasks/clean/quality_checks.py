"""Why the text that is kept may not be a report. Said aloud, because a tenth of saved pages holds most errors."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.clean.body import LineRun, densest, is_prose
from tasks.clean.line_measures import Line

_LITTLE = 60
"""Words of running text below which a saved page has no clear article. A short agency report has about a hundred."""
_WALLED = 150
"""The same where the page asks for a subscription or a log-in: what is left is the opening of a report."""
_PROSE_SHARE = 0.5
_BELOW = 5
"""Lines below the text in which such a box shows that it cuts the text off."""
_LISTED = 12
"""Lines that are more than the few headlines below most reports."""
_RIVAL = 0.6
"""Worth of the second-best run, as a share of the best, from which it is not clear which of the two is the report."""
_PLACES = frozenset(
    ("before-the-article", "after-the-article", "beside-the-article", "aside", "navigation", "footer", "form")
)
"""Rules that hide a line for its place on the page and not for what it says."""
_SAYS = (":", " says", " said")
_THREAD = 5
"""Lines that introduce a reader's comment, from which the page may be a thread."""


def doubt(lines: Sequence[Line], phrases: Sequence[str | None], rules: Sequence[str | None]) -> str | None:
    """Why a saved page may be no complete report, in words; None if there is no doubt. Not for bare texts, which are
    what their reader chose to save. Arguments as for `tasks.clean.body.worths`; `rules` are the final ones."""
    kept = [line for line, rule in zip(lines, rules, strict=True) if rule is None]
    prose = sum(line.words for line in kept if is_prose(line))
    total = sum(line.words for line in kept)
    last = max((at for at, rule in enumerate(rules) if rule is None), default=-1)
    if prose < _WALLED and "subscription" in rules[last + 1 : last + 1 + _BELOW]:
        return f"a subscription or log-in box follows {prose} words of text: the report may be cut off"
    if prose < _LITTLE:
        return f"only {prose} words of running text were found on the page"
    if prose < _PROSE_SHARE * total:
        return f"most of what is kept is lists and short lines: {total - prose} of {total} words"
    speakers = sum(
        phrase == "reader-comments" and line.key.endswith(_SAYS) for line, phrase in zip(lines, phrases, strict=True)
    )
    if speakers >= _THREAD and prose < sum(line.words for line in lines[last + 1 :]):
        return f"more is said by readers than by the report: {speakers} comments"
    hidden = _hidden_words(lines, rules)
    if hidden > prose:
        return f"more running text is hidden than kept: {hidden} words beside {prose}"
    return None


def _hidden_words(lines: Sequence[Line], rules: Sequence[str | None]) -> int:
    """The words of the paragraphs that are hidden for nothing but their place on the page. Teasers are one paragraph
    under a headline, so of paragraphs by themselves none counts."""
    placed = [rule in _PLACES and is_prose(line) and not line.glued for line, rule in zip(lines, rules, strict=True)]
    around = [False, *placed, False]
    return sum(
        line.words
        for line, here, above, below in zip(lines, placed, around, around[2:], strict=False)
        if here and (above or below)
    )


def doubt_about_run(
    lines: Sequence[Line], phrases: Sequence[str | None], worth: Sequence[float], run: LineRun
) -> str | None:
    """Why the chosen run may not be the report or not all of it, in words; None if there is no doubt."""
    listed = _listed_below(lines, phrases, run)
    if listed >= _LISTED:
        return f"a list of {listed} lines right below the text may belong to it"
    rivals = (densest(worth, 0, run.first - 1), densest(worth, run.last + 1, len(lines) - 1))
    if max(rival.worth for rival in rivals) > _RIVAL * sum(worth[run.first : run.last + 1]):
        return "another part of the page holds about as much running text"
    return None


def _listed_below(lines: Sequence[Line], phrases: Sequence[str | None], run: LineRun) -> int:
    """How many lines of three words and more follow the run before the first line of furniture or of a menu."""
    count = 0
    for line, phrase in zip(lines[run.last + 1 :], phrases[run.last + 1 :], strict=True):
        if phrase or line.words < 3:
            break
        count += 1
    return count
