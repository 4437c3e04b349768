"""The codebook in the project file."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, insert, select, union_all

from workbench.domain.code_letters import free_letter
from workbench.domain.codebook import (
    PLAIN,
    Axis,
    Code,
    Codebook,
    Dimension,
    DimensionKind,
    Room,
    free_slot,
    theme_digit,
)
from workbench.domain.ids import CodeId
from workbench.storage import tables
from workbench.storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.ids import StepId
    from workbench.storage.rows import Rows

NAME, LANGUAGE = "codebook_name", "codebook_language"


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
        highest = select(func.max(tables.codebook_version.c.version))
        return self._rows.connection.execute(highest).scalar() or 1

    def raise_version(self, at_least: int = 0) -> int:
        """Count the codebook's version up by one, or to `at_least` where that is more, once in a step; return it.

        Versions are kept outside the journal: one that somebody finished a source for never comes again for
        another codebook, and the changes of two coders do not stand in each other's way.
        """
        given = self._given_in(self._rows.writer.step_id)
        return self._give(max(self.version() + 1, at_least)) if given is None else given

    def begin(self, version: int) -> bool:
        """Give the project's first codebook the version that its file has; return False where it cannot have it.

        It cannot once any version was given, or a source was finished: a stamp must not speak of codes that
        nobody had seen.
        """
        used = union_all(select(tables.codebook_version.c.version), select(tables.finished.c.codebook_version))
        if self._rows.connection.execute(used.limit(1)).first() is not None:
            return False
        self._give(version)
        return True

    def describe(self, *, name: str, language: str) -> None:
        """Set the codebook's own name and language."""
        for key, value in ((NAME, name), (LANGUAGE, language)):
            if self._settings.get(key) != value:
                self._settings.put(key, value)

    def after_taking_back(self, step: StepId) -> None:
        """Count the version up where `step` did, now that it is taken back, and see to the codes that came back.

        A code whose like was not there while somebody finished a source is dated anew; and one whose digit
        or letter another has got since gets a free one.
        """
        given = self._given_in(step)
        back = self._rows.writer.written(tables.code)
        for code in sorted(code for code, columns in back.items() if "slot" in columns):
            self._part_keys(CodeId(code))
        if given is None:
            return
        version = self.raise_version()
        finished = tables.finished.c.codebook_version
        if self._rows.connection.execute(select(finished).where(finished >= given).limit(1)).first() is not None:
            for code in sorted(code for code, columns in back.items() if "since" in columns):
                self.change(CodeId(code), since=version)

    def _give(self, version: int) -> int:
        row = {"version": version, "step_id": self._rows.writer.step_id}
        self._rows.connection.execute(insert(tables.codebook_version), row)
        return version

    def _given_in(self, step: int) -> int | None:
        query = select(tables.codebook_version.c.version).where(tables.codebook_version.c.step_id == step)
        found: int | None = self._rows.connection.execute(query).scalar()
        return found

    def _part_keys(self, code: CodeId) -> None:
        book = self.codebook()
        here = book.by_id[code]
        letters = {found.letter for found in book.codes if found.id != code}
        if here.letter and here.letter in letters:
            self.change(code, letter=free_letter(here.name, letters))
        hand = book.themes if here.parent is None else book.hand(book.theme(here.parent).id)
        beside = [found for found in hand if found.id != code]
        if here.slot is not None and here.slot in {found.slot for found in beside}:
            digits = (theme_digit(book, found) if here.parent is None else found.slot for found in beside)
            self.change(code, slot=free_slot(digits))

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
        letter=row.letter,
        retired=bool(row.retired),
    )
