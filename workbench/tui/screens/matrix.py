"""The comparison: themes down and cases across, one cell chosen; Enter reads the quotes behind it.

It is counted after the screen is seen, and again whenever it is opened after a change. The screen answers the quote
to go to. What is compared is chosen in `matrix_choice`; nothing is changed here.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.screen import Screen

from workbench.domain.errors import WorkbenchError
from workbench.domain.first_page import LineKind
from workbench.domain.norwegian import number
from workbench.domain.view_words import view_told
from workbench.i18n import N_, _, language, n_
from workbench.tui.comparing import behind
from workbench.tui.matrix_layout import Sheet
from workbench.tui.matrix_seen import Seen
from workbench.tui.safe import fitted
from workbench.tui.screens.list_keys import Key, bind, keys_shown
from workbench.tui.widgets.hand import wrapped, wrapped_within
from workbench.tui.widgets.lines import Line, Lines
from workbench.tui.widgets.matrix_grid import MatrixGrid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from workbench.services.matrix import Asked
    from workbench.tui.comparing import Comparison, Passage
    from workbench.tui.session import Session
    from workbench.tui.themes import Look

KEYS = (
    Key("enter", "quotes", N_("quotes"), N_("Enter")),
    Key("o", "open", N_("open case")),
    Key("t", "turn", N_("transpose")),
    Key("v", "choice", N_("what is compared")),
    Key("l", "legend", N_("marks")),
    Key("m,g,comma,tab,escape,backspace", "leave", N_("back"), "m"),
    Key("right", "aside(1)", N_("aside"), "→"),
    Key("left", "aside(-1)"),
    Key("down,j", "move(1)", N_("down"), "↓"),
    Key("up,k", "move(-1)", N_("up"), "↑"),
    Key("O", "open_all", N_("open all")),
    Key("greater_than_sign", "page_aside(1)"),
    Key("less_than_sign", "page_aside(-1)"),
    Key("pagedown,J", "page(1)"),
    Key("pageup,K", "page(-1)"),
    Key("home", "move(-1000000)"),
    Key("end", "move(1000000)"),
)

_ROOMY = 110
"""Cells from which cells tell how many quotes there are."""
_PAUSE = 0.01
"""Seconds until counting begins, so that the screen is seen first."""
_WORTH_TELLING = 1.0
"""Seconds of counting from which it is told how long it took."""
_WORDS = 2
"""Rows in which the chosen cell is told in words."""


_NAMED_ALONE = frozenset({LineKind.THEME, LineKind.CODE, LineKind.HEADING, LineKind.POLES})
"""Lines whose title tells what they are; the others stand under a code."""


class Gone(NamedTuple):
    """The quote to go to, and how it is told there."""

    passage: Passage
    told: str


class MatrixScreen(Screen[Gone], inherit_bindings=False):
    """Compares cases.

    Args:
        session: the project.
        look: styles.
        comparison: what is compared, and where one stood.
        at_quote: begin in the quotes behind the cell, at the one that was gone to.
    """

    AUTO_FOCUS = None

    def __init__(self, session: Session, look: Look, comparison: Comparison, *, at_quote: bool = False) -> None:
        super().__init__()
        self.session, self.look = session, look
        self._comparison = comparison
        self._at_quote = at_quote
        self._asked: Asked | None = None
        self._sheet: Sheet | None = None
        self._said, self._warning = "", False
        self._told_view = ""
        self._legend_shown = False
        self.grid = MatrixGrid(look)
        self._top, self._head, self._bottom = Lines(id="top"), Lines(id="list-head"), Lines(id="keys")
        self._words, self._legend = Lines(id="cell-told"), Lines(id="matrix-legend")
        bind(self, KEYS)

    def compose(self) -> ComposeResult:
        """Lay out the comparison."""
        yield self._top
        yield self._head
        yield self.grid
        yield self._legend
        yield self._words
        yield self._bottom

    def on_mount(self) -> None:
        """Show what is known; count where something was changed."""
        self._begin()

    def on_resize(self) -> None:
        """Fit everything to the size there is."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        seen = self.grid.seen
        if seen is not None and seen.short is not self._is_short:
            self._fill()
        self.show()

    def look_changed(self, look: Look) -> None:
        """Show everything in other colours, and with marks that the terminal has."""
        self.look = self.grid.look = look
        if self._sheet is not None:
            self._make_sheet()
        self.show()

    # counting

    def _begin(self) -> None:
        """Count, unless that is known."""
        desk, comparison = self.session.desk, self._comparison
        try:
            self._asked = comparison.asked(desk)
        except WorkbenchError as error:
            comparison.forget()
            self._said, self._warning = str(error), True
            self._asked = comparison.asked(desk)
        if comparison.known(desk, self._asked) is None:
            self._sheet = None
            self.set_timer(_PAUSE, self._count)
        else:
            self._counted()
        self.show()

    def _count(self) -> None:
        desk, asked = self.session.desk, self._asked
        if asked is None:
            return
        began = monotonic()
        try:
            matrix = desk.matrix.matrix(asked)
        except WorkbenchError as error:
            self._comparison.forget()
            self._begin()
            self._said, self._warning = str(error), True
            self.show()
            return
        self._comparison.keep(desk, asked, matrix)
        took = monotonic() - began
        if took >= _WORTH_TELLING:
            seconds = number(round(took, 1), language())
            self._said = _("Counted in {seconds} s.").format(seconds=seconds)
        self._counted()

    def _counted(self) -> None:
        self._make_sheet()
        self.show()
        if self._at_quote:
            self._at_quote = False
            self._read_quotes(self._comparison.quote)

    def _make_sheet(self) -> None:
        desk, comparison = self.session.desk, self._comparison
        matrix = comparison.known(desk, self._asked) if self._asked is not None else None
        if matrix is None or self._asked is None:
            return
        manifest = desk.manifest(self._asked.view)
        self._sheet = Sheet(matrix, manifest, comparison.opened, ascii_marks=self._has_ascii_marks)
        self._told_view = "; ".join(view_told(manifest.view))
        if not manifest.view and any(found.blind for found in desk.readers.rounds()):
            self._told_view = _("all readings but the blind ones")
        self._fill()

    def _fill(self) -> None:
        """Show the sheet the way that is chosen, and stand where one stood."""
        if self._sheet is None:
            return
        comparison = self._comparison
        seen = Seen(self._sheet, turned=comparison.turned, short=self._is_short)
        row, across = seen.find(comparison.line, comparison.column)
        if comparison.line is None and comparison.column is None:
            row, across = seen.first()
        self.grid.fill(seen, row, across)

    @property
    def _is_short(self) -> bool:
        return self.size.width < _ROOMY

    @property
    def _has_ascii_marks(self) -> bool:
        return self.look.sixteen or self.look.shape(0).isascii()  # type: ignore[arg-type]

    # showing

    def show(self) -> None:
        """Show the lines above and below the grid."""
        look, width, sheet = self.look, self.size.width, self._sheet
        self._show_title(width)
        self._head.put([self.grid.heading()], look.role("bar"))
        self._show_words(width)
        self._bottom.put([Line(tuple(keys_shown(look, KEYS, width)))], look.role("text"))
        self._legend.display = self._legend_shown and sheet is not None
        if self._legend_shown and sheet is not None:
            rule = Line(((" " + "─" * (width - 2), look.role("faint")),))
            rows = [row for note in sheet.notes for row in _packed(note, width - 2)]
            most = max(self.size.height - 10, 3)
            if len(rows) > most:
                rows = [*rows[: most - 1], fitted(rows[most - 1] + " ………", width - 2)]
            self._legend.styles.height = len(rows) + 1
            self._legend.put([rule, *(Line(((f" {row}", look.role("text")),)) for row in rows)], look.role("text"))

    def _show_title(self, width: int) -> None:
        look, sheet = self.look, self._sheet
        right = _("counting …") if sheet is None else self._told_view or _("all readings")
        if self._comparison.saved and not self.session.desk.chosen.blind:
            right = f"{self._comparison.saved}  ·  {right}"
        right = fitted(right, width // 2)
        title = " " + _("Matrix") + "  "
        told = "" if sheet is None else "  ·  ".join(filter(None, (sheet.title, sheet.summary)))
        told = fitted(told, max(width - cell_len(title) - cell_len(right) - 3, 0))
        left = ((title, look.role("bar-strong")), (told, look.role("bar-soft")))
        self._top.put([Line(left, ((right + " ", look.role("bar-soft")),))], look.role("bar"))

    def _show_words(self, width: int) -> None:
        """Tell the chosen cell in words, and what the view hides."""
        look = self.look
        where, words = self._told()
        rows = wrapped_within(f"{where}:  {words}" if where and words else where or words, width - 2, _WORDS)
        lines = [Line(((f" {row}", look.role("bar")),)) for row in rows] + [Line()] * (_WORDS - len(rows))
        hidden = self._hidden()
        said = fitted(self._said, max(width - cell_len(hidden) - 4, 10))
        style = look.role("bar-warning" if self._warning else "bar")
        lines.append(Line(((f" {said}", style),), ((hidden + " ", look.role("bar-soft")),)))
        self._words.put(lines, look.role("bar"))

    def _hidden(self) -> str:
        sheet = self._sheet
        if sheet is None:
            return ""
        hidden = sheet.matrix.hidden
        if not hidden:
            return _("The view hides no codings.")
        counted = number(hidden, language())
        return n_("The view hides {count} coding.", "The view hides {count} codings.", hidden).format(count=counted)

    def _told(self) -> tuple[str, str]:
        """Return where the chosen cell is, and what it says in words."""
        sheet, seen = self._sheet, self.grid.seen
        if sheet is None or seen is None:
            return "", ""
        if not sheet.matrix.rows or not sheet.columns:
            return _("There is nothing to compare yet: it needs codes, cases and informants."), ""
        row, across = self.grid.row_at, self.grid.across_at
        names = [
            seen.side(row).strip(" ▸▾") if row is not None else "",
            seen.head(across).strip(" ▸▾") if across is not None else "",
        ]
        words = ""
        if row is not None and across is not None:
            line, column = seen.at(row, across)
            if line.kind not in _NAMED_ALONE:
                names[1 if seen.turned else 0] = f"{sheet.matrix.rows[line.row].code.name}, {sheet.name(line)}"
            words = sheet.spoken(line, column)
        return "  ·  ".join(filter(None, names)), words

    # moving

    def on_row_list_opened(self) -> None:
        """Tell what was clicked."""
        self._stood()

    def on_matrix_grid_pressed(self) -> None:
        """Read what was clicked once more."""
        self.action_quotes()

    def _stood(self) -> None:
        """Remember the cell, and tell it in words."""
        seen = self.grid.seen
        if seen is not None:
            self._comparison.line, self._comparison.column = seen.keys(self.grid.row_at, self.grid.across_at)
        self._said, self._warning = "", False
        self.show()

    def action_move(self, step: int) -> None:
        """Choose another row."""
        self.grid.move(step)
        self._stood()

    def action_page(self, step: int) -> None:
        """Choose a row a page further."""
        self.grid.page(step)
        self._stood()

    def action_aside(self, step: int) -> None:
        """Choose another column."""
        self.grid.aside(step)
        self._stood()

    def action_page_aside(self, step: int) -> None:
        """Choose a column that is not in view."""
        self.grid.page_aside(step)
        self._stood()

    # looking otherwise

    def action_turn(self) -> None:
        """Let themes stand across and cases down, or the other way again."""
        self._stood()
        self._comparison.turned = not self._comparison.turned
        self._fill()
        self._stood()

    def action_open(self) -> None:
        """Open the case that is stood on into its informants, or close it."""
        sheet, seen = self._sheet, self.grid.seen
        if sheet is None or seen is None:
            return
        self._stood()
        at = self.grid.row_at if seen.turned else self.grid.across_at
        column = sheet.columns[at] if at is not None else None
        path = column.path if column is not None else ""
        if column is not None and column.is_inside and column.place is not None:
            path = self._comparison.column = sheet.matrix.columns[column.place].inside or ""
        elif column is None or not column.opens:
            self._tell(_("Stand on a case: o opens it into its informants."))
            return
        self._comparison.opened ^= {path}
        self._make_sheet()
        self.show()

    def action_open_all(self) -> None:
        """Open every case, or close all."""
        if self._sheet is None:
            return
        self._stood()
        opens = {column.path for column in self._sheet.columns if column.opens}
        self._comparison.opened = set() if opens <= self._comparison.opened else opens
        self._make_sheet()
        self.show()

    def action_legend(self) -> None:
        """Tell what the marks mean, and what was counted; or no longer."""
        self._legend_shown = not self._legend_shown
        self.show()
        self.call_after_refresh(self.grid.changed)

    def action_choice(self) -> None:
        """Choose what is compared."""
        from workbench.tui.screens.matrix_choice import MatrixChoice

        def chosen(_answer: None) -> None:
            self._begin()

        self.app.push_screen(MatrixChoice(self.session, self.look, self._comparison), chosen)

    def action_leave(self) -> None:
        """Go back to the text; first put the legend away."""
        if self._legend_shown:
            self.action_legend()
        else:
            self.dismiss(None)

    # reading

    def action_quotes(self) -> None:
        """Read the quotes behind the cell; on a heading, open the case."""
        self._read_quotes(None)

    def _read_quotes(self, begin: tuple[int, int, int] | None) -> None:
        from workbench.tui.screens.quotes import QuotesScreen

        sheet, seen, asked = self._sheet, self.grid.seen, self._asked
        if sheet is None or seen is None or asked is None:
            return
        line_at, column_at = self.grid.row_at, self.grid.across_at
        if seen.turned:
            line_at, column_at = column_at, line_at
        if line_at is None:
            self.action_open()
            return
        column = sheet.columns[column_at] if column_at is not None else None
        wanted = behind(asked, sheet, sheet.lines[line_at], column)
        if wanted is None:
            self._tell(_("No quotes stand behind this line."))
            return
        screen = QuotesScreen(self.session, self.look, wanted, begin)

        def answered(passage: Passage | None) -> None:
            if passage is not None:
                self._comparison.quote = passage.key
                self.dismiss(Gone(passage, told_place(screen.place, wanted.name)))

        self._stood()
        self.app.push_screen(screen, answered)

    def _tell(self, sentence: str) -> None:
        self._said, self._warning = sentence, False
        self.show()


def told_place(place: int, name: str) -> str:
    """Return how it is told in the text which quote one went to."""
    return _("Quote {place} of {name}  ·  , back to the list").format(place=place, name=name)


def _packed(note: str, width: int) -> Iterator[str]:
    """Yield what stands under a table on rows; parts with two spaces between, like the marks, stay whole and apart."""
    parts = note.split("  ")
    if len(parts) == 1:
        yield from wrapped(note, width)
        return
    row = ""
    for part in parts:
        if row and cell_len(row) + 3 + cell_len(part) > width:
            yield row
            row = ""
        row += ("   " if row else "") + fitted(part, width)
    yield row
