"""`workbench view save|list`: choices of what is shown, kept under a name."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from workbench.cli import options as o
from workbench.cli.matrix import stance_named
from workbench.cli.place import desk_to_read, desk_to_write
from workbench.cli.telling import say
from workbench.cli.typer_words import Verbs
from workbench.i18n import _

Name = Annotated[str, typer.Argument(help=_("What to call the view."), show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    group = Verbs(help=_("Choices of what is shown, kept under a name."))
    group.command("save", help=_("Keep a view.\n\nExample: workbench view save storvik --case SK --by AB"))(save)
    group.command("list", help=_("List the views.\n\nExample: workbench view list"))(listing)
    app.add_typer(group, name="view")


def save(
    project: o.Project,
    name: Name,
    by: o.Coders = None,
    in_round: o.Rounds = None,
    kind: o.Kinds = None,
    case: o.Cases = None,
    informant: o.Informants = None,
    source: o.Sources = None,
    code: o.Codes = None,
    where: o.Where = None,
    stance: o.Stance = "",
    starred: o.Starred = False,
    interviewer: o.Interviewer = False,
    coder: o.Coder = "",
    round_: o.Round = "",
    blind: o.Blind = False,
) -> None:
    """Keep a view under a name."""
    from workbench.services.views import Names

    names = Names(
        by or (),
        in_round or (),
        kind or (),
        case or (),
        informant or (),
        source or (),
        code or (),
        where or (),
        stance_named(stance),
        starred,
        interviewer,
    )
    with desk_to_write(project, coder, round_, blind) as desk:
        desk.views.save(name, desk.views.resolve(names))
        say(_("Saved the view “{view}”.").format(view=name))


def listing(project: o.Project) -> None:
    """List the views with what they limit."""
    from workbench.domain.view_words import view_told

    with closing(desk_to_read(project)) as desk:
        for name, view in desk.views.all():
            limits = "; ".join(view_told(desk.views.described(view)))
            limits = limits or _("everything")
            say(f"{name}\t{limits}")
