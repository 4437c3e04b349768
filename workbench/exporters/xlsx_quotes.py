"""The sheet of quotes: a row for each coding, whole, with who, where, for or against, and the question before it.

There may be a million. The rows are therefore written as the sheet's XML at once, into the place that the workbook's
library left open for them; every text is escaped on its way. A text that is longer than a row can show goes on in the
next row, and both say so.
"""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.norwegian import number
from workbench.domain.passages import Stance
from workbench.exporters.legal_text import capital, fit
from workbench.exporters.tints import SOFT, tint
from workbench.exporters.xlsx_book import MOST_LINKS, Sheet, place
from workbench.exporters.xlsx_heights import AIR, INDENT, LINE, MOST_LINES, lines, running_lines
from workbench.exporters.xlsx_text import LONGEST, in_xml, pieces
from workbench.i18n import N_, _, language, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from workbench.domain.codebook import Code
    from workbench.domain.report import Report
    from workbench.exporters.quote_order import Listed
    from workbench.exporters.xlsx_book import Book

MOST_ROWS = 1_000_000
"""Rows of quotes on one sheet; the format's own limit is 1,048,576 rows."""

_TITLE, _NOTE, _HEAD, FIRST = range(4)
_COLUMNS = (
    (N_("id"), 11.0),
    (N_("case"), 13.0),
    (N_("informant"), 11.0),
    (N_("Asked before"), 24.0),
    (N_("quote"), 53.0),
    (N_("code"), 22.0),
    ("", 3.0),
    (N_("stance"), 10.0),
    (N_("memo"), 15.0),
    (N_("coder"), 8.0),
    (N_("reading"), 14.0),
    (N_("starred"), 4.0),
    (N_("source"), 8.5),
    (N_("reference"), 14.0),
    (N_("comment"), 20.0),
)
_WIDTHS = tuple(width for _title, width in _COLUMNS)
_ROOMS = tuple(width - INDENT for width in _WIDTHS)
_CASE, _ASKED, _QUOTE, _CODE, _BACK, _MEMO, _STAR, _REFERENCE = 1, 3, 4, 5, 6, 8, 11, 13
_SPLIT = (_ASKED, _QUOTE, _MEMO, _REFERENCE)
"""Columns whose texts may go on in the next row."""
_LONG = frozenset((0, *_SPLIT))
"""Columns whose texts hardly come twice."""
_NARROW_MARGIN = 0.3
"""Inches beside the sheet where it is printed, so that it is read well on A4."""
_LETTERS = "ABCDEFGHIJKLMNO"
_STANCES = {Stance.FOR: ("", N_("for")), Stance.AGAINST: ("− ", N_("against"))}


class Row(NamedTuple):
    """One row of the sheet."""

    texts: tuple[str, ...]
    """Fit for the format; all but the last column, which waits for remarks."""
    lines: int
    of: Listed


class QuoteRows:
    """Every row of the quotes, and where each quote begins.

    Args:
        listed: in their order.
        cases: the names of the cases, by label.
    """

    def __init__(self, listed: Sequence[Listed], cases: Mapping[str, str]) -> None:
        self.rows: list[Row] = []
        self._starts: list[int] = []
        words = {stance: sign + _(word) for stance, (sign, word) in _STANCES.items()}
        for one in listed:
            self._starts.append(len(self.rows))
            self.rows.extend(_rows(one, words, cases))
        self.has_references = any(one.shown.reference != one.shown.quote.passage for one in listed)
        """Whether the column of references says anything that the ids do not."""

    def place(self, listed: int) -> str:
        """Return a link to a quote, by its place in the list."""
        sheet, row = divmod(self._starts[listed], MOST_ROWS)
        return place(sheet_name(sheet), FIRST + row, _QUOTE)

    def sheets(self) -> Iterator[Sequence[Row]]:
        """Yield the rows of each sheet; one sheet at least."""
        for start in range(0, max(len(self.rows), 1), MOST_ROWS):
            yield self.rows[start : start + MOST_ROWS]


def sheet_name(sheet: int) -> str:
    """Return the name of a sheet of quotes, counted from 0."""
    return _("Quotes") + (f" {sheet + 1}" if sheet else "")


def _rows(one: Listed, words: Mapping[Stance, str], cases: Mapping[str, str]) -> Iterator[Row]:
    shown, quote = one.shown, one.shown.quote
    texts = (
        quote.passage,
        ", ".join(cases.get(label, label) for label in quote.cases),
        ", ".join(quote.informants) or shown.speaker,
        shown.asked,
        quote.words,
        shown.path,
        "",
        words[quote.stance],
        quote.memo,
        quote.coder,
        quote.round,
        "★" if quote.starred else "",
        quote.source,
        shown.reference,
    )
    most = max(_lines(text, column) for column, text in enumerate(texts) if text)
    if most <= MOST_LINES and len(quote.words) + len(quote.memo) + len(shown.asked) < LONGEST // 2:
        yield Row(texts, most, one)
        return
    parts = {column: list(pieces(fit(texts[column]), _fits(column))) for column in _SPLIT}
    count = max(map(len, parts.values()))
    for part in range(count):
        cells = list(texts)
        for column, found in parts.items():
            cells[column] = found[part] if part < len(found) else ""
        goes_on = N_("{id} ({part} of {all}, goes on below)") if part + 1 < count else N_("{id} ({part} of {all})")
        if count > 1:
            cells[0] = _(goes_on).format(id=quote.passage, part=part + 1, all=count)
        most = max(_lines(text, column) for column, text in enumerate(cells))
        yield Row(tuple(cells), min(most, MOST_LINES), one)


def _lines(text: str, column: int) -> int:
    # What comes again and again is measured well, and once.
    return running_lines(text, _ROOMS[column]) if column in _LONG else lines(text, _ROOMS[column])


def _fits(column: int) -> Callable[[str], bool]:
    return lambda text: _lines(text, column) <= MOST_LINES


class QuoteSheets:
    """The sheets of quotes in a workbook.

    Args:
        book: they stand in.
        report: what is shown.
        quotes: their rows.
    """

    def __init__(self, book: Book, report: Report, quotes: QuoteRows) -> None:
        self._looks = book.looks
        self._report = report
        self._quotes = quotes
        self._sheets = [(book.sheet(sheet_name(number)), rows) for number, rows in enumerate(quotes.sheets())]

    def write_heads(self, back: str) -> None:
        """Write what stands over the quotes, and the looks of their rows.

        Args:
            back: a link to the table.
        """
        for sheet, rows in self._sheets:
            self._head(sheet, back, len(rows))

    def _head(self, sheet: Sheet, back: str, rows: int) -> None:
        looks = self._looks
        sheet.columns(_WIDTHS)
        widths = list(_WIDTHS)
        if not self._quotes.has_references:
            sheet.hide(_REFERENCE)
            widths[_REFERENCE] = 0
        sheet.text(_TITLE, 0, _("Quotes"), looks.plain(bold=True, font_size=15, text_wrap=False))
        sheet.row(_TITLE, 1, 21)
        sheet.link(_TITLE, _QUOTE, _("← To the comparison"), looks.plain(underline=1, valign="vcenter"), back)
        codings = sum(self._report.shown_codes.values())
        counted = n_("{count} coding", "{count} codings", codings).format(count=number(codings, language()))
        order = _(
            "A row for each coding: {codings}. In order of code, then {case}, then in turn over informants, starred "
            "first. ← leads back to the cell of the comparison."
        )
        words = self._report.matrix.facts.case_words
        told = order.format(codings=counted, case=words[0] if words else _("case"))
        sheet.text(_NOTE, 0, told, looks.plain(font_color=SOFT, text_wrap=False))
        heads = self._heads()
        for column, head in enumerate(heads):
            sheet.text(_HEAD, column, head, looks.head())
        sheet.row(_HEAD, min(max(lines(head, room) for head, room in zip(heads, _ROOMS, strict=True)), MOST_LINES))
        sheet.freeze(FIRST, 1)
        sheet.filter(_HEAD, FIRST + max(rows, 1) - 1, len(_COLUMNS))
        sheet.page(widths, (_HEAD, _HEAD), margin=_NARROW_MARGIN)
        # One row of nothing but looks: what it is filled with is written when the file is closed.
        for column, look in enumerate(self._row_looks()):
            sheet.text(FIRST, column, "", look)

    def _heads(self) -> list[str]:
        heads = [capital(_(title)) for title, _width in _COLUMNS]
        own = self._report.matrix.facts.case_words
        if own is not None:
            heads[_CASE] = capital(own[0])
        heads[_STAR] = "★"
        return heads

    def _row_looks(self) -> list[object]:
        looks = self._looks
        cell, strong, soft = looks.cell(), looks.cell(bold=True), looks.cell(font_color=SOFT)
        usual = [
            strong,
            cell,
            cell,
            soft,
            cell,
            cell,
            looks.arrow("←"),
            cell,
            cell,
            soft,
            soft,
            cell,
            soft,
            cell,
            looks.remark(),
        ]
        return [*usual, *(looks.cell(bg_color=tint(theme.colour)) for theme in self._themes())]

    def _themes(self) -> Sequence[Code]:
        return self._report.matrix.facts.codebook.themes

    def written_into(self, file: BytesIO, back: Callable[[Listed], str]) -> BytesIO:
        """Return the workbook's file with the rows in it.

        Args:
            file: the closed workbook.
            back: tells a link from a quote to its cell in the table.
        """
        themes = {theme.id: place for place, theme in enumerate(self._themes())}
        book = self._report.matrix.facts.codebook
        theme_of = [themes[book.theme(row.code.id).id] for row in self._report.matrix.rows]
        filled = BytesIO()
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                part = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
                part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
                content = old.read(info)
                quotes = self._rows_in(info.filename)
                if quotes is None:
                    new.writestr(part, content)
                    continue
                with new.open(part, "w", force_zip64=len(quotes) > MOST_ROWS // 4) as out:
                    for piece in _filled(content.decode("utf-8"), quotes, theme_of, back):
                        out.write(piece.encode("utf-8"))
        return filled

    def _rows_in(self, name: str) -> Sequence[Row] | None:
        """Return the rows that belong into a part of the file."""
        for number_, (_sheet, rows) in enumerate(self._sheets, start=BEFORE + 1):
            if name == f"xl/worksheets/sheet{number_}.xml":
                return rows
        return None


BEFORE = 2
"""Sheets before the quotes."""
_AT_A_TIME = 2000
_STYLE = re.compile(r'<c r="[A-Z]+4" s="(\d+)"/>')


def _filled(
    skeleton: str, rows: Sequence[Row], theme_of: Sequence[int], back: Callable[[Listed], str]
) -> Iterator[str]:
    """Yield a sheet's XML with its rows."""
    start, end = skeleton.index('<row r="4"'), skeleton.index("</sheetData>")
    styles = _STYLE.findall(skeleton, start, end)
    usual, themes = styles[: len(_COLUMNS)], styles[len(_COLUMNS) :]
    head = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:O{FIRST + max(len(rows), 1)}"/>', skeleton[:start])
    yield head
    for at in range(0, len(rows), _AT_A_TIME):
        yield "".join(
            _row_xml(FIRST + 1 + at + place, row, usual, themes[theme_of[row.of.row]])
            for place, row in enumerate(rows[at : at + _AT_A_TIME])
        )
    tail = skeleton[end:]
    links_end = tail.index("</hyperlinks>")
    yield tail[:links_end]
    yield "".join(_links(rows, back))
    yield tail[links_end:]


def _row_xml(number_: int, row: Row, styles: Sequence[str], theme: str) -> str:
    cells = []
    for column, (letter, style, text) in enumerate(zip(_LETTERS, styles, (*row.texts, ""), strict=True)):
        look = theme if column == _CODE else style
        if text:
            shown = _inline(text) if column in _LONG else _inline_known(text)
            cells.append(f'<c r="{letter}{number_}" s="{look}"{shown}</c>')
        elif column == _BACK:
            cells.append(f'<c r="{letter}{number_}" s="{look}"><v>1</v></c>')
        else:
            cells.append(f'<c r="{letter}{number_}" s="{look}"/>')
    return f'<row r="{number_}" ht="{row.lines * LINE + AIR:g}" customHeight="1">{"".join(cells)}</row>'


def _inline(text: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{in_xml(text)}</t></is>'


_inline_known = lru_cache(maxsize=10_000)(_inline)
"""The same for texts that come again and again."""


def _links(rows: Sequence[Row], back: Callable[[Listed], str]) -> Iterator[str]:
    """Yield a link from each row to the table; from the first rows of each cell where they are too many."""
    every = len(rows) <= MOST_LINKS
    before: tuple[int, int | None] | None = None
    left = MOST_LINKS
    for place_, row in enumerate(rows):
        cell = (row.of.row, row.of.column)
        if (every or cell != before) and left:
            left -= 1
            to = in_xml(back(row.of)).replace('"', "&quot;")
            yield f'<hyperlink ref="{_LETTERS[_BACK]}{FIRST + 1 + place_}" location="{to}"/>'
        before = cell
