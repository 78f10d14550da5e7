"""The wheel, installed in an environment that has none of our sources: it carries everything that a build needs."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from tests.runs import REPORT, ROOT, dossier, environment, files

pytestmark = pytest.mark.slow
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `dossier` command of a bare environment. The libraries are lent to it; our sources are not, for the file
    that makes our environment find them has no effect there."""
    home = tmp_path_factory.mktemp("bare") / "venv"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    subprocess.run([*PIP, "--python", python, "install", "--no-deps", "--no-index", wheel], check=True)
    packages = next((home / "lib").glob("python*/site-packages"))
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin" / "dossier"


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    for package in ("flows", "tasks", "templates"):
        for path in (ROOT / package).rglob("*"):
            name = path.relative_to(ROOT)
            if path.is_file() and "__pycache__" not in name.parts:
                assert name.as_posix() in carried


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"flows", "tasks", "templates"}


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    about = Parser().parsestr(archive.read(next(name for name in names if name.endswith("/METADATA"))).decode())
    assert about["Name"] == "dossier"
    assert about["License-Expression"] == "Apache-2.0"
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_installed_command_builds_the_same_site(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "bridge.txt").write_text(REPORT, "utf-8")
    (folder / "page.html").write_text(f"<html><body><article><p>{REPORT}</p></article></body></html>", "utf-8")
    (folder / "note.md").write_text(f"# Bridge\n\n{REPORT}", "utf-8")
    bare = environment(PYTHONPATH="")
    subprocess.run(
        [installed, "build", folder, "--out", tmp_path / "a", "--direct", "-q"], cwd="/", env=bare, check=True
    )
    subprocess.run([installed, "verify", tmp_path / "a", "--documents", folder], cwd="/", env=bare, check=True)
    dossier("build", folder, "--out", tmp_path / "b", "--direct", "-q")
    assert files(tmp_path / "a") == files(tmp_path / "b")


@pytest.mark.timeout(1800)  # pip downloads a hundred packages
def test_without_constraints_pip_installs_all_that_a_build_imports(wheel: Path, tmp_path: Path) -> None:
    """What `pip install .` gives, by the pip that comes with Python, with the latest versions allowed."""
    home, folder = tmp_path / "venv", tmp_path / "reports"
    venv.create(home, with_pip=True)
    pip = [home / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "--retries", "2"]
    reached = subprocess.run([*pip, "download", "--no-deps", "--dest", tmp_path, "lxml-html-clean"], check=False)
    if reached.returncode != 0:
        pytest.skip("no package registry is reached")
    subprocess.run([*pip, "install", wheel], check=True)
    subprocess.run([*pip, "check"], check=True)
    folder.mkdir()
    (folder / "bridge.txt").write_text(REPORT, "utf-8")
    (folder / "page.html").write_text(f"<html><body><article><p>{REPORT}</p></article></body></html>", "utf-8")
    asked = [home / "bin" / "dossier", "build", folder, "--out", tmp_path / "site", "--direct", "--no-cache"]
    ran = subprocess.run(asked, cwd="/", env=environment(PYTHONPATH=""), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "site" / "index.html").is_file()


def test_the_installed_command_knows_its_version(installed: Path) -> None:
    from tasks.version import VERSION

    ran = subprocess.run([installed, "--version"], cwd="/", capture_output=True, text=True, check=True)
    assert ran.stdout == f"dossier {VERSION}\n"
