"""A comparison as a Word document: the first page as a table, every quote with its footnote, definitions, manifest.

Nothing is counted here. The same report gives the same bytes.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from workbench.exporters.docx_definitions import definitions
from workbench.exporters.docx_file import DocxFile, Footnotes
from workbench.exporters.docx_first import FirstTable
from workbench.exporters.docx_quotes import Quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.report import Report

_AT_A_TIME = 1 << 20


def matrix_docx(report: Report) -> Iterator[bytes]:
    """Yield the document piece by piece, in the language now chosen.

    Args:
        report: what is shown; its quotes are gone through once.
    """
    first = FirstTable(report)
    footnotes = Footnotes()
    document = DocxFile(report.page.title, report.manifest, first.legend, is_across=first.is_across)
    quotes = Quotes(report, footnotes)
    text = chain(first.written(document.end_of_table, quotes.place), quotes.written(), definitions(report))
    file = document.with_text(text, footnotes)
    file.seek(0)
    while piece := file.read(_AT_A_TIME):
        yield piece
