"""A comparison as one page that a supervisor opens without the program: first page, quotes, definitions, manifest.

Nothing is counted here and nothing is fetched by the page: it may run only the one script and the one stylesheet that
lie beside this file, and text of people is never markup in it. The same report gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from workbench.domain.cell_words import STATE_WORDS
from workbench.domain.cells import State, mark
from workbench.domain.days import as_of
from workbench.domain.norwegian import number
from workbench.domain.tallies import Line
from workbench.domain.view_words import view_told
from workbench.exporters.html_data import Index
from workbench.exporters.html_table import Addresses, hue, table_lines
from workbench.exporters.html_words import hidden_words, page_words
from workbench.exporters.report_facts import codings_told, counted_words, dimension_told, signs_told, since_told
from workbench.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.domain.report import Report

_PARTS = Path(__file__).parent / "html"
_PIECES = 256
"""Pieces of the template that are put together before they are written."""


def matrix_html(report: Report) -> Iterator[bytes]:
    """Yield the page piece by piece, in the language now chosen.

    Args:
        report: what is shown; its quotes are gone through once.
    """
    from jinja2 import Environment
    from markupsafe import Markup

    # The template is ours and constant; everything that is filled in is escaped, but for what is JSON or constant.
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True).from_string(
        _part("page.html")
    )
    addresses = Addresses(report.matrix)
    index = Index(report, addresses)
    style, script = _part("page.css"), _part("page.js")
    stream = page.stream(
        _written(report, addresses),
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        style_hash=_hash(style),
        script_hash=_hash(script),
        blocks=((block.number, Markup(block.json)) for block in index.blocks()),  # noqa: S704
        index=lambda: Markup(index.json()),  # noqa: S704
    )
    stream.enable_buffering(_PIECES)
    for piece in stream:
        yield piece.encode("utf-8")


def _part(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    """Return what the page's policy names a script or a style by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _written(report: Report, addresses: Addresses) -> Mapping[str, object]:
    """Return everything that the template fills in as plain values."""
    matrix, page = report.matrix, report.page
    *notes, made_from = page.notes
    legend = next(place for place, note in enumerate(notes) if note.startswith(mark(State.SAYS)))
    words = dict(page_words())
    if matrix.facts.case_words:
        words["case"] = matrix.facts.case_words[0]
    opens = {column.inside for column in matrix.columns if column.line is Line.INFORMANT}
    return {
        "say": SimpleNamespace(**words),
        "language": language(),
        "page": page,
        "columns": [
            (heading, place, matrix.columns[place].path in opens)
            for heading, place in zip(page.headings, matrix.top, strict=False)
        ],
        "more_columns": page.headings[len(matrix.top) :],
        "lines": table_lines(report, addresses),
        "legend": notes[legend].split("  "),
        "signs": signs_told(report),
        "notes": [note for place, note in enumerate(notes) if place != legend],
        "made_from": made_from,
        "as_of": as_of(report.manifest),
        "book": _("{name}, version {version}").format(
            name=report.manifest.codebook, version=report.manifest.codebook_version
        ),
        "manifest": report.manifest,
        "view": list(view_told(report.manifest.view)),
        "definitions": list(_definitions(report)),
        "readers": [(reader, number(reader.codings, language())) for reader in report.readers],
        "left_out": list(dict.fromkeys((out.what, out.label, out.reason) for out in matrix.left_out)),
        "counted": counted_words(),
        "hidden": hidden_words(report),
        "marks": [(mark(state), mark(state, is_key=True), _(word)) for state, word in STATE_WORDS.items()],
    }


def _definitions(report: Report) -> Iterator[Mapping[str, object]]:
    book = report.matrix.facts.codebook
    for place, row in enumerate(report.matrix.rows):
        code = row.code
        yield {
            "row": place,
            "code": code,
            "depth": row.depth,
            "hue": hue(book, code),
            "since": since_told(code),
            "dimension": dimension_told(code),
            "codings": codings_told(report.shown_codes.get(code.id, 0)),
        }
