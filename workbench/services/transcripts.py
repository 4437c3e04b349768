"""Coded transcripts: one source with all that a view shows on its words, gathered to be read on paper.

What is shown is what a page of the desk shows; nothing here decides about that, and nothing is changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.domain.errors import Refused, UnknownName
from workbench.domain.scope import Scope
from workbench.domain.transcript_making import OnWords, People, coded_transcript
from workbench.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.domain.coded_transcript import CodedTranscript
    from workbench.domain.ids import PassageId, SourceId
    from workbench.domain.manifest import Manifest
    from workbench.domain.memos import Memo
    from workbench.domain.sources import Source
    from workbench.domain.view import View
    from workbench.services.codings import Codings, Page
    from workbench.services.ports import Store, Work
    from workbench.services.sources import Sources

NO_SUCH_SOURCE = N_("There is no source “{label}” in {project} (workbench todo lists them).")


class Transcripts:
    """Gathers coded transcripts.

    Args:
        store: the project.
        sources: finds texts.
        codings: reads pages.
        manifest: tells what a view is made from.
    """

    def __init__(self, store: Store, sources: Sources, codings: Codings, manifest: Callable[[View], Manifest]) -> None:
        self._store = store
        self._sources = sources
        self._codings = codings
        self._manifest = manifest

    def named(self, label: str) -> Source:
        """Return the source with this label or file name.

        Raises:
            UnknownName: where there is none.
        """
        try:
            return self._sources.named(label)
        except Refused as error:
            known = tuple(name for source in self._sources.all() for name in (source.label, source.name))
            raise UnknownName(NO_SUCH_SOURCE, label, known, label=label, project=self._store.name) from error

    def coded(self, source: SourceId, view: View) -> CodedTranscript:
        """Return a source with the codings, stars, memos and items on it.

        Args:
            source: the source.
            view: what is shown; the interviewer's words are always among it, as on the screen.
        """
        view = replace(view, interviewer=True)
        work = self._store.read()
        page = self._codings.page(source, view)
        gathering = _Gathering(work, Scope(view, work), source, page)
        people = People(work.informants.all(), work.cases.all(), work.coders.all(), work.rounds.all())
        text = work.sources.text(source)
        return coded_transcript(text, gathering.found(), work.codes.codebook(), people, self._manifest(view))


class _Gathering:
    """Reads what else lies on the passages of one page."""

    def __init__(self, work: Work, scope: Scope, source: SourceId, page: Page) -> None:
        self._work = work
        self._scope = scope
        self._source = source
        self._page = page
        self._hidden = 0

    def found(self) -> OnWords:
        """Return all of it."""
        memos: dict[PassageId, list[Memo]] = {}
        for passage, memo in (*self._on_passages(), *self._on_codings()):
            memos.setdefault(passage, []).append(memo)
        source_memos = tuple(memo for memo in self._work.memos.of("source", self._source) if self._is_shown(memo))
        return OnWords(
            self._page.passages,
            memos,
            self._about(),
            source_memos,
            self._page.hidden,
            self._hidden,
        )

    def _on_passages(self) -> Iterator[tuple[PassageId, Memo]]:
        shown = {found.passage.id for found in self._page.passages}
        noted = dict.fromkeys(one.passage for one in self._work.passages.noted(self._source) if one.coder is not None)
        for passage in sorted(noted):
            for memo in self._work.memos.of("passage", passage):
                if self._is_shown(memo) and passage in shown:
                    yield passage, memo

    def _on_codings(self) -> Iterator[tuple[PassageId, Memo]]:
        shown = {coding.id for found in self._page.passages for coding in found.codings}
        every = {coding.id: coding.passage for coding in self._work.codings.on_page(self._source)}
        for coding in sorted(self._work.memos.on("coding", every)):
            for memo in self._work.memos.of("coding", coding):
                if self._is_shown(memo, coding in shown):
                    yield every[coding], memo  # type: ignore[index]

    def _is_shown(self, memo: Memo, its_coding: bool = True) -> bool:
        """Tell whether a memo is let through; count it where it is not."""
        shown = its_coding and self._scope.by(memo.coder, memo.round)
        self._hidden += not shown
        return shown

    def _about(self) -> dict[PassageId, tuple[str, ...]]:
        about = {one.passage for one in self._work.passages.noted(self._source) if one.coder is None}
        return {
            found.passage.id: self._work.items.about(found.passage.id)
            for found in self._page.passages
            if found.passage.id in about
        }
