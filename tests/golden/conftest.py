"""The sample study and the tiny one, each made into a project once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.agreeing import Study
from workbench.cli import sample_study
from workbench.cli.run import run

HERE = Path(__file__).parent
TOP = HERE.parents[1]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The sample study, as `workbench demo` builds it."""
    project = tmp_path_factory.mktemp("sample") / "samskaping.workbench"
    sample_study.build(project)
    return Study(TOP / "transcripts", TOP / "codebooks" / "samskaping.yaml", project)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The study that was counted by hand, brought in table by table."""
    project = tmp_path_factory.mktemp("tiny") / "tiny.workbench"
    bring_in(project, HERE / "tiny", HERE / "tiny" / "codebook.yaml", coder="A", round_name="1")
    return Study(HERE / "tiny", HERE / "tiny" / "codebook.yaml", project)


def bring_in(project: Path, folder: Path, codebook: Path, *, coder: str, round_name: str) -> None:
    """Make a project of a study folder by the verbs of the command line."""
    verbs = (
        ("new", "", "--coder", coder, "--round", round_name),
        ("cases", str(folder / "cases.csv")),
        ("informants", str(folder / "informants.csv")),
        ("codebook import", str(codebook)),
        ("import", str(folder / "sources.csv")),
        ("codings import", str(folder / "codings.csv")),
        ("finish", str(folder / "finished.csv")),
    )
    for verb, *rest in verbs:
        assert run([*verb.split(), str(project), *filter(None, rest)]) in {0, 1}
