"""The hand: the codes that digits put on, and how digits reach every other theme.

Digits are stored with the codes and never move by themselves (DESK.md §2). Nothing here draws or stores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.codebook import theme_digit
from workbench.i18n import N_

if TYPE_CHECKING:
    from workbench.domain.codebook import Code, Codebook
    from workbench.domain.ids import CodeId

NO_CODES = N_("No codes yet: Enter, a name and Enter again make the first one.")
"""How a code is made, where there is none that a digit could mean."""


def theme_with(book: Codebook, digit: int) -> Code | None:
    """Return the theme that a digit means."""
    return themes_by_digit(book).get(digit)


def themes_by_digit(book: Codebook) -> dict[int, Code]:
    """Return the themes that have a digit, by it."""
    found = {digit: theme for theme in book.themes if not theme.retired and (digit := theme_digit(book, theme))}
    return dict(sorted(found.items()))


def has_themes(book: Codebook) -> bool:
    """Tell whether any theme has codes under it; where none has, the themes are the codes."""
    return any(book.children(theme.id) for theme in book.themes)


def hand_of(book: Codebook, theme: CodeId | None) -> dict[int, Code]:
    """Return the codes of a theme by digit, those under its codes too; with no theme, the themes are the hand."""
    if theme is None or not has_themes(book):
        return themes_by_digit(book)
    found = {code.slot: code for code in book.hand(theme) if code.slot is not None and not code.retired}
    return dict(sorted(found.items()))


def first_theme(book: Codebook) -> CodeId | None:
    """Return the theme whose codes are in the hand at first: the first that has any."""
    themes = sorted(book.themes, key=lambda theme: theme_digit(book, theme) or len(book.themes) + 9)
    return next((theme.id for theme in themes if book.children(theme.id)), None)
