"""What the codebook screen shows: the tree, what the chosen code means, what is asked for and what was done.

What keys do is in `codebook`; nothing is changed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Container
from textual.screen import Screen

from workbench.domain.spans import Span
from workbench.i18n import N_, _, n_
from workbench.tui.form import Field
from workbench.tui.safe import fitted
from workbench.tui.screens.list_keys import DOWN, FURTHER, UP, Key, bind, keys_shown, whose
from workbench.tui.widgets.code_told import told_of_code
from workbench.tui.widgets.code_tree import CodeTree
from workbench.tui.widgets.form_lines import drawn_cell
from workbench.tui.widgets.lines import Line, Lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from workbench.domain.ids import CodeId
    from workbench.tui.session import Session
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_DROP = Key("escape", "", N_("drop"), N_("Esc"))

KEYS = (
    Key("enter,right", "passage", N_("passage"), N_("Enter")),
    Key("n", "new(False)", N_("new code")),
    Key("N", "new(True)", N_("new theme")),
    Key("r", "rename", N_("rename")),
    Key("slash", "look_for", N_("find"), "/"),
    Key("u,ctrl+z", "undo", N_("undo"), "u"),
    Key("c,g,tab,escape,backspace,left", "leave", N_("back"), "c"),
    Key("d", "all_of_it", N_("all of it")),
    Key("U,ctrl+y", "redo", N_("redo"), "U"),
    DOWN,
    UP,
    *FURTHER,
)

_BESIDE = 110
"""Cells from which what a code means stands beside the tree."""
_READABLE = 92
"""Cells of a row of that at most."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that is being typed."""

    asks: str
    """What it is for."""
    keep: Callable[[str], bool]
    """Keeps it; returns whether that was done."""
    why_not: Callable[[str], str]
    """Tells why it cannot be kept; empty where it can."""


class CodebookShown(Screen[tuple[Span, str] | None], inherit_bindings=False):
    """Shows the codes.

    Args:
        session: the codebook, and what is coded.
        look: styles.
        begin: the code to begin at.
    """

    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-below"), (_BESIDE, "-beside")]  # noqa: RUF012 - as Textual declares it

    def __init__(self, session: Session, look: Look, begin: CodeId | None) -> None:
        super().__init__()
        self.session, self.look = session, look
        self._looked_for = Field("look-for", is_proposed=False)
        self._looking = False
        self._naming: Naming | None = None
        self._stood_on: CodeId | None = None
        """The code to come back to when nothing is typed any more."""
        self._said, self._warning = "", False
        self._whole = False
        session.count_everywhere()
        self.list = CodeTree(session, look)
        self.list.fill("", begin)
        self._top, self._head, self._bottom = Lines(id="top"), Lines(id="list-head"), Lines(id="keys")
        self._told, self._line = Lines(id="code-told"), Lines(id="code-said")
        bind(self, KEYS)

    def compose(self) -> ComposeResult:
        """Lay out tree and meaning."""
        yield self._top
        yield self._head
        with Container(id="codebook"):
            yield self.list
            yield self._told
        yield self._line
        yield self._bottom

    def on_resize(self) -> None:
        """Fit everything to the size there is."""
        self.call_after_refresh(self.show)

    def look_changed(self, look: Look) -> None:
        """Show everything in other colours."""
        self.look = self.list.look = look
        self.list.refresh()
        self.show()

    # showing

    def show(self) -> None:
        """Show everything as it is now."""
        look, width = self.look, self.size.width
        self._told.set_class(self._whole, "-whole")
        self.list.set_class(self._whole, "-away")
        self._top.put([self._title(width)], look.role("bar"))
        self._head.put([self._heading()], look.role("bar"))
        self._line.put([self._saying(width)], look.role("bar"))
        self._bottom.put([Line(tuple(self._asked(width)))], look.role("text"))
        self.call_after_refresh(self._show_told)

    def _show_told(self) -> None:
        """Show what the chosen code means, as much as there is room for."""
        look, size = self.look, self._told.size
        code = self.list.code or (self.session.book.by_id.get(self._stood_on) if self._stood_on else None)
        if not size.width or not size.height:
            return
        beside = self.size.width >= _BESIDE and not self._whole
        width = size.width - (2 if beside else 0)
        lines = [] if beside else [Line(((" " + "─" * (width - 2), look.role("faint")),))]
        airy = beside or self._whole
        lines += told_of_code(self.session, look, code, min(width, _READABLE), airy=airy) if code is not None else []
        if not lines[1:] or code is None:
            lines.append(Line(((" " + self._empty(), look.role("soft")),)))
        if len(lines) > size.height:
            more = _("… d shows all of it") if not self._whole else "…"
            lines[size.height - 1 :] = [Line(((f" {more}", look.role("soft")),))]
        if beside:
            edge: Piece = ("│ ", look.role("faint"))
            lines += [Line()] * (size.height - len(lines))
            lines = [Line((edge, *line.left), line.right) for line in lines]
        self._told.put(lines, look.role("text"))

    def _title(self, width: int) -> Line:
        book, look = self.session.book, self.look
        # A code that stands alone at the top is a code; a theme has codes under it.
        themes = [theme for theme in book.themes if not theme.retired and book.children(theme.id)]
        codes = sum(not code.retired for code in book.codes) - len(themes)
        told = n_("{count} theme", "{count} themes", len(themes)).format(count=len(themes)) + ", " if themes else ""
        told += n_("{count} code", "{count} codes", codes).format(count=codes)
        told += "  ·  " + _("version {version}").format(version=book.version)
        right = fitted(whose(self.session), width // 3)
        room = width - cell_len(_("Codebook")) - cell_len(told) - cell_len(right) - 9
        left: tuple[Piece, ...] = (
            (" " + _("Codebook") + "  ", look.role("bar-strong")),
            (fitted(book.name, max(room, 0)) + "   ", look.role("bar")),
            (told, look.role("bar-soft")),
        )
        return Line(left, ((right + " ", look.role("bar-soft")),))

    def _heading(self) -> Line:
        """Return the names of the columns, or what is looked for."""
        look = self.look
        numbers = self.list.counts.heading(look)[0]
        gap = max(self.size.width - self.list.size.width, 0)
        right = ((numbers, look.role("bar-soft")), (" " * gap, look.role("bar")))
        if self._looking or self._looked_for.value:
            room = max(min(self.list.size.width - len(numbers) - 10, 40), 10)
            field = drawn_cell(self._looked_for, look, room, here=self._looking)
            return Line(((" / ", look.role("bar-accent")), *field[1:]), right)
        return Line((("   " + _("code"), look.role("bar-soft")),), right)

    def _saying(self, width: int) -> Line:
        warning, said = self._warning, self._said
        if self._naming is not None and self.list.field is not None and not warning:
            found = self._naming.why_not(self.list.field.value) if self.list.field.value else ""
            warning, said = bool(found), found or self._naming.asks
        return Line(((" " + fitted(said, width - 2), self.look.role("bar-warning" if warning else "bar")),))

    def _asked(self, width: int) -> list[Piece]:
        if self._naming is not None:
            return keys_shown(self.look, (Key("enter", "", N_("keep"), N_("Enter")), _DROP), width)
        if self._looking:
            return keys_shown(self.look, (Key("enter", "", N_("choose"), N_("Enter")), _DROP, DOWN, UP), width)
        return keys_shown(self.look, KEYS, width)

    def _empty(self) -> str:
        if self._looked_for.value:
            return _("No code has these letters.")
        return _("There are no codes yet: N makes a theme, n a code under it.")
