"""The codebook in the project file."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from workbench.domain.codebook import PLAIN, Axis, Code, Codebook, Dimension, DimensionKind, Room
from workbench.domain.ids import CodeId
from workbench.storage import tables
from workbench.storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.storage.rows import Rows

VERSION, NAME, LANGUAGE = "codebook_version", "codebook_name", "codebook_language"


class Codes:
    """The codes of the project."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._settings = Settings(rows)

    def codebook(self) -> Codebook:
        """Return the codebook as it stands."""
        found = self._rows.connection.execute(select(tables.code).order_by(tables.code.c.position, tables.code.c.id))
        codes = tuple(_code(row) for row in found)
        return Codebook(codes, self._settings.get(NAME), self._settings.get(LANGUAGE, "nb"), self.version())

    def version(self) -> int:
        """Return the codebook's version, from 1."""
        return int(self._settings.get(VERSION, "1"))

    def raise_version(self, at_least: int = 0) -> int:
        """Count the codebook's version up by one, or to `at_least` where that is more; return it."""
        # A version that somebody finished a source for must not come again for another codebook, also after an undo.
        finished = select(func.max(tables.finished.c.codebook_version))
        highest = self._rows.connection.execute(finished).scalar() or 0
        version = max(self.version() + 1, highest + 1, at_least)
        self._settings.put(VERSION, str(version))
        return version

    def describe(self, *, name: str, language: str, version: int) -> None:
        """Set the codebook's own name, language and version."""
        for key, value in ((NAME, name), (LANGUAGE, language), (VERSION, str(version))):
            if self._settings.get(key) != value:
                self._settings.put(key, value)

    def add(self, parent: CodeId | None, name: str, **values: Any) -> CodeId:
        """Add a code as the last under `parent`.

        Args:
            parent: the code above; None for a theme.
            name: its name.
            values: further fields of `Code`.
        """
        siblings = (
            select(func.count()).select_from(tables.code).where(tables.code.c.parent_id.is_not_distinct_from(parent))
        )
        position = self._rows.connection.execute(siblings).scalar_one()
        row = {"parent_id": parent, "position": position, "name": name, **_columns(values)}
        return CodeId(self._rows.insert(tables.code, guid=self._rows.guid(), **row))

    def change(self, code: CodeId, **values: Any) -> bool:
        """Change fields of a code; say whether any differed."""
        return self._rows.writer.update(tables.code, code, **_columns(values))

    def remove(self, codes: Sequence[CodeId]) -> None:
        """Remove codes that nothing refers to."""
        self._rows.writer.delete(tables.code, codes)

    def uses(self, code: CodeId) -> int:
        """Count the codings of one code, by anyone, in any round."""
        query = select(func.count()).select_from(tables.coding).where(tables.coding.c.code_id == code)
        return self._rows.connection.execute(query).scalar_one()


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    named = {("when_to_use" if name == "when" else name): value for name, value in values.items()}
    if "dimension" in named:
        named["dimension"] = _written(named["dimension"])
    return named


def _written(dimension: Dimension) -> str:
    if dimension == PLAIN:
        return ""
    return json.dumps(asdict(dimension), ensure_ascii=False, separators=(",", ":"))


def _read(written: str) -> Dimension:
    if not written:
        return PLAIN
    found = json.loads(written)
    return Dimension(
        DimensionKind(found["kind"]),
        tuple(found["ends"]),
        tuple(found["steps"]),
        tuple(Axis(axis["name"], tuple(axis["steps"])) for axis in found["axes"]),
        tuple(Room(room["name"], (room["at"][0], room["at"][1])) for room in found["rooms"]),
    )


def _code(row: Row[Any]) -> Code:
    return Code(
        id=CodeId(row.id),
        guid=row.guid,
        parent=None if row.parent_id is None else CodeId(row.parent_id),
        position=row.position,
        name=row.name,
        colour=row.colour,
        definition=row.definition,
        when=row.when_to_use,
        when_not=row.when_not,
        example=row.example,
        since=row.since,
        dimension=_read(row.dimension),
        slot=row.slot,
        retired=bool(row.retired),
    )
