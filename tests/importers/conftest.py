"""Word documents made at run time, and one reader for the whole run."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from workbench.importers.isolated import IsolatedReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def written_document(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'


def written_zip(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture(scope="session")
def document() -> Callable[[str], str]:
    """The main part of a Word document around a body in XML."""
    return written_document


@pytest.fixture(scope="session")
def zipped() -> Callable[..., bytes]:
    """A zip file of members by name."""
    return written_zip


@pytest.fixture(scope="session")
def docx() -> Callable[..., bytes]:
    """A Word document around a body in XML, with further members by name."""

    def made(body: str, more: dict[str, bytes | str] | None = None) -> bytes:
        return written_zip({"word/document.xml": written_document(body), **(more or {})})

    return made


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader() as reading:
        yield reading
