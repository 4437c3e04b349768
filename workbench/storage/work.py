"""One transaction's view of the project: the repositories of every noun over one connection.

Outside a step a `Work` reads only; asking it to write is a mistake of ours and raises.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from workbench.storage.attributes import Attributes
from workbench.storage.cases import Cases
from workbench.storage.codes import Codes
from workbench.storage.codings import Codings
from workbench.storage.finished import Finished
from workbench.storage.informants import Informants
from workbench.storage.items import Items
from workbench.storage.memos import Memos
from workbench.storage.parts import Parts
from workbench.storage.passages import Passages
from workbench.storage.readers import Coders, Rounds
from workbench.storage.rows import Rows, TextShelf
from workbench.storage.settings import Settings
from workbench.storage.sources import Sources
from workbench.storage.views import Views

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from workbench.domain.clock import Clock, Guids
    from workbench.domain.steps import Done
    from workbench.storage.journal import StepWriter


class Work:
    """The repositories over one connection, inside a step or for reading.

    Args:
        connection: open; inside the step's transaction where there is a writer.
        writer: the step's writer; None for reading.
        shelf: the texts read last.
        clock: tells the time.
        guids: gives identities.
        args: what the step is told about itself; grows as it goes.
    """

    def __init__(
        self,
        connection: Connection,
        writer: StepWriter | None,
        shelf: TextShelf,
        clock: Clock,
        guids: Guids,
        args: dict[str, Any] | None = None,
    ) -> None:
        self._rows = Rows(connection, writer, shelf, clock, guids)
        self._args: dict[str, Any] = args if args is not None else {}
        self.done: Done | None = None
        """The step, once it is stored; None where nothing was changed."""

    @property
    def writer(self) -> StepWriter:
        """The step's writer."""
        return self._rows.writer

    def new_guid(self) -> str:
        """Return one new GUID."""
        return self._rows.guid()

    def tell(self, **args: object) -> None:
        """Add to what the step remembers about itself; ids and labels, never words of a transcript."""
        self._args.update(args)

    @property
    def args(self) -> Mapping[str, object]:
        """What the step remembers about itself."""
        return self._args

    @cached_property
    def attributes(self) -> Attributes:
        """Typed properties and their values."""
        return Attributes(self._rows)

    @cached_property
    def cases(self) -> Cases:
        """The cases."""
        return Cases(self._rows)

    @cached_property
    def codes(self) -> Codes:
        """The codebook."""
        return Codes(self._rows)

    @cached_property
    def coders(self) -> Coders:
        """Who codes."""
        return Coders(self._rows)

    @cached_property
    def codings(self) -> Codings:
        """Codes on passages."""
        return Codings(self._rows, self.parts)

    @cached_property
    def finished(self) -> Finished:
        """What has been read to the end, by whom, for which codebook."""
        return Finished(self._rows)

    @cached_property
    def informants(self) -> Informants:
        """The informants."""
        return Informants(self._rows)

    @cached_property
    def items(self) -> Items:
        """The things talked about."""
        return Items(self._rows)

    @cached_property
    def memos(self) -> Memos:
        """Notes on anything."""
        return Memos(self._rows)

    @cached_property
    def parts(self) -> Parts:
        """What codings count for."""
        return Parts(self._rows)

    @cached_property
    def passages(self) -> Passages:
        """Marked words."""
        return Passages(self._rows)

    @cached_property
    def rounds(self) -> Rounds:
        """The readings."""
        return Rounds(self._rows)

    @cached_property
    def settings(self) -> Settings:
        """What the project is called and how it is shown."""
        return Settings(self._rows)

    @cached_property
    def sources(self) -> Sources:
        """The texts."""
        return Sources(self._rows)

    @cached_property
    def views(self) -> Views:
        """Saved choices of what is shown."""
        return Views(self._rows)
