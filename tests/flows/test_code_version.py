"""A key changes exactly when something changes that its result depends on."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from flows.engine import code_version
from flows.engine.code_version import files_behind, imported_by, modules_behind
from tests.runs import ROOT

MODULES = {
    "tasks/clean/__init__.py": "from tasks.shared import words\n",
    "tasks/clean/words.tsv": "as it was",
    "tasks/shared/__init__.py": "",
    "tasks/shared/words.py": "",
    "tasks/topics/__init__.py": "",
    "tasks/render/__init__.py": "def page():\n    from tasks.render import frame\n",
    "tasks/render/frame.py": 'FOLDER = "templates"\n',
    "tasks/__init__.py": "",
    "templates/__init__.py": "",
    "templates/static/page.css": "",
    "flows/__init__.py": "",
    "flows/build.py": "def build():\n    import tasks.clean, tasks.render\n",
}


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """Let the code be read anew, as in a new process, and again for the next test."""
    forget()
    yield
    forget()


def forget() -> None:
    for function in (code_version._version_of_module, imported_by, code_version._file_of, code_version._data_beside):
        function.cache_clear()
    code_version._hash_of.cache_clear()


@pytest.fixture
def version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], bytes]:
    """The version of a module of a small project, read anew at each call."""
    for path, content in MODULES.items():
        write(tmp_path, path, content)
    monkeypatch.setattr(code_version, "_ROOT", tmp_path)

    def read(module: str) -> bytes:
        forget()
        return code_version._version_of_module(module)

    return read


def write(root: Path, path: str, content: str) -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(content)


@pytest.mark.parametrize(
    ("changed", "reached"),
    [
        ("tasks/clean/__init__.py", {"tasks.clean", "flows.build"}),
        ("tasks/clean/words.tsv", {"tasks.clean", "flows.build"}),
        ("tasks/clean/new.tsv", {"tasks.clean", "flows.build"}),
        ("tasks/clean/unused.py", set()),
        ("tasks/shared/words.py", {"tasks.clean", "flows.build"}),
        ("tasks/topics/__init__.py", set()),
        ("tasks/render/frame.py", {"tasks.render", "flows.build"}),
        ("templates/static/page.css", {"tasks.render", "flows.build"}),
        ("flows/build.py", {"flows.build"}),
        ("tasks/clean/__pycache__/words.pyc", set()),
    ],
)
def test_a_change_reaches_exactly_the_modules_that_can_import_what_changed(
    version: Callable[[str], bytes], tmp_path: Path, changed: str, reached: set[str]
) -> None:
    modules = ("tasks.clean", "tasks.render", "flows.build")
    before = {module: version(module) for module in modules}
    write(tmp_path, changed, MODULES.get(changed, "") + "\n# changed\n")
    assert {module for module in modules if version(module) != before[module]} == reached


def parsed(path: Path) -> set[str]:
    """What a module imports, read by the parser of Python."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in code_version.PACKAGES}


def only_for_types(path: Path) -> set[str]:
    """What a module imports under `if TYPE_CHECKING:`."""
    blocks = [
        node
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    ]
    return {
        name
        for block in blocks
        for node in ast.walk(block)
        if isinstance(node, ast.ImportFrom) and node.module
        for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    }


def test_every_import_that_the_parser_sees_is_found() -> None:
    for path in sorted([*(ROOT / "flows").rglob("*.py"), *(ROOT / "tasks").rglob("*.py")]):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        assert parsed(path) - only_for_types(path) <= set(imported_by(module)), module


def test_reports_rest_on_their_stages_and_on_no_page() -> None:
    behind = modules_behind("tasks.clean")
    assert "tasks.clean.rules" in behind
    assert not {name for name in behind if name.startswith(("tasks.render", "tasks.topics"))}
    assert ROOT / "tasks/clean/agencies.tsv" in files_behind("tasks.clean")
    assert ROOT / "templates/static/dossier.css" in files_behind("tasks.render")


# They run a build, show it or sign it, and change no byte of what is read or written.
CHANGE_NOTHING = {"cryptography", "fastapi", "prefect", "prefect-dask", "rich", "sqlalchemy", "typer"}


def test_every_library_that_can_change_a_result_counts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = chain(project["dependencies"], *project["optional-dependencies"].values())
    names = {re.split(r"[<>=\[ ]", requirement)[0] for requirement in wanted}
    assert set(code_version.LIBRARIES) == names - CHANGE_NOTHING
