"""Where transactions begin and end: one for each step, or one for several steps that belong together.

It knows nothing of what a step does. A transaction that nobody ends is taken back when the project is closed.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import RootTransaction


class Transactions:
    """The transactions of one project, one at a time.

    Args:
        engine: connected to the file.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._open: tuple[Connection, RootTransaction] | None = None
        self.waits = False
        """Whether a step is written that is kept only if another follows."""
        self._together = False

    @property
    def is_open(self) -> bool:
        """Whether something is written that is not ended, and would be taken back together with what fails now."""
        return self._open is not None

    @contextlib.contextmanager
    def step(self) -> Iterator[Connection]:
        """Give the connection that a step writes on; where it fails, all that was not ended is taken back."""
        if self._open is None:
            connection = self._engine.connect().execution_options(step=True)
            try:
                self._open = connection, connection.begin()
            except BaseException:
                connection.close()
                raise
        try:
            yield self._open[0]
        except BaseException:
            self.take_back()
            raise

    def step_ended(self, *, stored: bool, with_next: bool) -> None:
        """End the transaction after a step, unless more belongs to it.

        Args:
            stored: whether the step changed anything.
            with_next: whether it is kept only together with the next one that does.
        """
        if self._together:
            return
        if stored and with_next:
            self.waits = True
        elif stored or not self.waits:
            self._end()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Let all steps inside be one transaction."""
        self._together = True
        try:
            yield
            self._end()
        except BaseException:
            self.take_back()
            raise
        finally:
            self._together = False

    def take_back(self) -> None:
        """Take back whatever was not ended."""
        if self._open is None:
            return
        connection, transaction = self._open
        self._open, self.waits = None, False
        try:
            transaction.rollback()
        finally:
            connection.close()

    def _end(self) -> None:
        if self._open is None:
            return
        connection, transaction = self._open
        try:
            transaction.commit()
        except BaseException:
            self.take_back()
            raise
        self._open, self.waits = None, False
        connection.close()
