"""`workbench code`: put one code on one passage, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Blind, Coder, Project, Round
from workbench.cli.place import desk_to_write
from workbench.cli.telling import say
from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from workbench.domain.spans import Span


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "code",
        help=_(
            "Put a code on a passage.\n\n"
            "Example: workbench code SK1 Nedenfra --quote «Vi begynte selv.»\n\n"
            "Example: workbench code SK1 Nedenfra --start 703 --end 839 --against"
        ),
    )
    def code(
        project: Project,
        source: Annotated[str, typer.Argument(help=_("The source's label or file name."), show_default=False)],
        code: Annotated[str, typer.Argument(help=_("The code's name, or Theme > Code."), show_default=False)],
        start: Annotated[int, typer.Option("--start", help=_("The first character, from 0."), show_default=False)] = -1,
        end: Annotated[int, typer.Option("--end", help=_("One past the last character."), show_default=False)] = -1,
        quote: Annotated[
            str, typer.Option("--quote", help=_("The words, where they stand once only."), show_default=False)
        ] = "",
        against: Annotated[bool, typer.Option("--against", help=_("The words speak against the code."))] = False,
        coder: Coder = "",
        round_: Round = "",
        blind: Blind = False,
    ) -> None:
        from workbench.domain.passages import Stance

        with desk_to_write(project, coder, round_, blind) as desk:
            found = desk.sources.named(source)
            span = _span(desk.sources.text(found.id).text, start, end, quote, found.label)
            stance = Stance.AGAINST if against else Stance.FOR
            passage = desk.codings.code(found.id, span, desk.codebook.find(code).id, stance).value
            say(_("Coded {passage}: {words}").format(passage=passage.label, words=passage.words))


def _span(text: str, start: int, end: int, quote: str, source: str) -> Span:
    from workbench.domain.spans import Span
    from workbench.domain.text import normalise

    if quote:
        if (start, end) != (-1, -1):
            raise WorkbenchError(N_("Give --quote, or --start and --end; not both."))
        words = normalise(quote).text
        at = text.find(words)
        if at < 0:
            raise WorkbenchError(
                N_("These words are not in {source}; copy them from the text as it is."), source=source
            )
        if text.find(words, at + 1) >= 0:
            raise WorkbenchError(
                N_("These words stand in {source} more than once; give --start and --end."), source=source
            )
        return Span(at, at + len(words))
    if start < 0 or end <= start:
        raise WorkbenchError(N_("Say which words: --quote WORDS, or --start and --end."))
    return Span(start, end)
