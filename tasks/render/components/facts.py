"""HTML of the table of facts."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from tasks.render.components.citations import letters
from tasks.render.components.inline import link
from tasks.render.components.markup import NOTHING, html, joined
from tasks.render.views import FactLine

_EM = "\u2003"


def fact_table(lines: Iterable[FactLine], up: str) -> Markup:
    """A table of facts: for each the question, the values with their letters in order of time, and how they differ."""
    return html(
        '<table class="mx src"><thead class="vh"><tr><th scope="col">Question</th><th scope="col">Reports</th>'
        '<th scope="col">Reading</th></tr></thead><tbody>\n{}</tbody></table>',
        joined([fact_row(line, up) for line in lines]),
    )


def fact_row(line: FactLine, up: str) -> Markup:
    """A `<tr>` of one fact: question, values with letters, and how they differ."""
    values = [html("<b>{}</b> {}", value.shown, letters(value.chips, up)) for value in line.values]
    return html(
        '<tr id="{}"><th scope="row">{}</th><td>{}{}</td><td>{}</td></tr>\n',
        *(line.id, link(up, line.href, line.question) if line.href else line.question, joined(values, _EM)),
        html(" <small>and {} more</small>", line.more) if line.more else NOTHING,
        line.reading,
    )
