"""Imports run one way, and the line of stages, the table in README.md and the folder say the same."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

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


def stage_of(module: str) -> str:
    """The first name below `tasks`: the stage, when the module belongs to one."""
    return module.split(".")[1] if module.startswith("tasks.") else ""


# Where `build` hands on what one of these functions does, for each report or story.
FOR_EACH = {
    "_anew": "_anew",
    "Reports": "report",
    "Copies": "copies",
    "Stories": "story",
    "Sites": "site",
    "speakers_of": "speaker",
}


def stages() -> dict[str, str]:
    """The stages in the order of the line: each function that `build` runs, at once or for each report or story, and
    the module it comes from."""
    tree = ast.parse((ROOT / "flows" / "build.py").read_text("utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    modules = {
        alias.asname or alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tasks.")
        for alias in node.names
    }
    return {name: modules[name] for name in _called(functions["build"], functions, modules)}


def _called(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef], modules: dict[str, str]) -> Iterator[str]:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    # A call inside another ends, and runs, before it.
    for node in sorted(calls, key=lambda call: (call.end_lineno, call.end_col_offset)):
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr == "once":
            called = node.args[1]
        if isinstance(called, ast.Name) and called.id in FOR_EACH:
            yield from _called(functions[FOR_EACH[called.id]], functions, modules)
        elif isinstance(called, ast.Name) and called.id in modules and called.id.islower():
            yield called.id


# Not stages: housekeeping around them.
HOUSEKEEPING = {"prepare", "checksum", "complete", "ledger_page", "material", "gather"}
# `dossier verify --documents` reads and cleans each report again, and is no part of a build.
READS_AGAIN = "tasks.verify.originals"
STAGE_MODULES = {stage_of(module) for name, module in stages().items() if name not in HOUSEKEEPING}


def test_imports_run_from_flows_to_stages_to_helpers_to_records() -> None:
    wrong = []
    for path in MODULES:
        module = name_of(path)
        ours = {name for name in imported(path) if name.split(".")[0] in ("flows", "tasks", "templates")}
        if module.startswith("tasks.records") or module == "tasks.errors":
            allowed = {name for name in ours if name.startswith("tasks.records")}
        elif module.startswith("tasks"):
            others = STAGE_MODULES - {stage_of(module)} if module != READS_AGAIN else set()
            allowed = {name for name in ours if not name.startswith("flows") and stage_of(name) not in others}
        else:
            allowed = ours
        wrong += [f"{module} imports {name}" for name in sorted(ours - allowed)]
    assert wrong == []


def test_only_flows_know_prefect() -> None:
    know = {name_of(path) for path in MODULES if any(name.split(".")[0] == "prefect" for name in imported(path))}
    assert know == {
        "flows.orchestration.flow",
        "flows.orchestration.prefect_local",
        "flows.orchestration.prefect_run",
        "flows.orchestration.schedule",
    }


# Not imported by us: two are held below a version that breaks Prefect, one makes another fast, and one is imported by
# another that does not always bring it.
FOR_OTHERS = {"fastapi", "lxml-html-clean", "pystemmer", "sqlalchemy"}
# Imported only when somebody asks for them: `pip install dossier[dask]`.
EXTRAS = {"prefect_dask"}


def test_whatever_is_imported_is_declared_and_the_other_way_round() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[<>=\[ ]", requirement)[0] for requirement in project["dependencies"]}
    used = {name.split(".")[0] for path in MODULES for name in imported(path)}
    used -= {"flows", "tasks", "templates", "__future__"} | set(sys.stdlib_module_names) | EXTRAS
    assert {DISTRIBUTIONS.get(name, name) for name in used} == declared - FOR_OTHERS


def test_the_readme_lists_the_stages_of_the_line_in_order() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(tasks/[\w/.]+)` \|$", (ROOT / "README.md").read_text("utf-8"), re.M)
    line = [name for name in stages() if name not in HOUSEKEEPING]
    assert [name for name, _ in rows] == line
    for name, place in rows:
        assert (ROOT / place).exists()
        assert place.removesuffix(".py").rstrip("/").replace("/", ".") == stages()[name]


def test_a_direct_build_imports_no_prefect_and_a_command_no_stage() -> None:
    code = "import sys, flows.cli; before = set(sys.modules); import flows.build; print(*before, '|', *sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    before, after = (set(part.split()) for part in ran.stdout.split("|"))
    assert not {name for name in before if name.startswith("tasks.") and stage_of(name) in STAGE_MODULES}
    assert not {name.split(".")[0] for name in after} & {"prefect", "fastapi", "sqlalchemy", "sklearn"}
