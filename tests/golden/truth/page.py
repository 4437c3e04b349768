"""The first page: poles, cases, what was left out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .answers import INFORMANTS, CaseFacts, Cell, LeftOut, Poles, Row, SourceFacts
from .codebook import Node, find_code
from .counting import Count, case_layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .study import Study


def poles(count: Count, by_informant: Iterable[Cell]) -> tuple[Poles, ...]:
    """Who is at which end, case by case (R25)."""
    cells = {(cell.row, cell.column): cell for cell in by_informant if cell.line == INFORMANTS}
    found: list[Poles] = []
    for theme in count.study.root.family():
        if not theme.ends:
            continue
        nodes = [node for node in theme.family() if node is not theme]
        ends = [find_code(nodes, end) for end in theme.ends]
        for child in theme.children:
            ends = [child if child.name == name else end for name, end in zip(theme.ends, ends, strict=True)]
        if len(ends) != 2 or any(isinstance(end, str) for end in ends):
            count.study.list_problem("codebook", 0, "poles without two ends", theme.title)
            continue
        titles = [end.title for end in ends if isinstance(end, Node)]
        for case, refs in case_layout(count).members.items():
            pairs = {ref: (cells[titles[0], ref], cells[titles[1], ref]) for ref in refs}
            found.append(_poles_of_case(theme.title, (titles[0], titles[1]), case, pairs))
    return tuple(found)


def _poles_of_case(theme: str, ends: tuple[str, str], case: str, pairs: dict[str, tuple[Cell, Cell]]) -> Poles:
    groups: dict[str, list[str]] = defaultdict(list)
    for ref, (first, second) in pairs.items():
        at = (first.n == 1, second.n == 1)
        known = first.N == 1 and second.N == 1
        if at == (False, False):
            groups["neither" if known else "unread"].append(ref)
            continue
        groups["both" if all(at) else "first" if at[0] else "second"].append(ref)
        if not known:
            groups["half"].append(ref)
    names = ("first", "both", "second", "neither", "unread", "half")
    return Poles(theme, ends, case, *(tuple(groups[name]) for name in names))


def case_facts(count: Count) -> tuple[CaseFacts, ...]:
    """Informants, interviews and informants' words of each case (R26)."""
    facts: list[CaseFacts] = []
    for case, refs in case_layout(count).members.items():
        interviews = [s for s in count.sources if s.is_interview and set(s.informants) & set(refs)]
        heard = {ref for source in interviews for ref in source.informants}
        size = sum(len(t.words) for s in count.sources for t in s.turns if t.speaker in refs)
        name = count.study.cases[case].name if case in count.study.cases else ""
        facts.append(
            CaseFacts(
                case,
                name,
                tuple(ref for ref in refs if ref in heard),
                tuple(source.label for source in interviews),
                size,
                tuple(ref for ref in refs if ref not in heard),
            )
        )
    return tuple(facts)


def left_out(study: Study) -> tuple[LeftOut, ...]:
    """Informants, then sources, with reasons."""
    people = [LeftOut("informant", i.ref, i.case, i.left_out) for i in study.informants.values() if i.left_out]
    texts = [LeftOut("source", s.label, s.case, s.left_out) for s in study.sources.values() if s.left_out]
    return tuple(people + texts)


def source_facts(count: Count) -> tuple[SourceFacts, ...]:
    """What was made of each source, those left out too."""
    return tuple(
        SourceFacts(
            label=source.label,
            file=source.file,
            kind=source.kind,
            case=source.case,
            informants=source.informants,
            turns=len(source.turns),
            characters=len(source.text),
            informant_words=sum(len(t.words) for t in source.turns if t.speaker in source.informants),
            finished=count.version[source.label],
            left_out=source.left_out,
        )
        for source in count.study.sources.values()
    )


def rows_of(root: Node) -> tuple[Row, ...]:
    """Every node of the codebook, in order."""
    return tuple(
        Row(
            path=node.title,
            name=node.name,
            parent=" > ".join(node.path[:-1]),
            kind="theme" if node.children else "code",
            since=node.since,
            need=max(member.since for member in node.family()),
        )
        for node in root.family()
        if node.path
    )
