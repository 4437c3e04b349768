"""The hand: the codes that digits put on, and how digits reach every other theme.

Digits are stored with the codes and never move by themselves (DESK.md §2). Nothing here draws or stores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.codebook import theme_digit

if TYPE_CHECKING:
    from workbench.domain.codebook import Code, Codebook
    from workbench.domain.ids import CodeId


def theme_with(book: Codebook, digit: int) -> Code | None:
    """Return the theme that a digit means."""
    return next((theme for theme in book.themes if not theme.retired and theme_digit(book, theme) == digit), None)


def hand_of(book: Codebook, theme: CodeId | None) -> dict[int, Code]:
    """Return the codes of a theme by digit, those under its codes too; with no theme, the themes are the hand."""
    if theme is None or not any(book.children(found.id) for found in book.themes):
        return {digit: found for found in book.themes if (digit := theme_digit(book, found)) and not found.retired}
    found = {code.slot: code for code in book.hand(theme) if code.slot is not None and not code.retired}
    return dict(sorted(found.items()))


def first_theme(book: Codebook) -> CodeId | None:
    """Return the theme whose codes are in the hand at first: the first that has any."""
    themes = sorted(book.themes, key=lambda theme: theme_digit(book, theme) or len(book.themes) + 9)
    return next((theme.id for theme in themes if book.children(theme.id)), None)
