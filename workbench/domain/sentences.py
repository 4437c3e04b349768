"""Cutting what somebody said into sentences and clauses, by rules for Norwegian.

The boundaries found here are the only ones: search, selection and the language helpers all take them from
here. One turn's body is cut at a time; line ends inside it are white space. A blank line ends a sentence, unless
the line before it breaks off and the one after goes on in lower case, as in texts taken from PDFs. Nothing is
guessed from a model, and the text is never changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from workbench.domain.abbreviations import CLOSING, LEADING, MONTHS, OPENERS
from workbench.domain.graphemes import snap
from workbench.domain.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = re.compile(r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<closers>[\"'«»“”‘’‹›)\]]*+)(?=\s)|\n(?P<blank>[^\S\n]*+\n\s*+)")
_ENDS_LINE = frozenset('.?!:…»"')
"""What a line that breaks off does not end in."""
_PASSED_OVER = re.compile(r"[\s\"'«»“”„‘’‹›–—-]*+")
_NOTE = re.compile(r"[(\[][^()\[\]\n]{0,80}[)\]]")
_INNER = re.compile(r"[(\[\s\"'«»“”„‘’‹›–—-]*+")
_BEFORE_WORD = "\"'«»“”„‘’‹›–—-(["
_NEXT_WORD = re.compile(r"[^\W_]{1,24}")
_WRITTEN = re.compile(r"[^\W_]")
_LIST_MARK = re.compile(r"\d{1,2}|[^\W\d_]|i{2,3}|iv|vi{2,3}|ix|x[iv]{1,3}", re.IGNORECASE)
_SHORT_PARTS = re.compile(r"[^\W\d_]|(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,4}")
_CLAUSE = re.compile(r"[,;:–—](?=\s)")
_LONGEST_ABBREVIATION = 24
_LONGEST_LIST_LEAD = 12
_MOST_NOTES = 2
_LONGEST_ORDINAL = 2


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of one body in order, without white space around them.

    They cover every character that is not white space and cut no grapheme.

    Args:
        text: the text the offsets belong to.
        start: first character of the body.
        end: one past its last character.
    """
    body = text[start:end]
    inside = (span for first, last in _stretches(body) for span in _trimmed(body, first, last))
    return [Span(start + span.start, start + span.end) for span in inside]


def sentence_at(text: str, start: int, end: int, offset: int) -> Span:
    """Return the sentence of a body in which `offset` stands.

    Between two sentences it is the one before, ahead of the first it is the first. A body without words to
    show gives an empty range at its start.

    Args:
        text: the text the offsets belong to.
        start: first character of the body.
        end: one past its last character.
        offset: characters from the start of the text.
    """
    found = sentences(text, start, end)
    if not found:
        return Span(start, start)
    return found[max(bisect_right(found, offset, key=lambda span: span.start) - 1, 0)]


def clauses(text: str, span: Span) -> list[Span]:
    """Cut a sentence after each comma, semicolon, colon and dash that white space follows."""
    found: list[Span] = []
    here = looked = span.start
    written = False
    for mark in _CLAUSE.finditer(text, span.start, span.end):
        written = written or _WRITTEN.search(text, looked, mark.start()) is not None
        looked = mark.end()
        if written:
            found += _trimmed(text, here, mark.end())
            here, written = mark.end(), False
    return found + _trimmed(text, here, span.end)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the body cut at its sentence ends, white space and all."""
    here = looked = 0
    written = False
    for found in _BREAK.finditer(text):
        written = written or _WRITTEN.search(text, looked, found.start()) is not None
        looked = found.end()
        if found["stop"] is None:
            # What follows begins with the white space: a mark may sit on it.
            end, ends = found.start("blank"), not _goes_on(text, here, found)
        else:
            end, ends = found.end(), written and _ends_sentence(text, here, found)
        if ends:
            yield here, end
            here, written = end, False
    yield here, len(text)


def _goes_on(text: str, here: int, blank: re.Match[str]) -> bool:
    """Tell whether the sentence that began at `here` goes on over the blank line `blank`, as over any line end."""
    last = blank.start()
    while last > here and text[last - 1].isspace():
        last -= 1
    following = text[blank.end() : blank.end() + 1]
    return last > here and following.islower() and text[last - 1] not in _ENDS_LINE


def _ends_sentence(text: str, here: int, found: re.Match[str]) -> bool:
    """Tell whether the stop `found` ends the sentence that began at `here`."""
    place = _what_follows(text, found.end())
    following = text[place : place + 1]
    if not following or following.islower() or following in ".!?…":
        return False
    if found["closers"]:
        # "(…)" and "(!)" are remarks inside a sentence.
        return text[found.start() - 1] not in "(["
    if found["stop"] == ".":
        return _full_stop_ends(text, here, found.start(), place)
    return not (following.isdigit() and found["stop"][-1] in ".…")


def _what_follows(text: str, place: int) -> int:
    """Return where the next word begins, behind quotes, dashes and notes such as "(latter)"."""
    for _note in range(_MOST_NOTES):
        place = _passed(_PASSED_OVER, text, place)
        note = _NOTE.match(text, place)
        if note is None or not text[_passed(_INNER, text, place)].islower():
            break
        place = note.end()
    return _passed(_INNER, text, place)


def _passed(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def _full_stop_ends(text: str, here: int, stop: int, following: int) -> bool:
    """Tell a full stop from the point of an abbreviation, an initial or an ordinal number."""
    window = text[max(here, stop - _LONGEST_ABBREVIATION) : stop]
    word = (window.split() or [""])[-1].lstrip(_BEFORE_WORD)
    if _LIST_MARK.fullmatch(word) and _begins_line(text, here, stop - len(word)):
        return False
    follows_digit = text[following].isdigit()
    if word[-1:].isdigit():
        return _number_ends(word, text, following)
    known = word.lower()
    if known in LEADING:
        return False
    if known in CLOSING:
        return not follows_digit
    return not _SHORT_PARTS.fullmatch(word) or known == "i" or _opens(text, following)


def _begins_line(text: str, here: int, word: int) -> bool:
    """Tell whether nothing but a dash or a bracket stands between a line's or sentence's start and `word`."""
    before = text[max(here, word - _LONGEST_LIST_LEAD) : word].rstrip(_BEFORE_WORD + " \xa0")
    return before.endswith("\n") or (not before and word - here < _LONGEST_LIST_LEAD)


def _number_ends(number: str, text: str, following: int) -> bool:
    """Tell "in 2015. Then" from "17. Mai" and "12. 5."."""
    if len(number) <= _LONGEST_ORDINAL:
        return not text[following].isdigit() and _next_word(text, following) not in MONTHS
    return True


def _opens(text: str, following: int) -> bool:
    return _next_word(text, following) in OPENERS


def _next_word(text: str, place: int) -> str:
    word = _NEXT_WORD.match(text, place)
    return word[0].lower() if word else ""


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    """Return the stretch without white space around it, or nothing where it is all white space."""
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return []
    first = start + len(piece) - len(piece.lstrip())
    # A mark may sit on the white space before it; the white space then belongs to the sentence.
    grown = snap(text, Span(first, first + len(inner)))
    return [Span(max(grown.start, start), min(grown.end, end))]
