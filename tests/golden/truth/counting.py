"""A study in a view, counted cell by cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .answers import AGAINST, DOCUMENTS, INFORMANTS, NOT_READ, NOTHING, SAYS, STATE_ORDER, Cell, Coding, Row
from .attributes import value_order
from .turns import INTERVIEWER, PAPERS, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .study import Informant, Source, Stamp, Study


@dataclass(frozen=True, slots=True)
class Part:
    """What a coding counts for: its words in one turn that is not the interviewer's."""

    coding: Coding
    informant: str
    line: str
    case: str
    words: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands in the columns of a matrix.

    `members` gives each column's informants, `extra` its cells without informants, `place` the column of a part,
    `reach` the sources that must be read before an informant's silence in a column means anything.
    """

    members: dict[str, tuple[str, ...]]
    extra: tuple[tuple[str, str], ...]
    place: Callable[[Part], str]
    reach: Callable[[str, str], tuple[str, ...]]
    documents_have_states: bool = False


@dataclass(slots=True)
class Count:
    """A study in a view, ready to be counted."""

    study: Study
    coders: frozenset[str] | None
    rounds: frozenset[str] | None
    blind: frozenset[str]
    stance: str | None
    parts: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    version: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    heard_in: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Cut the view's codings into parts, find each source's highest stamp, and each informant's sources."""
        for source in self.sources:
            for ref in source.informants:
                self.heard_in[ref].append(source.label)
        for coding in filter(self.in_view, self.study.codings):
            for part in self.parts_of(coding):
                self.parts[coding.code].append(part)
        for stamp in filter(self.in_view, self.study.stamps):
            self.version[stamp.source] = max(self.version[stamp.source], stamp.version)

    def in_view(self, made: Coding | Stamp) -> bool:
        """Whether coder and round are of the view; blind rounds only if asked for alone (R17)."""
        if self.coders is not None and made.coder not in self.coders:
            return False
        if self.rounds is None:
            return made.round not in self.blind
        return made.round in self.rounds

    def shown(self, coding: Coding) -> bool:
        """Whether the view's stance lets it count as a quote (R16)."""
        return self.stance is None or coding.against == (self.stance == "against")

    def parts_of(self, coding: Coding) -> Iterator[Part]:
        """Passage ∩ bodies, without the interviewer and what is left out (R14, R21, R23)."""
        source = self.study.sources[coding.source]
        if source.left_out:
            return
        for turn in source.touched(coding.start, coding.end):
            informant = self.study.informants.get(turn.speaker)
            if turn.speaker == INTERVIEWER or (informant and informant.left_out):
                continue
            touched = frozenset(
                (source.label, start) for start, end in turn.words if max(start, coding.start) < min(end, coding.end)
            )
            if informant:
                yield Part(coding, informant.ref, INFORMANTS, informant.case, touched)
            else:
                yield Part(coding, "", source.line, source.case, touched)

    @property
    def informants(self) -> list[Informant]:
        """Those counted, in heading order."""
        return [informant for informant in self.study.informants.values() if not informant.left_out]

    @property
    def sources(self) -> list[Source]:
        """Those counted."""
        return [source for source in self.study.sources.values() if not source.left_out]

    def sources_of(self, ref: str) -> tuple[str, ...]:
        """The counted sources in which an informant has a turn."""
        return tuple(self.heard_in[ref])

    def is_read(self, sources: Iterable[str], need: int) -> bool:
        """Whether all of them, and at least one, are finished at a late enough version (R18, R19)."""
        versions = [self.version[source] for source in sources]
        return bool(versions) and min(versions) >= need


def _cell(count: Count, layout: Layout, row: Row, column: str, parts: list[Part]) -> Cell:
    """The informants' cell of a row and a column."""
    members = layout.members[column]
    says = {part.informant for part in parts if not part.coding.against}
    denies = {part.informant for part in parts if part.coding.against}
    marks: list[tuple[str, str]] = []
    for ref in members:
        read = count.is_read(layout.reach(column, ref), row.need)
        state = SAYS if ref in says else AGAINST if ref in denies else NOTHING if read else NOT_READ
        marks.append((ref, state))
    states = {state for _, state in marks}
    quotes, codings, size = _tally(count, parts)
    return Cell(
        row=row.path,
        column=column,
        line=INFORMANTS,
        state=next((state for state in STATE_ORDER if state in states), None),
        n=sum(state == SAYS for _, state in marks),
        N=sum(state != NOT_READ for _, state in marks),
        quotes=quotes,
        codings=codings,
        words=size,
        informants=tuple(ref for ref in members if ref in says),
        against=tuple(ref for ref in members if ref in denies),
        marks=tuple(marks),
    )


def _tally(count: Count, parts: list[Part]) -> tuple[int, int, int]:
    """Distinct passages, codings and words."""
    shown = [part for part in parts if count.shown(part.coding)]
    passages = {part.coding.passage for part in shown}
    codings = {part.coding.row for part in shown}
    touched = frozenset[tuple[str, int]]().union(*(part.words for part in shown))
    return len(passages), len(codings), len(touched)


def _plain_cell(count: Count, layout: Layout, row: Row, place: tuple[str, str], parts: list[Part]) -> Cell:
    """A cell of parts without informant (R22)."""
    column, line = place
    quotes, codings, size = _tally(count, parts)
    state = None
    if layout.documents_have_states and line == DOCUMENTS and not parts:
        state = NOTHING if count.is_read((column,), row.need) else NOT_READ
    return Cell(row.path, column, line, state, None, None, quotes, codings, size, (), (), ())


def matrix(count: Count, layout: Layout, rows: Iterable[Row]) -> tuple[Cell, ...]:
    """All cells, row by row, a theme's row being the union of what is under it and itself."""
    families = {node.title: [member.title for member in node.family()] for node in count.study.root.family()}
    cells: list[Cell] = []
    for row in rows:
        placed: dict[tuple[str, str], list[Part]] = defaultdict(list)
        for code in families[row.path]:
            for part in count.parts[code]:
                placed[layout.place(part), part.line].append(part)
        cells += [_cell(count, layout, row, c, placed[c, INFORMANTS]) for c in layout.members]
        cells += [_plain_cell(count, layout, row, place, placed[place]) for place in layout.extra]
    return tuple(cells)


def _unattributed(count: Count, column_of: Callable[[Source], str]) -> tuple[tuple[str, str], ...]:
    """Columns and lines where a counted source has turns by unknown speakers."""
    found: dict[tuple[str, str], None] = {}
    for source in count.sources:
        if any(turn.speaker == UNKNOWN for turn in source.turns):
            found[column_of(source), source.line] = None
    return tuple(found)


def case_layout(count: Count) -> Layout:
    """One column a case, "" for informants without one."""
    return _grouped(count, list(count.study.cases), lambda case: case)


def attribute_layout(count: Count, attribute: str) -> Layout:
    """One column a distinct value of a case attribute, "" for missing."""
    cases = count.study.cases

    def value(case: str) -> str:
        return cases[case].values.get(attribute, "") if case in cases else ""

    found = sorted({value(case) for case in cases}, key=value_order(count.study.types[attribute]))
    return _grouped(count, found, value)


def _grouped(count: Count, columns: list[str], of_case: Callable[[str], str]) -> Layout:
    lists: dict[str, list[str]] = {column: [] for column in columns}
    for informant in count.informants:
        lists.setdefault(of_case(informant.case), []).append(informant.ref)
    return Layout(
        members={column: tuple(refs) for column, refs in lists.items()},
        extra=_unattributed(count, lambda source: of_case(source.case)),
        place=lambda part: of_case(part.case),
        reach=lambda _, ref: count.sources_of(ref),
    )


def informant_layout(count: Count) -> Layout:
    """One column an informant."""
    return Layout(
        members={informant.ref: (informant.ref,) for informant in count.informants},
        extra=_unattributed(count, lambda _: ""),
        place=lambda part: part.informant,
        reach=lambda _, ref: count.sources_of(ref),
    )


def source_layout(count: Count) -> Layout:
    """One column a source; documents and observations have no informants' cell."""
    kept = {informant.ref for informant in count.informants}
    order = list(count.study.informants)
    return Layout(
        members={
            source.label: tuple(sorted((ref for ref in source.informants if ref in kept), key=order.index))
            for source in count.sources
            if source.kind not in PAPERS
        },
        extra=_unattributed(count, lambda source: source.label),
        place=lambda part: part.coding.source,
        reach=lambda column, _: (column,),
        documents_have_states=True,
    )
