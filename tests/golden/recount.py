"""A second opinion: the four matrices of a study folder, counted without Workbench.

This script imports nothing of `workbench` and was written from the pages alone (`MATRIX.md`,
`FILES.md`, `DESIGN.md` §3), so that the program can be checked against it. It prefers the plain
way to the fast way. It never guesses: what it cannot place is listed in `Truth.problems`.

    python recount.py FOLDER CODEBOOK [--coder A] [--round 1] [--blind R] [--stance for] [--json OUT]

Readings, where the pages leave room (numbered, to be cited):

 Text and turns
 R1  Decoding: UTF-8 (BOM or not), UTF-16 only with a BOM, else Windows-1252, always strictly. The
     other steps of the "encoding ladder" are not tried. CSV values and codebook names go through
     the same normalising; all but `quote` are also stripped. Paths of files are looked for
     beside sources.csv, then in its `transcripts/`.
 R2  Word: letters (L*), decimal digits (Nd) and marks (M*); exactly one joiner, with a word
     character on both sides of it. Other numbers (½ ² Ⅳ), `_` and soft hyphens split words.
 R3  A label may have white space round it; it is compared exactly otherwise (case included).
     A line whose text before the first ":" is no label of the source belongs to the turn before.
     If no label of the column is the interviewer, `I`, `Intervjuer` and `Interviewer` are. A label
     of the column without `=` is its own informant.
 R4  A time stamp is in square brackets, [mm:ss] or [hh:mm:ss], with or without a fraction.
     White space after it, line ends included, is before the body.
 R5  A label with nothing after it is a turn (it takes a number, and its speaker has a turn).
     Text before the first label with no word in it is no turn. A text without any label is one
     turn by an unknown speaker; the same holds for a survey answer.
 R6  Observations are cut in blocks as documents are, and stand in the line "documents"
     (MATRIX §1). `speakers` of either is not used. "Followed by lower case" looks at the very next
     character that is not white space; `”` and `)` are not among the closing signs.
 R7  docx: footnotes, headers, text boxes and symbols are not read; a deleted paragraph mark still
     ends its paragraph; w:noBreakHyphen is "-"; w:softHyphen is nothing.
 Labels
 R8  A source's informants are those with a turn in its text, not those listed in `speakers`.
     The running number counts every source of the sort, also those labelled by hand and those
     left out, and skips a label already used. `SK2-2` counts SK2's interviews alone, not groups.
 R9  document, observation and survey are always D, O and S, also with an informant in them. A
     source of kind `group`: one informant → the reference; none → `G`. An unknown kind is listed
     and read as interview.
 Codings
 R10 A quote is searched for exactly in the whole text (labels too); overlapping finds count as two.
     Place and quote disagreeing: listed, even if the quote stands elsewhere once. One of start
     and end alone is listed. A place of no characters is listed.
 R11 Stance: empty, `for`, `+` / `against`, `-`, `−`, `–`, `imot`, `mot`. Another word: listed.
 R12 Same passage, code, coder and round again: with the same stance a duplicate (listed, not
     counted), with the other stance the later row rules (listed as "stance changed").
 R13 A code is found by the end of its path (`Code`, `Theme > Code`, …) when only one fits; a whole
     path goes before the end of a longer one only if it has two names or more. So a code at the
     top level whose name is used below as well cannot be named: listed.
 R14 A part is any non-empty passage ∩ body, though it hold no word. A coding whose parts are all the
     interviewer's, or that touches no turn, counts nowhere and is listed.
 R15 A speaker who is not in informants.csv becomes an informant without case, an unknown case a
     case: both listed, neither vanishes.
 Counting
 R16 A view's stance changes quotes, codings and words only; states, n, N, informants, against stay (as
     FILES says of code and star filters). Coders and rounds take codings and stamps with them.
 R17 Which rounds are blind is not in the files: `blind` names them. They are left out of every
     count unless a single blind round is asked for, which then stands by itself.
 R18 A theme is read when it is read for every code under it *and* for itself (its own `since`).
     A code with codes under it is a theme, so its row holds them too.
 R19 An informant with no counted source is never read: `?`. Read is asked of the informant's counted
     sources (all kinds with a turn of hers); in source columns of that source only.
 R20 A cell's one state is the first of ● ◐ ○ · – ? among its informants; a case without informants has
     the state None, n = N = 0.
 R21 An informant's words, quotes and codings go to the informant's own case, whatever case the source
     has; parts without informant go to the source's case, "" if it has none.
 R22 Parts without informant: own cells with `line` "documents" or "no informant", where such turns
     exist; n and N None, no state. Only in source columns has a document a state: None if it
     has quotes, else `·` or `?`. In the informant matrix these two have the column "".
 R23 Left out informants: their parts are dropped, a passage shared with others stays theirs. Left out
     sources: nothing in them counts, neither codings, stamps, words nor columns.
 R24 Attributes: a case column `name:type`; others are extra, and listed. yesno is written yes/no,
     numbers in shortest form; missing (also: no case) is the column "". Values stand in their order.
 R25 Poles: an informant is at an end with a *for* on it or beneath it. "Neither" asks that she is in
     N for both ends; else she is `unread`. One end said and the other not in N: she stands in
     "only", and in `other_end_unread` too.
 R26 First page: informants with a turn in a counted interview or group source, and those sources;
     words in all counted sources. Informants without such a turn are named beside.
 R27 Typology: an axis step or room that is no code under its theme is made one, straight under it,
     `since` its own or the theme's. A step name used on two axes goes under a code named as the axis.
 R28 finished.csv without a version, or for an unknown source, is listed and stamps nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.golden.truth.whole import Truth, main, recount
else:
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from truth.whole import Truth, main, recount

__all__ = ["Truth", "main", "recount"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
