"""What a reader needs who doubts the table: what the codes mean, what is left out, how it is counted, what made it.

The texts are the codebook's and the project's own; none is cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.exporters.docx_quotes import code_heading
from workbench.exporters.docx_xml import TAB, heading, marked, paragraph, run
from workbench.exporters.report_facts import (
    codings_told,
    dimension_told,
    is_undefined,
    sections,
    shown_codes,
    since_told,
)
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.domain.codebook import Code
    from workbench.domain.report import Report

_NEW_PAGE = "<w:pageBreakBefore/>"
_KEEP_NEXT = "<w:keepNext/>"
_SHORT_LIST = 12
_RULES = (
    (N_("Definition"), "definition"),
    (N_("Use it when"), "when"),
    (N_("Do not use it when"), "when_not"),
    (N_("Example"), "example"),
)


def definitions(report: Report) -> Iterator[str]:
    """Yield what the codes mean, and what stands behind the comparison.

    Args:
        report: what is shown.
    """
    book = report.matrix.facts.codebook
    yield heading(1, run(_("Definitions")), _NEW_PAGE)
    for depth, code in shown_codes(report):
        yield code_heading(book, code, depth)
        yield from _definition(code, report.shown_codes.get(code.id, 0))
    yield heading(1, run(_("About the comparison")), _NEW_PAGE)
    for section in sections(report):
        yield heading(2, run(section.title))
        style = "SmallPrint" if section.is_fine else "Fact"
        last = len(section.rows) - 1
        # A short list stands on one page.
        kept = _KEEP_NEXT * (len(section.rows) <= _SHORT_LIST)
        yield from (_fact(texts, style, kept * (place < last)) for place, texts in enumerate(section.rows))


def _definition(code: Code, codings: int) -> Iterator[str]:
    if is_undefined(code):
        yield paragraph("Normal", run(_("No definition is written yet."), "Soft"))
    for title, name in _RULES:
        text = getattr(code, name)
        if text:
            yield paragraph("Definition", run(_(title), "Soft") + TAB + run(text))
    facts = [since_told(code), codings_told(codings), dimension_told(code), _("no longer in use") * code.retired]
    yield paragraph("Legend", run(" · ".join(filter(None, facts))))


def _fact(texts: Sequence[str], style: str, kept: str) -> str:
    """Return a sentence, or a name and what is said of it."""
    name, *rest = texts
    if not rest:
        return paragraph("Normal", run(name), kept)
    return paragraph(style, marked(name) + TAB + marked(" · ".join(filter(None, rest))), kept)
