"""The first page of a comparison, the same on screen and in every file (MATRIX.md §4).

It is a table of plain texts in the language now chosen; user text stands in it as it is. An exporter lays
it out and escapes it, and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.domain.cell_words import STATE_WORDS, against_text, cell_text, dot, none, plain_text
from workbench.domain.cells import MOST_MARKS, Cell, State, mark
from workbench.domain.days import as_of
from workbench.domain.hiding import hidden_told
from workbench.domain.norwegian import number
from workbench.domain.poles import PoleGroups
from workbench.domain.rows import Row, RowKind
from workbench.domain.tallies import Grouping, Line
from workbench.domain.view_words import view_told
from workbench.i18n import N_, _, language, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.domain.columns import Column, Heading, LeftOut
    from workbench.domain.hiding import Hidden
    from workbench.domain.manifest import Manifest
    from workbench.domain.matrix import Matrix, Spread


class LineKind(StrEnum):
    """What a line of the page is."""

    HEADING = "heading"
    THEME = "theme"
    CODE = "code"
    AGAINST = "against"
    DOCUMENTS = "documents"
    NO_INFORMANT = "no informant"
    POLES = "poles"


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of the table."""

    kind: LineKind
    title: str
    cells: tuple[str, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class FirstPage:
    """A table with what stands over and under it."""

    title: str
    summary: str
    """What is compared: how many cases and informants."""
    headings: tuple[str, ...]
    lines: tuple[PageLine, ...]
    notes: tuple[str, ...]
    """What is left out, what the marks mean, what is hidden, what the page was made from; a line each."""


_BY = {
    Grouping.CASE: N_("by {case}"),
    Grouping.INFORMANT: N_("by informant"),
    Grouping.SOURCE: N_("by source"),
    Grouping.ATTRIBUTE: N_("by {attribute}"),
}
_MISSING = {
    Grouping.CASE: N_("no case"),
    Grouping.INFORMANT: "",
    Grouping.SOURCE: "",
    Grouping.ATTRIBUTE: N_("no value"),
}
_LINES = {Line.DOCUMENTS: N_("documents"), Line.NO_INFORMANT: N_("no informant")}
_YES_NO = {"yes": N_("yes"), "no": N_("no")}
_LEGEND = STATE_WORDS | {
    State.NOTHING_FOUND: N_("nothing found (not known whether asked)"),
    State.UNREAD: N_("not read for this code"),
}
_OTHERS = (("not_asked", N_("{count} not asked")), ("unread", N_("{count} not read")))


def first_page(
    matrix: Matrix,
    manifest: Manifest,
    *,
    ascii_marks: bool = False,
    hidden: Hidden = (),
    is_sent: bool = False,
) -> FirstPage:
    """Make the first page.

    Args:
        matrix: what is shown.
        manifest: what it was made from.
        ascii_marks: use marks that every terminal has.
        hidden: why the view hides what it hides, where that is known.
        is_sent: whether it goes to somebody without the program, to whom the number of a change says nothing.
    """
    return _PageMaker(matrix, manifest, ascii_marks, hidden, is_sent).page()


class _PageMaker:
    """Makes one page; keeps what every line needs."""

    def __init__(self, matrix: Matrix, manifest: Manifest, ascii_marks: bool, hidden: Hidden, is_sent: bool) -> None:
        self._matrix = matrix
        self._manifest = manifest
        self._ascii = ascii_marks
        self._hidden = hidden
        self._is_sent = is_sent
        self._under_rows: dict[str, list[int]] = {}
        for place, row in enumerate(matrix.rows):
            self._under_rows.setdefault(row.parent, []).append(place)
        self._top = matrix.top
        self._columns = tuple(matrix.columns[place] for place in self._top)
        self._alone = matrix.grouping in {Grouping.INFORMANT, Grouping.SOURCE}
        self._under = tuple(matrix.lines(place) for place in self._top)
        self._spreads = any(spread is not None and spread.cases > 1 for spread in matrix.spread)

    def page(self) -> FirstPage:
        """Return the page."""
        headings = [self._heading(column) for column in self._columns]
        if self._spreads:
            headings.append(_("in {cases}").format(cases=self._case_words()[1]))
        lines = (*self._heading_lines(), *self._rows())
        return FirstPage(self._manifest.project, self._summary(), tuple(headings), lines, tuple(self._notes()))

    # Over the table.

    def _case_words(self) -> tuple[str, str]:
        return self._matrix.facts.case_words or (_("case"), _("cases"))

    def _summary(self) -> str:
        facts, say = self._matrix.facts, language()
        one, several = self._case_words()
        cases = len(facts.cases)
        informants = sum(informant.left_out is None for informant in facts.informants)
        counted = f"{number(cases, say)} {one if cases == 1 else several}, " + n_(
            "{count} informant", "{count} informants", informants
        ).format(count=number(informants, say))
        attribute = "" if facts.values is None else facts.values.attribute.name
        by = _(_BY[self._matrix.grouping]).format(attribute=attribute, case=one)
        return dot(ascii_marks=self._ascii).join((counted, by))

    def _heading(self, column: Column) -> str:
        if column.line in _LINES and not column.label:
            return _(_LINES[column.line])
        if not column.label:
            return _(_MISSING[self._matrix.grouping])
        if self._matrix.grouping is Grouping.CASE and column.name not in {"", column.label}:
            return f"{column.name} ({column.label})"
        values = self._matrix.facts.values
        if self._matrix.grouping is Grouping.ATTRIBUTE and values is not None and values.attribute.type == "yesno":
            return _(_YES_NO.get(column.label, column.label))
        return column.label

    def _heading_lines(self) -> Iterator[PageLine]:
        if self._alone:
            yield self._heading_line(_("informants"), lambda column, _heading: self._people(column))
        else:
            yield self._heading_line(_("informants in interviews"), self._interviewed)
            yield self._heading_line(_("in the order of the marks"), lambda column, _heading: self._people(column))
        title = _("words") if self._matrix.grouping is Grouping.SOURCE else _("informants' words")
        yield self._heading_line(title, self._words)
        if self._matrix.grouping is Grouping.CASE:
            yield self._heading_line(_("left out"), lambda _column, heading: self._left_out(heading.left_out))

    def _heading_line(self, title: str, text: Callable[[Column, Heading], str]) -> PageLine:
        empty = none(ascii_marks=self._ascii)
        cells = [empty if column.heading is None else text(column, column.heading) for column in self._columns]
        return self._line(LineKind.HEADING, title, cells)

    def _people(self, column: Column) -> str:
        labels = [member.label for member in column.members]
        if not labels:
            return none(ascii_marks=self._ascii)
        return number(len(labels), language()) if len(labels) > MOST_MARKS else ", ".join(labels)

    def _interviewed(self, column: Column, heading: Heading) -> str:
        if not column.members:
            return none(ascii_marks=self._ascii)
        say = language()
        counts = (number(len(heading.interviewed), say), number(len(heading.interviews), say))
        text = _("{informants} in {interviews}").format(informants=counts[0], interviews=counts[1])
        if len(column.members) == 1:
            text += ": " + _("one voice")
        if heading.not_interviewed:
            text += "; " + _("without an interview: {informants}").format(informants=", ".join(heading.not_interviewed))
        return text

    def _words(self, column: Column, heading: Heading) -> str:
        if not column.members and self._matrix.grouping is not Grouping.SOURCE:
            return none(ascii_marks=self._ascii)
        return number(heading.words, language())

    def _left_out(self, left_out: tuple[LeftOut, ...]) -> str:
        # A person and the only interview of that person often bear one label and one reason.
        reasons = dict.fromkeys((found.label, found.reason) for found in left_out)
        if not reasons:
            return none(ascii_marks=self._ascii)
        return f"{len(reasons)} (" + "; ".join(": ".join(filter(None, pair)) for pair in reasons) + ")"

    # The table.

    def _line(
        self, kind: LineKind, title: str, cells: list[str], *, depth: int = 0, last: str | None = None
    ) -> PageLine:
        if self._spreads:
            cells = [*cells, none(ascii_marks=self._ascii) if last is None else last]
        return PageLine(kind, title, tuple(cells), depth)

    def _rows(self) -> Iterator[PageLine]:
        waiting: list[tuple[int, PageLine]] = []
        poles = {row.theme.id: row for row in self._matrix.poles}
        for row, cells, spread in zip(self._matrix.rows, self._matrix.cells, self._matrix.spread, strict=True):
            while waiting and waiting[-1][0] >= row.depth:
                yield waiting.pop()[1]
            yield from self._row(row, cells, spread)
            if row.code.id in poles:
                found = poles[row.code.id]
                title = _("only {first} / both / only {second} / neither").format(
                    first=found.ends[0].name, second=found.ends[1].name
                )
                texts = [self._groups(found.groups[place]) for place in self._top]
                waiting.append((row.depth, self._line(LineKind.POLES, title, texts, depth=row.depth + 1)))
        while waiting:
            yield waiting.pop()[1]

    def _row(self, row: Row, cells: tuple[Cell, ...], spread: Spread | None) -> Iterator[PageLine]:
        shown = [cells[place] for place in self._top]
        kind = LineKind.THEME if row.kind is RowKind.THEME else LineKind.CODE
        texts = [cell_text(cell, alone=self._alone, ascii_marks=self._ascii) for cell in shown]
        yield self._line(kind, self._row_title(row, shown), texts, depth=row.depth, last=self._spread(spread))
        if any(cell.against for cell in shown):
            texts = [self._against(row, place, cells[place]) for place in self._top]
            yield self._line(LineKind.AGAINST, _("says against"), texts, depth=row.depth + 1)
        for line, title in _LINES.items():
            found = [cells[under[line]] if line in under else None for under in self._under]
            if any(cell is not None and cell.quotes for cell in found):
                texts = [self._plain(cell) for cell in found]
                yield self._line(LineKind(line.value), _(title), texts, depth=row.depth + 1)

    def _against(self, row: Row, place: int, cell: Cell) -> str:
        text = against_text(cell, ascii_marks=self._ascii)
        # Whoever reads row by row is not told of rows that stand further down.
        if not (self._is_sent and cell.against):
            return text
        under = [
            self._matrix.rows[other].code.name
            for other in self._under_rows.get(row.path, ())
            if self._matrix.cells[other][place].quotes_against == cell.quotes_against
        ]
        if len(under) != 1:
            return text
        where = N_("under {code}") if cell.quotes_against == 1 else N_("all under {code}")
        return text + ", " + _(where).format(code=under[0])

    def _row_title(self, row: Row, shown: list[Cell]) -> str:
        if row.code.since > 1 and any(cell.count(State.UNREAD) for cell in shown):
            return _("{code} (new in codebook {version})").format(code=row.code.name, version=row.code.since)
        return row.code.name

    def _spread(self, spread: Spread | None) -> str | None:
        if spread is None:
            return None
        template = N_("{says} of {known}") if spread.known == spread.cases else N_("{says} of {known} known")
        return _(template).format(says=spread.says, known=spread.known)

    def _plain(self, cell: Cell | None) -> str:
        return none(ascii_marks=self._ascii) if cell is None else plain_text(cell, ascii_marks=self._ascii)

    def _groups(self, groups: PoleGroups | None) -> str:
        if groups is None or groups == PoleGroups():
            return none(ascii_marks=self._ascii)
        four = (groups.only_first, groups.both, groups.only_second, groups.neither)
        text = " / ".join(str(len(group)) for group in four)
        beside = [
            "+" + _(template).format(count=len(getattr(groups, name)))
            for name, template in _OTHERS
            if getattr(groups, name)
        ]
        if groups.half:
            beside.append(_("the other end not known: {informants}").format(informants=", ".join(groups.half)))
        return f"{text} ({', '.join(beside)})" if beside else text

    # Under the table.

    def _notes(self) -> Iterator[str]:
        if self._matrix.grouping is not Grouping.CASE and self._matrix.left_out:
            yield _("left out") + ": " + self._left_out(self._matrix.left_out)
        yield self._legend()
        yield hidden_told(self._matrix.hidden, self._hidden)
        if self._manifest.view:
            yield _("Shown: {choice}").format(choice="; ".join(view_told(self._manifest.view)))
        yield self._made_from()

    def _legend(self) -> str:
        words = [f"{mark(state, ascii_marks=self._ascii)} {_(word)}" for state, word in _LEGEND.items()]
        keys = "".join(
            mark(state, is_key=True, ascii_marks=self._ascii)
            for state in (State.SAYS, State.AGAINST, State.ASKED_SILENT)
        )
        return "  ".join((*words, keys + " " + _("key informant"), _("the last number is quotes")))

    def _made_from(self) -> str:
        made = self._manifest
        change = _("as of change {change}, {at}").format(change=made.change, at=made.minute)
        parts = [
            as_of(made) if self._is_sent else change,
            _("codebook {name}, version {version}").format(name=made.codebook, version=made.codebook_version),
            _("coders: {names}").format(names=", ".join(made.coders) or none(ascii_marks=self._ascii)),
            _("readings: {names}").format(names=", ".join(made.rounds) or none(ascii_marks=self._ascii)),
            f"Workbench {made.program}",
        ]
        return dot(ascii_marks=self._ascii).join(parts)
