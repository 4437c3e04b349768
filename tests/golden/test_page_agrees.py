"""The Markdown page against the recount: every cell as MATRIX.md §4 would have it, in both languages.

What a line says is put together here from the recount alone; only the words go through the catalogue.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.golden.agreeing import GROUPINGS, Study, cells_of, speak
from tests.golden.truth.answers import DOCUMENTS, INFORMANTS, NO_INFORMANT, Cell, Row, Truth
from tests.golden.truth.counting import Count
from tests.golden.truth.reading import read_study
from workbench.i18n import _, language, n_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

KEY_MARKS = {"●": "◆", "◐": "◈"}
WORDS_OF_MARKS = {"●": "says it", "◐": "against", "·": "nothing found", "?": "not read"}


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("spoken", ["en", "nb"])
@pytest.mark.parametrize("name", ["sample", "tiny"])
def test_every_line_of_the_page_is_the_recounts(
    request: pytest.FixtureRequest, name: str, spoken: str, grouping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    study: Study = request.getfixturevalue(name)
    speak(spoken, monkeypatch)
    shown = table_of(study.written(grouping, "md").decode("utf-8"))
    assert language() == spoken
    expected = list(Page(study, grouping).lines())
    assert shown == expected


def test_the_page_speaks_bokmål_where_the_csv_does_not(sample: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = []
    for spoken in ("en", "nb"):
        speak(spoken, monkeypatch)
        pages.append(sample.written("case", "md"))
    assert pages[0] != pages[1]


def table_of(page: str) -> list[list[str]]:
    """The table's lines as plain texts; how deep a line stands, and bold and italics, are put aside."""
    lines = [line for line in page.split("\n") if line.startswith("|")]
    grid = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    assert grid[1] == ["---"] * len(grid[0])
    plain = [[_unescaped(cell) for cell in line] for line in (grid[0], *grid[2:])]
    return [[re.sub(r"^(› )*(\*\*|\*|)(.*)\2$", r"\3", line[0]), *line[1:]] for line in plain]


def _unescaped(cell: str) -> str:
    return re.sub(r"\\([\\`*_\[\]|~$#!])", r"\1", cell).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@dataclass(frozen=True)
class Top:
    """A column that stands by itself: how the recount calls it, and its heading."""

    key: str
    line: str
    heading: str


class Page:
    """The page that the recount would write."""

    def __init__(self, study: Study, grouping: str, *, is_sent: bool = False) -> None:
        self._grouping = grouping
        self._is_sent = is_sent
        self._truth: Truth = study.truth()
        self._rows = self._truth.rows
        self._study = read_study(study.folder, study.codebook)
        self._cells = _by_place(cells_of(self._truth, grouping))
        self._against = _by_place(cells_of(study.truth(stance="against"), grouping))
        self._own = _by_place(self._truth.by_informant)
        self._keys = _key_informants(study.folder / "informants.csv")
        self._tops = list(self._columns())
        self._spreads = grouping == "case" and sum(bool(self._members(top)) for top in self._tops) > 1
        self._case_words = (_("case"), _("cases")) if study.folder.name == "tiny" else ("kommune", "kommuner")

    def lines(self) -> Iterator[list[str]]:
        last = [_("in {cases}").format(cases=self._case_words[1])] if self._spreads else []
        yield ["", *(top.heading for top in self._tops), *last]
        for title, cells in self._heading_lines():
            yield [title, *cells, *(["–"] if self._spreads else [])]
        waiting: list[tuple[int, list[str]]] = []
        for row in self._rows:
            depth = row.path.count(" > ")
            while waiting and waiting[-1][0] >= depth:
                yield waiting.pop()[1]
            yield from self._row(row)
            ends = next((poles.ends for poles in self._truth.poles if poles.theme == row.path), None)
            if ends:
                waiting.append((depth, self._poles(ends)))
        while waiting:
            yield waiting.pop()[1]

    # Columns and headings.

    def _columns(self) -> Iterator[Top]:
        if self._grouping == "case":
            for case in self._truth.cases:
                yield Top(case.case, INFORMANTS, f"{case.name} ({case.case})" if case.name else case.case)
        elif self._grouping == "source":
            for source in self._truth.sources:
                if not source.left_out:
                    yield Top(source.label, DOCUMENTS if source.kind == "document" else INFORMANTS, source.label)
        else:
            yield from self._columns_by_value()

    def _columns_by_value(self) -> Iterator[Top]:
        is_attribute = self._grouping != "informant"
        titles = {"yes": _("yes"), "no": _("no"), "": _("no value")} if is_attribute else {}
        for key in dict.fromkeys(cell.column for cell in self._cells.values() if cell.line == INFORMANTS):
            yield Top(key, INFORMANTS, titles.get(key, key))
        for line in (DOCUMENTS, NO_INFORMANT):
            if not is_attribute and any(cell.quotes for cell in self._cells.values() if cell.line == line):
                yield Top("", line, _(line))

    def _members(self, top: Top) -> list[str]:
        first = self._cells.get((self._rows[0].path, top.key, top.line))
        return [ref for ref, _mark in first.marks] if first else []

    def _heading_lines(self) -> Iterator[tuple[str, list[str]]]:
        people = [", ".join(self._members(top)) or "–" for top in self._tops]
        if self._grouping in {"informant", "source"}:
            yield _("informants"), people
        else:
            yield _("informants in interviews"), [self._interviewed(top) for top in self._tops]
            yield _("in the order of the marks"), people
        title = _("words") if self._grouping == "source" else _("informants' words")
        yield title, [self._words(top) for top in self._tops]
        if self._grouping == "case":
            yield _("left out"), [self._left_out(top) for top in self._tops]

    def _interviewed(self, top: Top) -> str:
        members = self._members(top)
        facts = [case for case in self._truth.cases if {*case.informants, *case.without_interview} & set(members)]
        informants, interviews = (
            [one for case in facts for one in getattr(case, name)] for name in ("informants", "interviews")
        )
        text = _("{informants} in {interviews}").format(informants=len(informants), interviews=len(set(interviews)))
        return text + (": " + _("one voice") if len(members) == 1 else "")

    def _words(self, top: Top) -> str:
        members = self._members(top)
        if top.line == INFORMANTS or self._grouping == "source":
            sources = Count(self._study, None, None, frozenset(), None).sources
            turns = [
                turn
                for source in sources
                for turn in source.turns
                if self._grouping != "source" or source.label == top.key
                if turn.speaker in members or not members
            ]
            return _number(sum(len(turn.words) for turn in turns))
        return "–"

    def _left_out(self, top: Top) -> str:
        found = dict.fromkeys(f"{out.ref}: {out.reason}" for out in self._truth.left_out if out.case == top.key)
        return f"{len(found)} ({'; '.join(found)})" if found else "–"

    # Rows.

    def _row(self, row: Row) -> Iterator[list[str]]:
        cells = [self._cells[row.path, top.key, top.line] for top in self._tops]
        unread = any(mark == "?" for cell in cells for _ref, mark in cell.marks)
        title = row.name
        if row.since > 1 and unread:
            title = _("{code} (new in codebook {version})").format(code=row.name, version=row.since)
        yield [title, *map(self._cell, cells), *self._spread(cells)]
        if any(cell.against for cell in cells):
            yield [_("says against"), *map(self._against_cell, cells), *(["–"] if self._spreads else [])]
        for line in (DOCUMENTS, NO_INFORMANT):
            keys = [(row.path, top.key, line) for top in self._tops if top.line != line]
            if any(key in self._cells and self._cells[key].quotes for key in keys) and self._grouping != "informant":
                found = [None if top.line == line else self._cells.get((row.path, top.key, line)) for top in self._tops]
                texts = ["–" if cell is None else self._plain(cell) for cell in found]
                yield [_(line), *texts, *(["–"] if self._spreads else [])]

    def _cell(self, cell: Cell) -> str:
        if cell.line != INFORMANTS:
            return cell.state if cell.state and not cell.quotes else self._plain(cell)
        marks = "".join(KEY_MARKS.get(mark, mark) if ref in self._keys else mark for ref, mark in cell.marks)
        counted = self._quotes(cell) if cell.quotes or cell.n or cell.against else ""
        if self._grouping in {"informant", "source"} and len(cell.marks) == 1:
            return f"{marks} {counted}".strip()
        return " · ".join(filter(None, (f"{marks} {self._fraction(cell)}", counted)))

    def _fraction(self, cell: Cell) -> str:
        states = {mark for _ref, mark in cell.marks}
        if not cell.n and len(states) == 1:
            return _(WORDS_OF_MARKS[states.pop()])
        template = "{n} of {all} read" if "?" in states else "{n} of {all}"
        return _(template).format(n=cell.n, all=cell.N)

    def _quotes(self, cell: Cell) -> str:
        refs = [ref for ref, _mark in cell.marks]
        half = []
        if cell.quotes >= 4 and len(refs) > 1:
            own = [(ref, self._own[cell.row, ref, INFORMANTS].quotes) for ref in refs]
            half = [f"{quotes}: {ref}" for ref, quotes in own if quotes * 2 >= cell.quotes]
        return f"{cell.quotes} ({', '.join(half)})" if half else str(cell.quotes)

    def _against_cell(self, cell: Cell) -> str:
        if not cell.against:
            return "–"
        quotes = self._against[cell.row, cell.column, cell.line].quotes
        told = f"{len(cell.against)}: {', '.join(cell.against)} · {_quotes_counted(quotes)}"
        under = [
            row.name
            for row in self._rows
            if row.path.rpartition(" > ")[0] == cell.row
            and (found := self._against.get((row.path, cell.column, cell.line)))
            and found.quotes == quotes
        ]
        where = _("under {code}" if quotes == 1 else "all under {code}")
        told_where = ", " + where.format(code=under[0]) if len(under) == 1 else ""
        return told + told_where * self._is_sent

    def _plain(self, cell: Cell) -> str:
        if not cell.quotes:
            return "–"
        against = self._against[cell.row, cell.column, cell.line].quotes
        beside = f" ({_('{count} against').format(count=against)})" if against else ""
        return _quotes_counted(cell.quotes) + beside

    def _spread(self, cells: list[Cell]) -> list[str]:
        if not self._spreads:
            return []
        counted = [cell for cell in cells if cell.marks and cell.column]
        known = sum(bool(cell.N) for cell in counted)
        template = "{says} of {known}" if known == len(counted) else "{says} of {known} known"
        return [_(template).format(says=sum(bool(cell.n) for cell in counted), known=known)]

    def _poles(self, ends: tuple[str, str]) -> list[str]:
        first, second = (end.rpartition(" > ")[2] for end in ends)
        title = _("only {first} / both / only {second} / neither").format(first=first, second=second)
        cells = [self._poles_cell(*(self._cells[end, top.key, top.line] for end in ends)) for top in self._tops]
        return [title, *cells, *(["–"] if self._spreads else [])]

    def _poles_cell(self, first: Cell, second: Cell) -> str:
        if not first.marks:
            return "–"
        groups: dict[str, list[str]] = {name: [] for name in ("one", "both", "other", "neither", "unread", "half")}
        for (ref, at_first), (_same, at_second) in zip(first.marks, second.marks, strict=True):
            known = "?" not in (at_first, at_second)
            says = (at_first == "●", at_second == "●")
            silent = "neither" if known else "unread"
            name = {(True, True): "both", (True, False): "one", (False, True): "other"}.get(says, silent)
            groups[name].append(ref)
            if not known and name in {"one", "other"}:
                groups["half"].append(ref)
        text = " / ".join(str(len(groups[name])) for name in ("one", "both", "other", "neither"))
        beside = []
        if groups["unread"]:
            beside.append("+" + _("{count} not read").format(count=len(groups["unread"])))
        if groups["half"]:
            beside.append(_("the other end not known: {informants}").format(informants=", ".join(groups["half"])))
        return f"{text} ({', '.join(beside)})" if beside else text


def _by_place(cells: Iterable[Cell]) -> dict[tuple[str, str, str], Cell]:
    return {(cell.row, cell.column, cell.line): cell for cell in cells}


def _key_informants(path: Path) -> set[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file, delimiter=";"))
    return {row["informant"] for row in rows if row["key"] in {"ja", "yes"}}


def _quotes_counted(count: int) -> str:
    return n_("{count} quote", "{count} quotes", count).format(count=count)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f") if language() == "nb" else f"{count:,}"
