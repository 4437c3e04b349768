"""Telling what is strange about a text that was read: signs that are not seen, and signs of a wrong encoding.

Everything is kept as it is; the user is told how often it occurs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.domain.reading import Notice
from workbench.i18n import N_

if TYPE_CHECKING:
    from workbench.domain.text import NormalisingReport

_SUSPECT = re.compile(
    rb"\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0\xa6-\xa9]|\xef\xbb\xbf|\xef\xbf\xbd|\xf3\xa0[\x80\x81]"
)
"""In UTF-8, where a search for a few leading bytes is several times faster than one for characters."""
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\U000e0000-\U000e007f]")
_JOINED_LETTERS = re.compile("(?<=[^\x00-\u02ff])\u200d(?=[^\x00-\u02ff])")
"""The joiner inside a composed picture sign, which is no oddity."""
_MOJIBAKE = re.compile("Ã[¥¦¸…†˜]|â€[™œ\x9d“”¦]|Â[«»§° ]")


def oddities(text: str, as_utf8: bytes) -> tuple[Notice, ...]:
    """Return a notice for each strange thing in a text.

    Args:
        text: the text in its one form.
        as_utf8: the same text in UTF-8.
    """
    notices: list[Notice] = []
    if _SUSPECT.search(as_utf8):
        _count(
            notices, N_("Signs that turn the direction of writing were kept: {count}."), len(_DIRECTION.findall(text))
        )
        unseen = len(_INVISIBLE.findall(text)) - len(_JOINED_LETTERS.findall(text))
        _count(notices, N_("Signs that are not seen were kept: {count}."), unseen)
        _count(notices, N_("Letters were already lost (\ufffd) in the file: {count}."), text.count("\ufffd"))
    if "Ã" in text or "â€" in text or "Â" in text:
        mojibake = len(_MOJIBAKE.findall(text))
        _count(notices, N_("Some letters look wrongly encoded (as Ã¥ for å): {count}; look at them first."), mojibake)
    return tuple(notices)


def normalising_notices(report: NormalisingReport) -> tuple[Notice, ...]:
    """Return a notice for each kind of change that a reader can see; line ends and byte order marks are not told."""
    notices: list[Notice] = []
    _count(notices, N_("Tabs became spaces: {count}."), report.tabs)
    _count(notices, N_("Control characters became visible pictures: {count}."), report.controls)
    _count(notices, N_("Unusual line breaks became ordinary ones: {count}."), report.line_separators)
    _count(notices, N_("Letters written in two pieces became one: {count}."), report.composed)
    return tuple(notices)


def _count(notices: list[Notice], template: str, count: int) -> None:
    if count > 0:
        notices.append(Notice(template, {"count": count}))
