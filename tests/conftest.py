"""What a machine cannot have is skipped aloud; where nothing may be missing, a skip is a failure."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# How quickly examples are made says how busy the machine is, and nothing of the code; speed is measured elsewhere.
settings.register_profile("dossier", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dossier")

NO_SKIPS = bool(os.environ.get("DOSSIER_NO_SKIPS"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the pages in tests/golden anew")


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> object:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if NO_SKIPS and reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return (yield)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if NO_SKIPS and terminalreporter.stats.get("skipped"):
        terminalreporter.section("skipped tests are failures here", red=True)
