"""The first page of the comparison as a Word table, cell by cell as the domain made it.

Marks are coloured by their theme, never by colour alone, and each code leads to its quotes. Nothing is counted here, no
text changed and none cut. A table that is wider than a page is continued in another under it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.cell_words import none
from workbench.domain.cells import State, mark
from workbench.domain.first_page import LineKind
from workbench.domain.tallies import Line
from workbench.exporters.docx_file import ACROSS, UPRIGHT
from workbench.exporters.docx_xml import cell, colour, link, marked, paragraph, row, run, table
from workbench.exporters.page_parts import OWN, Stretch, Tone, cell_stretches, rows_of_lines
from workbench.exporters.report_facts import signs_told
from workbench.exporters.tints import SOFT, dark, tint
from workbench.exporters.xlsx_heights import text_pixels
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workbench.domain.first_page import PageLine
    from workbench.domain.report import Report

_TWIPS = 11.9
"""Of a twentieth of a point, what a pixel at 11 points takes at 9 points."""
_EDGES = 230
"""Of a cell, what holds no text, and a little to spare."""
_STEP = 200
"""How far in a line stands for each step of depth."""
_NARROWEST, _WIDEST = 900, 4000
_MOST_WIDENED = 3
"""Halves of what a column wants that it may get where there is room."""
_TITLES = (2000, 4400)
_MOST_LINES = 25
"""Lines of a row that stands on one page; a longer one may go on on the next."""
_HEAD_LINES = 6
"""Lines of the rows that may stand on every page."""
_UNDER = frozenset({LineKind.AGAINST, LineKind.DOCUMENTS, LineKind.NO_INFORMANT})
"""Lines that tell more of the one over them."""
_LINES = {LineKind.DOCUMENTS: Line.DOCUMENTS, LineKind.NO_INFORMANT: Line.NO_INFORMANT}
_HALF_AS_WIDE = ((mark(State.NOT_ASKED), 50), (mark(State.UNREAD), 55))
_HEAVY = '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1F1F1F"/>'
_NO_TOP, _NO_BOTTOM = '<w:top w:val="nil"/>', '<w:bottom w:val="nil"/>'
_NO_LINE = '<w:u w:val="none"/>'
"""What leads somewhere is not underlined: in a whole table that would be all that one sees."""
_AIR = {sign: f'<w:spacing w:val="{twips}"/>' for sign, twips in ((mark(State.NOTHING_FOUND), 75), *_HALF_AS_WIDE)}
"""After a narrow mark, so that the marks of one informant stand under each other."""
_AS_WIDE = str.maketrans(dict.fromkeys(_AIR, mark(State.SAYS)))
_SOFTLY = {Tone.SILENT: colour(SOFT), Tone.SOFT: colour(SOFT)}


class Band(NamedTuple):
    """Columns that stand in one table."""

    places: Sequence[int]
    """Which cells of a line."""
    widths: list[int]
    """Of the titles' column and of each of the others, in twentieths of a point."""


class _Column(NamedTuple):
    """A column of cells, in twentieths of a point."""

    place: int
    least: int
    """For its longest word to stand on one line."""
    wanted: int
    """For the marks and numbers of each code to stand on one line; what is longer is wrapped."""


class FirstTable:
    """The first page.

    Args:
        report: what is shown.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._page = report.page
        self._of = list(rows_of_lines(report))
        self._under = [report.matrix.lines(place) for place in report.matrix.top]
        book = report.matrix.facts.codebook
        colours = [book.theme(found.code.id).colour for found in report.matrix.rows]
        self._tones = [{Tone.SPEAKS: colour(dark(found)), **_SOFTLY} for found in colours]
        self._grounds = [(tint(found, 0.22), tint(found, 0.1)) for found in colours]
        self.bands, self.is_across = bands(self._page.lines, self._page.headings)
        self._has_head = all(_lines(["", *self._heads(band)], band.widths) <= _MOST_LINES // 2 for band in self.bands)
        self._head_rows = self._repeated() if self._has_head else 0

    @property
    def legend(self) -> str:
        """What the marks mean, on one line."""
        return next(note for note in self._page.notes if note.startswith(mark(State.SAYS)))

    def written(self, end: str, quotes: Callable[[int, int, bool], str]) -> Iterator[str]:
        """Yield the page.

        Args:
            end: what the last paragraph holds among its properties.
            quotes: tells the bookmark at the first quote of a cell, by row, column and whether those against are
                meant; empty where there is none.
        """
        page = self._page
        self._quotes = quotes
        yield paragraph("Title", run(page.title))
        yield paragraph("Subtitle", run(page.summary))
        *notes, made_from = page.notes
        legend = next(place for place, note in enumerate(notes) if note.startswith(mark(State.SAYS)))
        for number, band in enumerate(self.bands):
            yield paragraph("Caption", self._caption(number, band))
            if not number:
                yield paragraph("Legend", marked(_kept_together(notes[legend])), "<w:keepNext/>")
                signs = signs_told(self._report)
                if signs:
                    yield paragraph("Legend", run(signs), "<w:keepNext/>")
                yield paragraph("Legend", run(_("A click on a code or a cell leads to its quotes.")), "<w:keepNext/>")
            yield from self._table(band)
            yield paragraph("Legend", "", '<w:spacing w:before="0" w:after="0"/>')
        for place, note in enumerate(notes):
            if place != legend:
                yield paragraph("Legend", run(note))
        yield paragraph("Legend", run(made_from), end)

    def _caption(self, number: int, band: Band) -> str:
        # The number is a field, so that Word can list it among the tables of a thesis.
        label = _("Table")
        field = f'<w:fldSimple w:instr="SEQ {label} \\* ARABIC">{run("1")}</w:fldSimple>'
        counted = run(label + " ") + (run("1") if number else field)
        if not number:
            told = _("Who says it: a mark for each informant, then how many of them, then how many quotes.")
            return counted + run(". " + told)
        first, last, count = band.places[0] + 1, band.places[-1] + 1, len(self._page.headings)
        several = N_("continued: columns {first} to {last} of {all}")
        told = _(several if first < last else N_("continued: column {first} of {all}"))
        return counted + run(", " + told.format(first=first, last=last, all=count))

    # The table.

    def _table(self, band: Band) -> Iterator[str]:
        told = _(
            "Themes and codes down, {columns} across. In a cell stands a mark for each informant in the order of the "
            "heading, then n of N, then how many quotes."
        )
        columns = ", ".join(self._heads(band))
        before, after = table("ComparisonTable", band.widths, self._page.title, told.format(columns=columns))
        yield before
        heads = [paragraph("TableHeading", run(heading)) for heading in ("", *self._heads(band))]
        edges = _HEAVY if not self._head_rows else ""
        cells = [cell(*of, edges=edges) for of in zip(band.widths, heads, strict=True)]
        yield row(cells, is_head=self._has_head, is_whole=self._has_head)
        for place, line in enumerate(self._page.lines):
            yield self._row(place, line, band)
        yield after

    def _heads(self, band: Band) -> list[str]:
        return [self._page.headings[place] for place in band.places]

    def _row(self, place: int, line: PageLine, band: Band) -> str:
        of = self._of[place]
        is_top = of is not None and line.kind in OWN and not line.depth
        shade = "" if of is None else self._grounds[of][not is_top]
        edges = self._edges(place)
        cells = [cell(band.widths[0], self._title(place, line, of), shade, edges)]
        for at, width in zip(band.places, band.widths[1:], strict=True):
            cells.append(cell(width, self._cell(at, line, of, self._kept(place)), shade * is_top, edges))
        texts = [line.title, *(line.cells[at] for at in band.places)]
        return row(cells, is_head=place < self._head_rows, is_whole=_lines(texts, band.widths) <= _MOST_LINES)

    def _edges(self, place: int) -> str:
        """Return the lines about a row that are its own: none between a code and what is told under it."""
        kinds = [line.kind for line in self._page.lines[place : place + 2]]
        if place + 1 == self._head_rows:
            return _HEAVY
        return _NO_TOP * (kinds[0] in _UNDER) + _NO_BOTTOM * (kinds[-1] in _UNDER and len(kinds) > 1)

    def _title(self, place: int, line: PageLine, of: int | None) -> str:
        inward = f'<w:ind w:left="{min(line.depth, 12) * _STEP}"/>' if line.depth else ""
        inward = self._kept(place) + inward
        if of is None or line.kind not in OWN:
            return paragraph("TableNote", run(line.title), inward)
        content = link(quotes_of(of), run(line.title))
        return paragraph("TableTheme" if line.kind is LineKind.THEME else "TableText", content, inward)

    def _kept(self, place: int) -> str:
        """Return what keeps a row on the page of the next: a theme with its codes, a code with what is told of it."""
        is_theme = self._page.lines[place].kind is LineKind.THEME
        following = self._page.lines[place + 1 : place + 2]
        return "<w:keepNext/>" if is_theme or any(after.kind not in OWN for after in following) else ""

    def _cell(self, place: int, line: PageLine, of: int | None, kept: str) -> str:
        text = line.cells[place]
        top = self._report.matrix.top
        style = "TableText" if of is None or line.kind in OWN else "TableNote"
        if of is None or place >= len(top) or line.kind is LineKind.POLES:
            return paragraph(style, run(text), kept)
        column = top[place]
        if line.kind in _LINES:
            column = self._under[place].get(_LINES[line.kind], column)
        to = self._quotes(of, column, line.kind is LineKind.AGAINST) if text != none() else ""
        content = self._stretches(of, column, text) if line.kind in OWN else run(text)
        return paragraph(style, link(to, content) if to else content, kept)

    def _stretches(self, of: int, column: int, text: str) -> str:
        found = cell_stretches(self._report.matrix.cells[of][column], text)
        return "".join(self._stretch(stretch, self._tones[of].get(stretch.tone, "")) for stretch in found)

    def _stretch(self, stretch: Stretch, tone: str) -> str:
        if stretch.tone is not Tone.SILENT:
            return marked(stretch.text, tone + _NO_LINE)
        signs = ("".join(alike) for _sign, alike in groupby(stretch.text))
        return "".join(marked(alike, tone + _AIR.get(alike[0], "") + _NO_LINE) for alike in signs)

    def _repeated(self) -> int:
        """Return how many lines stand on every page: those to the order of the marks, where there is room for them."""
        lines = self._page.lines
        order = next((place for place, line in enumerate(lines) if line.kind is not LineKind.HEADING), 0)
        rows = min(2, order) if self._report.matrix.facts.informants else 0
        for band in self.bands:
            texts = [[line.title, *(line.cells[at] for at in band.places)] for line in lines[:rows]]
            if sum(_lines(found, band.widths) for found in texts) > _HEAD_LINES:
                return 0
        return rows


def quotes_of(place: int) -> str:
    """Return the name of the bookmark where the quotes of a row begin."""
    return f"quotes_{place}"


def _kept_together(legend: str) -> str:
    """Return the legend with each mark kept beside its word."""
    return "   ".join(part.replace(" ", "\u00a0") for part in legend.split("  "))


# How wide the columns are.


def bands(lines: Sequence[PageLine], headings: Sequence[str]) -> tuple[list[Band], bool]:
    """Return the tables that it takes, and whether their pages lie across."""
    named = (_wide(line.title) + line.depth * _STEP for line in lines if line.kind is not LineKind.POLES)
    titles = min(max(_TITLES[0], *named, 0), _TITLES[1])
    columns = [_column(place, lines, heading) for place, heading in enumerate(headings)]
    for room in (UPRIGHT, ACROSS):
        if titles + sum(column.wanted for column in columns) <= room:
            return [_band(titles, columns, room)], room == ACROSS
    if titles + sum(column.least for column in columns) <= ACROSS:
        return [_band(titles, columns, ACROSS)], True
    return [_band(titles, found, ACROSS) for found in _shared_out(columns, ACROSS - titles)], True


def _column(place: int, lines: Sequence[PageLine], heading: str) -> _Column:
    texts = dict.fromkeys(line.cells[place].translate(_AS_WIDE) for line in lines if line.kind in OWN)
    words = {word for text in (heading, *(line.cells[place] for line in lines)) for word in text.split(" ")}
    least = min(max(_NARROWEST, *map(_wide, words)), _WIDEST)
    return _Column(place, least, min(max(least, *map(_wide, texts), 0), _WIDEST))


def _shared_out(columns: Sequence[_Column], room: int) -> list[list[_Column]]:
    """Return the columns in as few tables as they take, all about as wide."""
    count = len(_filled(columns, room))
    low, high = 0, room
    while high - low > _STEP:
        middle = (low + high) // 2
        if len(_filled(columns, middle)) > count:
            low = middle
        else:
            high = middle
    return _filled(columns, high)


def _filled(columns: Sequence[_Column], room: int) -> list[list[_Column]]:
    found: list[list[_Column]] = [[]]
    left = room
    for column in columns:
        if found[-1] and column.wanted > left:
            found.append([])
            left = room
        found[-1].append(column)
        left -= column.wanted
    return found


def _band(titles: int, columns: Sequence[_Column], room: int) -> Band:
    """Return columns as wide as they are wanted: wider where there is room, though not without end; else narrower."""
    wanted, least = (sum(getattr(column, name) for column in columns) for name in ("wanted", "least"))
    room -= titles
    if wanted <= room:
        widths = [min(column.wanted * room // wanted, column.wanted * _MOST_WIDENED // 2) for column in columns]
    else:
        more = (room - least) / (wanted - least)
        widths = [column.least + int((column.wanted - column.least) * more) for column in columns]
    return Band([column.place for column in columns], [titles, *widths])


@lru_cache(maxsize=50_000)
def _wide(text: str) -> int:
    return round(text_pixels(text[:400]) * _TWIPS) + _EDGES


def _lines(texts: Sequence[str], widths: Sequence[int]) -> int:
    return max(_wide(text) * max(len(text), 1) // max(min(len(text), 400), 1) // width + 1 + text.count("\n")
               for text, width in zip(texts, widths, strict=True))  # fmt: skip
