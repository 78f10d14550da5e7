"""Lines that hold a date or a time and say nothing else."""

from __future__ import annotations

import re

from tasks.clean.days import MONTH, MONTH_NUMBERS
from tasks.clean.rules.phrase import PhraseRule

DATE = re.compile(
    rf"""(?<![\w-]){MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b
        | \b\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?{MONTH}(?!\w)
        | \b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b
        | \b\d{{4}}[-./]\d\d?[-./]\d\d?\b | \b\d{{4}}年\d{{1,2}}月\d{{1,2}}日""",
    re.X,
)
TIME = re.compile(
    r"""(?<![\d$€£¥.,])\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\b\.?|gmt|e[ds]?t|ist|utc|p[ds]t|c[de]?s?t|hrs)\b
        | (?<![\d$€£¥.,:])\d{1,2}:\d\d(?!\d|:)
        | \b\d+\s*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago\b""",
    re.X,
)

RULE = PhraseRule(
    name="dateline",
    longest=12,
    triggers=frozenset(MONTH_NUMBERS) | {"ago"},
    hint=re.compile(r"\d[-:./年]\d"),
    pattern=re.compile(rf"^(?!\W*[—–-]\s.*@)(?!.*://).*?(?:{DATE.pattern}|{TIME.pattern})", re.X),
    spares=lambda line: line.ended or line.text.endswith(":"),
)
"""Not the line that signs a quoted post ("— Name (@handle) 3 May 2031"), nor an address that holds a date."""
