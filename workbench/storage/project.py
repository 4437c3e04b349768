"""A project file that is open: reading it, and changing it one step at a time.

One process writes a file, and knows so by the lock beside it; others get a private copy to read. The file
is never opened by other means while it is connected: closing it would drop SQLite's own locks.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Row, event, insert, select
from sqlalchemy.exc import DatabaseError, IntegrityError

from workbench.domain.access import Access, refusal
from workbench.domain.errors import Refused
from workbench.domain.ids import CoderId, PassageId, SourceId, StepId
from workbench.domain.steps import Done, Step
from workbench.i18n import N_
from workbench.storage import tables, troubles
from workbench.storage.bulk import give_room_back
from workbench.storage.engine import PRAGMAS
from workbench.storage.journal import Ids, StepWriter
from workbench.storage.parts import MAKES_PARTS, SHELVED
from workbench.storage.rows import Rows, TextShelf
from workbench.storage.transactions import Transactions
from workbench.storage.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.engine import ExceptionContext

    from workbench.domain.clock import Clock, Guids
    from workbench.storage.holding import Hold


class Project:
    """An open project.

    Args:
        path: the file.
        engine: connected to the file, or to a private copy of it.
        hold: the lock or the private copy, given back at the end.
        clock: tells the time.
        guids: gives identities.
    """

    def __init__(self, path: Path, engine: Engine, hold: Hold, clock: Clock, guids: Guids) -> None:
        self.path = path
        self.engine = engine
        self._hold = hold
        self._clock = clock
        self._guids = guids
        self._ids = Ids()
        self._shelf = TextShelf()
        event.listen(engine, "handle_error", self._told)
        self._connection = engine.connect()
        self._transactions = Transactions(engine)

    @property
    def name(self) -> str:
        """The file's name, as messages show it."""
        return self.path.name

    @property
    def writable(self) -> bool:
        """Whether steps can be taken."""
        return self._hold.access is Access.WRITE

    @property
    def access(self) -> Access:
        """How it was opened."""
        return self._hold.access

    @property
    def waits(self) -> bool:
        """Whether a step is written that is kept only with the next one."""
        return self._transactions.waits

    @property
    def connection(self) -> Connection:
        """The one connection, for reading."""
        return self._connection

    def rows(self) -> Rows:
        """Return what a repository reads through, outside any step."""
        return Rows(self._connection, None, self._shelf, self._clock, self._guids)

    def read(self) -> Work:
        """Return the repositories for reading what is stored now."""
        return Work(self._connection, None, self._shelf, self._clock, self._guids)

    @contextlib.contextmanager
    def step(
        self,
        verb: str,
        coder: CoderId,
        args: dict[str, Any] | None = None,
        undoes: StepId | None = None,
        *,
        with_next: bool = False,
        continues: StepId | None = None,
    ) -> Iterator[Work]:
        """Take one step: everything done inside is stored at the end, or nothing.

        Args:
            verb: what the user does, in English, as history lists it.
            coder: who does it.
            args: ids and labels that tell more; never words of a transcript.
            undoes: the step that this one takes back.
            with_next: store it only together with the next step that changes anything.
            continues: a step that this goes on with, as one action of the user, where nothing was done since; where
                something was, this is a step of its own.

        Raises:
            ProjectBusy: where the project is open for writing elsewhere.
            ProjectReadOnly: where it was opened only to be read.
            ProjectUnusable: where the disk is full or does not answer; nothing was changed.
            Refused: where the step would break a rule of the file.
        """
        if not self.writable:
            raise refusal(self.access, self.name)
        told = args if args is not None else {}
        writer: StepWriter | None = None
        try:
            with self._transactions.step() as connection:
                begun = self._begun(connection, continues, verb, coder)
                number = begun.id if begun is not None else self._ids.take(connection, tables.step)
                writer = StepWriter(connection, number, self._ids, begun=begun is not None)
                work = Work(connection, writer, self._shelf, self._clock, self._guids, told)
                yield work
                # Taking back is remembered also where nothing was left to change, or it would come round for ever.
                stored = not writer.is_empty or undoes is not None
                if stored:
                    self._settle(work, writer, undoing=undoes is not None)
                    touched = writer.touched()
                    step = self._store(writer, verb, coder, told, undoes, begun)
            self._transactions.step_ended(stored=stored, with_next=with_next)
            if stored:
                work.done = Done(step, touched)
        except IntegrityError as error:
            self._forget()
            raise Refused(N_("Something else in the project still needs what this step removes or doubles.")) from error
        except DatabaseError as error:
            self._forget()
            raise troubles.told(self.name, error) from error
        except BaseException:
            self._forget()
            raise
        finally:
            self._calm(writer)
        if writer.tables & SHELVED:
            self._shelf.clear()

    @property
    def in_transaction(self) -> bool:
        """Whether steps are written that are not stored yet: a step that fails takes them with it."""
        return self._transactions.is_open

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Store the steps inside all at the end, or none of them.

        Raises:
            ProjectUnusable: where the disk is full or does not answer; nothing was changed.
        """
        try:
            with self._transactions.together():
                yield
        except DatabaseError as error:
            self._forget()
            raise troubles.told(self.name, error) from error
        except BaseException:
            self._forget()
            raise

    def _told(self, context: ExceptionContext) -> BaseException | None:
        """Tell what is wrong with the file wherever that is met, also while something is only read."""
        return troubles.met(self.name, getattr(context, "chained_exception", None) or context.sqlalchemy_exception)

    def _calm(self, writer: StepWriter | None) -> None:
        if writer is not None and writer.has_many:
            give_room_back(self._connection, PRAGMAS["cache_size"])

    def _forget(self) -> None:
        self._ids.forget()
        self._shelf.clear()

    def _settle(self, work: Work, writer: StepWriter, *, undoing: bool) -> None:
        """Let passages go whose last coding went, and make parts again."""
        work.passages.drop_bare(self._loosened(writer, undoing=undoing))
        if writer.tables & SHELVED:
            self._shelf.clear()
        if not writer.tables & MAKES_PARTS:
            return
        work.parts.make_again_in(self._sources_to_cut(writer))
        work.parts.make_again_for(writer.runs("coding"))

    @staticmethod
    def _loosened(writer: StepWriter, *, undoing: bool) -> set[PassageId]:
        """Return the passages from which this step took a coding, a star, a memo or an item.

        What an undo gives its old values back stays, however bare: an earlier step, when it is taken back in
        its turn, expects it there.
        """
        starred = set() if undoing else writer.updated("passage")
        return {PassageId(passage) for passage in writer.removed() | starred}

    @staticmethod
    def _sources_to_cut(writer: StepWriter) -> set[SourceId]:
        """Return the sources whose turns, speakers, informants or case changed while they had codings."""
        found: set[int] = set()
        connection = writer.connection
        informants = [run for table in ("informant",) for run in writer.runs(table)]
        for first, last in informants:
            query = select(tables.speaker.c.source_id).where(tables.speaker.c.informant_id.between(first, last))
            found.update(connection.execute(query).scalars())
        for table in ("turn", "speaker", "source", "revision"):
            if writer.runs(table):
                found.update(writer.sources)
        for first, last in writer.runs("source"):
            found.update(range(first, last + 1))
        return {SourceId(source) for source in found}

    @staticmethod
    def _begun(connection: Connection, step: StepId | None, verb: str, coder: CoderId) -> Row[Any] | None:
        """Return the row of a step that can be gone on with; None where it is not the last one of all."""
        if step is None:
            return None
        latest = connection.execute(select(tables.step).order_by(tables.step.c.id.desc()).limit(1)).one_or_none()
        same = latest is not None and (latest.id, latest.verb, latest.coder_id) == (step, verb, coder)
        return latest if same else None

    def _store(
        self,
        writer: StepWriter,
        verb: str,
        coder: CoderId,
        args: dict[str, Any],
        undoes: StepId | None,
        begun: Row[Any] | None,
    ) -> Step:
        at = self._clock.now()
        if begun is not None:
            writer.connection.execute(tables.step.update().where(tables.step.c.id == begun.id).values(at=at))
            writer.write_journal()
            return Step(StepId(begun.id), begun.guid, at, coder, verb, json.loads(begun.args or "{}"))
        guid = self._guids.new(1)[0]
        writer.connection.execute(
            insert(tables.step),
            {
                "id": writer.step_id,
                "guid": guid,
                "at": at,
                "coder_id": coder,
                "verb": verb,
                "args": json.dumps(args, ensure_ascii=False, separators=(",", ":")),
                "undoes": undoes,
            },
        )
        writer.write_journal()
        return Step(StepId(writer.step_id), guid, at, coder, verb, args, undoes)

    def compact(self) -> None:
        """Rewrite the file without its free space, after an erasure.

        Raises:
            ProjectUnusable: where the disk has no room for a second copy; nothing was changed by this.
        """
        try:
            self._connection.exec_driver_sql("VACUUM")
        except DatabaseError as error:
            raise troubles.told(self.name, error) from error

    def close(self) -> None:
        """Close the file and let the lock or the copy go."""
        self._transactions.take_back()
        self._connection.close()
        self.engine.dispose()
        self._hold.let_go()
