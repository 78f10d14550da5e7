"""What `dossier.toml` of the input folder asks for."""

from __future__ import annotations

import difflib
import math
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tasks.errors import SettingsError
from tasks.read.entry import LARGEST_BY_HAND, RefusedError, inside, read_file
from tasks.records import CleanSettings, Settings, Thresholds

SETTINGS_FILE = "dossier.toml"


def read_settings(folder: Path, overrides: Mapping[str, object]) -> Settings:
    """The settings from `dossier.toml` of `folder`, with `overrides` (flags; None for a flag that is not given) taking
    precedence.

    Raises:
        SettingsError: in one line with the place, if the file is no TOML, or for an unknown key or invalid value.
    """
    place = folder / SETTINGS_FILE
    chosen = _read_toml(place)
    known = [*Settings.model_fields, *CleanSettings.model_fields]
    known.remove("cleaning")
    for key in chosen:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}"
            raise SettingsError(f"{place}: unknown key “{key}”; {hint}")
    values = {key: _setting(place, key, value) for key, value in chosen.items()}
    values.update({key: value for key, value in overrides.items() if value is not None})
    cleaning = {key: values.pop(key) for key in CleanSettings.model_fields if key in values}
    return Settings.model_validate({**values, "cleaning": cleaning})


def _read_toml(place: Path) -> dict[str, object]:
    if not os.path.lexists(place):
        return {}
    try:
        return tomllib.loads(read_file(inside(place.parent, place), LARGEST_BY_HAND).decode("utf-8-sig"))
    except RefusedError as error:
        raise SettingsError(f"{place}: {error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{place}: {' '.join(str(error).split())}") from error


def _setting(place: Path, key: str, value: object) -> object:
    """The value of `key` as its record wants it."""
    if key == "publishers":
        if not isinstance(value, dict) or not all(isinstance(name, str) and name.strip() for name in value.values()):
            raise SettingsError(f'{place}: “{key}” must be a table of file patterns, such as "lund/*" = "Radio Lund"')
        return tuple(value.items())
    if key == "thresholds":
        return _thresholds(place, value)
    if key == "columns":
        return _columns(place, value)
    if key in ("leave_out", "keep_rules", "remove_lines"):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise SettingsError(f'{place}: “{key}” must be a list of texts, such as ["drafts/*"]')
        if key == "remove_lines":
            for pattern in value:
                _must_compile(place, pattern)
        return tuple(value)
    if not isinstance(value, str):
        raise SettingsError(f"{place}: “{key}” must be a text in quotation marks")
    if key == "language" and not _LANGUAGE.fullmatch(value):
        raise SettingsError(f'{place}: “language” must be a code of ISO 639, such as "en", and not “{value}”')
    if key == "base_url" and not _ADDRESS.fullmatch(value):
        raise SettingsError(f'{place}: “base_url” must be an address, such as "https://example.org/dam/"')
    return value


_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>]+(?:/[^\s?#\"'<>]*)?")


def _thresholds(place: Path, value: object) -> object:
    known = list(Thresholds.model_fields)
    if not isinstance(value, dict):
        raise SettingsError(f"{place}: “thresholds” must be a table; known are {', '.join(known)}")
    for name, number in value.items():
        if name not in known:
            raise SettingsError(f"{place}: unknown threshold “{name}”; known are {', '.join(known)}")
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number < math.inf:
            raise SettingsError(f"{place}: threshold “{name}” must be a number above 0")
    return value


MEANINGS = ("text", "title", "standfirst", "byline", "publisher", "published", "modified", "language", "url", "id")
"""What a column of a table of articles may mean."""


def _columns(place: Path, value: object) -> object:
    if not isinstance(value, dict):
        raise SettingsError(
            f'{place}: “columns” must be a table, such as text = "body"; known are {", ".join(MEANINGS)}'
        )
    for meaning, column in value.items():
        if meaning not in MEANINGS:
            raise SettingsError(f"{place}: unknown column “{meaning}”; known are {', '.join(MEANINGS)}")
        if not isinstance(column, str) or not column.strip():
            raise SettingsError(f"{place}: column “{meaning}” must be the name of a column in quotation marks")
    return tuple(value.items())


def _must_compile(place: Path, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise SettingsError(f"{place}: “remove_lines” has “{pattern}”, no regular expression: {error}") from error
