"""What comes out of reading a file: its frozen text, where its turns are, and what the reader noticed.

Values only, made of plain data, so that they cross the border between two processes unchanged. Nothing
here opens a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.domain.text import NormalisingReport, OffsetMap
from workbench.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.domain.sources import Kind
    from workbench.domain.transcript import LabelSeen, Turn


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader noticed and the user should know; no error.

    The English template and the values are kept apart, so that it is translated when it is shown.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A file to be read, and what is known of it beforehand."""

    path: str
    """As the user gave it; errors name it so."""
    kind: Kind | None = None
    """Decides how turns are found; None leaves turns and labels out."""
    labels: tuple[str, ...] | None = None
    """Speaker labels that are known; None cuts turns at every label that is proposed."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its text in the form in which it is frozen, and all that was found on the way."""

    name: str
    """The file's name, without its folder."""
    text: str
    text_hash: str
    report: NormalisingReport
    map_json: str
    """The offset map, written as it is stored."""
    encoding: str
    """A codec's name; "docx" for a Word document."""
    sha256: str
    """Of the file's bytes."""
    size: int
    """Bytes of the file."""
    warnings: tuple[Notice, ...] = ()
    labels: tuple[LabelSeen, ...] = ()
    """Labels proposed for the text, and those asked for that occur in it."""
    turns: tuple[Turn, ...] = ()

    @property
    def map(self) -> OffsetMap:
        """The places of the text in what the file held, both ways."""
        return OffsetMap.from_json(self.map_json)
