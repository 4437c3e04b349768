"""The page without a terminal: the page's own moves, so that a way to a passage can be looked for.

It scrolls at once and draws nothing. Whether it agrees with the program is seen when the keys that were found
here are pressed in a terminal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.geometry import Size

from workbench.domain.transcript import Role
from workbench.tui.screens.hop import Hop
from workbench.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.sources import SourceText
    from workbench.domain.spans import Span
    from workbench.tui.choosing import Standing


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is on the page: what is chosen, how far it is scrolled, and the column of row moves."""

    standing: Standing
    top: int
    column: int


class PlainPage(Page):
    """A page that is on no screen.

    Args:
        size: its columns and rows.
    """

    scroll_y: Any = 0
    virtual_size: Any = Size(0, 0)

    def __init__(self, size: Size) -> None:
        self._own_size = size
        super().__init__(None, None)  # type: ignore[arg-type]

    @property
    def size(self) -> Size:
        """Columns and rows."""
        return self._own_size

    def refresh(self, *_regions: Any, **_options: Any) -> PlainPage:
        """Draw nothing."""
        return self

    def refresh_lines(self, *_lines: Any, **_options: Any) -> None:
        """Draw nothing."""

    def scroll_to(self, _x: Any = None, y: Any = None, **_options: Any) -> None:  # type: ignore[override]
        """Scroll at once."""
        self.scroll_y = y


class PageModel:
    """Moves over the pages of a study, each from a place to a place.

    Args:
        size: columns and rows of the page on the screen.
        covered: rows of the page under a pane over the lower third.
    """

    def __init__(self, size: Size, covered: int) -> None:
        self.page = PlainPage(size)
        self._covered_by_pane = covered
        self._coded: list[Span] = []
        self.moves: dict[str, Callable[[], object]] = {
            "→": lambda: self._walked("next"),
            "←": lambda: self._walked("previous"),
            "j": lambda: self._walked("turn_by", 1),
            "k": lambda: self._walked("turn_by", -1),
            "↓": lambda: self.page.rows_by(1),
            "↑": lambda: self.page.rows_by(-1),
            "J": lambda: self.page.pages_by(1),
            "K": lambda: self.page.pages_by(-1),
            "a": lambda: self._to_uncoded(1),
            "A": lambda: self._to_uncoded(-1),
        }
        """Keys that go somewhere else."""
        self.choices: dict[str, Callable[[], object]] = {
            "Space": lambda: self._walked("grown"),
            "Backspace": lambda: self._walked("shrunk"),
            "t": lambda: self._walked("widened"),
        }
        """Keys that make the passage longer or shorter."""

    def open(self, text: SourceText, offset: int) -> Place:
        """Open a source, standing on a character."""
        self._coded = []
        self.page.open(text, offset)
        return self.place()

    def place(self) -> Place:
        """Return where the page is."""
        return Place(self.page.standing, round(self.page.scroll_y), self.page._column)

    def to(self, place: Place) -> None:
        """Put the page where it was."""
        self.page.standing, self.page.scroll_y, self.page._column = place.standing, place.top, place.column

    def coded(self, span: Span) -> None:
        """Remember that words have a code."""
        self._coded.append(span)

    def stand(self, standing: Standing) -> Place:
        """Stand somewhere, as every jump does."""
        self.page.stand(standing)
        return self.place()

    def after_pane(self, place: Place) -> Place:
        """Return where the page is when a pane over the lower third came and went."""
        self.to(place)
        self.page.keep_clear(self._covered_by_pane)
        self.page.keep_clear(0)
        return self.place()

    def letters(self) -> dict[str, Standing]:
        """Return the letters that a hop shows, each with its sentence."""
        return dict(Hop(self)._places)  # type: ignore[arg-type]

    def _walked(self, move: str, *steps: int) -> None:
        walk = self.page.walk
        assert walk is not None
        self.page.stand(getattr(walk, move)(self.page.standing, *steps))

    def _to_uncoded(self, step: int) -> None:
        walk, here = self.page.walk, self.page.standing
        assert walk is not None
        while True:
            following = walk.next(here) if step > 0 else walk.previous(here)
            if following == here:
                return
            here = following
            turn, span = walk.turn(here.cursor), here.span
            coded = any(one.start < span.end and span.start < one.end for one in self._coded)
            if not coded and len(span) and turn is not None and turn.role is not Role.INTERVIEWER:
                self.page.stand(here)
                return
