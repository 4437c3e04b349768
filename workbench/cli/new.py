"""`workbench new`: make a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Blind, Coder, Round
from workbench.cli.place import SUFFIX
from workbench.cli.telling import say
from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "new", help=_("Make a project.\n\nExample: workbench new masteroppgave --coder AB --case-word kommune")
    )
    def new(
        name: Annotated[
            str, typer.Argument(help=_("What to call it; the file is NAME.workbench."), show_default=False)
        ],
        coder: Coder = "",
        round_: Round = "",
        blind: Blind = False,
        case_word: Annotated[
            str, typer.Option("--case-word", help=_("What you call one case: kommune."), show_default=False)
        ] = "",
        case_words: Annotated[
            str, typer.Option("--case-words", help=_("What you call several cases: kommuner."), show_default=False)
        ] = "",
    ) -> None:
        from workbench.bootstrap import new_project

        if Path(name).name in ("", SUFFIX):
            raise WorkbenchError(
                N_("“{name}” has no name in it; write one, as in: workbench new masteroppgave"), name=name
            )
        path = Path(name if name.endswith(SUFFIX) else name + SUFFIX)
        words = {"case_word": case_word, "case_words": case_words or case_word}
        given = {key: word for key, word in words.items() if word}
        desk = new_project(path, coder=coder, round_name=round_, blind=blind, **given)
        say(_("Made {name}, for {coder}, {round}.").format(name=path, coder=desk.chosen.coder, round=desk.chosen.round))
        say(_("Next: workbench import {name} FILE.docx").format(name=path))
        desk.close()
