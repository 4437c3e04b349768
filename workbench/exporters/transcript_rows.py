"""The turns of a coded transcript as the rows of a Word table: number and speaker, the words, names in the margin.

A long turn has several rows: a new one begins with the sentence in which coded words begin, so that the names stand
beside them. The words of a turn's rows, one after the other, are the turn's words exactly.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.graphemes import previous_boundary
from workbench.domain.sentences import sentences
from workbench.domain.transcript import Role
from workbench.exporters import transcript_looks as looks
from workbench.exporters import transcript_words as said
from workbench.exporters.docx_xml import cell, ground, paragraph, row, run, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workbench.domain.coded_transcript import CodedTranscript, MarkedPassage, Piece, ShownMemo, ShownTurn, UsedCode

_LEAST, _MOST = 320, 3000
"""Characters of a row that another of the same turn may follow, and of a row at most."""
_WHOLE, _WHOLE_MARGIN = 600, 500
"""Characters of a row that stands on one page: of its words, and of its margin."""
_SPEAKERS, _MARGIN = 1190, 2620
"""Widths in twentieths of a point; the words have the rest."""
_STRIPES = (
    ("single", 36),
    ("double", 12),
    ("dashed", 24),
    ("dotted", 24),
    ("single", 12),
    ("dashSmallGap", 24),
    ("thinThickSmallGap", 24),
    ("dotDash", 24),
    ("triple", 8),
)
"""Line and width of each shape of a stripe; the width in eighths of a point."""
_MANY = "#E4E4E4"
_TAG = re.compile("<[^>]*>")
_LINE_END = re.compile(r"(\n)")
_THIN_SPACE, _HARD_SPACE = "\u202f", "\u00a0"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


class Stretch(NamedTuple):
    """The part of a turn that one row holds."""

    pieces: tuple[Piece, ...]
    is_first: bool
    is_last: bool

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece.text for piece in self.pieces)


def bar(used: UsedCode) -> str:
    """Return the property of a paragraph that draws a code's stripe beside it."""
    line, width = _STRIPES[looks.shape(used)]
    colour, _light = looks.dark_and_tint(looks.colour(used))
    return f'<w:pBdr><w:left w:val="{line}" w:sz="{width}" w:space="4" w:color="{colour}"/></w:pBdr>'


class Rows:
    """Writes the table of one transcript.

    Args:
        transcript: what is shown.
        comment: takes a memo, and returns the number of its comment.
        width: of the page's text, in twentieths of a point.
    """

    def __init__(self, transcript: CodedTranscript, comment: Callable[[ShownMemo], int], width: int) -> None:
        self._transcript = transcript
        self._comment = comment
        self._widths = [_SPEAKERS, width - _SPEAKERS - _MARGIN, _MARGIN]
        self._words = said.words(transcript.source.kind)

    def table(self) -> Iterator[str]:
        """Yield the table as XML."""
        words, label = self._words, self._transcript.source.label
        told = f"{words['turn']}, {words['who']}; {words['said']}; {words['coded_as']}"
        before, after = table("TranscriptTable", self._widths, f"{label} – {words['coded_transcript']}", told)
        yield before
        heads = (words["turn"], words["said"], words["coded_as"])
        yield self._row([paragraph("TableHeading", run(head)) for head in heads], is_head=True)
        for turn in self._transcript.turns:
            for stretch in stretches(turn):
                yield self._turn_row(turn, stretch)
        yield after

    def _row(self, cells: Sequence[str], *, is_head: bool = False, is_whole: bool = True) -> str:
        widths = zip(self._widths, cells, strict=True)
        return row((cell(width, content) for width, content in widths), is_head=is_head, is_whole=is_whole)

    def _turn_row(self, turn: ShownTurn, stretch: Stretch) -> str:
        asking = "Asking" if turn.role is Role.INTERVIEWER else ""
        speaker = ""
        if stretch.is_first:
            speaker = run(str(turn.number), "Soft") + "<w:r><w:tab/></w:r>" + run(turn.speaker)
        after = "" if stretch.is_last else '<w:spacing w:after="0"/>'
        direction = "<w:bidi/>" if _runs_right_to_left(stretch.text) else ""
        content, margin = "".join(self._content(turn, stretch)), tuple(self._margin(turn, stretch))
        return self._row(
            [
                paragraph(f"Speaker{asking}", speaker),
                paragraph(f"Turn{asking}", content, direction + after),
                "".join(margin) or paragraph("MarginCode", ""),
            ],
            is_whole=len(stretch.text) <= _WHOLE and len(_TAG.sub("", "".join(margin))) <= _WHOLE_MARGIN,
        )

    # The words.

    def _content(self, turn: ShownTurn, stretch: Stretch) -> Iterator[str]:
        passages = self._transcript.passages
        if stretch.is_first:
            for place in turn.beside:
                numbers = [self._comment(memo) for memo in passages[place].memos]
                yield "".join(map(_comment_start, numbers))
                yield self._key(passages[place])
                yield "".join(map(_comment_end, numbers))
        if not stretch.pieces:
            yield run(f"({self._words['no_words']})", "Remark")
        here = self._commented(stretch)
        blank, at = len(stretch.text.rstrip()), 0
        for place, piece in enumerate(stretch.pieces):
            yield "".join(_comment_start(number) for number in here.get((place, True), ()))
            yield self._key(*(passages[begun] for begun in piece.begins))
            yield from self._piece(turn, piece, blank - at)
            yield "".join(run(f"]{passages[closed].number}", "PassageKey") for closed in piece.closes)
            yield "".join(_comment_end(number) for number in here.get((place, False), ()))
            at += len(piece.text)

    def _key(self, *begun: MarkedPassage) -> str:
        return run(_THIN_SPACE.join(str(passage.number) for passage in begun), "PassageKey")

    def _commented(self, stretch: Stretch) -> dict[tuple[int, bool], list[int]]:
        """Return before and after which pieces the comments on passages that begin here start and end."""
        found: dict[tuple[int, bool], list[int]] = {}
        for first, piece in enumerate(stretch.pieces):
            for begun in piece.begins:
                memos = self._transcript.passages[begun].memos
                last = max(place for place, other in enumerate(stretch.pieces) if begun in other.over) if memos else 0
                for memo in memos:
                    number = self._comment(memo)
                    found.setdefault((first, True), []).append(number)
                    found.setdefault((last, False), []).append(number)
        return found

    def _piece(self, turn: ShownTurn, piece: Piece, blank: int) -> Iterator[str]:
        """Yield the words of a piece; from the character `blank` on they end the row, and so do not break lines."""
        look = self._look(piece)
        at = 0
        for part in _LINE_END.split(piece.text):
            if part == "\n" and (piece.start + at in turn.soft or at >= blank):
                # As it is: what reads the file finds the line end, and both programs show a space.
                yield f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{part}</w:t></w:r>'
            else:
                yield run(part, "", look + ("<w:rtl/>" if _runs_right_to_left(part) else ""))
            at += len(part)

    def _look(self, piece: Piece) -> str:
        """Return how marked words look: one theme's tint, or grey where several themes meet; always underlined."""
        if not piece.over:
            return ""
        over = [self._transcript.passages[place] for place in piece.over]
        if not any(passage.codes for passage in over):
            return '<w:u w:val="dotted"/>'
        used = looks.one_theme(over, self._transcript.codes)
        if used is None:
            return '<w:u w:val="double"/>' + ground(_MANY)
        dark, tint = looks.dark_and_tint(looks.colour(used))
        return f'<w:u w:val="single" w:color="{dark}"/>' + ground(tint)

    # The margin.

    def _margin(self, turn: ShownTurn, stretch: Stretch) -> Iterator[str]:
        passages = self._transcript.passages
        if stretch.is_first:
            if turn.continues:
                numbers = ", ".join(str(passages[place].number) for place in turn.continues)
                yield paragraph("MarginRemark", run(self._words["continues"].format(number=numbers)))
            for place in turn.beside:
                yield from self._names(passages[place])
        for piece in stretch.pieces:
            for begun in piece.begins:
                yield from self._names(passages[begun])

    def _names(self, passage: MarkedPassage) -> Iterator[str]:
        head = run(str(passage.number), "Strong") + run(f" {passage.label} ".replace("  ", " "), "Soft")
        if passage.starred:
            head += run(f"{said.STAR} ")
        for code in passage.codes:
            used = self._transcript.codes[code.used]
            told = run(used.code.name)
            if code.against:
                told += run(f" {said.AGAINST}{_HARD_SPACE}{self._words['against']}", "Strong")
            if code.by:
                told += run(f" {said.by(code)}", "Soft")
            yield paragraph("MarginCode", head + told, bar(used))
            head = ""
        more = [self._words["about"].format(items=", ".join(passage.items))] if passage.items else []
        if passage.memos:
            more.append(self._words["memo_in_comment"])
        if head:
            yield paragraph("MarginCode", head + run(" · ".join(more)))
        elif more:
            yield paragraph("MarginRemark", run(" · ".join(more)))


def _comment_start(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def _comment_end(number: int) -> str:
    return (
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
    )


def _runs_right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction is one of a script written from right to left."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in {"L", *_RIGHT_TO_LEFT}), "L") in _RIGHT_TO_LEFT


# Rows.


def stretches(turn: ShownTurn) -> Iterator[Stretch]:
    """Cut a turn into what its rows hold; together they are the turn."""
    if not turn.pieces:
        yield Stretch((), is_first=True, is_last=True)
        return
    start = turn.pieces[0].start
    cuts = [start, *(start + cut for cut in _cuts(turn))]
    rows: list[list[Piece]] = [[] for _cut in cuts]
    for piece in turn.pieces:
        for place, part in _parts(piece, cuts):
            rows[place].append(part)
    for place, pieces in enumerate(rows):
        yield Stretch(tuple(pieces), is_first=place == 0, is_last=place == len(rows) - 1)


def _parts(piece: Piece, cuts: Sequence[int]) -> Iterator[tuple[int, Piece]]:
    """Yield the parts of a piece, each with the place of its row."""
    end = piece.start + len(piece.text)
    after = bisect_left(cuts, piece.start + 1)
    edges = [piece.start, *cuts[after : bisect_left(cuts, end)], end]
    for number, (begun, ended) in enumerate(pairwise(edges)):
        part = piece._replace(
            start=begun,
            text=piece.text[begun - piece.start : ended - piece.start],
            begins=piece.begins if number == 0 else (),
            closes=piece.closes if number == len(edges) - 2 else (),
        )
        yield after - 1 + number, part


def _cuts(turn: ShownTurn) -> Iterator[int]:
    """Yield the characters of a turn with which a new row begins, the first left out."""
    text = turn.text
    if len(text) <= _LEAST:
        return
    start = turn.pieces[0].start
    begins = [piece.start - start for piece in turn.pieces if piece.begins]
    last = 0
    for sentence in sentences(text, 0, len(text)):
        while sentence.end - last > _MOST and sentence.start - last < _MOST // 2:
            # A sentence that no page holds: cut at a space, or at least between what a person sees as characters.
            space = text.rfind(" ", last + _MOST // 2, last + _MOST) + 1
            last = space or previous_boundary(text, last + _MOST + 1)
            yield last
        begun = bisect_left(begins, sentence.start) < bisect_left(begins, sentence.end)
        grown = sentence.start - last
        if (begun and grown >= _LEAST) or (grown and sentence.end - last > _MOST):
            last = sentence.start
            yield last
