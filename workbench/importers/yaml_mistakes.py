"""What a YAML parser's complaint means to someone who has never read about YAML.

The parser says where it gave up and in which state; this module says what was probably meant, and where
that began. It must not look at anything but the complaint and the text around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from workbench.domain.naming import code_point, shown
from workbench.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable

Explained = tuple[int, str, dict[str, object]]
"""Where (in characters of the text), a sentence marked for translation, and its values."""

UNREADABLE = N_("the file cannot be read as YAML")
CANNOT_BEGIN = N_("a value cannot begin with {character}; put it in quotes")
COLON = N_("a value with a colon and a space in it must stand in quotes")
GOES_ON = N_(
    "this line is read as going on from the one above; is a colon missing there, or are there too many spaces here?"
)
TAB = N_("a tab stands here; use spaces")
QUOTE_OPEN = N_("the quotation mark that opens here is never closed")
LIST_OPEN = N_("the {character} that opens here is never closed; is a comma missing?")
CLOSES_NOTHING = N_("the {character} here closes nothing")
AFTER_QUOTE = N_("something stands after the closing quotation mark; let the quotes go round the whole value")
INDENTED = N_("this line begins in another column than the lines it belongs with")
NO_COLON = N_("a key must have a colon and a space after it")
BACKSLASH = N_("between \"quotes\" a \\ means something special; write \\\\ or use 'quotes' of this kind")
UNSEEN = N_("a character that cannot be shown stands here, {character}; delete it")


def explain(error: Exception, text: str) -> Explained:
    """Say in plain words what is wrong where the parser gave up."""
    if type(error).__name__ == "ReaderError":
        at = int(getattr(error, "position", 0))
        return at, UNSEEN, {"character": code_point(text[at : at + 1] or "\0")}
    problem, context = str(getattr(error, "problem", "") or ""), str(getattr(error, "context", "") or "")
    end = _index(getattr(error, "problem_mark", None))
    if end is None:
        return 0, UNREADABLE, {}
    begin = _index(getattr(error, "context_mark", None))
    for words, answer in _ANSWERS:
        if words in problem or words in context:
            return answer(text, end, end if begin is None else begin)
    return end, UNREADABLE, {}


def _index(mark: Any) -> int | None:
    return None if mark is None else int(mark.index)


def _opens_with(text: str, _end: int, begin: int) -> Explained:
    return begin, CANNOT_BEGIN, {"character": text[begin : begin + 1]}


def _begins_with(text: str, end: int, _begin: int) -> Explained:
    character = text[end : end + 1]
    if character == "\t":
        return end, TAB, {}
    return end, CANNOT_BEGIN, {"character": shown(character)}


def _colon(text: str, end: int, _begin: int) -> Explained:
    before = text[text.rfind("\n", 0, end) + 1 : end]
    return end, (COLON if re.search(r":\s", before) else GOES_ON), {}


def _dash(text: str, end: int, _begin: int) -> Explained:
    before = text[text.rfind("\n", 0, end) + 1 : end]
    return (end, CANNOT_BEGIN, {"character": text[end : end + 1]}) if ":" in before else (end, INDENTED, {})


def _backslash(text: str, end: int, begin: int) -> Explained:
    return max(text.rfind("\\", begin, end + 1), begin), BACKSLASH, {}


def _unclosed_list(text: str, _end: int, begin: int) -> Explained:
    return begin, LIST_OPEN, {"character": text[begin : begin + 1]}


def _block_end(text: str, end: int, _begin: int) -> Explained:
    character = text[end : end + 1]
    if character in ("]", "}", ","):
        return end, CLOSES_NOTHING, {"character": character}
    line = text.rfind("\n", 0, end) + 1
    if text[line:end].rstrip().endswith(('"', "'")):
        return end, AFTER_QUOTE, {}
    return end, INDENTED, {}


def _at_begin(template: str) -> Callable[[str, int, int], Explained]:
    return lambda _text, _end, begin: (begin, template, {})


def _at_end(template: str) -> Callable[[str, int, int], Explained]:
    return lambda _text, end, _begin: (end, template, {})


_ANSWERS: tuple[tuple[str, Callable[[str, int, int], Explained]], ...] = (
    ("mapping values are not allowed", _colon),
    ("cannot start any token", _begins_with),
    ("found unexpected end of stream", _at_begin(QUOTE_OPEN)),
    ("found unexpected document separator", _at_begin(QUOTE_OPEN)),
    ("while scanning a double-quoted scalar", _backslash),
    ("while scanning a block scalar", _opens_with),
    ("while scanning an alias", _opens_with),
    ("while scanning an anchor", _opens_with),
    ("while scanning a tag", _opens_with),
    ("while parsing a tag", _opens_with),
    ("while scanning a directive", _opens_with),
    ("expected ',' or ']'", _unclosed_list),
    ("expected ',' or '}'", _unclosed_list),
    ("could not find expected ':'", _at_begin(NO_COLON)),
    ("sequence entries are not allowed", _dash),
    ("mapping keys are not allowed", _dash),
    ("expected <block end>", _block_end),
    ("expected the node content", _begins_with),
    ("expected '<document start>'", _at_end(INDENTED)),
)
