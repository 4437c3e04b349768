"""Writing notes on passages, codings, codes and sources; each change is stored at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.errors import Refused
from workbench.domain.memos import MemoKind
from workbench.domain.outcomes import Outcome
from workbench.i18n import N_
from workbench.services.codings import whole

if TYPE_CHECKING:
    from workbench.domain.ids import PassageId, RevisionId, SourceId, StepId
    from workbench.domain.memos import Memo
    from workbench.domain.spans import Span
    from workbench.domain.steps import Reader
    from workbench.services.ports import Store, Work

LONGEST = 200_000
"""Characters of one memo; more is a document and should come in as a source."""


class MemoService:
    """The memos of one coder in one round.

    Args:
        store: the project.
        reader: whose memos.
    """

    def __init__(self, store: Store, reader: Reader) -> None:
        self._store = store
        self._reader = reader

    def on_passage(self, passage: PassageId) -> tuple[Memo, ...]:
        """Return the memos on a passage, by anyone, in the order they were made."""
        return self._store.read().memos.of("passage", passage)

    def mine(self, passage: PassageId) -> Memo | None:
        """Return this coder's memo on a passage in this round."""
        return next((memo for memo in self.on_passage(passage) if self._is_mine(memo)), None)

    def mine_at(self, revision: RevisionId, span: Span) -> Memo | None:
        """Return this coder's memo, in this round, on exactly these words of a text."""
        passage = self._store.read().passages.at(revision, span)
        return None if passage is None else self.mine(passage.id)

    def write(
        self,
        source: SourceId,
        span: Span,
        body: str,
        kind: MemoKind = MemoKind.NOTE,
        *,
        continues: StepId | None = None,
    ) -> Outcome[None]:
        """Let this coder's memo on these words say `body`; an empty one is removed.

        Args:
            source: the source.
            span: characters of its current text.
            body: the whole memo.
            kind: what it is.
            continues: the step in which the same memo was saved before, while it was being written. Both are one
                action then, taken back at once, unless something else was done in between.

        Raises:
            Refused: where the memo is too long, or there are no words.
        """
        if len(body) > LONGEST:
            raise Refused(
                N_("A memo has at most {most} characters; bring longer texts in as a document."), most=LONGEST
            )
        with self._store.step("memo", self._reader.coder, {"source": source}, continues=continues) as work:
            text = work.sources.text(source)
            span = whole(text, span)
            passage = work.passages.at(text.source.revision, span)
            if passage is None:
                if not body.strip():
                    return Outcome(None, None)
                passage = work.passages.add(text, span, labelled=False)
            self._put(work, source, passage.id, body, kind)
            work.tell(passage=passage.label)
        return Outcome(None, work.done)

    def _put(self, work: Work, source: SourceId, passage: PassageId, body: str, kind: MemoKind) -> None:
        earlier = next((memo for memo in work.memos.of("passage", passage) if self._is_mine(memo)), None)
        if earlier is None:
            if body.strip():
                work.memos.add("passage", passage, body, self._reader, source, kind)
        elif body.strip():
            work.memos.change(earlier.id, body, kind, source)
        else:
            work.memos.remove_one(earlier.id, source)

    def _is_mine(self, memo: Memo) -> bool:
        return (memo.coder, memo.round) == (self._reader.coder, self._reader.round)
