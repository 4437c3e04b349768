"""Arguments and options that several commands share, in the language that is chosen before this is imported."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.i18n import _

Project = Annotated[
    str, typer.Argument(help=_("A project file, or a folder with one; left out: this folder's."), show_default=False)
]
Coder = Annotated[str, typer.Option("--coder", help=_("Who codes; left out: who did last."), show_default=False)]
Round = Annotated[str, typer.Option("--round", help=_("Which reading; left out: the last one."), show_default=False)]
Blind = Annotated[
    bool, typer.Option("--blind", help=_("A reading that stands by itself, the other codings hidden; with --round."))
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Show what would be done, and change nothing."))]
Output = Annotated[
    str, typer.Option("--output", "-o", help=_("The file to write; left out: to the screen."), show_default=False)
]
Raw = Annotated[
    bool, typer.Option("--raw", help=_("Do not put ' before cells that a spreadsheet would take for a formula."))
]

Coders = Annotated[list[str] | None, typer.Option("--by", help=_("Only codings by this coder."), show_default=False)]
Rounds = Annotated[list[str] | None, typer.Option("--in-round", help=_("Only this reading."), show_default=False)]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help=_("Only this kind of source."), show_default=False)]
Cases = Annotated[list[str] | None, typer.Option("--case", help=_("Only this case."), show_default=False)]
Informants = Annotated[
    list[str] | None, typer.Option("--informant", help=_("Only this informant."), show_default=False)
]
Sources = Annotated[list[str] | None, typer.Option("--source", help=_("Only this source."), show_default=False)]
Codes = Annotated[
    list[str] | None, typer.Option("--code", help=_("Only this code and what is under it."), show_default=False)
]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", help=_("Only where an attribute has a value: NAME=VALUE."), show_default=False),
]
Stance = Annotated[str, typer.Option("--stance", help=_("Only codings for, or against."), show_default=False)]
Starred = Annotated[bool, typer.Option("--starred", help=_("Only starred quotes."))]
Interviewer = Annotated[bool, typer.Option("--interviewer", help=_("The interviewer's words too."))]
Saved = Annotated[str, typer.Option("--view", help=_("A saved view to begin with."), show_default=False)]
