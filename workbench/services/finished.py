"""What is read to the end, and what is still to be done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.outcomes import Outcome

if TYPE_CHECKING:
    from workbench.domain.codebook import Code, Codebook
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
            news = [work.finished.stamp(source, self._reader, version, code)]
        return Outcome(any(news), work.done)

    def take_back(self, source: SourceId) -> Outcome[bool]:
        """Say that a source is not finished after all."""
        with self._store.step("not finished", self._reader.coder, {"source": source}) as work:
            was = work.finished.take_back(source, self._reader)
        return Outcome(was, work.done)

    def todo(self) -> tuple[ToDo, ...]:
        """Return every source with what this coder has left to do in this round, in order."""
        work = self._store.read()
        book = work.codes.codebook()
        mine = (self._reader.coder, self._reader.round)
        stamps = [stamp for stamp in work.finished.all() if (stamp.coder, stamp.round) == mine]
        by_source: dict[SourceId, list[FinishedStamp]] = defaultdict(list)
        for stamp in stamps:
            by_source[stamp.source].append(stamp)
        counted = work.codings.counted(self._reader)
        found: list[ToDo] = []
        for source in work.sources.all():
            read = _read_to(book, by_source.get(source.id, []))
            found.append(ToDo(source, counted.get(source.id, 0), read.finished, read.not_read_for))
        return tuple(found)

    def stamp_of(self, source: SourceId) -> ReadTo:
        """Return how far this coder has read a source to the end, in this round."""
        work = self._store.read()
        mine = (self._reader.coder, self._reader.round)
        stamps = [stamp for stamp in work.finished.of_source(source) if (stamp.coder, stamp.round) == mine]
        return _read_to(work.codes.codebook(), stamps)


def _read_to(book: Codebook, stamps: list[FinishedStamp]) -> ReadTo:
    whole = max((stamp.version for stamp in stamps if stamp.code is None), default=None)
    looked = {stamp.code: stamp.version for stamp in stamps if stamp.code is not None}
    late: tuple[Code, ...] = ()
    if whole is not None:
        late = tuple(
            code
            for _depth, code in book.walk()
            if not code.retired and code.since > whole and looked.get(code.id, 0) < code.since
        )
    return ReadTo(whole, late)
