"""Lines that hold a date or a time and say nothing else."""

from __future__ import annotations

import re

from tasks.clean.rules.phrase import Rule

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"

DATE = re.compile(
    rf"""\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b | \b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:de\s)?{_MONTH}\b
        | \b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b | \b\d{{4}}[-./]\d\d?[-./]\d\d?\b
            | \b\d{{4}}年\d{{1,2}}月\d{{1,2}}日""",
    re.X,
)
TIME = re.compile(
    r"""(?<![\d$€£¥.,])\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\b\.?|gmt|e[ds]?t|ist|utc|p[ds]t|c[de]?s?t|hrs)\b
        | (?<![\d$€£¥.,:])\d{1,2}:\d\d(?!\d|:)
        | \b\d+\s*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago\b""",
    re.X,
)

RULE = Rule(
    name="dateline",
    longest=12,
    triggers=frozenset(),
    signs=tuple("0123456789"),
    pattern=re.compile(f"{DATE.pattern}|{TIME.pattern}", re.X),
)
