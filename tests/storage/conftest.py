"""A filled project for the tests of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.storage.studies import Study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """An open project with some work of two coders in it; the folder holds nothing else."""
    folder = tmp_path / "study"
    folder.mkdir()
    made = Study(folder / "prøve.workbench").filled()
    yield made
    made.close()


@pytest.fixture
def bare_study(tmp_path: Path) -> Iterator[Study]:
    """An open project in which two coders have done nothing yet."""
    made = Study(tmp_path / "prøve.workbench").make()
    yield made
    made.close()
