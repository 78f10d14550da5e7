"""Whole runs on what users really have: one clear line or a row in the dropped list, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.runs import REPORT, ROOT, command, dossier, environment, files, started, until

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "bridge.txt").write_text(REPORT, "utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def build(folder: Path, site: Path) -> subprocess.CompletedProcess[str]:
    return dossier("build", folder, "--out", site, "--direct", "--quiet")


def refused(ran: subprocess.CompletedProcess[str], *words: str) -> None:
    """The run ended with 1 and one line that holds `words`."""
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.startswith("dossier: ")
    assert ran.stderr.count("\n") == 1, ran.stderr
    for word in words:
        assert word in ran.stderr


def dropped(folder: Path, site: Path) -> dict[str, str]:
    """The reason for each file that a build that succeeds left out."""
    ran = build(folder, site)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    rows = [json.loads(line) for line in (site / "data" / "dropped.jsonl").read_text("utf-8").splitlines()]
    counts = json.loads((site / "data" / "build.json").read_text("utf-8"))["counts"]
    assert counts["dropped"] == len(rows)
    assert counts["given"] == counts["kept"] + counts["dropped"]
    return {row["path"]: row["reason"] for row in rows}


def test_a_good_report_builds_in_silence(folder: Path, site: Path) -> None:
    assert dropped(folder, site) == {}
    assert (site / "index.html").is_file()


def test_a_missing_folder(tmp_path: Path, site: Path) -> None:
    refused(build(tmp_path / "nowhere", site), str(tmp_path / "nowhere"), "no such folder")


def test_a_file_for_a_folder(folder: Path, site: Path) -> None:
    refused(build(folder / "bridge.txt", site), "bridge.txt", "not a folder")


def test_an_empty_folder(tmp_path: Path, site: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(build(tmp_path / "empty", site), str(tmp_path / "empty"))


def test_a_folder_in_which_nothing_can_be_kept(tmp_path: Path, site: Path) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()
    (folder / "empty.txt").touch()
    refused(build(folder, site), str(folder))


def test_every_file_that_cannot_be_read_is_listed_with_its_reason(folder: Path, site: Path, tmp_path: Path) -> None:
    (folder / "zero.txt").touch()
    (folder / "blank.md").write_text(" \n\n\t\n")
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 200)
    (folder / "locked.txt").write_text(REPORT)
    (folder / "locked.txt").chmod(0)
    (folder / "huge.txt").write_text("The council met and the council voted.\n" * 1_350_000)  # 50 MB
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4")
    os.mkfifo(folder / "pipe.txt")
    (tmp_path / "secret.txt").write_text(REPORT)
    (folder / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "broken.txt").symlink_to("missing.txt")
    (folder / "circle.txt").symlink_to("circle.txt")
    reasons = dropped(folder, site)
    assert reasons == {
        "blank.md": "empty",
        "broken.txt": "unreadable",
        "circle.txt": "unreadable",
        "huge.txt": "too-large",
        "locked.txt": "unreadable",
        "outside.txt": "outside-the-folder",
        "photo.txt": "binary",
        "pipe.txt": "unreadable",
        "scan.pdf": "unreadable",
        "zero.txt": "empty",
    }


def test_a_folder_that_leads_back_into_itself_is_read_once(folder: Path, site: Path) -> None:
    (folder / "loop").symlink_to(folder)
    ran = build(folder, site)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads((site / "data" / "build.json").read_text("utf-8"))["counts"]["kept"] == 1


def test_one_line_of_a_megabyte(folder: Path, site: Path) -> None:
    (folder / "line.txt").write_text("word " * 200_000)
    (folder / "quotes.txt").write_text('"' * 20_000)
    build_again = build(folder, site)
    assert (build_again.returncode, build_again.stderr) == (0, "")


def test_html_that_is_nested_a_thousand_deep(folder: Path, site: Path) -> None:
    (folder / "deep.html").write_text("<html><body>" + "<div>" * 5000 + "<p>At the bottom of it all.</p>")
    ran = build(folder, site)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_names_that_mean_something_to_a_shell_a_page_or_a_system(folder: Path, site: Path) -> None:
    for name in ("a b.txt", "<script>alert(1)</script>.txt", "ünï.txt", "con.txt", "%2e%2e.txt", '"quoted".txt'):
        (folder / name.replace("/", "_")).write_text(REPORT.replace("bridge", name.split(".")[0].replace("/", "_")))
    ran = build(folder, site)
    assert (ran.returncode, ran.stderr) == (0, "")
    for page in site.rglob("*.html"):
        assert "<script>alert" not in page.read_text("utf-8")


def test_a_name_that_is_no_utf_8(folder: Path, site: Path) -> None:
    try:
        with open(os.path.join(os.fsencode(folder), b"caf\xe9.txt"), "w") as file:
            file.write(REPORT)
    except OSError:
        pytest.skip("this file system knows only UTF-8")
    ran = build(folder, site)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('title = "open', ("dossier.toml",)),
        ('titel = "T"', ("dossier.toml", "titel", "title")),
        ("title = 3", ("dossier.toml", "title")),
        ('remove_lines = ["("]', ("dossier.toml", "remove_lines")),
        ("\x00\x01", ("dossier.toml",)),
    ],
    ids=["no toml", "unknown key", "wrong type", "broken pattern", "binary"],
)
def test_a_broken_dossier_toml(folder: Path, site: Path, content: str, words: tuple[str, ...]) -> None:
    (folder / "dossier.toml").write_text(content)
    refused(build(folder, site), *words)
    assert not site.exists()


def test_an_output_folder_that_is_no_dossier(folder: Path, site: Path) -> None:
    site.mkdir()
    (site / "thesis.txt").write_text("years of work")
    refused(build(folder, site), str(site), "neither empty nor a dossier")
    assert files(site) == {"thesis.txt": b"years of work"}


@pytest.mark.parametrize("out", ["reports", "reports/site", "."])
def test_an_output_folder_around_or_inside_the_reports(folder: Path, out: str) -> None:
    refused(dossier("build", folder, "--out", folder.parent / out, "--direct"), "--out")
    assert files(folder.parent) == {"reports/bridge.txt": REPORT.encode()}


def test_an_output_folder_that_is_a_file(folder: Path, tmp_path: Path) -> None:
    refused(build(folder, folder / "bridge.txt"), "bridge.txt")
    (tmp_path / "plain").write_text("a file")
    refused(build(folder, tmp_path / "plain"), "is a file")
    refused(build(folder, tmp_path / "plain" / "site"), "plain")


def test_a_note_that_refers_to_nothing(folder: Path, site: Path) -> None:
    build(folder, site)
    before = files(site)
    (folder / "notes").mkdir()
    (folder / "notes" / "overview.md").write_text("See [[c-00000000]].\n")
    refused(build(folder, site), "notes/overview.md")
    assert files(site) == before


def test_an_error_that_nobody_foresaw_is_one_line_with_a_hint(folder: Path, site: Path, tmp_path: Path) -> None:
    build(folder, site)
    before = files(site)
    broken = tmp_path / "broken"
    broken.mkdir()
    # Python runs this file at its start: it breaks a stage from outside.
    (broken / "sitecustomize.py").write_text(
        "import tasks.stories\ndef broken(*given):\n    raise KeyError('lost')\ntasks.stories.stories = broken\n"
    )
    path = os.pathsep.join([str(broken), environment()["PYTHONPATH"]])
    ran = dossier("build", folder, "--out", site, "--direct", "--quiet", "--no-cache", PYTHONPATH=path)
    refused(ran, "KeyError", "--verbose")
    assert files(site) == before
    told = dossier("build", folder, "--out", site, "--direct", "--verbose", "--no-cache", PYTHONPATH=path)
    assert told.returncode == 1
    assert "Traceback" in told.stderr


# Where a build is killed: as it opens a report, the first page of a claim, and the last file that it writes.
PLACES = {"reading": "bridge-7.txt", "first page": "/claim/", "ledger": "/data/ledger.json"}
KILL_AT = """
import os, signal, sys
def kill(event, arguments):
    if event == "open" and os.environ["KILLED_AT"] in str(arguments[0]):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(kill)
"""


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_killed_in_the_middle_the_old_site_stands_and_the_next_run_completes(
    folder: Path, site: Path, tmp_path: Path, place: str
) -> None:
    build(folder, site)
    before = files(site)
    for number in range(30):
        (folder / f"bridge-{number}.txt").write_text(REPORT.replace("two", str(number + 3)))
    with tempfile.TemporaryDirectory() as hook:
        Path(hook, "sitecustomize.py").write_text(KILL_AT)  # Python runs this file at its start
        path = os.pathsep.join([hook, environment()["PYTHONPATH"]])
        ran = dossier("build", folder, "--out", site, "--direct", "--quiet", PYTHONPATH=path, KILLED_AT=place)
    assert ran.returncode == -signal.SIGKILL
    assert files(site) == before
    assert build(folder, site).returncode == 0
    assert json.loads((site / "data" / "build.json").read_text("utf-8"))["counts"]["kept"] == 31
    assert [path.name for path in tmp_path.iterdir() if path.name != "reports"] == ["site"]


def test_interrupted_it_says_that_the_old_site_stands(folder: Path, site: Path) -> None:
    for number in range(200):
        (folder / f"bridge-{number}.txt").write_text(REPORT.replace("two", str(number + 3)))
    asked = command("build", folder, "--out", site, "--direct")
    with started(asked, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        running.stderr.readline()
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in told
    assert told.splitlines()[-1].startswith("dossier: interrupted")
    assert not site.exists()


def test_two_builds_of_one_site_at_once_leave_one_whole_site(folder: Path, site: Path) -> None:
    asked = command("build", folder, "--out", site, "--direct", "-q")
    with started(asked) as one, started(asked) as other:
        assert [one.wait(timeout=60), other.wait(timeout=60)] == [0, 0]
    alone = site.with_name("alone")
    build(folder, alone)
    assert set(files(site)) == set(files(alone))
    assert {path.name for path in site.parent.iterdir()} == {"reports", "site", "alone"}


def test_the_same_reports_give_the_same_bytes_in_whatever_order_they_were_written(site: Path, tmp_path: Path) -> None:
    reports = sorted(path for path in (ROOT / "seeds").iterdir() if path.suffix in {".html", ".md", ".txt"})
    for name, order in (("reports", reports), ("backwards/reports", reports[::-1])):
        (tmp_path / name).mkdir(parents=True)
        for path in order:
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    asked = ("--direct", "--quiet", "--no-cache")
    assert dossier("build", tmp_path / "reports", "--out", site, *asked, PYTHONHASHSEED="1").returncode == 0
    other, elsewhere = tmp_path / "other", {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    assert dossier("build", tmp_path / "backwards" / "reports", "--out", other, *asked, **elsewhere).returncode == 0
    assert len(files(site)) > 50
    assert files(site) == files(other)


@pytest.mark.parametrize("how", [["--direct", "--workers", "2"], []], ids=["workers", "server"])
def test_no_module_is_taken_from_the_folder_that_one_stands_in(
    folder: Path, site: Path, tmp_path: Path, how: list[str]
) -> None:
    here = tmp_path / "here"
    for name in ("tasks", "flows", "bs4", "h2"):
        (here / name).mkdir(parents=True)
        (here / name / "__init__.py").touch()
    installed = tmp_path / "dossier"  # the command, as pip puts it into a folder of programs
    installed.write_text("import flows.cli\nif __name__ == '__main__':\n    flows.cli.main()\n")
    run = [sys.executable, str(installed), "build", str(folder), "--out", str(site), "--quiet", *how]
    alone = environment(PREFECT_HOME=str(tmp_path / "prefect"))
    with started(run, cwd=here, env=alone, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        _, told = running.communicate(timeout=120)
    assert (running.returncode, told) == (0, b"")


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda by: by.name)
def test_however_a_build_of_many_ends_its_workers_end_too(folder: Path, site: Path, by: signal.Signals) -> None:
    for number in range(60):
        (folder / f"bridge-{number}.txt").write_text(REPORT.replace("two", str(number + 3)), "utf-8")
    mark = f"ours-{os.getpid()}-{by.name}"
    asked = command("build", folder, "--out", site, "--direct", "--no-cache", "--workers", "2")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    with started(asked, env=environment(WORKERS_OF=mark), **quiet) as building:
        assert building.stderr
        assert any(line.startswith("read") for line in building.stderr)  # the workers are at the reports
        assert until(lambda: len(_processes(mark)) > 2, 20, "workers")
        (os.killpg if by == signal.SIGINT else os.kill)(building.pid, by)  # as a terminal does
        told = building.stderr.read()
        building.wait(timeout=60)
        assert "Traceback" not in told
        assert building.returncode != 0
        until(lambda: not _processes(mark), 20, "end of the workers")
    assert not site.exists()


def _processes(mark: str) -> list[int]:
    """The processes that live with `mark` in their environment."""
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in place.read_bytes():
                found.append(int(place.parent.name))
        except OSError:
            continue
    return found
