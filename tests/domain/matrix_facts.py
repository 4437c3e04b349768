"""A study small enough to count by hand, and a slow way of counting it, for tests of the matrix."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.domain.codebook import Code, Codebook, Dimension, DimensionKind
from workbench.domain.ids import CaseId, CodeId, InformantId, SourceId
from workbench.domain.manifest import Manifest, ManifestSource
from workbench.domain.matrix import Matrix, matrix_of
from workbench.domain.passages import Stance
from workbench.domain.people import Attribute
from workbench.domain.quotes import Quote
from workbench.domain.sources import Kind
from workbench.domain.tallies import (
    PAPERS,
    CaseFact,
    Facts,
    Grouping,
    InformantFact,
    Line,
    SourceFact,
    Stamp,
    Tally,
    Values,
    column_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from workbench.domain.cells import Cell
    from workbench.domain.columns import Column

START, ABOVE, BELOW, LEADERS, WORD, KNOWS, OLD = map(CodeId, range(1, 8))
STORVIK, FJORDVIK, NESS = map(CaseId, (1, 2, 3))
SK1, SK2, SK3, SK7, FK1, FK2, NK1, XX1 = map(InformantId, range(1, 9))
S_SK1, S_SK2, S_SK2B, S_G1, S_SK7, S_FK1, S_FK2, S_NK1, S_XX1, S_D1, S_D2 = map(SourceId, range(1, 12))


def code(number: CodeId, name: str, parent: CodeId | None = None, position: int = 0, since: int = 1) -> Code:
    return Code(number, f"guid-{number}", parent, position, name, "#336699", since=since)


POLES = Dimension(DimensionKind.POLES, ends=("Ovenfra", "Nedenfra"))
CODEBOOK = Codebook(
    (
        replace(code(START, "Hvem starter?"), dimension=POLES),
        code(ABOVE, "Ovenfra", START, 0),
        code(BELOW, "Nedenfra", START, 1),
        code(LEADERS, "Egne ledere", BELOW, 0, since=3),
        code(WORD, "Ordet", None, 1),
        code(KNOWS, "Kjenner ordet", WORD, 0),
        replace(code(OLD, "Utgått", WORD, 1), retired=True),
    ),
    name="Samskaping",
    version=3,
)


def person(
    number: InformantId, label: str, case: CaseId | None, *sources: SourceId, key: bool = False, out: str | None = None
) -> InformantFact:
    return InformantFact(number, label, case, key, out, 1000 * int(number), sources)


def text(
    number: SourceId, label: str, case: CaseId | None, *people: InformantId, kind: Kind = Kind.INTERVIEW
) -> SourceFact:
    return SourceFact(number, label, f"{label.lower()}.txt", kind, case, None, 500, people)


FACTS = Facts(
    CODEBOOK,
    cases=(
        CaseFact(STORVIK, "SK", "Storvik"),
        CaseFact(FJORDVIK, "FK", "Fjordvik"),
        CaseFact(NESS, "NK", "Ness"),
    ),
    informants=(
        person(SK1, "SK1", STORVIK, S_SK1, key=True),
        person(SK2, "SK2", STORVIK, S_SK2, S_SK2B),
        person(SK3, "SK3", STORVIK, S_G1),
        person(SK7, "SK7", STORVIK, S_SK7, out="utenfor temaet"),
        person(FK1, "FK1", FJORDVIK, S_FK1, key=True),
        person(FK2, "FK2", FJORDVIK, S_FK2, S_G1),
        person(NK1, "NK1", NESS, S_NK1),
    ),
    sources=(
        text(S_SK1, "SK1", STORVIK, SK1),
        text(S_SK2, "SK2", STORVIK, SK2),
        text(S_SK2B, "SK2-2", STORVIK, SK2),
        text(S_G1, "G1", STORVIK, SK3, FK2, kind=Kind.GROUP),
        replace(text(S_SK7, "SK7", STORVIK, SK7), left_out="utenfor temaet"),
        text(S_FK1, "FK1", FJORDVIK, FK1),
        text(S_FK2, "FK2", FJORDVIK, FK2),
        text(S_NK1, "NK1", NESS, NK1),
        text(S_D1, "D1", STORVIK, kind=Kind.DOCUMENT),
        text(S_D2, "D2", None, kind=Kind.DOCUMENT),
    ),
    finished=tuple(Stamp(source, None, 3) for source in map(SourceId, range(1, 12))),
)

MANIFEST = Manifest(
    "Hvem starter samskaping?",
    "00000000-0000-4000-8000-000000000001",
    "0.1.0",
    412,
    "2026-05-03T10:12:44Z",
    "Samskaping",
    3,
    ("A", "B"),
    ("1",),
    sources=(ManifestSource("SK1", "sk1.txt", "ab" * 32),),
)

Part = tuple[InformantId | None, frozenset[int]]


@dataclass(frozen=True)
class Marked:
    """One coding, with the words it takes of each speaker (numbered through the source)."""

    number: int
    passage: str
    source: SourceId
    code: CodeId
    parts: tuple[Part, ...]
    stance: Stance = Stance.FOR
    coder: str = "A"
    starred: bool = False


def marked(
    number: int,
    place: tuple[str, SourceId],
    on: CodeId,
    *speakers: InformantId | None,
    stance: Stance = Stance.FOR,
    words: range = range(10),
) -> Marked:
    """Return a coding in which each of `speakers` says as many words as the others."""
    each = len(words) // len(speakers)
    parts = tuple((speaker, frozenset(words[rank * each : (rank + 1) * each])) for rank, speaker in enumerate(speakers))
    return Marked(number, place[0], place[1], on, parts, stance)


def against(number: int, place: tuple[str, SourceId], on: CodeId, *speakers: InformantId | None) -> Marked:
    return marked(number, place, on, *speakers, stance=Stance.AGAINST)


def _counted(facts: Facts, coding: Marked) -> Iterator[Part]:
    out = {informant.id for informant in facts.informants if informant.left_out is not None}
    source = next(found for found in facts.sources if found.id == coding.source)
    if source.left_out is None:
        yield from ((informant, words) for informant, words in coding.parts if informant not in out)


def _keys(facts: Facts, grouping: Grouping, coding: Marked, informant: InformantId | None) -> str:
    source = next(found for found in facts.sources if found.id == coding.source)
    speaker = next((found for found in facts.informants if found.id == informant), None)
    case = source.case if speaker is None else speaker.case
    if grouping is Grouping.CASE:
        return column_key(grouping, case)
    if grouping is Grouping.INFORMANT:
        return column_key(grouping, informant)
    if grouping is Grouping.SOURCE:
        return column_key(grouping, coding.source)
    assert facts.values is not None
    subject = {"case": case, "informant": informant, "source": coding.source}[facts.values.attribute.subject]
    return column_key(grouping, "" if subject is None else facts.values.of.get(subject, ""))


def tally(facts: Facts, grouping: Grouping, codings: Iterable[Marked]) -> list[Tally]:
    """Count as the storage should, one set at a time."""
    found: dict[tuple[CodeId, str, Line, InformantId | None], list[tuple[Marked, frozenset[int]]]] = defaultdict(list)
    kinds = {source.id: source.kind for source in facts.sources}
    for coding in codings:
        for informant, words in _counted(facts, coding):
            column = _keys(facts, grouping, coding, informant)
            lines: list[tuple[Line, InformantId | None]] = [(Line.INFORMANT, informant), (Line.INFORMANTS, None)]
            if informant is None:
                lines = [(Line.DOCUMENTS if kinds[coding.source] in PAPERS else Line.NO_INFORMANT, None)]
            for member in (coding.code, *(above.id for above in facts.codebook.above(coding.code))):
                for line, who in lines:
                    found[member, column, line, who].append((coding, words))
    return [Tally(*key, *_numbers(parts)) for key, parts in found.items()]


def _numbers(parts: list[tuple[Marked, frozenset[int]]]) -> tuple[int, int, int, int, int]:
    return (
        len({coding.passage for coding, _words in parts}),
        len({coding.passage for coding, _words in parts if coding.stance is Stance.FOR}),
        len({coding.passage for coding, _words in parts if coding.stance is Stance.AGAINST}),
        len({coding.number for coding, _words in parts}),
        len({(coding.source, word) for coding, words in parts for word in words}),
    )


def quotes(facts: Facts, codings: Iterable[Marked]) -> Iterator[Quote]:
    """Yield the codings as quotes, in the order of the texts."""
    sources = {source.id: source for source in facts.sources}
    people = {informant.id: informant for informant in facts.informants}
    cases = {case.id: case.label for case in facts.cases}
    for coding in sorted(codings, key=lambda coding: (coding.source, coding.passage, coding.number)):
        speakers = [informant for informant, _words in _counted(facts, coding)]
        source = sources[coding.source]
        in_cases = [source.case if speaker is None else people[speaker].case for speaker in speakers]
        yield Quote(
            coding.passage,
            f"ord i {coding.passage}",
            source.label,
            source.id,
            1,
            tuple(dict.fromkeys(people[speaker].label for speaker in speakers if speaker is not None)),
            tuple(dict.fromkeys(cases[case] for case in in_cases if case is not None)),
            None in speakers,
            coding.code,
            coding.coder,
            "1",
            coding.stance,
            coding.number,
            coding.number + 1,
            coding.starred,
        )


def build(
    codings: Iterable[Marked] = (),
    grouping: Grouping = Grouping.CASE,
    facts: Facts = FACTS,
    keep: Callable[[Marked], bool] | None = None,
) -> Matrix:
    """Make a matrix; `keep` is what a star, code or stance filter lets through."""
    made = list(codings)
    if keep is None:
        return matrix_of(facts, grouping, tally(facts, grouping, made))
    shown = [coding for coding in made if keep(coding)]
    return matrix_of(facts, grouping, tally(facts, grouping, shown), tally(facts, grouping, made))


def column(matrix: Matrix, path: str) -> Column:
    return next(found for found in matrix.columns if found.path == path)


def cell(matrix: Matrix, row: str, path: str) -> Cell:
    rows = [found.code.name for found in matrix.rows]
    return matrix.cells[rows.index(row)][[found.path for found in matrix.columns].index(path)]


def by_attribute(subject: str, of: dict[int, str], kind: str = "text", choices: tuple[str, ...] = ()) -> Facts:
    return replace(FACTS, values=Values(Attribute(1, subject, "størrelse", kind, choices), of))


CODINGS = (
    marked(1, ("SK1:2", S_SK1), ABOVE, SK1),
    against(2, ("SK1:4", S_SK1), ABOVE, SK1),
    marked(3, ("SK2:2", S_SK2), ABOVE, SK2),
    marked(4, ("SK2:3", S_SK2), ABOVE, SK2, words=range(5, 15)),
    marked(5, ("SK2-2:8", S_SK2B), ABOVE, SK2),
    marked(6, ("G1:5", S_G1), BELOW, SK3, FK2),
    against(7, ("FK1:3", S_FK1), ABOVE, FK1),
    marked(8, ("FK2:7", S_FK2), LEADERS, FK2),
    marked(9, ("D1:1", S_D1), ABOVE, None),
    marked(10, ("D2:1", S_D2), BELOW, None),
    marked(11, ("SK7:1", S_SK7), ABOVE, SK7),
    marked(12, ("NK1:9", S_NK1), BELOW, NK1),
    marked(13, ("NK1:9", S_NK1), BELOW, NK1),
    marked(14, ("SK1:6", S_SK1), BELOW, SK1),
    marked(15, ("SK1:8", S_SK1), ABOVE, None),
)
