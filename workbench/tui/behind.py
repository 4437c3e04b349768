"""Cutting the open text into spaCy's sentences behind the screen, once it is seen and nobody waits.

Until they are there, and wherever they do not come, the plain splitter cuts; both cut at the same places, and
what is already on the screen is never cut anew. Knows no spaCy: it is handed what asks for it.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Protocol

from workbench.domain.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.app import App
    from textual.timer import Timer

    from workbench.domain.sources import PlacedTurn, SourceText
    from workbench.tui.choosing import Walk

_AFTER = 1.0
"""Seconds after a text is opened: it may be left again at once."""
_IDLE = 30.0
"""Seconds until the helper is let go."""
_AT_ONCE = 50_000
"""Characters that are asked about at once, so that taking the answer holds up no key."""
_LONGEST = 400_000
"""Characters of a turn that is too long to be worth it."""


class Splitter(Protocol):
    """What cuts texts into sentences elsewhere."""

    def sentences(self, text: str, bodies: Sequence[tuple[int, int]]) -> list[list[Span]]: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class Behind:
    """Has the open text cut behind the screen.

    Args:
        app: its timers, and the thread that owns the text's moves.
        make: makes what cuts; None where nothing does.
    """

    def __init__(self, app: App[None], make: Callable[[], Splitter] | None) -> None:
        self._app = app
        self._make = make
        self._splitter: Splitter | None = None
        self._timer: Timer | None = None
        self._one_at_a_time = threading.Lock()
        self._wanted: Walk | None = None
        self.unlike = 0
        """Turns that were cut elsewhere than by the plain splitter; there should be none."""

    def opened(self, text: SourceText, walk: Walk) -> None:
        """Have a text cut soon, unless another is opened first."""
        if self._make is None:
            return
        self._wanted = walk
        self._wait(_AFTER, lambda: self._begin(text, walk))

    def close(self) -> None:
        """Let everything go."""
        self._wanted = None
        splitter, self._splitter = self._splitter, None
        if splitter is not None:
            splitter.close()

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(seconds, then)

    def _begin(self, text: SourceText, walk: Walk) -> None:
        if self._splitter is None and self._make is not None:
            self._splitter = self._make()
        threading.Thread(target=self._cut, args=(text, walk), daemon=True, name="sentences").start()

    def _cut(self, text: SourceText, walk: Walk) -> None:
        """Ask for sentences a stretch at a time; runs beside the screen.

        The helper or the screen may be gone meanwhile: then the plain splitter goes on cutting.
        """
        with self._one_at_a_time, contextlib.suppress(OSError, RuntimeError):
            for first, turns in _stretches(text.turns):
                splitter = self._splitter
                if splitter is None or self._wanted is not walk:
                    return
                start, end = turns[0].body_start, turns[-1].body_end
                bodies = [(turn.body_start - start, turn.body_end - start) for turn in turns]
                found = [
                    [Span(start + span.start, start + span.end) for span in spans]
                    for spans in splitter.sentences(text.text[start:end], bodies)
                ]
                self._app.call_from_thread(self._take, walk, first, found)
            self._app.call_from_thread(self._wait, _IDLE, self.close)

    def _take(self, walk: Walk, first: int, found: list[list[Span]]) -> None:
        self.unlike += walk.take(first, found)


def _stretches(turns: Sequence[PlacedTurn]) -> Iterator[tuple[int, list[PlacedTurn]]]:
    """Yield turns that follow one another, as many as are asked about at once, each with the place of the first."""
    some: list[PlacedTurn] = []
    for place, turn in enumerate(turns):
        long = turn.body_end - turn.body_start > _LONGEST
        if some and (long or turn.body_end - some[0].body_start > _AT_ONCE):
            yield place - len(some), some
            some = []
        if not long:
            some.append(turn)
    if some:
        yield len(turns) - len(some), some
