"""Imports run one way, and the line of stages, the table in README.md and the folder say the same."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from flows.stages import STAGES

ROOT = Path(__file__).parents[1]
MODULES = sorted([*(ROOT / "flows").rglob("*.py"), *(ROOT / "tasks").rglob("*.py")])
# What a distribution is called when its module is called otherwise.
DISTRIBUTIONS = {
    "bs4": "beautifulsoup4",
    "charset_normalizer": "charset-normalizer",
    "markdown_it": "markdown-it-py",
    "pydantic_core": "pydantic",
    "uvicorn": "prefect",
    "yaml": "pyyaml",
}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it, as full dotted names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            yield node.module


def shown_in_build() -> list[str]:
    """The names of stages in the order in which `flows/build.py` first runs them."""
    tree = ast.parse((ROOT / "flows" / "build.py").read_text("utf-8"))
    words = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in STAGES]
    return list(dict.fromkeys(node.value for node in sorted(words, key=lambda node: (node.lineno, node.col_offset))))


def test_the_line_runs_the_stages_in_order() -> None:
    assert shown_in_build() == list(STAGES)


def test_the_line_is_explained_in_its_own_words() -> None:
    said = ast.get_docstring(ast.parse((ROOT / "flows" / "build.py").read_text("utf-8"))) or ""
    assert re.findall(r"^    ([a-z-]+)  ", said, re.MULTILINE) == list(STAGES)


def test_the_readme_lists_the_stages_in_order_and_where_their_functions_are() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z-]+) \| (`\w+`(?:, `\w+`)*) \|.*\| `(tasks/[\w/.]+)` \|$", text, re.MULTILINE)
    assert list(dict.fromkeys(stage for stage, _, _ in rows)) == list(STAGES)
    line = "".join(path.read_text("utf-8") for path in (ROOT / "flows").rglob("*.py"))
    for _, functions, place in rows:
        module = (ROOT / place / "__init__.py") if place.endswith("/") else ROOT / place
        names = {node.name for node in ast.parse(module.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
        names |= {
            alias.name
            for node in ast.parse(module.read_text("utf-8")).body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        names |= {
            f"{item.name}"
            for node in ast.parse(module.read_text("utf-8")).body
            if isinstance(node, ast.ClassDef)
            for item in node.body
            if isinstance(item, ast.FunctionDef)
        }
        for function in re.findall(r"\w+", functions):
            assert function in names, f"{place} has no {function}"
            assert re.search(rf"\b{function}\b", line), f"no unit of work runs {function}"


def test_at_most_five_modules_stand_loose_beside_the_stages() -> None:
    assert len([path for path in (ROOT / "tasks").glob("*.py") if path.name != "__init__.py"]) <= 5


# Folders of `tasks` that hold the code of a stage, which no command needs before it runs.
STAGE_FOLDERS = {
    path.name for path in (ROOT / "tasks").iterdir() if path.is_dir() and path.name not in ("records", "shared", "read")
} - {"__pycache__"}
# Not imported by us: two are held below a version that breaks Prefect, one makes another fast, and one is imported by
# another that does not always bring it.
FOR_OTHERS = {"fastapi", "lxml-html-clean", "pystemmer", "sqlalchemy"}
# Imported only when somebody asks for them: `pip install dossier[dask]`.
EXTRAS = {"cryptography", "prefect_dask", "pypdfium2", "warcio"}


def test_whatever_is_imported_is_declared_and_the_other_way_round() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[<>=\[ ]", requirement)[0] for requirement in project["dependencies"]}
    used = {name.split(".")[0] for path in MODULES for name in imported(path)}
    used -= {"flows", "tasks", "templates", "__future__"} | set(sys.stdlib_module_names) | EXTRAS
    assert {DISTRIBUTIONS.get(name, name) for name in used} == declared - FOR_OTHERS


def test_a_direct_build_imports_no_prefect_and_a_command_no_stage() -> None:
    code = "import sys, flows.cli; before = set(sys.modules); import flows.build; print(*before, '|', *sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    before, after = (set(part.split()) for part in ran.stdout.split("|"))
    assert not {name for name in before if name.startswith("tasks.") and name.split(".")[1] in STAGE_FOLDERS}
    assert not {name.split(".")[0] for name in after} & {"prefect", "fastapi", "sqlalchemy", "sklearn"}
