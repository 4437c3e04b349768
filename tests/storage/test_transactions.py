"""Steps that belong together: stored together, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from workbench.domain.errors import Refused
from workbench.storage.opening import create, open_for_writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from workbench.storage.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = create(tmp_path / "x.workbench")
    with opened.step("join", 0) as work:  # type: ignore[arg-type]
        work.coders.add("AB")
    yield opened
    opened.close()


def coders(project: Project) -> list[str]:
    return [coder.name for coder in project.read().coders.all()]


def steps(project: Project) -> int:
    return int(project.connection.exec_driver_sql("SELECT count(*) FROM step").scalar_one())


def add(project: Project, name: str, *, with_next: bool = False) -> None:
    with project.step("join", project.read().coders.all()[0].id, with_next=with_next) as work:
        work.coders.add(name)


def test_a_step_that_waits_is_stored_with_the_next(project: Project) -> None:
    waited = []
    for name, with_next in (("CD", True), ("EF", False)):
        add(project, name, with_next=with_next)
        waited.append(project.waits)
    assert waited == [True, False]
    project.close()
    again = open_for_writing(project.path)
    assert coders(again) == ["AB", "CD", "EF"]
    assert steps(again) == 3
    again.close()


def test_a_step_that_waits_in_vain_leaves_the_file_as_it_was(project: Project) -> None:
    before = project.path.read_bytes()
    add(project, "CD", with_next=True)
    with project.step("nothing", project.read().coders.all()[0].id):
        pass
    assert project.waits
    project.close()
    assert project.path.read_bytes() == before


def test_a_step_that_fails_takes_the_one_that_waits_with_it(project: Project) -> None:
    add(project, "CD", with_next=True)
    with pytest.raises(ValueError, match="no"), project.step("join", project.read().coders.all()[0].id):
        raise ValueError("no")
    assert not project.waits
    assert coders(project) == ["AB"]
    add(project, "EF")
    assert coders(project) == ["AB", "EF"]
    assert [coder.id for coder in project.read().coders.all()] == [1, 2]


def test_steps_together_are_one_transaction(project: Project) -> None:
    begun: list[object] = []

    @event.listens_for(project.engine, "begin")
    def note(connection: Connection) -> None:
        begun.append(connection.get_execution_options().get("step"))

    with project.together():
        for name in ("CD", "EF", "GH"):
            add(project, name)
    assert begun.count(True) == 1
    assert coders(project) == ["AB", "CD", "EF", "GH"]
    assert steps(project) == 4


def test_of_steps_together_none_is_stored_where_one_fails(project: Project) -> None:
    before = project.path.read_bytes()

    def add_together() -> None:
        with project.together():
            add(project, "CD")
            add(project, "AB")

    with pytest.raises(Refused):
        add_together()
    assert coders(project) == ["AB"]
    assert project.path.read_bytes() == before
    add(project, "EF")
    assert steps(project) == 2


def test_nothing_is_left_open_where_the_end_itself_fails(project: Project) -> None:
    def fail(_connection: object) -> None:
        raise OSError(28, "full")

    event.listen(project.engine, "commit", fail)
    with pytest.raises(OSError, match="full"):
        add(project, "CD")
    event.remove(project.engine, "commit", fail)
    assert coders(project) == ["AB"]
    add(project, "EF")
    assert coders(project) == ["AB", "EF"]
