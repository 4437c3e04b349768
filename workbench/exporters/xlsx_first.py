"""The first sheet: the first page of the comparison, cell by cell as the domain made it.

Marks are coloured by their theme, never by colour alone. Beside each cell an arrow leads to its quotes, and beside each
code one to its definition. Nothing is counted here and no text changed: one that a row cannot show is cut with a
pointer to where it stands whole.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from workbench.domain.cell_words import spoken
from workbench.domain.cells import MOST_MARKS, State, mark
from workbench.domain.first_page import LineKind
from workbench.domain.tallies import Line
from workbench.exporters.legal_text import capital, fit
from workbench.exporters.page_parts import OWN, Tone, cell_stretches, rows_of_lines
from workbench.exporters.report_facts import signs_told
from workbench.exporters.tints import LINE, SOFT, dark, tint
from workbench.exporters.xlsx_heights import INDENT, MOST_LINES, lines, text_pixels
from workbench.exporters.xlsx_text import pieces
from workbench.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbench.domain.cells import Cell
    from workbench.domain.first_page import PageLine
    from workbench.domain.report import Report
    from workbench.exporters.xlsx_book import Book, Run, Sheet

_TITLE, _SUMMARY, _LEGEND, _HOW, _HEAD, FIRST = range(6)
_NARROW, _WIDE, _ARROW, _COMMENT = 10.0, 40.0, 3.0, 32.0
_FIRST_CELL, _STEP = 2, 2
"""The title and its arrow come first; then a column and its arrow, again and again."""
_TITLES = (24.0, 38.0)
_PIXELS = 7
_THIN_SPACE, _THIN_PIXELS = "\u2009", 3
"""After each mark, so that those of twelve informants can be counted."""
_NOTES_OVER = 170.0
"""Characters that a note under the table may be wide."""
_MOST_RUNS = 40_000
"""Cells in which marks are coloured; in a larger table the marks tell it alone, as they do everywhere."""
_FROZEN_LINES = 9
_MARKS = frozenset({Tone.SPEAKS, Tone.SILENT})
_PLAIN = {LineKind.DOCUMENTS: Line.DOCUMENTS, LineKind.NO_INFORMANT: Line.NO_INFORMANT}


class FirstSheet:
    """The first sheet.

    Args:
        book: it stands in.
        report: what is shown.
    """

    def __init__(self, book: Book, report: Report) -> None:
        self._sheet: Sheet = book.sheet(_("Comparison"))
        self._looks = book.looks
        self._report = report
        self._page = report.page
        self._matrix = report.matrix
        self._top = report.matrix.top
        self._of = list(rows_of_lines(report))
        self._under = [report.matrix.lines(place) for place in self._top]
        codes = report.matrix.facts.codebook
        self._colours: list[str] = [codes.theme(row.code.id).colour for row in report.matrix.rows]
        self._legend = next(place for place, note in enumerate(self._page.notes) if note.startswith(mark(State.SAYS)))
        self._widths = self._column_widths()
        self._rooms = [self._widths[self._at(place)] - INDENT for place in range(len(self._page.headings))]
        self._is_large = len(self._page.lines) * len(self._top) > _MOST_RUNS
        self._own_line = {
            row: place
            for place, (row, line) in enumerate(zip(self._of, self._page.lines, strict=True))
            if row is not None and line.kind in OWN
        }
        self._column_at = {column: self._at(place) for place, column in enumerate(self._top)}
        for place, path in enumerate(column.path for column in report.matrix.columns):
            for inside in (number for number, column in enumerate(report.matrix.columns) if column.inside == path):
                self._column_at.setdefault(inside, self._column_at.get(place, 0))

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self._sheet.name

    def place(self, row: int, column: int | None = None) -> str:
        """Return a link to a row of the matrix, or to a cell of it."""
        at = 0 if column is None else self._column_at.get(column, 0)
        return self._sheet.place(FIRST + self._own_line[row], at)

    def top(self) -> str:
        """Return a link to the head of the table."""
        return self._sheet.place(_HEAD)

    def _at(self, place: int) -> int:
        """Return where a cell of a line stands; only the matrix's own columns have an arrow."""
        return _FIRST_CELL + _STEP * min(place, len(self._top)) + max(place - len(self._top), 0)

    # The page.

    def write(
        self,
        quotes: Callable[[int, int, bool], str],
        definitions: Mapping[int, str],
        where: Sequence[str],
    ) -> None:
        """Write the sheet.

        Args:
            quotes: tells a link to the first quote of a cell, by row, column and whether those against are meant;
                empty where there is none.
            definitions: links to the definitions, by row.
            where: the names of the other sheets, definitions first.
        """
        self._quotes = quotes
        self._definitions = definitions
        self._pointer = _(" … see the sheet “{sheet}”").format(sheet=where[0])
        self._sheet.columns(self._widths)
        self._over(where)
        for place, (row, line) in enumerate(zip(self._of, self._page.lines, strict=True)):
            self._line(FIRST + place, line, row)
        self._notes(FIRST + len(self._page.lines) + 1)
        last_head = self._last_head()
        self._sheet.freeze(last_head + 1, _FIRST_CELL)
        self._sheet.page(self._widths, (_HEAD, last_head), first_columns=_FIRST_CELL)

    def _column_widths(self) -> list[float]:
        page = self._page
        titles = [text_pixels(line.title) / _PIXELS + INDENT * (line.depth + 1) + 1 for line in page.lines]
        widths = [min(max(_TITLES[0], *titles, 0), _TITLES[1]), _ARROW]
        for place, heading in enumerate(page.headings):
            texts = (heading, *dict.fromkeys(line.cells[place] for line in page.lines))
            # Between two marks stands a thin space.
            widest = max(text_pixels(text) + _THIN_PIXELS * min(len(text), MOST_MARKS) for text in texts) / _PIXELS
            widest += INDENT + 1
            widths.append(min(max(_NARROW, math.ceil(widest)), _WIDE))
            widths += [_ARROW] * (place < len(self._top))
        return [*widths, _COMMENT]

    def _over(self, where: Sequence[str]) -> None:
        sheet, looks = self._sheet, self._looks
        sheet.text(_TITLE, 0, self._page.title, looks.plain(bold=True, font_size=16, text_wrap=False))
        sheet.row(_TITLE, 1, 23)
        sheet.text(_SUMMARY, 0, self._page.summary, looks.plain(text_wrap=False))
        legend = "\n".join(filter(None, (self._page.notes[self._legend], signs_told(self._report))))
        self._across(_LEGEND, legend)
        how = _(
            "→ leads from a cell to its quotes, and from a code to its definition. More sheets: {sheets}. The last "
            "column is for remarks."
        )
        sheet.text(_HOW, 0, how.format(sheets=", ".join(where)), looks.plain(font_color=SOFT, text_wrap=False))
        sheet.row(_HOW, 1, 19)
        for column in range(len(self._widths)):
            sheet.text(_HEAD, column, "", looks.head(**self._edge(column)))
        for place, heading in enumerate(self._page.headings):
            sheet.text(_HEAD, self._at(place), heading, looks.head())
        sheet.text(_HEAD, len(self._widths) - 1, capital(_("comment")), looks.head())
        sheet.row(_HEAD, self._lines_of("", self._page.headings))

    def _edge(self, column: int) -> dict[str, Any]:
        """Return the line that keeps an arrow with the cell before it, and apart from the one after it."""
        is_arrow = column % _STEP and column < _FIRST_CELL + _STEP * len(self._top)
        return {"right": 1, "right_color": LINE} if is_arrow else {}

    def _lines_of(self, title: str, cells: Sequence[str], indent: int = 0) -> int:
        most = max(
            (lines(text, width) for text, width in dict.fromkeys(zip(cells, self._rooms, strict=False))), default=1
        )
        return min(max(most, lines(title, self._widths[0] - INDENT * (indent + 1))), MOST_LINES)

    def _last_head(self) -> int:
        """Return the last row that stands still: that of the order of the marks, where there is room for it."""
        order = next((place for place, line in enumerate(self._page.lines) if line.kind is not LineKind.HEADING), 0)
        rows = min(2, order) if self._matrix.facts.informants else 0
        heights = [self._lines_of(line.title, line.cells) for line in self._page.lines[:rows]]
        return _HEAD + (rows if sum(heights) <= _FROZEN_LINES else 0)

    def _shortened(self, text: str, width: float) -> str:
        text = fit(text)
        if len(text) < width and "\n" not in text:
            return text
        found = list(pieces(text, lambda piece: lines(piece + self._pointer, width) <= MOST_LINES))
        return text if len(found) == 1 else found[0].rstrip() + self._pointer

    def _line(self, at: int, line: PageLine, row: int | None) -> None:
        sheet, looks = self._sheet, self._looks
        cells = [self._shortened(text, room) for text, room in zip(line.cells, self._rooms, strict=True)]
        self._title(at, line, row)
        for place, text in enumerate(cells):
            if row is None or place >= len(self._top) or line.kind is LineKind.POLES:
                self._silent(at, place, text, is_heading=row is None)
            elif line.kind in OWN:
                self._cell(at, place, text, row)
            else:
                self._under_cell(at, place, text, (line.kind, row))
        sheet.text(at, len(self._widths) - 1, "", looks.remark())
        sheet.row(at, self._lines_of(line.title, cells, line.depth + 1))

    def _title(self, at: int, line: PageLine, row: int | None) -> None:
        sheet, looks, indent = self._sheet, self._looks, min(line.depth, 12)
        if row is None or line.kind not in OWN:
            look = looks.cell(font_color=SOFT, indent=indent + 1, italic=row is not None)
            sheet.text(at, 0, line.title, look)
            sheet.text(at, 1, "", looks.cell(**self._edge(1)))
            return
        ground = self._ground(row, line.kind)
        sheet.text(at, 0, line.title, looks.cell(bold=line.kind is LineKind.THEME, indent=indent + 1, **ground))
        sheet.arrow(at, 1, 1, looks.arrow("→", **ground, **self._edge(1)), (self._definitions[row], _("Definition")))

    def _ground(self, row: int, kind: LineKind) -> dict[str, str]:
        return {"bg_color": tint(self._colours[row], 0.22 if kind is LineKind.THEME else 0.14)}

    def _silent(self, at: int, place: int, text: str, *, is_heading: bool) -> None:
        column, looks = self._at(place), self._looks
        look = looks.cell() if is_heading else looks.cell(font_color=SOFT)
        self._sheet.text(at, column, text, look)
        if place < len(self._top):
            edge = self._edge(column + 1)
            self._sheet.text(
                at, column + 1, "", looks.cell(**edge) if is_heading else looks.cell(font_color=SOFT, **edge)
            )

    def _under_cell(self, at: int, place: int, text: str, of: tuple[LineKind, int]) -> None:
        kind, row = of
        column = self._top[place]
        if kind in _PLAIN:
            column = self._under[place].get(_PLAIN[kind], column)
        self._sheet.text(at, self._at(place), text, self._looks.cell(italic=True, font_color=SOFT))
        cell = self._matrix.cells[row][column]
        is_against = kind is LineKind.AGAINST
        count = cell.quotes_against if is_against else cell.quotes * (kind in _PLAIN and column != self._top[place])
        self._arrow(at, place, count, (self._quotes(row, column, is_against), text), {})

    def _cell(self, at: int, place: int, text: str, row: int) -> None:
        cell = self._matrix.cells[row][self._top[place]]
        kind = LineKind.THEME if self._page.lines[self._own_line[row]].kind is LineKind.THEME else LineKind.CODE
        ground = self._ground(row, kind) if cell.n else {}
        look = self._looks.cell(**ground)
        runs = self._runs(cell, text, self._colours[row])
        if self._is_large:
            self._sheet.text(at, self._at(place), "".join(part for _look, part in runs), look)
        else:
            self._sheet.runs(at, self._at(place), runs, look)
        self._arrow(at, place, cell.quotes, (self._quotes(row, self._top[place], False), spoken(cell)), ground)

    def _arrow(self, at: int, place: int, count: int, to: tuple[str, str], ground: dict[str, str]) -> None:
        column = self._at(place) + 1
        look = {**ground, **self._edge(column)}
        if count and to[0]:
            self._sheet.arrow(at, column, count, self._looks.arrow("→", **look), to)
        else:
            self._sheet.text(at, column, "", self._looks.cell(**look))

    def _runs(self, cell: Cell, text: str, colour: str) -> list[Run]:
        looks = self._looks
        tones = {
            Tone.SPEAKS: looks.run(font_color=dark(colour), bold=True),
            Tone.SILENT: looks.run(font_color=SOFT),
            Tone.PLAIN: looks.run(),
            Tone.SOFT: looks.run(font_color=SOFT),
        }
        return [(tones[tone], _apart(said) if tone in _MARKS else said) for tone, said in cell_stretches(cell, text)]

    def _notes(self, at: int) -> None:
        notes = (note for place, note in enumerate(self._page.notes) if place != self._legend)
        for place, note in enumerate(notes):
            self._across(at + place, note)

    def _across(self, at: int, note: str) -> None:
        """Write what stands over or under the table, across its columns."""
        last, width = 0, self._widths[0]
        while last + 1 < len(self._widths) - 1 and width + self._widths[last + 1] <= _NOTES_OVER:
            last += 1
            width += self._widths[last]
        text = self._shortened(note, width) if at > _HEAD else note
        self._sheet.across(at, 0, last, text, self._looks.plain(font_color=SOFT))
        self._sheet.row(at, min(lines(text, width), MOST_LINES))


def _apart(marks: str) -> str:
    return "".join(sign + _THIN_SPACE for sign in marks)
