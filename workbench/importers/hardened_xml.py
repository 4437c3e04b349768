"""Parsing XML from a file that may be made to harm.

A document type is refused before the parser sees the text, in whatever encoding it is written: with one,
a parser may open other files, or leave text out without a word. Nothing is fetched, and size, depth and
attributes have budgets.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import TYPE_CHECKING

from workbench.domain.errors import ImportFailed
from workbench.i18n import N_

if TYPE_CHECKING:
    from lxml import etree

MOST_ELEMENTS = 2_000_000
MOST_ATTRIBUTES = 64
DEEPEST = 200

_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)


def parse(data: bytes, file: str) -> etree._Element:
    """Return the root of the XML in `data`.

    Args:
        data: a whole XML document.
        file: the name, in error messages, of the file it came from.

    Raises:
        ImportFailed: it is not well formed, has a document type, or breaks a budget.
    """
    from lxml import etree

    written = _in_utf8(data, file)
    if b"<!DOCTYPE" in written or b"<!ENTITY" in written:
        raise unsafe(file)
    if written.count(b"<") - written.count(b"</") > MOST_ELEMENTS:
        raise unsafe(file)
    try:
        root = etree.fromstring(written, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise not_word(file) from error
    if root.getroottree().docinfo.internalDTD is not None or any(test(root) for test in _budgets()):
        raise unsafe(file)
    return root


def not_word(file: str) -> ImportFailed:
    """Return the error for what has the name of a Word document and the content of something else."""
    return ImportFailed(
        file, N_("{file} is not a whole Word document; open it in a word processor and save it as .docx anew.")
    )


def unsafe(file: str) -> ImportFailed:
    """Return the error for XML that no word processor writes."""
    return ImportFailed(
        file,
        N_("{file} holds instructions that could do harm, so it is not read; copy its text into a new document."),
    )


def _in_utf8(data: bytes, file: str) -> bytes:
    """Return the document in UTF-8, the only encoding the parser is told of, whatever the document declares."""
    codec = next((codec for mark, codec in _WIDE if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise not_word(file) from error
    return data if codec == "utf-8" else text.lstrip("\ufeff").encode("utf-8", "replace")


@cache
def _parser() -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


@cache
def _budgets() -> tuple[etree.XPath, ...]:
    from lxml import etree

    too_deep = "boolean(" + "/*" * (DEEPEST + 1) + ")"
    return etree.XPath(too_deep), etree.XPath(f"boolean(//*[@*[{MOST_ATTRIBUTES + 1}]])")
