"""What all tests share: how many examples Hypothesis tries, and where the texts beside the repository lie."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.exporters.chromium import CHROMIUM
from workbench.i18n import set_language

if TYPE_CHECKING:
    from collections.abc import Generator

    import pluggy

LONG_FILES = (
    "test_undo_stateful",
    "test_crossing_stateful",
    "test_beginning",
    "test_hostile_files",
    "test_pseudo_language",
    "test_kill",
    "test_power_cut",
    "test_layers",
    "test_killed_at_the_keyboard",
    "test_coding_by_keys",
    "test_session_again",
    "test_one_view_everywhere",
    "test_tables_again",
    "test_matrix_html_in_chromium",
    "test_desk_modes",
    "test_memo",
    "test_matrix_screen",
    "test_sizes",
)

SHARED = Path(__file__).resolve().parents[2] / "shared"

for _name, _examples in (("user", 100), ("ci", 2000), ("long", 20000)):
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
settings.load_profile(os.environ.get("WORKBENCH_EXAMPLES", "ci" if os.environ.get("WORKBENCH_CI") else "user"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs the texts beside the repository, a browser or LibreOffice, where they are not."""
    if item.get_closest_marker("shared") is not None and not SHARED.is_dir():
        pytest.skip("the folder `shared` is not beside the repository")
    if item.get_closest_marker("browser") is not None and CHROMIUM is None:
        pytest.skip("there is no Chromium")
    if item.get_closest_marker("libreoffice") is not None and shutil.which("soffice") is None:
        pytest.skip("there is no LibreOffice")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: LONG_FILES.index(item.path.stem) if item.path.stem in LONG_FILES else len(LONG_FILES))


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
