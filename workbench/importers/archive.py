"""Reading members of a zip file that may be made to harm: within budgets, by name, never unpacked.

The directory is judged before anything is read, and each member again while it is read, because what a
directory says of sizes may be a lie. Archives inside the archive are never opened.
"""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib

from workbench.domain.errors import ImportFailed
from workbench.i18n import N_

MOST_MEMBERS = 10_000
LARGEST_MEMBER = 100_000_000
"""Bytes of a member that is read, unpacked."""
LARGEST_TOTAL = 500_000_000
"""Bytes of all members, unpacked."""
MOST_PACKED = 200
"""Times smaller than unpacked; counts above a megabyte."""
_SMALL = 1_000_000

_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The two that Word writes; the library unpacks the others without a bound."""
_LOCAL_HEADER = 30
_DIRECTORY_ENTRY = b"PK\x01\x02"
_EMBEDDED = "word/embeddings/"
_ARCHIVES = (".zip", ".docx", ".docm", ".odt", ".jar", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".qdpx")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Archive:
    """The members of a zip file whose directory keeps to the budgets.

    Args:
        data: the whole file.
        file: its name in error messages.

    Raises:
        ImportFailed: it is no zip file, is damaged, or breaks a budget.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        self._data = data
        if data.count(_DIRECTORY_ENTRY) > MOST_MEMBERS:
            raise self._unsafe()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise self._damaged() from error
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._judge(self._zip.infolist())

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> list[str]:
        """Return the names of all members, in the order of the directory."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return the content of one member.

        Raises:
            ImportFailed: it is damaged or larger than the directory says.
        """
        member = self._members[name]
        if member.file_size > LARGEST_MEMBER:
            raise self._unsafe()
        try:
            with self._zip.open(member) as stream:
                content = stream.read(member.file_size + 1)
        except _DAMAGE as error:
            raise self._damaged() from error
        if len(content) != member.file_size:
            raise self._damaged()
        return content

    def _judge(self, members: list[zipfile.ZipInfo]) -> None:
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise ImportFailed(
                self._file,
                N_("{file} is protected with a password; open it, save it without one, and give it again."),
            )
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_TOTAL:
            raise self._unsafe()
        if any(_packed_too_hard(member) or _badly_named(member.orig_filename) for member in members):
            raise self._unsafe()
        if any(member.compress_type not in _METHODS for member in members):
            raise self._unsafe()
        folded = {unicodedata.normalize("NFC", member.filename).casefold() for member in members}
        if len(folded) != len(members) or any(_is_archive(member.filename) for member in members):
            raise self._unsafe()
        self._judge_places(members)

    def _judge_places(self, members: list[zipfile.ZipInfo]) -> None:
        """Refuse members that share bytes, or reach into the directory."""
        reached = 0
        for member in sorted(members, key=lambda member: member.header_offset):
            header = self._data[member.header_offset : member.header_offset + _LOCAL_HEADER]
            if member.header_offset < reached:
                raise self._unsafe()
            if len(header) < _LOCAL_HEADER:
                raise self._damaged()
            name_length, extra_length = struct.unpack("<HH", header[26:30])
            reached = member.header_offset + _LOCAL_HEADER + name_length + extra_length + member.compress_size
        if reached > self._zip.start_dir:
            raise self._unsafe()

    def _unsafe(self) -> ImportFailed:
        return ImportFailed(
            self._file,
            N_("{file} is packed in a way no word processor does, so it is not read; open it in one and save it anew."),
        )

    def _damaged(self) -> ImportFailed:
        return ImportFailed(
            self._file,
            N_("{file} is damaged or cut short; open it in the program it was made with and save it anew."),
        )


def _packed_too_hard(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > MOST_PACKED * max(member.compress_size, 1)


def _badly_named(name: str) -> bool:
    return (
        not name or name.startswith("/") or any(character in name for character in "\\:\x00") or ".." in name.split("/")
    )


def _is_archive(name: str) -> bool:
    """Tell an archive within the archive; Word keeps the sheets behind its charts in a folder of their own."""
    folded = name.casefold()
    return folded.endswith(_ARCHIVES) and not folded.startswith(_EMBEDDED)
