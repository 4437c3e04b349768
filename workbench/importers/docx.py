"""Reading the text of a Word document, as it looks when every tracked change is accepted.

Our own walk over the XML: the ready-made readers lose tracked insertions, content controls and line breaks
without a word. Paragraphs are lines; tables are read in order, text boxes once. What is not read is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.errors import ImportFailed
from workbench.domain.reading import Notice
from workbench.i18n import N_
from workbench.importers.archive import Archive
from workbench.importers.extracted import Extracted
from workbench.importers.hardened_xml import not_word, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "word/document.xml"
_RELATIONS = "_rels/.rels"
_MAIN_RELATION = "/officeDocument"
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FORMULA_TEXT = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{http://purl.oclc.org/ooxml/officeDocument/math}t",
)
_WRITTEN = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}


def read(data: bytes, file: str) -> Extracted:
    """Return the text of a Word document, with notices of what was decided or left out.

    Args:
        data: the whole file.
        file: its name in error messages.

    Raises:
        ImportFailed: it is not a Word document, is damaged, or could do harm.
    """
    if data.startswith(_OLD_WORD):
        raise ImportFailed(
            file,
            N_("{file} is protected with a password or in the old Word form; save it as .docx without a password."),
        )
    if not data.startswith(b"PK"):
        raise not_word(file)
    archive = Archive(data, file)
    root = parse(archive.read(_main_member(archive, file)), file)
    namespace = next((name for name in _WORD if root.tag == f"{{{name}}}document"), "")
    if not namespace:
        raise not_word(file)
    walk = _Walk(root, namespace)
    notices = [*walk.notices(), *_furniture(archive)]
    return Extracted(walk.text(), "docx", tuple(notices))


def _main_member(archive: Archive, file: str) -> str:
    if _MAIN in archive:
        return _MAIN
    if _RELATIONS in archive:
        for relation in parse(archive.read(_RELATIONS), file):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith(_MAIN_RELATION) and target in archive:
                return target
    raise not_word(file)


def _furniture(archive: Archive) -> list[Notice]:
    names = [name for name in archive.names() if name.startswith(("word/header", "word/footer"))]
    if any(b"<w:t>" in (part := archive.read(name)) or b"<w:t " in part for name in names):
        return [Notice(N_("Page headers and footers were not read."))]
    return []


class _Count(NamedTuple):
    """A notice given when elements of these names occur."""

    names: tuple[str, ...]
    template: str


_COUNTS = (
    _Count(("commentReference",), N_("Comments in the margin were not read: {count}.")),
    _Count(("footnoteReference", "endnoteReference"), N_("Footnotes and endnotes were not read: {count}.")),
    _Count(("altChunk", "subDoc"), N_("Documents inserted as a whole were not read: {count}.")),
    _Count(("sym",), N_("Signs from a picture font may look different here: {count}.")),
    _Count(("vanish",), N_("Text marked as hidden in Word was read: {count} places.")),
)


class _Walk:
    """One document's tree, first cut to what an accepted document holds, then read from start to end."""

    def __init__(self, root: _Element, namespace: str) -> None:
        self._root = root
        self._namespace = namespace
        self._joined: set[_Element] = set()
        """Paragraphs whose end was deleted, so that the next goes on in the same line."""
        self._found = {name: sum(1 for _ in root.iter(self._w(name))) for count in _COUNTS for name in count.names}
        self._choose_alternatives()
        self._inserted = sum(1 for _ in root.iter(self._w("ins"), self._w("moveTo")))
        self._deleted = self._drop_deleted()
        self._place_text_boxes()

    def text(self) -> str:
        """Return the text, one line for each paragraph."""
        run, paragraph = self._w("r"), self._w("p")
        written = {self._w(name): text for name, text in _WRITTEN.items()}
        text_tags = {self._w("t"), *_FORMULA_TEXT}
        symbol = self._w("sym")
        pieces: list[str] = []
        joined = True
        for element in self._root.iter(paragraph, symbol, *text_tags, *written):
            tag = element.tag
            if tag in text_tags:
                words = element.text or ""
                pieces.append(words.replace("\n", " ") if "\n" in words else words)
            elif tag == paragraph:
                if not joined:
                    pieces.append("\n")
                joined = element in self._joined
            elif tag == symbol:
                pieces.append(_symbol(element.get(self._w("char"), "")))
            elif (parent := element.getparent()) is not None and parent.tag == run:
                pieces.append(written[str(tag)])
        return "".join(pieces)

    def notices(self) -> list[Notice]:
        """Tell what was decided or left out."""
        notices = []
        if self._inserted or self._deleted:
            template = N_("Tracked changes were read as accepted: insertions {inserted}, deletions {deleted}.")
            notices.append(Notice(template, {"inserted": self._inserted, "deleted": self._deleted}))
        for count in _COUNTS:
            found = sum(self._found[name] for name in count.names)
            if found:
                notices.append(Notice(count.template, {"count": found}))
        return notices

    def _w(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"

    def _choose_alternatives(self) -> None:
        """Keep the first of several forms of the same content; text boxes are written twice, for old programs."""
        for alternatives in list(self._root.iter(_ALTERNATIVES)):
            for other in list(alternatives)[1:]:
                alternatives.remove(other)

    def _drop_deleted(self) -> int:
        deleted = list(self._root.iter(*(self._w(name) for name in ("del", "moveFrom", "cellDel"))))
        for element in deleted:
            parent = element.getparent()
            if parent is None:
                continue
            if parent.tag == self._w("rPr"):
                self._join_next(parent)
            elif parent.tag in (self._w("trPr"), self._w("tcPr")):
                _drop(parent.getparent())
            else:
                _drop(element)
        return len(deleted)

    def _join_next(self, mark: _Element) -> None:
        properties = mark.getparent()
        if properties is not None and properties.tag == self._w("pPr"):
            paragraph = properties.getparent()
            if paragraph is not None:
                self._joined.add(paragraph)

    def _place_text_boxes(self) -> None:
        """Put what stands in a text box after the paragraph that holds it, as lines of their own."""
        for box in reversed(list(self._root.iter(self._w("txbxContent")))):
            holder = next(box.iterancestors(self._w("p")), None)
            if holder is not None:
                for content in reversed(list(box)):
                    holder.addnext(content)


def _drop(element: _Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def _symbol(code: str) -> str:
    """Return the character of a symbol; Word keeps those of picture fonts in the private range."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    return "\ufffd" if "\ud800" <= character <= "\udfff" else character
