"""The quotes of the comparison: theme by theme, code by code, case by case, in turn over informants, starred first.

A passage stands once under a code, however many have coded it. Over it stands what was asked, and its footnote says who
speaks and where, in the project's own form. Nothing is counted here and nothing cut.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.passages import Stance
from workbench.domain.report import in_turn
from workbench.exporters.docx_first import quotes_of
from workbench.exporters.docx_xml import bookmark, colour, ground, heading, paragraph, run
from workbench.exporters.legal_text import capital
from workbench.exporters.quote_order import Firsts, Listed
from workbench.exporters.tints import dark, tint
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.domain.codebook import Code, Codebook
    from workbench.domain.ids import CodeId
    from workbench.domain.report import Report, ShownQuote
    from workbench.exporters.docx_file import Footnotes

_STANCES = {Stance.FOR: N_("for"), Stance.AGAINST: N_("against")}
_WRAPPED = re.compile(r"(?<=\S) *\n(?=\S)(?!\S{1,24}:\s)")
"""The end of a line that is not the end of a paragraph, and after which nobody else speaks."""
_LONG_QUESTION = 1200
"""Characters of a question from which it need not stand on the page of its answer."""


class _Passage(NamedTuple):
    """A passage under a code, with everybody's codings of it there."""

    row: int
    """Of the matrix."""
    case: int
    codings: Sequence[ShownQuote]


class Quotes:
    """The quotes of a report.

    Args:
        report: what is shown; its quotes are gone through once.
        footnotes: to which theirs are added.
    """

    def __init__(self, report: Report, footnotes: Footnotes) -> None:
        self._report = report
        self._footnotes = footnotes
        self._several = len(report.readers) > 1
        self._cases = [f"{case.name} ({case.label})" if case.name else case.label for case in report.matrix.facts.cases]
        self._passages = _passages(report)
        firsts = (Listed(passage.codings[0], passage.row, None) for passage in self._passages)
        self._firsts = Firsts(report.matrix, firsts)
        self._lead_here: set[int] = set()
        self._asked = ""

    def place(self, row: int, column: int, against: bool) -> str:
        """Return the bookmark at the first quote of a cell of the matrix, or at the first against; empty if none is."""
        at = self._firsts.of(row, column, against=against)
        if at is None:
            return ""
        self._lead_here.add(at)
        return f"quote_{at}"

    def written(self) -> Iterator[str]:
        """Yield them, once every place is asked for."""
        matrix = self._report.matrix
        words = matrix.facts.case_words
        order = _(
            "By code, then by {case}, in turn over the informants, starred first. What was asked before stands over "
            "each quote, once where it is the same; the footnote says who and where. A passage stands under every code "
            "that it has."
        )
        yield heading(1, run(_("Quotes")))
        yield paragraph("Normal", run(order.format(case=words[0] if words else _("case"))))
        at = 0
        for place, row in enumerate(matrix.rows):
            self._asked = ""
            yield code_heading(matrix.facts.codebook, row.code, row.depth, place)
            before = at
            while at < len(self._passages) and self._passages[at].row == place:
                if self._cases and (at == before or self._passages[at].case != self._passages[at - 1].case):
                    self._asked = ""
                    yield paragraph("Case", run(self._case(self._passages[at].case)))
                yield from self._passage(at, self._passages[at].codings)
                at += 1
            if at == before and not matrix.facts.codebook.children(row.code.id):
                yield paragraph("Quote", run(_("No quotes."), "Soft"))

    def _case(self, case: int) -> str:
        return self._cases[case] if case < len(self._cases) else capital(_("no case"))

    def _passage(self, at: int, codings: Sequence[ShownQuote]) -> Iterator[str]:
        shown, *_others = codings
        memos = dict.fromkeys(found.quote.memo for found in codings if found.quote.memo)
        if shown.asked and shown.asked != self._asked:
            apart = '<w:keepNext w:val="0"/>' * (len(shown.asked) > _LONG_QUESTION)
            yield paragraph("Question", run(_("Asked before")) + run(": " + _flowing(shown.asked)), apart)
        self._asked = shown.asked
        star = "★ " if any(found.quote.starred for found in codings) else ""
        words = run(star, "Marks") + run(_stance(codings), "Strong") + _said(shown)
        if at in self._lead_here:
            words = bookmark(len(self._report.matrix.rows) + at, f"quote_{at}", words)
        note = self._footnotes.add(self._note(codings))
        yield paragraph("Quote", words + note, "<w:keepNext/>" if memos else "")
        for memo in memos:
            yield paragraph("Memo", run(_("Memo"), "Strong") + run(": " + memo))

    def _note(self, codings: Sequence[ShownQuote]) -> str:
        """Return who speaks and where, and who has coded it where several may have."""
        passage, cited = codings[0].quote.passage, codings[0].cited or codings[0].reference
        where = cited if passage in cited else f"{cited}, {passage}"
        if not self._several:
            return where + "."
        is_mixed = len({found.quote.stance for found in codings}) > 1
        coders = []
        for quote in (found.quote for found in codings):
            told = (quote.round, _(_STANCES[quote.stance]) if is_mixed else "")
            coders.append(f"{quote.coder} ({', '.join(filter(None, told))})")
        return where + ". " + _("Coded by {coders}.").format(coders=", ".join(coders))


def code_heading(book: Codebook, code: Code, depth: int, row: int | None = None) -> str:
    """Return the heading of a theme or a code, in the hue of its theme.

    Args:
        book: of the project.
        code: the code.
        depth: how many codes stand over it.
        row: of the matrix whose quotes stand under it; None where it stands over something else.
    """
    hue = book.theme(code.id).colour
    content = run(code.name, properties=colour(dark(hue)) if depth else "")
    if row is not None:
        content = bookmark(row, quotes_of(row), content)
    return heading(depth + 2, content, "" if depth else ground(tint(hue, 0.22)))


def _stance(codings: Sequence[ShownQuote]) -> str:
    stances = {found.quote.stance for found in codings}
    if stances == {Stance.FOR}:
        return ""
    return capital(_("for and against") if len(stances) > 1 else _("against")) + ": "


def _said(shown: ShownQuote) -> str:
    """Return the words, turn by turn where it matters who says which: the interviewer's in brackets."""
    if not shown.turns:
        return run(f"«{_flowing(shown.words)}»")
    told = []
    for part in shown.turns:
        who, words = run(f"{part.who}: " if part.who else "", "Who"), _flowing(part.text)
        if part.is_asked:
            told.append(run("[", "Who") + who + run(words, "Asking") + run("]", "Who"))
        else:
            told.append(who + run(words))
    return run("«") + run("\n").join(told) + run("»")


def _flowing(text: str) -> str:
    """Return what is said with the lines of the transcript's file run together; paragraphs and speakers stay apart."""
    return _WRAPPED.sub(" ", text)


def _passages(report: Report) -> list[_Passage]:
    """Return every passage under each of its codes: by row, then case, then in turn."""
    rows: dict[CodeId, int] = {row.code.id: place for place, row in enumerate(report.matrix.rows)}
    cases = {case.label: place for place, case in enumerate(report.matrix.facts.cases)}
    found: dict[tuple[int, int, int, int, int], list[ShownQuote]] = {}
    for shown in report.quotes:
        quote = shown.quote
        case = cases.get(quote.cases[0], len(cases)) if quote.cases else len(cases)
        found.setdefault((rows[quote.code], case, quote.source_id, quote.start, quote.end), []).append(shown)
    listed = []
    in_order = sorted(found.items(), key=lambda item: item[0][:2])
    for (row, case), group in groupby(in_order, key=lambda item: item[0][:2]):
        by_first = {id(codings[0]): codings for _key, codings in group}
        turns = in_turn(codings[0] for codings in by_first.values())
        listed += [_Passage(row, case, by_first[id(shown)]) for shown in turns]
    return listed
