"""`workbench check`: is everything in the project as it should be?"""

from __future__ import annotations

import typer

from workbench.cli.exit_codes import FINDINGS
from workbench.cli.options import Project
from workbench.cli.place import project_path
from workbench.cli.telling import remark, say
from workbench.i18n import _


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "check", help=_("Check the whole project: the file, every quote, every count.\n\nExample: workbench check")
    )
    def check(project: Project) -> int:
        from workbench.bootstrap import check_project

        path = project_path(project)
        findings = check_project(path)
        for finding in findings:
            remark(str(finding))
        if findings:
            return FINDINGS
        say(_("{name} is in order.").format(name=path.name))
        return 0
