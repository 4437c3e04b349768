"""Everything that one coder can do in one project, in one hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.domain.access import TOLD, refusal
from workbench.domain.manifest import Manifest, ManifestSource
from workbench.i18n import _
from workbench.services.codebook import CodebookService
from workbench.services.codings import Codings
from workbench.services.finished import FinishedService
from workbench.services.history import HistoryService
from workbench.services.readers import Readers
from workbench.services.sources import Sources
from workbench.services.views import ViewService

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from workbench.domain.erased import Erased
    from workbench.domain.errors import WorkbenchError
    from workbench.domain.ids import CodeId, SourceId
    from workbench.domain.shares import Share
    from workbench.domain.view import View
    from workbench.services.codings_table import CodingsTable
    from workbench.services.exports import ExportService
    from workbench.services.items import ItemService
    from workbench.services.matrix import MatrixService
    from workbench.services.memos import MemoService
    from workbench.services.ports import Counter, Eraser, Exports, Keeper, Log, Shares, Store
    from workbench.services.readers import Chosen
    from workbench.services.reports import ReportService
    from workbench.services.study import StudyService
    from workbench.services.transcripts import Transcripts


@dataclass(frozen=True, slots=True)
class Ports:
    """What the outside gives a desk."""

    store: Store
    log: Log
    counter: Callable[[], Counter]
    """Made when first asked for, as what erases is: the screen opens without either."""
    eraser: Callable[[], Eraser]
    keeper: Keeper
    exports: Exports
    shares: Shares
    close: Callable[[], None]
    erased: Erased | None = None
    """What was done to finish an erasure that had been interrupted; None where there was none."""


class Desk:
    """One project as one coder in one round works with it.

    Args:
        ports: the project and what counts and remembers in it.
        chosen: who codes.
        program: the program's version, for manifests.
    """

    def __init__(self, ports: Ports, chosen: Chosen, program: str) -> None:
        self._ports = ports
        self._program = program
        self.chosen = chosen
        store, reader = ports.store, chosen.reader
        keeper = ports.keeper
        self.sources = Sources(store, reader, keeper)
        self.codebook = CodebookService(store, reader, keeper)
        self.codings = Codings(store, reader)
        self.finished = FinishedService(store, reader)
        self.history = HistoryService(store, ports.log, reader)
        self.readers = Readers(store)
        self.views = ViewService(store, reader)

    # Loaded when first asked for: the first frame of the screen needs none of them.

    @cached_property
    def codings_table(self) -> CodingsTable:
        """The table of codings, read and written."""
        from workbench.services.codings_table import CodingsTable

        return CodingsTable(self._ports.store, self.chosen.reader, self._ports.keeper)

    @cached_property
    def exports(self) -> ExportService:
        """What was exported."""
        from workbench.services.exports import ExportService

        return ExportService(self._ports.exports)

    @cached_property
    def items(self) -> ItemService:
        """What passages are about."""
        from workbench.services.items import ItemService

        return ItemService(self._ports.store, self.chosen.reader)

    @cached_property
    def matrix(self) -> MatrixService:
        """The comparison."""
        from workbench.services.matrix import MatrixService

        return MatrixService(self._ports.store, self._ports.counter())

    @cached_property
    def memos(self) -> MemoService:
        """Notes."""
        from workbench.services.memos import MemoService

        return MemoService(self._ports.store, self.chosen.reader)

    @cached_property
    def reports(self) -> ReportService:
        """The comparison with the quotes behind it."""
        from workbench.services.reports import ReportService

        return ReportService(self._ports.store, self._ports.counter(), self.matrix, self.manifest, self.chosen.reader)

    @cached_property
    def study(self) -> StudyService:
        """Cases, informants and sources as tables describe them."""
        from workbench.services.study import StudyService

        return StudyService(self._ports.store, self.chosen.reader, self._ports.keeper)

    @cached_property
    def transcripts(self) -> Transcripts:
        """Sources with their codings, for reading."""
        from workbench.services.transcripts import Transcripts

        return Transcripts(self._ports.store, self.sources, self.codings, self.manifest)

    @property
    def name(self) -> str:
        """The project file's name."""
        return self._ports.store.name

    @property
    def writable(self) -> bool:
        """Whether anything can be changed; False where it was opened only to be read."""
        return self._ports.store.writable

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, or what is read instead of the file, in one sentence.

        Empty where the file itself is open, as it was asked for.
        """
        told = TOLD.get(self._ports.store.access)
        if told is None:
            return ""
        step = self.history.latest()
        return _(told).format(name=self.name, number=step.id if step else 0, at=step.at if step else "–")

    @property
    def finished_erasure(self) -> tuple[str, ...]:
        """What was done at opening to finish an erasure, a sentence each; nothing where none waited."""
        erased = self._ports.erased
        if erased is None:
            return ()
        return (_("An erasure that had been interrupted was finished."), *erased.told())

    @property
    def waits(self) -> bool:
        """Whether coder and reading are kept only once something is changed."""
        return self._ports.store.waits

    def own_view(self) -> View:
        """Return what the desk shows by default: this coder, this round."""
        return self.codings.own()

    def codings_on_pages(self, view: View) -> Mapping[CodeId, int]:
        """Return how many codings of each code the pages of all sources show, left out or not."""
        return self._ports.shares.codings(view)

    def shares(self, view: View, sources: Collection[SourceId] | None = None) -> Mapping[SourceId, Share]:
        """Return how much is coded of sources, left out or not; of all where none are named."""
        return self._ports.shares.of(view, sources)

    def speaking(self) -> Mapping[SourceId, tuple[str, ...]]:
        """Return the references of the informants of each source; sources without any are left out."""
        return self._ports.shares.speaking()

    def setting(self, key: str) -> str:
        """Return one of the project's own values: guid, name, case_word, case_words, language."""
        return self._ports.store.read().settings.get(key)

    def describe(self, **values: str) -> None:
        """Change the project's own values."""
        with self._ports.store.step("describe project", self.chosen.reader.coder) as work:
            for key, value in values.items():
                if work.settings.get(key) != value:
                    work.settings.put(key, value)

    def manifest(self, view: View) -> Manifest:
        """Return what a file exported now is made from."""
        work = self._ports.store.read()
        step = self.history.latest()
        book = work.codes.codebook()
        hashes = work.sources.text_hashes()
        return Manifest(
            project=work.settings.get("name") or self.name.removesuffix(".workbench"),
            project_guid=work.settings.get("guid"),
            program=self._program,
            change=step.id if step else 0,
            at=step.at if step else "",
            codebook=book.name,
            codebook_version=book.version,
            coders=tuple(coder.name for coder in work.coders.all()),
            rounds=tuple(found.name for found in work.rounds.all()),
            view=self.views.described(view),
            sources=tuple(
                ManifestSource(source.label, source.name, hashes[source.id]) for source in work.sources.all()
            ),
        )

    def erase_source(self, source: SourceId) -> Erased:
        """Take a source out for good, with all that was made on it, here and in the backups; this cannot be undone."""
        if not self.writable:
            raise self.refusal()
        self._ports.keeper.before_bulk()
        return self._ports.eraser().erase_source(source, self.chosen.reader.coder)

    def refusal(self) -> WorkbenchError:
        """Return the error for somebody who would change what is open only to be read."""
        return refusal(self._ports.store.access, self.name)

    def keep_copy(self, minutes: int = 15) -> bool:
        """Make a verified copy where something changed and the newest copy is this old; say whether one was made.

        It touches nothing else of the desk, so that a worker can do it while somebody goes on coding.

        Raises:
            ProjectUnusable: where it cannot be made.
        """
        return self._ports.keeper.after(minutes)

    def close(self) -> None:
        """Close the project."""
        self._ports.close()
