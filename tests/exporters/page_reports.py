"""Reports made up for tests of pages: a small matrix with quotes, and every text in it what a test wants."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.domain.matrix_facts import CODINGS, FACTS, MANIFEST, build, quotes
from workbench.domain.first_page import first_page
from workbench.domain.report import Reader, Report, ShownQuote
from workbench.domain.tallies import Grouping

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.tallies import Facts


def shown_quotes(facts: Facts, text: Callable[[str], str]) -> list[ShownQuote]:
    """Return the quotes of the made-up study, each text of a person passed through `text`."""
    paths = {code.id: facts.codebook.path(code.id) for code in facts.codebook.codes}
    found = []
    for quote in quotes(facts, CODINGS):
        written = quote._replace(words=text(quote.words), memo=text("et memo"), coder=text(quote.coder))
        around = (text("Hva sa du?"), text("Ja, "), text(" og så."))
        found.append(ShownQuote(written, paths[quote.code], *around, text(f"Informant i {quote.source}")))
    return found


def report(text: Callable[[str], str] = str, grouping: Grouping = Grouping.CASE) -> Report:
    """Return a report of the made-up study, each text of a person passed through `text`."""
    codes = tuple(
        replace(
            code,
            name=text(code.name),
            colour=text(code.colour),
            definition=text("en regel"),
            when=text("når"),
            when_not=text("når ikke"),
            example=text("et eksempel"),
            dimension=code.dimension.renamed("Ovenfra", text("Ovenfra")).renamed("Nedenfra", text("Nedenfra")),
        )
        for code in FACTS.codebook.codes
    )
    facts = replace(
        FACTS,
        codebook=replace(FACTS.codebook, codes=codes),
        cases=tuple(replace(case, name=text(case.name)) for case in FACTS.cases),
        informants=tuple(
            replace(
                found,
                label=text(found.label),
                left_out=None if found.left_out is None else text(found.left_out),
            )
            for found in FACTS.informants
        ),
        sources=tuple(
            replace(source, name=text(source.name), left_out=None if source.left_out is None else text(source.left_out))
            for source in FACTS.sources
        ),
        case_words=(text("kommune"), text("kommuner")),
        hidden=2,
    )
    matrix = build(CODINGS, grouping, facts)
    manifest = replace(
        MANIFEST,
        project=text(MANIFEST.project),
        codebook=text(MANIFEST.codebook),
        coders=tuple(map(text, MANIFEST.coders)),
        rounds=tuple(map(text, MANIFEST.rounds)),
        view={"cases": (text("SK"),)},
    )
    return Report(
        first_page(matrix, manifest),
        matrix,
        manifest,
        shown_quotes(facts, text),
        (Reader(text("A"), text("1"), True, 3),),
        {code.id: 2 for code in codes},
    )
