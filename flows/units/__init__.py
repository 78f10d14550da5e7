"""The units of work: one report, one group of copies, one story, the pages of one story, and what is no story's own.

Each module holds the pure function, the job that a worker is given, and the function that runs it for all."""

PRELOAD = ("flows.units.preload",)
"""Modules that worker processes import before they start."""
