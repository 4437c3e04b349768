"""`workbench check`: is everything in the project as it should be?"""

from __future__ import annotations

import typer

from workbench.cli.exit_codes import FINDINGS
from workbench.cli.options import Project
from workbench.cli.place import project_path
from workbench.cli.telling import MOST_PROBLEMS, remark, say
from workbench.i18n import _, n_


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "check", help=_("Check the whole project: the file, every quote, every count.\n\nExample: workbench check")
    )
    def check(project: Project) -> int:
        from workbench.bootstrap import check_project

        path = project_path(project)
        # What is said twice in the same words helps no more than once.
        sentences = list(dict.fromkeys(str(finding) for finding in check_project(path)))
        for sentence in sentences[:MOST_PROBLEMS]:
            remark(sentence)
        more = len(sentences) - MOST_PROBLEMS
        if more > 0:
            remark(n_("… and {count} more line", "… and {count} more lines", more).format(count=more))
        if sentences:
            return FINDINGS
        say(_("{name} is in order.").format(name=path.name))
        return 0
