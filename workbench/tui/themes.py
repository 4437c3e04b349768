"""How things look: the dark, the light and the sixteen-colour theme, and the styles made from them.

A `Look` is asked for the style of a role or of a code; panes know no colours of their own. Which hue a
theme of the codebook has is decided in `colours`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

from workbench.domain.codebook import Codebook, theme_digit
from workbench.tui import colours
from workbench.tui.stripes import PLAIN_SHAPES, SHAPES, shape

if TYPE_CHECKING:
    from collections.abc import Collection

    from workbench.domain.codebook import Code
    from workbench.domain.ids import CodeId

DARK, LIGHT, SIXTEEN = "workbench-dark", "workbench-light", "workbench-16"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as `#rrggbb`."""

    background: str
    panel: str
    text: str
    soft: str
    """What stands back: the interviewer, headings, hints."""
    faint: str
    """Lines and empty places; never words that must be read."""
    accent: str
    warning: str
    chosen: str
    """Behind the passage that is chosen."""
    chosen_text: str
    strength: float
    """How much of a theme's colour a tint has, at most."""


_DARK = Palette("#15181d", "#1c2027", "#d5d9e0", "#8e97a5", "#3a414d", "#7db4ff", "#f0b45a", "#2f5687", "#ffffff", 0.26)
_LIGHT = Palette(
    "#fcfbf8", "#f1efe9", "#22262c", "#636a75", "#cfccc4", "#1f5fb8", "#9a5600", "#b9d6fb", "#0b1524", 0.17
)
_ANSI_HUES = ("blue", "yellow", "magenta", "green", "red", "cyan")


def _textual(name: str, palette: Palette, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.accent,
        warning=palette.warning,
        error=palette.warning,
        success=palette.accent,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.background,
        surface=palette.background,
        panel=palette.panel,
        dark=dark,
        variables={
            "scrollbar": palette.faint,
            "scrollbar-hover": palette.soft,
            "scrollbar-active": palette.soft,
            "scrollbar-background": palette.background,
            "scrollbar-background-hover": palette.background,
            "scrollbar-background-active": palette.background,
            "scrollbar-corner-color": palette.background,
            "faint": palette.faint,
            "soft": palette.soft,
        },
    )


def textual_themes() -> tuple[Theme, ...]:
    """Return the themes that the app offers."""
    sixteen = Theme(
        name=SIXTEEN,
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        accent="ansi_cyan",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables=BUILTIN_THEMES["ansi-dark"].variables | {"faint": "ansi_bright_black", "soft": "ansi_default"},
    )
    return _textual(DARK, _DARK, dark=True), _textual(LIGHT, _LIGHT, dark=False), sixteen


class Look:
    """Styles by role and by code, for one theme, one codebook and one kind of terminal.

    Args:
        theme: the name of one of `textual_themes`.
        book: the codebook.
        depth: colours the terminal can show: "truecolor", "256", or anything else for sixteen.
        marked: show by marks what colour alone would show.
        plain: draw stripes with letters only.
        tints: let coded words wear the colour of their theme.
    """

    def __init__(
        self,
        theme: str,
        book: Codebook | None = None,
        *,
        depth: str = "truecolor",
        marked: bool = False,
        plain: bool = False,
        tints: bool = True,
    ) -> None:
        self.palette = _LIGHT if theme == LIGHT else _DARK
        self.sixteen = theme == SIXTEEN
        self.marked = marked or self.sixteen
        self.few = depth == "256"
        self.tints = tints
        self._shapes = PLAIN_SHAPES if plain else SHAPES
        self._book = book or Codebook()
        self._styles = self._sixteen_roles() if self.sixteen else self._roles()
        self._numbers = _theme_numbers(self._book)
        self._hues = {theme.id: colours.hue_of(theme.colour, self._numbers[theme.id]) for theme in self._book.themes}
        self._digits = {
            code: digit
            for theme in self._book.themes
            for code, digit in _shape_digits(self._book, theme, self._numbers[theme.id]).items()
        }
        self._codes = {code.id: self._colour(code) for code in self._book.codes}
        self.tinted = lru_cache(maxsize=256)(self._tinted)
        self.stripe = lru_cache(maxsize=1024)(self._stripe)

    def role(self, name: str) -> Style:
        """Return the style of a role: text, soft, faint, strong, accent, warning, chosen, panel, bar …."""
        return self._styles[name]

    def shape(self, code: CodeId) -> str:
        """Return the stripe of a code."""
        return shape(self._digits.get(code), self._shapes)

    def mark(self, code: Code) -> str:
        """Return what stands before a code's name in a list: its stripe, and for a theme over codes a square."""
        is_over_codes = code.parent is None and self._book.children(code.id)
        return "■" if is_over_codes else self.shape(code.id)

    def _stripe(self, code: CodeId, on: str = "text") -> Style:
        """Return the style of a code's stripe and name, on the background of a role."""
        behind = self._styles[on].bgcolor
        return Style(color=self._codes.get(code), bgcolor=behind)

    def _tinted(self, themes: Collection[CodeId], *, asked: bool = False) -> Style:
        """Return the style of words coded within these themes: two of them are never mixed."""
        base = self._styles["soft" if asked else "text"]
        if not themes or not self.tints:
            return base
        if self.sixteen:
            return base + Style(underline=True)
        several = len(themes) > 1
        palette = self.palette
        hue = palette.soft if several or self.few else self._hues.get(next(iter(themes)), palette.soft)
        words = palette.soft if asked else palette.text
        wash = colours.tint(hue, palette.background, words, palette.strength)
        return Style(color=words, bgcolor=wash, underline=several)

    def _colour(self, code: Code) -> str:
        theme = self._book.theme(code.id)
        number = self._numbers[theme.id]
        if self.sixteen:
            return _ANSI_HUES[(number - 1) % len(_ANSI_HUES)]
        shade = colours.shade_of(code.colour, self._hues[theme.id], code.slot or number)
        return colours.legible(shade, self.palette.panel)

    def _roles(self) -> dict[str, Style]:
        p = self.palette
        behind, panel = p.background, p.panel
        return {
            "text": Style(color=p.text, bgcolor=behind),
            "soft": Style(color=p.soft, bgcolor=behind),
            "faint": Style(color=p.faint, bgcolor=behind),
            "strong": Style(color=p.text, bgcolor=behind, bold=True),
            "accent": Style(color=p.accent, bgcolor=behind, bold=True),
            "warning": Style(color=p.warning, bgcolor=behind),
            "chosen": Style(color=p.chosen_text, bgcolor=p.chosen),
            "bar": Style(color=p.text, bgcolor=panel),
            "bar-soft": Style(color=colours.legible(p.soft, panel), bgcolor=panel),
            "bar-faint": Style(color=p.faint, bgcolor=panel),
            "bar-strong": Style(color=p.text, bgcolor=panel, bold=True),
            "bar-accent": Style(color=p.accent, bgcolor=panel, bold=True),
            "bar-warning": Style(color=p.warning, bgcolor=panel, bold=True),
            "here": Style(color=panel, bgcolor=p.accent),
        }

    def _sixteen_roles(self) -> dict[str, Style]:
        plain, bold = Style(color="default", bgcolor="default"), Style(color="default", bgcolor="default", bold=True)
        soft = Style(color="default", bgcolor="default", dim=True)
        accent = Style(color="cyan", bgcolor="default", bold=True)
        warning = Style(color="yellow", bgcolor="default", bold=True)
        chosen = Style(reverse=True)
        roles = {"text": plain, "soft": soft, "faint": soft, "strong": bold, "accent": accent, "warning": warning}
        return (
            roles
            | {f"bar-{name}": style for name, style in roles.items()}
            | {
                "bar": plain,
                "chosen": chosen,
                "here": chosen,
            }
        )


def _theme_numbers(book: Codebook) -> dict[CodeId, int]:
    """Number the themes: by their digits, and those that have none from ten on."""
    digits = {theme.id: theme_digit(book, theme) for theme in book.themes}
    without = [theme for theme, digit in digits.items() if digit is None]
    return {theme: digit or 10 + without.index(theme) for theme, digit in digits.items()}


def _shape_digits(book: Codebook, theme: Code, number: int) -> dict[CodeId, int]:
    """Give the codes of a theme a shape each: by digit, and what is left to those that have none.

    A theme without codes is a code itself: of those that get the same hue again, each has another shape.
    """
    if not book.children(theme.id):
        return {theme.id: (number - 1 + (number - 1) // 9) % 9 + 1}
    found = {code.id: code.slot for code in book.hand(theme.id) if code.slot is not None}
    free = [digit for digit in range(1, 10) if digit not in found.values()]
    for place, (_depth, code) in enumerate(one for one in book.walk(theme.id) if one[1].id not in found):
        found[code.id] = free[place % len(free)] if free else 9
    return found
