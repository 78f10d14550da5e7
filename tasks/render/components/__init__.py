"""HTML of one thing: functions that turn a flat record of `tasks.render.views` into markup. They know no dossier.

There are hundreds of them on a page, so they are functions and not macros of templates. Each takes its record and `up`,
the relative path from the page to the site's folder ("" or "../"), and returns `Markup` in which every value of the
record is escaped: see `tasks.render.components.markup`. Templates call those that are named here as `m.facts(…)`.
"""

from tasks.render.components.claim import claim_item, claim_row, connected, ladder, passage, passages
from tasks.render.components.difference import difference
from tasks.render.components.facts import fact_table
from tasks.render.components.markup import joined
from tasks.render.components.matrix import key, matrix
from tasks.render.components.page import crumbs, facts, meta, note, pager, ways
from tasks.render.components.quote import comparison, quote_row
from tasks.render.components.source import absent, cut, line_links, meaning, only_here, shared, source_line, source_row
from tasks.render.components.speaker import speaker_row, spelling_letters, statement
from tasks.render.components.story import alone, story_row, summary, topic_row
from tasks.render.components.timeline import day, entry

__all__ = [
    "absent",
    "alone",
    "claim_item",
    "claim_row",
    "comparison",
    "connected",
    "crumbs",
    "cut",
    "day",
    "difference",
    "entry",
    "fact_table",
    "facts",
    "joined",
    "key",
    "ladder",
    "line_links",
    "matrix",
    "meaning",
    "meta",
    "note",
    "only_here",
    "pager",
    "passage",
    "passages",
    "quote_row",
    "shared",
    "source_line",
    "source_row",
    "speaker_row",
    "spelling_letters",
    "statement",
    "story_row",
    "summary",
    "topic_row",
    "ways",
]
