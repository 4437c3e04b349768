"""A workbook and its sheets: texts that can never be formulas, links within the file, pages that print well.

This is the only file that knows xlsxwriter's ways. Nothing is written to disk on the way: texts of people may not lie
about in a folder for temporary files. It is dated by the manifest, so that the same report gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench.exporters.legal_text import fit
from workbench.exporters.xlsx_heights import AIR, LINE, MOST
from workbench.exporters.xlsx_looks import Looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

    from workbench.domain.manifest import Manifest

MOST_LINKS = 60_000
"""Links in a sheet; the format's own limit is 65,530."""

_LONGEST_TIP = 250
_LONGEST_HEADER = 100
_A4, _A3 = 9, 8
_FITS_A4, _FITS_A3 = 245, 420
"""Columns of so many characters together are still read well when they are put on one such page across."""

Run = tuple["Format", str]


class Book:
    """One workbook, in memory.

    Args:
        manifest: what it is made from, and when that was last changed.
    """

    def __init__(self, manifest: Manifest) -> None:
        from xlsxwriter import Workbook

        self._file = BytesIO()
        self._workbook = Workbook(
            self._file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._workbook.set_properties(
            {
                "title": fit(manifest.project)[:200],
                "comments": f"Workbench {manifest.program}, {manifest.change}, {manifest.minute}",
                "created": _moment(manifest.at),
            }
        )
        self._title = fit(manifest.project)
        self.looks = Looks(self._workbook)

    def sheet(self, name: str) -> Sheet:
        """Return a new sheet after the others; its name is ours and short."""
        return Sheet(self._workbook.add_worksheet(name), name, self._title)

    def closed(self) -> BytesIO:
        """Return the finished file."""
        self._workbook.close()
        self._file.seek(0)
        return self._file


class Sheet:
    """One sheet; rows and columns are counted from 0."""

    def __init__(self, worksheet: Any, name: str, title: str) -> None:
        self._sheet = worksheet
        self.name = name
        self._title = title
        self._links = 0
        worksheet.hide_gridlines(2)
        worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def columns(self, widths: Sequence[float]) -> None:
        """Set how wide the columns are, in characters."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def hide(self, column: int) -> None:
        """Let a column be there and not be seen."""
        self._sheet.set_column(column, column, None, None, {"hidden": True})

    def row(self, row: int, lines: int, line: float = LINE) -> None:
        """Set how high a row is, in lines."""
        self._sheet.set_row(row, min(lines * line + AIR, MOST))

    def text(self, row: int, column: int, text: str, look: Format) -> None:
        """Write a text as it is; where there is none, only its look."""
        text = fit(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            # What looks like the format's own markup is taken for it, unless it comes in parts.
            _done(self._sheet.write_rich_string(row, column, look, text[:1], look, text[1:], look))
        elif text:
            _done(self._sheet.write_string(row, column, text, look))
        else:
            _done(self._sheet.write_blank(row, column, None, look))

    def runs(self, row: int, column: int, runs: Sequence[Run], look: Format) -> None:
        """Write a text in stretches that look different."""
        found = [(run, fit(text)) for run, text in runs if text]
        if len(found) < 2:
            self.text(row, column, "".join(text for _run, text in found), look)
        else:
            _done(self._sheet.write_rich_string(row, column, *(part for run in found for part in run), look))

    def across(self, row: int, column: int, last: int, text: str, look: Format) -> None:
        """Write a text over several columns."""
        if last > column:
            _done(self._sheet.merge_range(row, column, row, last, "", look))
        self.text(row, column, text, look)

    def link(self, row: int, column: int, text: str, look: Format, to: str) -> None:
        """Write a short text of ours that leads to a place in the file."""
        _done(self._sheet.write_url(row, column, to, look, string=text))

    def arrow(self, row: int, column: int, value: int, look: Format, to: tuple[str, str]) -> None:
        """Write a number, shown as an arrow, that leads to a place in the file.

        A text that leads somewhere loses its colours and its line breaks in LibreOffice; a number does not.

        Args:
            row: where.
            column: where.
            value: what stands in the cell.
            look: the cell's; from it comes the arrow.
            to: the place, and what is said when it is pointed at.
        """
        link, tip = to
        if self._links < MOST_LINKS:
            self._links += 1
            said = fit(tip) if 0 < len(tip) <= _LONGEST_TIP else None
            _done(self._sheet.write_url(row, column, link, look, string="→", tip=said))
        _done(self._sheet.write_number(row, column, value, look))

    def freeze(self, row: int, column: int) -> None:
        """Let the rows above and the columns before stand still."""
        self._sheet.freeze_panes(row, column)

    def filter(self, first: int, last: int, columns: int) -> None:
        """Let the rows be chosen by what their columns hold."""
        self._sheet.autofilter(first, 0, last, columns - 1)

    def page(
        self, widths: Sequence[float], head: tuple[int, int], *, first_columns: int = 0, margin: float = 0.5
    ) -> None:
        """Set how the sheet prints: across, on A4 where that is read well, else on A3, its head on every page.

        Args:
            widths: of the columns, in characters.
            head: first and last row of what is repeated on every page.
            first_columns: how many are repeated too, where the sheet is wider than a page.
            margin: beside the sheet, in inches.
        """
        wide = sum(widths)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4 if wide <= _FITS_A4 else _A3)
        self._sheet.set_margins(left=margin, right=margin, top=0.75, bottom=0.6)
        self._sheet.repeat_rows(*head)
        if wide <= _FITS_A3:
            self._sheet.fit_to_pages(1, 0)
        else:
            self._sheet.set_print_scale(70)
            if first_columns:
                self._sheet.repeat_columns(0, first_columns - 1)
        title = " ".join(self._title.split())
        short = title if len(title) <= _LONGEST_HEADER else title[:_LONGEST_HEADER] + " …"
        self._sheet.set_header("&L&9" + _in_header(short) + "&R&9" + _in_header(self.name))
        self._sheet.set_footer("&R&9&P / &N")

    def place(self, row: int, column: int = 0) -> str:
        """Return what a link to a cell says."""
        return place(self.name, row, column)


def place(sheet: str, row: int, column: int = 0) -> str:
    """Return what a link to a cell of a sheet says."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return f"internal:'{sheet}'!{xl_rowcol_to_cell(row, column)}"


def _moment(at: str) -> datetime:
    """Return when the last step was taken; the first day there is where none was."""
    return datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None) if at else datetime(1980, 1, 1)  # noqa: DTZ001


def _in_header(text: str) -> str:
    # A digit right after the size would be taken for one more of its digits.
    return (" " if text[:1].isdigit() else "") + text.replace("&", "&&")


def _done(code: int) -> None:
    """Refuse to go on where a cell was not written."""
    if code:
        raise ValueError(f"a cell was not written: {code}")
