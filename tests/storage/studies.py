"""A small project to test with: made texts, a codebook, two coders, and a hash of all that undo restores."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from workbench import __version__
from workbench.bootstrap import ports_of
from workbench.domain.codebook import CodebookDraft, CodeDraft, Dimension, DimensionKind
from workbench.domain.reading import ReadFile
from workbench.domain.sources import Kind
from workbench.domain.spans import Span
from workbench.domain.text import normalise, text_hash
from workbench.domain.transcript import Role, turns_by_labels
from workbench.services.desk import Desk
from workbench.services.readers import NOBODY, Chosen, Readers
from workbench.services.sources import NewSource, Speaking
from workbench.storage import opening, tables
from workbench.storage.history import NEW

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.domain.steps import Reader
    from workbench.storage.project import Project

TEXT = """I: Hvordan begynte samarbeidet med innbyggerne?
BK3: Det begynte med et åpent møte på biblioteket. Vi hadde ingen plan, bare en liste med navn.
I: Og etterpå?
BK3: Etterpå ble det flere møter. Noen sluttet å komme, andre tok ordet hver gang.

I: Hva lærte dere av det?
BK3: At vi må slippe kontrollen litt før. 😀 Det er ikke lett, når budsjettet er låst i mars.
"""

BOOK = CodebookDraft(
    "Prøvebok",
    "nb",
    1,
    (
        CodeDraft(
            "Retning",
            colour="#2B7EB9",
            dimension=Dimension(DimensionKind.POLES, ends=("Nedenfra", "Ovenfra")),
            codes=(CodeDraft("Nedenfra", definition="Fra innbyggerne."), CodeDraft("Ovenfra")),
        ),
        CodeDraft("Læring", codes=(CodeDraft("Slippe kontrollen"),)),
    ),
)


@dataclass
class TickingClock:
    """Goes a minute forward each time it is asked."""

    time: datetime = field(default_factory=lambda: datetime(2026, 5, 3, 10, tzinfo=UTC))

    def now(self) -> str:
        self.time += timedelta(minutes=1)
        return self.time.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class CountingGuids:
    """Gives 00000000-0000-4000-8000-000000000001, 2, 3 …, the first eight digits differing too."""

    given: int = 0

    def new(self, count: int) -> list[str]:
        first = self.given + 1
        self.given += count
        return [f"{number:08x}-0000-4000-8000-{number:012x}" for number in range(first, first + count)]


class NoBackups:
    """Makes no copies, so that a test of something else is quick."""

    def before_bulk(self) -> None:
        """Do nothing."""

    def after(self, minutes: int) -> bool:
        """Do nothing."""
        return minutes < 0


@dataclass
class Study:
    """An open project with a desk for each of two coders."""

    path: Path
    clock: TickingClock = field(default_factory=TickingClock)
    guids: CountingGuids = field(default_factory=CountingGuids)
    project: Project = field(init=False)
    chosen: tuple[Chosen, Chosen] = field(init=False)

    def make(self) -> Study:
        """Make the file, and let both coders sit down."""
        self.project = opening.create(self.path, clock=self.clock, guids=self.guids)
        with self.project.step(NEW, NOBODY) as work:
            work.settings.put("guid", work.new_guid())
            work.settings.put("name", "Prøve")
        readers = Readers(self.project)
        self.chosen = readers.choose("AB", "første"), readers.choose("CD", "første")
        return self

    def filled(self) -> Study:
        """Make the file with one source, a codebook, and some work of both coders."""
        self.make()
        desk, other = self.desk(0), self.desk(1)
        desk.codebook.bring_in(BOOK)
        add_source(desk, "bk3.txt", TEXT)
        source = desk.sources.all()[0].id
        nedenfra, ovenfra = desk.codebook.find("Nedenfra").id, desk.codebook.find("Ovenfra").id
        for words, code in (("et åpent møte på biblioteket", nedenfra), ("budsjettet er låst", ovenfra)):
            desk.codings.code(source, span_of(TEXT, words), code)
        other.codings.code(source, span_of(TEXT, "et åpent møte på biblioteket"), ovenfra)
        desk.codings.star(source, span_of(TEXT, "slippe kontrollen"), starred=True)
        desk.finished.finish(source)
        return self

    def desk(self, coder: int = 0) -> Desk:
        """Return the desk of the first or the second coder."""
        return Desk(replace(ports_of(self.project), keeper=NoBackups()), self.chosen[coder], __version__)

    def reader(self, coder: int = 0) -> Reader:
        """Return the first or the second coder."""
        return self.chosen[coder].reader

    def reopen(self) -> None:
        """Close the file and open it again."""
        self.project.close()
        self.project = opening.open_for_writing(self.path, clock=self.clock, guids=self.guids)

    def close(self) -> None:
        """Close the file."""
        self.project.close()

    def project_changes(self, step: int) -> list[Row[Any]]:
        """Return the journal's entries of one step."""
        query = select(tables.change).where(tables.change.c.step_id == step).order_by(tables.change.c.id)
        return list(self.project.connection.execute(query))

    def state(self) -> str:
        """Return a hash of all that an undo restores, and of the parts that follow from it."""
        digest = hashlib.sha256()
        for name in sorted(tables.JOURNALLED):
            table = tables.JOURNALLED[name]
            for row in self.project.connection.execute(select(table).order_by(table.c.id)):
                digest.update(json.dumps([name, *row], default=str).encode())
        columns = [column for column in tables.part.columns if column.name != "id"]
        parts: list[tuple[Any, ...]] = [tuple(row) for row in self.project.connection.execute(select(*columns))]
        digest.update(repr(sorted(parts, key=repr)).encode())
        return digest.hexdigest()


def span_of(text: str, words: str) -> Span:
    """Return where `words` first stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


def read_file(name: str, text: str) -> ReadFile:
    """Return what a reader would make of a text file."""
    found = normalise(text)
    raw = text.encode()
    return ReadFile(
        name, found.text, text_hash(found.text), found.report, found.map.to_json(), "utf-8",
        hashlib.sha256(raw).hexdigest(), len(raw),
    )  # fmt: skip


def add_source(desk: Desk, name: str, text: str, informant: str = "BK3", case: str = "Bergvik") -> None:
    """Add an interview in which I asks and BK3 answers."""
    file = read_file(name, text)
    desk.sources.add(
        [
            NewSource(
                file,
                tuple(turns_by_labels(file.text, ("I", "BK3"))),
                Kind.INTERVIEW,
                (Speaking("I", Role.INTERVIEWER), Speaking("BK3", Role.INFORMANT, informant)),
                case=case,
            )
        ]
    )
