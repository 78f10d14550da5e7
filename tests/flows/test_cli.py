"""The command: what it says, and where it ends."""

from __future__ import annotations

import re
import subprocess
import threading
import urllib.request
from pathlib import Path

import pytest

from flows.preview import server
from flows.request import plan
from flows.stages import STAGES
from tasks.errors import DossierError, InputError, PublishError
from tasks.version import VERSION
from tests.inputs.affair import ARTICLES
from tests.inputs.forms import nexis_text
from tests.runs import REPORT, command, dossier, started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "bridge.txt").write_text(REPORT, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("out") / "site"
    ran = dossier("build", folder, "--out", site, "--direct")
    assert re.fullmatch(rf"{site}/index\.html: 1 report, .*, \d+\.\d s\nmanifest sha256 [0-9a-f]{{64}}\n", ran.stdout)
    rows = re.findall(r"^([a-z-]+) +\d* +\d+\.\d s$", ran.stderr, re.MULTILINE)
    assert rows == list(STAGES)
    assert len(rows) == len(ran.stderr.splitlines())
    return site


@pytest.mark.parametrize("arguments", [(), ("--help",), ("build", "--help"), ("build",)])
def test_help_teaches_the_command(arguments: tuple[str, ...]) -> None:
    ran = dossier(*arguments)
    said = ran.stdout + ran.stderr
    assert "FOLDER" in said
    assert "dossier build" in said
    assert "Traceback" not in said


def test_verbose_says_what_was_left_out(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "bridge.txt").write_text(REPORT, "utf-8")
    (reports / "empty.txt").touch()
    ran = dossier("build", reports, "--out", tmp_path / "site", "--direct", "--quiet", "--verbose")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == "left out empty.txt: empty, 0 bytes\n"


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path) -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with started(command("explain", folder / "bridge.txt"), **pipes) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""


def test_the_version() -> None:
    assert dossier("--version").stdout == f"dossier {VERSION}\n"


def test_a_flag_that_is_unknown() -> None:
    ran = dossier("build", "x", "--tittle", "T")
    assert ran.returncode == 2
    assert "--title" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_site_that_was_just_built_is_verified(folder: Path, site: Path) -> None:
    ran = dossier("verify", site, "--documents", folder)
    assert ran.returncode == 0, ran.stderr
    assert re.fullmatch(rf"{site}: \d+ checks, all good\nmanifest sha256 [0-9a-f]{{64}}\n", ran.stdout)


def test_one_byte_changed_in_the_data_is_found(folder: Path, tmp_path: Path) -> None:
    dossier("build", folder, "--out", tmp_path / "site", "--direct", "-q")
    data = tmp_path / "site" / "data" / "documents.jsonl"
    data.write_text(data.read_text("utf-8").replace("two cables", "ten cables"), "utf-8")
    ran = dossier("verify", tmp_path / "site")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert ran.stderr.splitlines()[-1].startswith("dossier: ")


def test_a_folder_that_is_no_site_is_not_verified(folder: Path) -> None:
    ran = dossier("verify", folder)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr


def test_explain_shows_each_line_of_a_report(folder: Path) -> None:
    ran = dossier("explain", folder / "bridge.txt", "--folder", folder)
    assert ran.returncode == 0
    assert re.search(r"^ +1  title +Harbour bridge closed after storm$", ran.stdout, re.M)


def test_explain_of_what_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    for name, words in (("photo.jpg", "not one of"), ("gone.txt", "no such file")):
        ran = dossier("explain", tmp_path / name)
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
        assert words in ran.stderr


def test_explain_lists_the_reports_of_an_export_and_shows_one_by_its_address(tmp_path: Path) -> None:
    (tmp_path / "export.txt").write_bytes(nexis_text(ARTICLES[:2])["export.txt"])
    listed = dossier("explain", tmp_path / "export.txt").stdout
    assert re.search(r"^ +0  read as nexis-text 1 +“1 of 2 DOCUMENTS”$", listed, re.M)
    assert re.search(r"^ +2  #2 +May 5, 2031 Monday; Northern Tribune; Fourteen trams lost", listed, re.M)
    shown = dossier("explain", f"{tmp_path / 'export.txt'}#2").stdout
    assert re.search(r"^ +\d+  title +Fourteen trams lost in depot fire$", shown, re.M)
    assert re.search(r"^ +\d+  removed: export-field +BYLINE: Elias Varga$", shown, re.M)
    gone = dossier("explain", f"{tmp_path / 'export.txt'}#3")
    assert (gone.returncode, gone.stdout) == (1, "")
    assert "no report 3 in it" in gone.stderr


def test_preview_serves_the_site_on_loopback_alone(site: Path) -> None:
    with server(site, 0) as serving:
        host, port = serving.server_address[:2]
        assert host == "127.0.0.1"
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            assert answer.read() == (site / "index.html").read_bytes()
        serving.shutdown()


def test_preview_prints_its_address(site: Path) -> None:
    with started(command("preview", site, "--port", "0"), stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", running.stdout.readline())


def test_preview_of_a_folder_that_is_no_site(folder: Path) -> None:
    with pytest.raises(InputError, match="no dossier"):
        server(folder, 0)


def test_preview_on_a_port_that_is_taken(site: Path) -> None:
    with server(site, 0) as first, pytest.raises(DossierError, match="port"):
        server(site, first.server_address[1])


def test_a_flag_wins_over_the_file(folder: Path, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    assert plan(reports, None, None).site == Path("site")
    (reports / "dossier.toml").write_text('title = "From the file"\nout = "../there"\n')
    assert plan(reports, None, None).site.resolve() == tmp_path / "there"
    assert plan(reports, None, None).settings.title == "From the file"
    flagged = plan(reports, tmp_path / "here", "From the flag")
    assert flagged.site == tmp_path / "here"
    assert flagged.settings.title == "From the flag"


def test_the_site_is_never_inside_the_reports(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    with pytest.raises(PublishError, match="inside one another"):
        plan(tmp_path / "reports", tmp_path / "reports" / "site", None)
