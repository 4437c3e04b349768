"""The sample study, built once, for tests that need cases to compare."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from workbench.cli.sample_study import build


@lru_cache(maxsize=1)
def _built() -> Path:
    project = Path(mkdtemp(prefix="workbench-sample-")) / "samskaping.workbench"
    build(project, quiet=True)
    return project


def sample_study(folder: Path) -> Path:
    """Return a copy of the sample study in a folder."""
    return Path(shutil.copy(_built(), folder / "samskaping.workbench"))
