"""What passages are about: the things informants talk about, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.codebook import LONGEST_NAME
from workbench.domain.errors import Refused
from workbench.domain.naming import name_problem, same, shown
from workbench.domain.outcomes import Outcome
from workbench.i18n import N_, _
from workbench.services.codings import whole

if TYPE_CHECKING:
    from workbench.domain.ids import PassageId, RevisionId, SourceId
    from workbench.domain.memos import Item
    from workbench.domain.spans import Span
    from workbench.domain.steps import Reader
    from workbench.services.ports import Store


class ItemService:
    """Items, and the passages about them.

    Args:
        store: the project.
        reader: who says what a passage is about.
    """

    def __init__(self, store: Store, reader: Reader) -> None:
        self._store = store
        self._reader = reader

    def all(self) -> tuple[Item, ...]:
        """Return every item, in the order they came."""
        return self._store.read().items.all()

    def about(self, passage: PassageId) -> tuple[str, ...]:
        """Return the names of the items that a passage is about."""
        return self._store.read().items.about(passage)

    def about_at(self, revision: RevisionId, span: Span) -> tuple[str, ...]:
        """Return the names of the items that exactly these words of a text are about."""
        work = self._store.read()
        passage = work.passages.at(revision, span)
        return () if passage is None else work.items.about(passage.id)

    def detach_at(self, source: SourceId, revision: RevisionId, span: Span, name: str) -> Outcome[None]:
        """Say that exactly these words are not about an item after all.

        Raises:
            Refused: where they are not.
        """
        passage = self._store.read().passages.at(revision, span)
        if passage is None:
            raise Refused(N_("These words are not about “{name}”."), name=name)
        return self.detach(source, passage.id, name)

    def attach(self, source: SourceId, span: Span, name: str) -> Outcome[None]:
        """Say that words are about an item, made where it is new; it belongs to the source's case.

        Raises:
            Refused: where the name cannot be one, or the words are about it already.
        """
        name = name.strip()
        problem = name_problem(name, LONGEST_NAME)
        if problem is not None:
            template, values = problem
            why = _(template).format(**values)
            raise Refused(N_("“{name}” cannot be used: {why}."), name=shown(name), why=why)
        with self._store.step("about", self._reader.coder, {"source": source}) as work:
            text = work.sources.text(source)
            span = whole(text, span)
            passage = work.passages.at(text.source.revision, span) or work.passages.add(text, span, labelled=False)
            known = next((item for item in work.items.all() if same(item.name) == same(name)), None)
            if known is not None and known.name in work.items.about(passage.id):
                raise Refused(N_("These words are about “{name}” already."), name=known.name)
            item = known.id if known is not None else work.items.add(name, text.source.case)
            work.items.attach(passage.id, item, source)
            work.tell(passage=passage.label, item=item)
        return Outcome(None, work.done)

    def detach(self, source: SourceId, passage: PassageId, name: str) -> Outcome[None]:
        """Say that a passage is not about an item after all; the item stays."""
        with self._store.step("not about", self._reader.coder, {"source": source}) as work:
            item = next((found for found in work.items.all() if found.name == name), None)
            if item is None or not work.items.detach(passage, item.id, source):
                raise Refused(N_("These words are not about “{name}”."), name=name)
        return Outcome(None, work.done)
