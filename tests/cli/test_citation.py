"""The pattern by which a project refers to quotes, kept from the command line and used by what is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.bootstrap import open_desk
from workbench.cli import sample_study
from workbench.cli.run import run
from workbench.domain.spans import Span

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_pattern_is_shown_kept_and_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "samskaping.workbench"
    sample_study.build(project, quiet=True)
    assert run(["citation", str(project)]) == 0
    assert capsys.readouterr().out == "{id}\n"
    assert run(["citation", str(project), "{who} {number} {case} - {department}"]) == 0
    assert "Key informant 1 SK - BSO" in capsys.readouterr().out
    assert run(["citation", str(project), "{navn}"]) == 2
    assert "{navn}" in capsys.readouterr().err
    desk = open_desk(project)
    try:
        source = desk.sources.named("SK1")
        turn = next(turn for turn in desk.sources.text(source.id).turns if turn.informant is not None)
        quoted = desk.reports.quotation(source.id, Span(turn.body_start, turn.body_end))
        assert quoted.startswith("«")
        assert quoted.endswith("» (Key informant 1 SK - BSO)")
    finally:
        desk.close()
    assert run(["undo", str(project)]) == 0
    assert run(["citation", str(project)]) == 0
    assert capsys.readouterr().out.endswith("{id}\n")
