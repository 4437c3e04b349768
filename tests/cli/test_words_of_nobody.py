"""A label or a time is said by nobody, so no code is put on it, whichever way it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.bootstrap import open_desk
from workbench.cli import sample_study
from workbench.cli.run import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_label_is_not_coded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "samskaping.workbench"
    sample_study.build(project, quiet=True)
    desk = open_desk(project)
    source = desk.sources.named("SK1")
    turn = next(turn for turn in desk.sources.text(source.id).turns if turn.label)
    before = len(list(desk.codings.page(source.id, desk.own_view()).passages))
    desk.close()
    place = (str(turn.start), str(turn.start + len(turn.label)))
    assert run(["code", str(project), "SK1", "Nedenfra", "--start", place[0], "--end", place[1]]) == 2
    table = tmp_path / "codings.csv"
    table.write_text(f"source;start;end;code\nSK1;{place[0]};{place[1]};Nedenfra\n", "utf-8")
    assert run(["codings", "import", str(project), str(table)]) == 1
    assert capsys.readouterr().err.count("nobody said") == 2
    desk = open_desk(project)
    assert len(list(desk.codings.page(source.id, desk.own_view()).passages)) == before
    desk.close()
