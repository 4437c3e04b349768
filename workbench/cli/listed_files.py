"""The files that an import is given: texts, and tables that list texts and tell of them."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.domain.tables import SourceRow
from workbench.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.domain.sources import Kind
    from workbench.domain.tables import Table
    from workbench.services.sources import NewSource
    from workbench.services.study import ListedTexts


class ListedFiles:
    """The files to be read, with what tables say of them."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.rows: list[SourceRow] = []
        self.tables: list[tuple[str, Table[SourceRow]]] = []
        """The tables, each with the file it was read from."""
        self._bundles: list[tuple[int, Table[SourceRow] | None]] = []
        """How many of the files stand together, and in which table; in none where they were named by hand."""

    @classmethod
    def of(cls, files: Sequence[str], kind: Kind | None, case: str, label: str) -> ListedFiles:
        """List the files of a command; `kind`, `case` and `label` tell of those that are in no table.

        Raises:
            WorkbenchError: a table cannot be read, or one label is given for several texts.
        """
        from workbench.importers.csv_tables import read_sources

        listed = cls()
        for file in files:
            if file.lower().endswith(".csv"):
                table = read_sources(file)
                listed.tables.append((file, table))
                listed._bundles.append((len(table.rows), table))
                for row in table.rows:
                    listed.paths.append(str(Path(file).parent / row.file))
                    listed.rows.append(row)
            else:
                listed._bundles.append((1, None))
                listed.paths.append(file)
                listed.rows.append(SourceRow(0, file, source=label, kind=kind, case=case))
        if label and len(listed.paths) > 1:
            raise WorkbenchError(
                N_("One label cannot name several sources; import them one by one, or leave --label out.")
            )
        return listed

    def bundled(self, new: Iterable[NewSource]) -> list[ListedTexts]:
        """Return the texts that were read, one for each file in order, those of each table with it."""
        from workbench.services.study import ListedTexts

        texts = iter(new)
        return [ListedTexts(tuple(islice(texts, count)), table) for count, table in self._bundles]
