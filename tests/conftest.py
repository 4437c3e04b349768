"""What all tests share: how many examples Hypothesis tries, and where the texts beside the repository lie."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pluggy
import pytest
from hypothesis import HealthCheck, settings

from workbench.i18n import set_language

SHARED = Path(__file__).resolve().parents[2] / "shared"

_CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("user", max_examples=100, **_CALM)
settings.register_profile("ci", max_examples=2000, **_CALM)
settings.register_profile("long", max_examples=20000, **_CALM)
settings.load_profile(os.environ.get("WORKBENCH_EXAMPLES", "ci" if os.environ.get("WORKBENCH_CI") else "user"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs the texts beside the repository, where they are not."""
    if item.get_closest_marker("shared") is not None and not SHARED.is_dir():
        pytest.skip("the folder `shared` is not beside the repository")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pluggy.Result[pytest.TestReport], None]:
    """Where the gate runs, let a skipped test fail, unless it wants the texts beside the repository."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("WORKBENCH_CI") and item.get_closest_marker("shared") is None:
        report.outcome = "failed"
        report.longrepr = f"skipped, which the gate does not allow: {report.longrepr}"


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.fixture
def shared() -> Path:
    """The folder with real texts that lies beside the repository."""
    return SHARED
