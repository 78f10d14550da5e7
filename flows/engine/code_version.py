"""A hash of all code and data that the result of a function can depend on, so that a cached result is never stale.

What a function depends on is found and not listed by hand: the module that defines it, every module of this project
that can be reached from there by import, the data files beside these modules, and the versions of the libraries.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

# The folder that holds the packages of this project, in a checkout as where it is installed.
_ROOT = Path(__file__).parents[2]
PACKAGES = ("flows", "tasks", "templates")

# Libraries whose version can change a result.
LIBRARIES = (
    "beautifulsoup4",
    "charset-normalizer",
    "ftfy",
    "jinja2",
    "justext",
    "lxml",
    "lxml-html-clean",
    "markdown-it-py",
    "markupsafe",
    "numpy",
    "pydantic",
    "pypdfium2",
    "pystemmer",
    "pyyaml",
    "snowballstemmer",
    "striprtf",
    "trafilatura",
    "warcio",
)

# An import statement anywhere in a module, in a function too. Read by expression, since parsing every module would take
# longer than a build in which nothing changed; a line of a docstring that looks like one only widens the result.
_FROM = re.compile(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]+)", re.MULTILINE)
_IMPORT = re.compile(r"^[ \t]*import[ \t]+([^\n#]+)", re.MULTILINE)
# Imports for the type checker alone, which never run.
_TYPE_CHECKING = re.compile(r"^if TYPE_CHECKING:\n(?:[ \t]+[^\n]*\n|\n)+", re.MULTILINE)
# A package of data, without code of its own, that a module reads by its name.
_NAMED = re.compile(r"\"(templates)\"")


def code_version(function: Callable[..., Any]) -> bytes:
    """A hash (32 bytes) of all code and data on which the result of `function` can depend: it changes with the source
    of any module reachable by import from the function's module, a data file beside one, a library in LIBRARIES, or
    Python."""
    return _version_of_module(function.__module__)


@cache
def _version_of_module(module: str) -> bytes:
    digest = hashlib.sha256(sys.version.encode())
    for file in files_behind(module):
        digest.update(f"\0{file.relative_to(_ROOT).as_posix()}\0".encode())
        digest.update(_hash_of(file))
    digest.update(_library_versions())
    return digest.digest()


def files_behind(module: str) -> tuple[Path, ...]:
    """All files on which the functions of the module named `module` can depend, sorted by path: the modules of this
    project that are reachable by import, and the data files beside them."""
    files: set[Path] = set()
    for name in modules_behind(module):
        file = _file_of(name)
        if file is not None:
            files.add(file)
            files.update(_data_beside(file.parent))
    return tuple(sorted(files))


def modules_behind(module: str) -> frozenset[str]:
    """The names of `module`, of all modules of this project reachable from it by import, and of the packages that
    contain them."""
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name in reached or (_file_of(name) is None and not (_ROOT / name.replace(".", "/")).is_dir()):
            continue
        reached.add(name)
        package = name.rpartition(".")[0]
        if package:
            waiting.append(package)
        waiting += imported_by(name)
    return frozenset(reached)


@cache
def imported_by(module: str) -> tuple[str, ...]:
    """The names of this project that a module imports, in order and each once; for `from package import name` also
    `package.name`, whether or not it is a module. Imports inside functions count, those under TYPE_CHECKING do not.
    Empty for an unknown module."""
    file = _file_of(module)
    if file is None:
        return ()
    source = _TYPE_CHECKING.sub("", file.read_text("utf-8"))
    return tuple(dict.fromkeys(name for name in _named_in(source) if name.split(".")[0] in PACKAGES))


def _named_in(source: str) -> Iterator[str]:
    for found in _FROM.finditer(source):
        yield found[1]
        for part in found[2].strip("()").split(","):
            name = part.split("#")[0].split()
            if name:
                yield f"{found[1]}.{name[0]}"
    for found in _IMPORT.finditer(source):
        for part in found[1].split(","):
            yield part.split()[0]
    for found in _NAMED.finditer(source):
        yield found[1]


@cache
def _file_of(module: str) -> Path | None:
    place = _ROOT.joinpath(*module.split("."))
    for file in (place.with_suffix(".py"), place / "__init__.py"):
        if file.is_file():
            return file
    return None


@cache
def _data_beside(folder: Path) -> tuple[Path, ...]:
    """The files of a package that are no modules; of `templates` those of its sub-folders too."""
    found = folder.rglob("*") if folder == _ROOT / "templates" else folder.iterdir()
    return tuple(file for file in found if file.is_file() and file.suffix not in (".py", ".pyc"))


@cache
def _hash_of(file: Path) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()


@cache
def _library_versions() -> bytes:
    from importlib.metadata import PackageNotFoundError, version

    versions = []
    for library in LIBRARIES:
        with suppress(PackageNotFoundError):
            versions.append(f"\0{library} {version(library)}")
    return "".join(versions).encode()
