"""What every Word document of ours has and python-docx has no words for: numbered pages, a language, its own dates.

Nothing here knows what a document is about. A document is dated by the project and never by the wall clock, so that
the same project gives the same bytes.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench.exporters.legal_text import fit

if TYPE_CHECKING:
    from workbench.domain.manifest import Manifest

_NOT_OURS = frozenset({"thumbnail", "extended-properties"})
"""What the template says of itself: a picture of an empty page, and which program made that."""
_LANGUAGES = {"nb": "nb-NO", "en": "en-GB"}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_SHORT = 200
"""Characters of a title or a name among the properties."""
_FOOT = 90
"""Characters of what stands at the foot of a page."""


def legal_xml(text: str) -> str:
    """Return `text` with what XML may not hold shown as signs; it keeps its line breaks."""
    return fit(text)


def landscape(section: Any) -> None:
    """Turn a section's pages, if they stand upright."""
    from docx.enum.section import WD_ORIENT

    if section.page_width < section.page_height:
        section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.LANDSCAPE


def number_pages(section: Any, text: str, width: int) -> None:
    """Let the foot of every page of a section say a text, and which page of how many it is.

    Args:
        section: of python-docx.
        text: stands at the left.
        width: of the page's text, in twentieths of a point.
    """
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Twips

    foot = section.footer.paragraphs[0]
    foot.style = "footer"
    foot.paragraph_format.tab_stops.add_tab_stop(Twips(width), WD_TAB_ALIGNMENT.RIGHT)
    short = " ".join(legal_xml(text).split())
    foot.add_run((short if len(short) <= _FOOT else short[:_FOOT] + " …") + "\t")
    for counted, after in (("PAGE", " / "), ("NUMPAGES", "")):
        field = OxmlElement("w:fldSimple", attrs={qn("w:instr"): counted})
        field.append(foot.add_run("1")._r)
        foot._p.append(field)
        foot.add_run(after)


def document_language(language: str) -> str:
    """Return what Word calls a language of the program: `nb-NO`, `en-GB`."""
    return _LANGUAGES[language]


def set_properties(document: Any, title: str, manifest: Manifest, language: str) -> None:
    """Say what a document is, made from what, and when that was last changed.

    Args:
        document: of python-docx.
        title: what it is called.
        manifest: what it is made from.
        language: "nb" or "en".
    """
    made = datetime.fromisoformat(manifest.at).astimezone(UTC).replace(tzinfo=None) if manifest.at else None
    properties = document.core_properties
    properties.title = legal_xml(title)[:_SHORT]
    properties.subject = legal_xml(manifest.project)[:_SHORT]
    properties.comments = f"Workbench {manifest.program}, {manifest.change}, {manifest.minute}"
    properties.author = properties.last_modified_by = properties.keywords = properties.category = ""
    properties.created = properties.modified = made or datetime(*_FIRST_DAY)  # noqa: DTZ001
    properties.language = document_language(language)
    properties.revision = 1
    relations = document.part.package.rels
    for key in [key for key, found in relations.items() if found.reltype.rpartition("/")[2] in _NOT_OURS]:
        del relations[key]


def saved(document: Any) -> bytes:
    """Return a document as a file; the same document gives the same bytes."""
    old, new = BytesIO(), BytesIO()
    document.save(old)
    with zipfile.ZipFile(old) as before, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(dated_part(name), before.read(name))
    return new.getvalue()


def dated_part(name: str) -> zipfile.ZipInfo:
    """Return the entry of a part in the file, with the one date that never changes."""
    part = zipfile.ZipInfo(name, _FIRST_DAY)
    part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
    return part
