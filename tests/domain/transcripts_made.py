"""Coded transcripts made up for tests: a text with turns, passages anywhere on it, and every text what a test wants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.domain.matrix_facts import MANIFEST
from workbench.domain.codebook import Code, Codebook
from workbench.domain.ids import (
    CaseId,
    CodeId,
    CoderId,
    CodingId,
    InformantId,
    MemoId,
    PassageId,
    RevisionId,
    RoundId,
    SourceId,
    TurnId,
)
from workbench.domain.memos import Memo, MemoKind
from workbench.domain.passages import CodedPassage, Coding, Passage, Stance, label_of
from workbench.domain.people import Case, Coder, Informant, Round
from workbench.domain.sources import Kind, PlacedTurn, Source, SourceText
from workbench.domain.spans import Span
from workbench.domain.transcript import Role
from workbench.domain.transcript_making import OnWords, People, coded_transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.domain.coded_transcript import CodedTranscript

WRITTEN = "2026-05-03T10:12:00Z"
CODERS = (Coder(CoderId(1), "c1", "Anne Berg"), Coder(CoderId(2), "c2", "CD"))
ROUNDS = (Round(RoundId(1), "r1", "første", False), Round(RoundId(2), "r2", "andre", True))
THEME, ABOVE, BELOW, OTHER, LONE = map(CodeId, range(1, 6))
BOOK = Codebook(
    (
        Code(THEME, "g1", None, 0, "Hvem starter?", "#336699"),
        Code(ABOVE, "g2", THEME, 0, "Ovenfra", "", "Fra staten.", "når", "når ikke", "«Vi måtte.»"),
        Code(BELOW, "g3", THEME, 1, "Nedenfra", ""),
        Code(OTHER, "g4", None, 1, "Ordet", ""),
        Code(LONE, "g5", OTHER, 0, "Kjenner ordet", "", retired=True),
    ),
    "Bok",
)


@dataclass(frozen=True)
class Mark:
    """A passage to be made: which characters, which codes by whom, and what else."""

    start: int
    end: int
    codes: tuple[tuple[CodeId, int, Stance], ...] = ()
    """Code, coder (1 or 2) and stance."""
    memo: str = ""
    starred: bool = False


def source_text(said: Sequence[tuple[str, str]]) -> SourceText:
    """Return a text of turns, each with its label before a colon; `I` is the interviewer."""
    text, turns = "", []
    for number, (label, body) in enumerate(said, 1):
        text += "\n" if text else ""
        start = len(text)
        text += f"{label}: " if label else ""
        begin = len(text)
        text += body
        role = Role.INTERVIEWER if label == "I" else Role.INFORMANT if label == "SK1" else Role.UNKNOWN
        informant = InformantId(1) if label == "SK1" else None
        turns.append(PlacedTurn(TurnId(number), number, start, begin, len(text), 0, label, role, informant, CaseId(1)))
    source = Source(
        SourceId(1), "s1", "SK1", Kind.INTERVIEW, "sk1.txt", CaseId(1), RevisionId(1), len(text), 0, "2025-03-04"
    )
    return SourceText(source, text, tuple(turns))


def on_words(text: SourceText, marks: Sequence[Mark]) -> OnWords:
    """Return passages in text order, with their codings and memos."""
    found, memos = [], {}
    ordered = sorted(dict.fromkeys((mark.start, -mark.end, n) for n, mark in enumerate(marks)))
    for number, (start, end, place) in enumerate(ordered, 1):
        mark, span = marks[place], Span(start, -end)
        turn = text.turn_at(start)
        label = label_of("SK1", turn.number if turn else 1, number)
        source = text.source
        passage = Passage(
            PassageId(number), f"p{number}", source.id, source.revision, span, span.of(text.text), label, mark.starred
        )
        codings = tuple(
            Coding(CodingId(number * 100 + n), "k", passage.id, code, CoderId(coder), RoundId(1), stance)
            for n, (code, coder, stance) in enumerate(mark.codes)
        )
        found.append(CodedPassage(passage, codings))
        if mark.memo:
            memos[passage.id] = [memo(mark.memo, number)]
    return OnWords(tuple(found), memos)


def memo(body: str, number: int = 1, subject: str = "passage", subject_id: int = 1) -> Memo:
    """Return a memo by the first coder."""
    return Memo(MemoId(number), subject, subject_id, MemoKind.IDEA, body, CoderId(1), RoundId(1), WRITTEN)


def transcript(
    said: Sequence[tuple[str, str]], marks: Sequence[Mark] = (), text: Callable[[str], str] = str
) -> CodedTranscript:
    """Return a transcript, each name and rule of a person passed through `text`; the words are as they are given."""
    words = source_text(said)
    found = on_words(words, marks)
    book = Codebook(
        tuple(
            replace(
                code,
                name=text(code.name),
                colour=code.colour and text(code.colour),
                definition=code.definition and text(code.definition),
                when=code.when and text(code.when),
                when_not=code.when_not and text(code.when_not),
                example=code.example and text(code.example),
            )
            for code in BOOK.codes
        ),
        text(BOOK.name),
    )
    people = People(
        (Informant(InformantId(1), "i1", text("SK1"), CaseId(1)),),
        (Case(CaseId(1), "k1", "SK", text("Storvik")),),
        tuple(replace(coder, name=text(coder.name)) for coder in CODERS),
        tuple(replace(found, name=text(found.name)) for found in ROUNDS),
    )
    source = replace(words.source, label=text(words.source.label), name=text(words.source.name))
    found = replace(
        found,
        memos={passage: [replace(one, body=text(one.body)) for one in memos] for passage, memos in found.memos.items()},
        about={one.passage.id: (text("Kvelvet"),) for one in found.passages[:1]},
        source_memos=(memo(text("om alt")),),
        passages=tuple(
            replace(one, passage=replace(one.passage, label=one.passage.label and text(one.passage.label)))
            for one in found.passages
        ),
        hidden=2,
        hidden_memos=1,
    )
    manifest = replace(MANIFEST, project=text("Prøve"), codebook=text("Bok"), view={"coders": (text("AB"),)})
    return coded_transcript(SourceText(source, words.text, words.turns), found, book, people, manifest)


# Examples for Hypothesis.

PIECES = st.sampled_from((
    "Ja", " ", " ", "nei. ", "\n", "\n\n", "og så ", "ær", "a\u030a\u0327", "👩\u200d👩\u200d👧\u200d👦", "🇳🇴",
    "שלום ", "عربي ", "漢字", "<b>", "&amp;", "]", "{{ 7*7 }}", "=1+1", "langtordutenmellomromsomaldrivilslutte",
))  # fmt: skip
BODIES = st.lists(PIECES, max_size=12).map("".join).map(str.strip)
LABELS = st.sampled_from(["I", "SK1", "X", ""])
STANCES = st.sampled_from(list(Stance))
CODED = st.tuples(st.sampled_from([THEME, ABOVE, BELOW, LONE]), st.integers(1, 2), STANCES)


@st.composite
def said_and_marked(draw: st.DrawFn) -> tuple[list[tuple[str, str]], list[Mark]]:
    """Draw turns, and passages anywhere on them; some on nobody's words."""
    said = draw(st.lists(st.tuples(LABELS, BODIES), min_size=1, max_size=5))
    length = len(source_text(said).text)
    places = st.tuples(st.integers(0, length), st.integers(0, length)).filter(lambda place: place[0] != place[1])
    marks = [
        Mark(
            min(place),
            max(place),
            tuple({(code, coder): (code, coder, stance) for code, coder, stance in codes}.values()),
            memo,
            starred,
        )
        for place, codes, memo, starred in draw(
            st.lists(
                st.tuples(places, st.lists(CODED, max_size=4), st.sampled_from(["", "et memo"]), st.booleans()),
                max_size=8 if length > 1 else 0,
                unique_by=lambda drawn: (min(drawn[0]), max(drawn[0])),
            )
        )
    ]
    return said, marks
