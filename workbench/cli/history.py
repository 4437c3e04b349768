"""`workbench history`: what was done, by whom and when."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Project
from workbench.cli.place import desk_to_read
from workbench.cli.telling import say
from workbench.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.steps import Change, Step
    from workbench.services.exports import Listed


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command("history", help=_("List what was done, the newest first.\n\nExample: workbench history --last 20"))
    def history(
        project: Project,
        last: Annotated[int, typer.Option("--last", min=0, help=_("How many; 0 for all."))] = 30,
        as_json: Annotated[
            bool, typer.Option("--json", help=_("With the rows that changed, without any words."))
        ] = False,
        exports: Annotated[
            bool, typer.Option("--exports", help=_("The files that were written instead, and what became of them."))
        ] = False,
    ) -> None:
        with closing(desk_to_read(project)) as desk:
            if exports:
                _list_exports(desk.exports.all()[: last or None], as_json=as_json)
                return
            for line in desk.history.lines(last or None):
                if as_json:
                    fields = _fields(line.step, desk.history.changes(line.step))
                    say(json.dumps(fields, ensure_ascii=False, default=str))
                else:
                    say(f"{line.step.id:>5}  {line.step.at}  {line.coder}  {line.title}")


def _list_exports(exports: Sequence[Listed], *, as_json: bool) -> None:
    from workbench.domain.exports import State

    if as_json:
        for one in exports:
            fields = {"file": one.export.place, "at": one.export.at, "sha256": one.export.sha256, "state": one.state}
            say(json.dumps(fields | {"manifest": json.loads(one.export.manifest)}, ensure_ascii=False))
        return

    told = {
        State.SAME: _("as it was written"),
        State.CHANGED: _("changed since"),
        State.GONE: _("no longer there"),
        State.ELSEWHERE: _("written elsewhere"),
    }
    for listed in exports:
        as_of = _("as of change {number}").format(number=listed.change)
        say(f"{listed.export.at}  {listed.export.place}  {as_of}, {listed.as_of}  {told[listed.state]}")


def _fields(step: Step, changes: Sequence[Change]) -> dict[str, object]:
    return {
        "step": step.id,
        "at": step.at,
        "coder": step.coder,
        "verb": step.verb,
        "args": dict(step.args),
        "undoes": step.undoes,
        "changes": [[change.table, change.op, change.first, change.last] for change in changes],
    }
