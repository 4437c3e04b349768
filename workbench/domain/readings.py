"""Which sources are read for which code: "finished" before "silent" (DESIGN.md §3).

A source is read for a code when it was finished at a codebook version that already had the code as it is
now. Nothing here knows who reads: the stamps are those of the view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.codebook import Code, Codebook
    from workbench.domain.ids import CodeId, SourceId
    from workbench.domain.tallies import Stamp


class Readings:
    """What is read, for one codebook and one set of stamps.

    Args:
        codebook: as it stands.
        stamps: any order; of several for one source the latest version counts.
    """

    def __init__(self, codebook: Codebook, stamps: Iterable[Stamp]) -> None:
        self._codebook = codebook
        self._whole: dict[SourceId, int] = {}
        self._marked: dict[SourceId, dict[CodeId, int]] = {}
        for stamp in stamps:
            if stamp.code is None:
                self._whole[stamp.source] = max(stamp.version, self._whole.get(stamp.source, 0))
            else:
                marks = self._marked.setdefault(stamp.source, {})
                marks[stamp.code] = max(stamp.version, marks.get(stamp.code, 0))

    def sources(self, code: CodeId) -> frozenset[SourceId]:
        """Return the sources that are read for a code; for a theme, for itself and every live code below it."""
        family = self._family(code)
        need = max(member.since for member in family)
        read = {source for source, version in self._whole.items() if version >= need}
        read |= {source for source in self._marked.keys() - read if self._looked_through(source, family)}
        return frozenset(read)

    def _family(self, code: CodeId) -> tuple[Code, ...]:
        below = (found for _depth, found in self._codebook.walk(code) if not found.retired)
        return (self._codebook.by_id[code], *below)

    def _looked_through(self, source: SourceId, family: Iterable[Code]) -> bool:
        whole, marks = self._whole.get(source, 0), self._marked[source]
        return all(whole >= code.since or self._marked_at(marks, code) >= code.since for code in family)

    def _marked_at(self, marks: dict[CodeId, int], code: Code) -> int:
        lineage = (code, *self._codebook.above(code.id))
        return max(marks.get(member.id, 0) for member in lineage)
