"""What is read to the end, and what is still to be done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.codebook import Code
    from workbench.domain.finished import FinishedStamp
    from workbench.domain.ids import CodeId, SourceId
    from workbench.domain.sources import Source
    from workbench.domain.steps import Reader
    from workbench.services.ports import Store


@dataclass(frozen=True, slots=True)
class ReadTo:
    """How far one coder has read one source to the end, in one round."""

    finished: int | None
    """The codebook version it was finished for; None where it is not."""
    not_read_for: tuple[Code, ...]
    """Codes made or redefined since, and not looked through for."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """What one coder has left to do in one source, in one round."""

    source: Source
    codings: int
    finished: int | None
    """The codebook version it was finished for; None where it is not."""
    not_read_for: tuple[Code, ...]
    """Codes made or redefined since, and not looked through for."""


class FinishedService:
    """Says what is finished, and lists what is not."""

    def __init__(self, store: Store, reader: Reader) -> None:
        self._store = store
        self._reader = reader

    def finish(self, source: SourceId, code: CodeId | None = None) -> Outcome[bool]:
        """Say that a source is read to the end for the codebook as it is, or looked through for one code."""
        verb = "finish" if code is None else "looked through"
        with self._store.step(verb, self._reader.coder, {"source": source, "code": code}) as work:
            version = work.codes.version()
            news = work.finished.stamp(source, self._reader, version, code)
        return Outcome(news, work.done)

    def take_back(self, source: SourceId) -> Outcome[bool]:
        """Say that a source is not finished after all."""
        with self._store.step("not finished", self._reader.coder, {"source": source}) as work:
            was = work.finished.take_back(source, self._reader)
        return Outcome(was, work.done)

    def todo(self) -> tuple[ToDo, ...]:
        """Return every source with what this coder has left to do in this round, in order."""
        work = self._store.read()
        read = self.read_to()
        counted = work.codings.counted(self._reader)
        return tuple(
            ToDo(source, counted.get(source.id, 0), found.finished, found.not_read_for)
            for source in work.sources.all()
            for found in (read.get(source.id, NOT_BEGUN),)
        )

    def read_to(self) -> Mapping[SourceId, ReadTo]:
        """Return how far this coder has read each source in this round; those without any stamp are left out."""
        work = self._store.read()
        mine = (self._reader.coder, self._reader.round)
        by_source: dict[SourceId, list[FinishedStamp]] = defaultdict(list)
        for stamp in work.finished.all():
            if (stamp.coder, stamp.round) == mine:
                by_source[stamp.source].append(stamp)
        book = work.codes.codebook()
        live = [code for _depth, code in book.walk() if not code.retired]
        return {source: _read_to(live, stamps) for source, stamps in by_source.items()}

    def stamp_of(self, source: SourceId) -> ReadTo:
        """Return how far this coder has read a source to the end, in this round."""
        work = self._store.read()
        mine = (self._reader.coder, self._reader.round)
        stamps = [stamp for stamp in work.finished.of_source(source) if (stamp.coder, stamp.round) == mine]
        return _read_to([code for _depth, code in work.codes.codebook().walk() if not code.retired], stamps)


NOT_BEGUN = ReadTo(None, ())


def _read_to(live: Sequence[Code], stamps: Sequence[FinishedStamp]) -> ReadTo:
    whole = max((stamp.version for stamp in stamps if stamp.code is None), default=None)
    looked = {stamp.code: stamp.version for stamp in stamps if stamp.code is not None}
    late: tuple[Code, ...] = ()
    if whole is not None:
        late = tuple(code for code in live if code.since > whole and looked.get(code.id, 0) < code.since)
    return ReadTo(whole, late)
