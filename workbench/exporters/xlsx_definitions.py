"""The second sheet: what the codes mean, what the marks mean, who coded, what is left out, how it is counted.

It is what a reader needs who doubts the first sheet. The texts are the codebook's and the project's own; one that is
longer than a row can show goes on in the next.
"""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from workbench.domain.norwegian import number
from workbench.exporters.legal_text import capital, fit
from workbench.exporters.report_facts import is_undefined, sections, shown_codes
from workbench.exporters.tints import SOFT, tint
from workbench.exporters.xlsx_heights import INDENT, MOST_LINES, lines
from workbench.exporters.xlsx_text import pieces
from workbench.i18n import N_, _, language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.domain.codebook import Code
    from workbench.domain.report import Report
    from workbench.exporters.xlsx_book import Book, Sheet

_TITLE, _BACK, _HEAD, FIRST = range(4)
_COLUMNS = (
    (N_("code"), 32.0),
    ("", 3.0),
    (N_("Definition"), 42.0),
    (N_("Use it when"), 31.0),
    (N_("Do not use it when"), 31.0),
    (N_("Example"), 32.0),
    (N_("since version"), 10.0),
    (N_("codings shown"), 11.0),
    (N_("comment"), 32.0),
)
_WIDTHS = tuple(width for _title, width in _COLUMNS)
_ROOMS = tuple(width - INDENT for width in _WIDTHS)
_COMMENT = len(_COLUMNS) - 1
_PROSE = (0, 5)
"""First and last column that a sentence stands across."""


class DefinitionsSheet:
    """The second sheet; made before the first, so that the first can lead to it.

    Args:
        book: it stands in.
        report: what is shown.
    """

    def __init__(self, book: Book, report: Report) -> None:
        self._sheet: Sheet = book.sheet(_("Definitions"))
        self._looks = book.looks
        self._report = report
        self._codes = list(shown_codes(report))
        self._parts = [[_piece_rows(self._texts(depth, code))] for depth, code in self._codes]
        self._starts: list[int] = []
        at = FIRST
        for parts in self._parts:
            self._starts.append(at)
            at += len(parts[0])
        self._at = at + 1

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self._sheet.name

    def places(self) -> dict[int, str]:
        """Return links to the definitions, by row of the matrix."""
        starts = {code.id: at for (_depth, code), at in zip(self._codes, self._starts, strict=True)}
        return {place: self._sheet.place(starts[row.code.id]) for place, row in enumerate(self._report.matrix.rows)}

    def write(self, back: Callable[[int], str], top: str) -> None:
        """Write the sheet.

        Args:
            back: tells a link to a row of the matrix on the first sheet.
            top: a link to the first sheet.
        """
        sheet, looks = self._sheet, self._looks
        sheet.columns(_WIDTHS)
        manifest = self._report.manifest
        sheet.text(_TITLE, 0, _("Definitions"), looks.plain(bold=True, font_size=15, text_wrap=False))
        sheet.row(_TITLE, 1, 21)
        sheet.link(_BACK, 0, _("← To the comparison"), looks.plain(underline=1), top)
        told = _("codebook {name}, version {version}").format(name=manifest.codebook, version=manifest.codebook_version)
        sheet.text(_BACK, 2, told, looks.plain(font_color=SOFT, text_wrap=False))
        for column, (title, _width) in enumerate(_COLUMNS):
            sheet.text(_HEAD, column, capital(_(title)), looks.head())
        sheet.row(_HEAD, max(lines(_(title), room) for (title, _width), room in zip(_COLUMNS, _ROOMS, strict=True)))
        self._definitions(back)
        for section in sections(self._report):
            self._section(section.title, section.rows)
        sheet.freeze(FIRST, 1)
        sheet.page(_WIDTHS, (_HEAD, _HEAD))

    # Codes.

    def _texts(self, depth: int, code: Code) -> tuple[str, ...]:
        path = self._report.matrix.facts.codebook.path(code.id)
        retired = " " + _("(no longer in use)") if code.retired else ""
        definition = _("No definition is written yet.") if is_undefined(code) else code.definition
        count = number(self._report.shown_codes.get(code.id, 0), language())
        return (path + retired, "", definition, code.when, code.when_not, code.example, str(code.since), count)

    def _definitions(self, back: Callable[[int], str]) -> None:
        rows = {row.code.id: place for place, row in enumerate(self._report.matrix.rows)}
        book = self._report.matrix.facts.codebook
        for (depth, code), (parts,), start in zip(self._codes, self._parts, self._starts, strict=True):
            colour = book.theme(code.id).colour
            ground = {"bg_color": tint(colour, 0.14 if depth else 0.22)}
            for place, texts in enumerate(parts):
                for column, text in enumerate(texts):
                    look = self._looks.cell(**ground, bold=not depth) if not column else self._looks.cell()
                    self._sheet.text(start + place, column, text, look)
                self._finish(start + place, texts)
            if code.id in rows:
                to = (back(rows[code.id]), _("To the comparison"))
                self._sheet.arrow(start, 1, 1, self._looks.arrow("←"), to)

    def _finish(self, at: int, texts: Sequence[str]) -> None:
        self._sheet.text(at, _COMMENT, "", self._looks.remark())
        self._sheet.row(at, _most_lines(texts))

    # All that stands under them.

    def _section(self, title: str, rows: Iterable[tuple[str, ...]]) -> None:
        self._sheet.text(self._at, 0, title, self._looks.plain(bold=True, font_size=13, text_wrap=False))
        self._sheet.row(self._at, 1, 20)
        self._at += 1
        for texts in rows:
            if len(texts) <= 2:
                self._prose(texts[0] if len(texts) == 2 else "", texts[-1])
                continue
            for part in _piece_rows((texts[0], "", *texts[1:])):
                self._row(part)
        self._at += 1

    def _row(self, texts: tuple[str, ...]) -> None:
        look = self._looks.cell()
        for column in range(_COMMENT):
            self._sheet.text(self._at, column, "", look)
        self._sheet.text(self._at, _COMMENT, "", self._looks.remark())
        for column, text in enumerate(texts):
            self._sheet.text(self._at, column, text, look)
        self._sheet.row(self._at, _most_lines(texts))
        self._at += 1

    def _prose(self, name: str, prose: str) -> None:
        """Write a name and what is said of it, across the columns of the definitions; or a sentence by itself."""
        first = _PROSE[0] + 2 * bool(name)
        room = sum(_WIDTHS[first : _PROSE[1] + 1]) - INDENT
        for place, part in enumerate(pieces(fit(prose), partial(_fits, room))):
            at = self._at
            self._row((_("{code} (goes on)").format(code=name) if place and name else name,))
            self._sheet.across(at, first, _PROSE[1], part, self._looks.cell())
            self._sheet.row(at, max(lines(part, room), lines(name, _ROOMS[0])))


def _piece_rows(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the rows that a code or a fact takes: one, or more where a text is longer than a row can show."""
    found = [list(pieces(fit(text), partial(_fits, room))) for text, room in zip(texts, _ROOMS, strict=False)]
    rows = list(zip_longest(*found, fillvalue=""))
    name = found[0][0]
    return [rows[0], *((_("{code} (goes on)").format(code=name), *row[1:]) for row in rows[1:])]


def _fits(room: float, piece: str) -> bool:
    return lines(piece, room) <= MOST_LINES


def _most_lines(texts: Sequence[str]) -> int:
    return min(max(lines(text, room) for text, room in zip(texts, _ROOMS, strict=False)), MOST_LINES)
