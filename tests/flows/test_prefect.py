"""The build as a Prefect flow, in real processes on a home of its own: same site, quiet, and nothing left running."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from flows.orchestration import server
from tests.runs import REPORT, ROOT, command, dossier, environment, files, started, until

pytestmark = pytest.mark.slow
STAGE_LINE = re.compile(r"^[a-z-]+ +\d* +\d+\.\d s$")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which nobody has used Prefect before."""
    home = tmp_path_factory.mktemp("home")
    return {"HOME": str(home), "PREFECT_HOME": str(home / "prefect")}


def log_of(home: dict[str, str]) -> str:
    """What servers in `home` wrote so far: nothing before the first has started."""
    log = Path(home["PREFECT_HOME"]) / "dossier-server.log"
    return log.read_text("utf-8") if log.exists() else ""


def servers(home: dict[str, str]) -> list[int]:
    """The process ids of the servers that were ever started in `home`."""
    return [int(pid) for pid in re.findall(r"Started server process \[(\d+)\]", log_of(home))]


def lives(pid: int) -> bool:
    """Whether a process runs; one that has ended may wait as a zombie for a parent that does not ask."""
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat")
        return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "bridge.txt").write_text(REPORT, "utf-8")
    (folder / "copy.txt").write_text(REPORT.replace("storm", "gale"), "utf-8")
    (folder / "empty.txt").touch()
    return folder


def test_the_first_run_ever_is_quiet_and_builds_the_same_site(
    folder: Path, home: dict[str, str], tmp_path: Path
) -> None:
    ran = dossier("build", folder, "--out", tmp_path / "flow", **home)
    assert ran.returncode == 0, ran.stderr
    assert [line for line in ran.stderr.splitlines() if not STAGE_LINE.match(line)] == []
    assert re.fullmatch(
        rf"{tmp_path}/flow/index\.html: 2 reports, .*, 1 left out, \d+\.\d s\nmanifest sha256 [0-9a-f]{{64}}\n",
        ran.stdout,
    )
    assert servers(home)
    assert not re.search("ERROR|WARNING|Traceback", log_of(home))
    assert [pid for pid in servers(home) if lives(pid)] == []
    dossier("build", folder, "--out", tmp_path / "direct", "--direct")
    assert files(tmp_path / "flow") == files(tmp_path / "direct")


def test_a_server_that_is_named_and_does_not_answer_is_replaced_and_told(
    folder: Path, home: dict[str, str], tmp_path: Path
) -> None:
    nobody = "http://127.0.0.1:9/api"
    ran = dossier("build", folder, "--out", tmp_path / "site", **home, PREFECT_API_URL=nobody)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.startswith(f"no Prefect server answers at {nobody};")


def test_a_run_that_cannot_go_on_ends_in_one_line(home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / "empty.txt").touch()
    ran = dossier("build", tmp_path / "nothing", "--out", tmp_path / "site", "--quiet", **home)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert ran.stderr.startswith(f"dossier: {tmp_path / 'nothing'}")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda by: by.name)
def test_however_a_build_ends_its_server_ends_too(
    folder: Path, home: dict[str, str], tmp_path: Path, by: signal.Signals
) -> None:
    before = set(servers(home))
    asked = command("build", folder, "--out", tmp_path / "site", "--quiet")
    with started(asked, env=environment(**home), stderr=subprocess.PIPE) as building:
        servers_of_this = until(lambda: set(servers(home)) - before, 120, "server")
        building.send_signal(by)
        _, told = building.communicate(timeout=60)
        assert building.returncode != 0
        assert b"Traceback" not in told
        until(lambda: not any(lives(pid) for pid in servers_of_this), 30, "end of the server")


@pytest.fixture(scope="module")
def running(home: dict[str, str]) -> Iterator[str]:
    """The address of a server that runs anyway."""
    with pytest.MonkeyPatch.context() as patch:
        for key in [key for key in os.environ if key.startswith("PREFECT_")]:
            patch.delenv(key)
        for key, value in {**home, **server.QUIET}.items():
            patch.setenv(key, value)
        with server.child(scheduling=True) as child:
            child.wait()
            yield child.url


def ask(url: str, path: str, **body: Any) -> Any:
    """What a server answers. It answers 503 while its database is busy writing, and then wants to be asked again, as
    Prefect's own client does."""
    request = urllib.request.Request(f"{url}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def answer() -> tuple[Any] | None:
        try:
            with opener.open(request, timeout=30) as told:
                return (json.load(told),)
        except urllib.error.HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                raise
            return None

    return until(answer, 60, f"answer to {path}")[0]


def test_a_server_that_runs_is_used(folder: Path, home: dict[str, str], running: str, tmp_path: Path) -> None:
    before = servers(home)
    ran = dossier("build", folder, "--out", tmp_path / "site", "--quiet", **home, PREFECT_API_URL=running)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert servers(home) == before
    last = ask(running, "flow_runs/filter", sort="START_TIME_DESC", limit=1)[0]
    assert last["state_type"] == "COMPLETED"
    assert last["parameters"]["out"] == str(tmp_path / "site")
    names = {"task_runs": {"name": {"any_": ["deduplicate"]}}, "flow_runs": {"id": {"any_": [last["id"]]}}}
    assert until(lambda: ask(running, "task_runs/count", **names), 30, "task of a stage") == 1


def test_a_schedule_makes_runs_that_build_the_site(
    folder: Path, home: dict[str, str], running: str, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    asked = [sys.executable, "-m", "flows.orchestration.schedule", folder, "--out", site, "--cron", "0 6 * * *"]
    there = environment(**home, PREFECT_API_URL=running, PREFECT_RUNNER_POLL_FREQUENCY="1")
    with (tmp_path / "told").open("w+") as told, started(asked, env=there, stdout=told, stderr=told) as scheduling:
        deployment = until(lambda: ask(running, "deployments/filter"), 120, "deployment")[0]["id"]
        due = {"deployments": {"id": {"any_": [deployment]}}, "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
        runs = until(lambda: ask(running, "flow_runs/filter", **due), 60, "scheduled run")
        assert all(run["auto_scheduled"] for run in runs)
        assert all(run["expected_start_time"][11:19] == "06:00:00" for run in runs)
        ask(running, f"deployments/{deployment}/create_flow_run")
        until(lambda: (site / "index.html").exists(), 120, "site")
        scheduling.send_signal(signal.SIGINT)
        scheduling.wait(timeout=60)
        told.seek(0)
        assert "Traceback" not in told.read()


def test_the_deployment_file_names_the_flow() -> None:
    import yaml

    deployment = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"][0]
    path, name = deployment["entrypoint"].split(":")
    assert f"\ndef {name}(" in (ROOT / path).read_text("utf-8")
