"""Bytes to the frozen text, and its words."""

from __future__ import annotations

import codecs
import unicodedata
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _pictures() -> dict[int, str]:
    table = {n: chr(0x2400 + n) for n in range(0x20)}
    table |= dict.fromkeys(range(0x80, 0xA0), "\u2426")
    table |= dict.fromkeys((0x0A, 0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
    table |= {0x09: " ", 0x7F: "\u2421"}
    return table


PICTURES = _pictures()


def decode(raw: bytes) -> str:
    """Bytes to text, strictly (R1)."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def normalise(text: str) -> str:
    """The text as it is frozen: DESIGN §3, Text."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).translate(PICTURES)


def clean(value: str) -> str:
    """A value of a table or a name of the codebook."""
    return normalise(value).strip()


def is_word_character(character: str) -> bool:
    """Letters, digits and marks (R2)."""
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd"


def words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words between two places, as half-open ranges."""
    found: list[tuple[int, int]] = []
    at = start
    while at < end:
        if not is_word_character(text[at]):
            at += 1
            continue
        stop = at + 1
        while stop < end:
            joined = text[stop] in "-'\u2019.," and stop + 1 < end and is_word_character(text[stop + 1])
            if not (joined or is_word_character(text[stop])):
                break
            stop += 1
        found.append((at, stop))
        at = stop
    return found


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The same range without white space at either end."""
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SKIPPED = {W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "object")}
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def _run_text(element: ElementTree.Element) -> str:
    if element.tag in SKIPPED:
        return ""
    if element.tag == W + "t":
        return element.text or ""
    return SIGNS.get(element.tag, "") + "".join(_run_text(child) for child in element)


def _paragraphs(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        if child.tag == W + "p":
            yield _run_text(child)
        elif child.tag not in SKIPPED:
            yield from _paragraphs(child)


def docx_text(path: Path) -> str:
    """Paragraphs in order, also those in tables, joined by one line end (R7)."""
    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml")).find(W + "body")
    return "" if body is None else "\n".join(_paragraphs(body))


def frozen_text(path: Path) -> str:
    """A transcript's normalised text."""
    if path.suffix.lower() == ".docx":
        return normalise(docx_text(path))
    return normalise(decode(path.read_bytes()))
