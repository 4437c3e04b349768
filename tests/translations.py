"""Keeps the translations: `python tests/translations.py extract|compile|check`.

`extract` reads every message of the program into the template and the Norwegian catalogue (what is translated stays,
what is used no longer goes), `compile` writes the file the program reads, `check` says what is missing. The files
hold no dates and no line numbers and are ordered by message, so that they change only where the messages do.

Babel is needed here and never by the program.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "workbench"
LOCALE = PACKAGE / "locale"
TEMPLATE = LOCALE / "workbench.pot"
LANGUAGES = ("nb",)
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2)}
_OF_THE_DAY = tuple(
    f'"{name}'.encode()
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "Last-Translator",
        "Language-Team",
    )
)
"""Headers that change by themselves, or say nothing."""


def catalogue_file(language: str) -> Path:
    """Return the file a translator writes in."""
    return LOCALE / language / "LC_MESSAGES" / "workbench.po"


def catalogue(language: str | None = None) -> Catalog:
    """Return an empty catalogue."""
    about = f"# Interview Workbench in “{language}”." if language else "# The messages of Interview Workbench."
    return Catalog(locale=language, header_comment=about, charset="utf-8", fuzzy=False)


def extracted(package: Path = PACKAGE) -> Catalog:
    """Return every message marked in the program's source."""
    catalog = catalogue()
    found = extract_from_dir(package, method_map=[("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, message, _comments, _context in found:
        catalog.add(message)
    return catalog


def written(catalog: Catalog) -> bytes:
    """Return a catalogue as the bytes of its file, without what changes by itself."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = stream.getvalue().split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(_OF_THE_DAY))


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it is in its file."""
    file = catalogue_file(language)
    if not file.is_file():
        return catalogue(language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def merged(language: str, template: Catalog) -> Catalog:
    """Return the catalogue with exactly the messages of the template; translations of equal messages stay."""
    old, new = read(language), catalogue(language)
    for message in messages(template):
        known = old.get(message.id)
        new.add(message.id, known.string if known is not None and not known.fuzzy else "")
    return new


def compiled(language: str) -> bytes:
    """Return the bytes that the program reads for a language."""
    stream = io.BytesIO()
    catalog = read(language)
    # Babel would write today's date into the file's header.
    catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    write_mo(stream, catalog)
    return stream.getvalue()


def messages(catalog: Catalog) -> list[Message]:
    """Return the messages of a catalogue without its header."""
    return [message for message in catalog if message.id]


def faults(language: str) -> list[str]:
    """Return what is wrong with the catalogue of a language, one sentence for each fault."""
    template = {message.id: message for message in messages(extracted())}
    catalog = {message.id: message for message in messages(read(language))}
    found = [f"not in the catalogue: {id_!r}" for id_ in template if id_ not in catalog]
    found += [f"used no longer: {id_!r}" for id_ in catalog if id_ not in template]
    for id_, message in catalog.items():
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ("",))
        if message.fuzzy or not all(strings) or isinstance(id_, str) != (len(strings) == 1):
            found.append(f"not translated: {id_!r}")
    file = catalogue_file(language).with_suffix(".mo")
    if not file.is_file() or file.read_bytes() != compiled(language):
        found.append(f"{file.name} is older than the catalogue: run `python tests/translations.py compile`")
    return found


def extract() -> None:
    """Bring template and catalogues up to date with the source."""
    template = extracted()
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(written(template))
    for language in LANGUAGES:
        file = catalogue_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(merged(language, template)))
    print(f"{len(messages(template))} messages")


def compile_all() -> None:
    """Write the files the program reads."""
    for language in LANGUAGES:
        catalogue_file(language).with_suffix(".mo").write_bytes(compiled(language))


def check() -> int:
    """Say what is wrong; return how much."""
    found = [fault for language in LANGUAGES for fault in faults(language)]
    for fault in found:
        print(fault)
    return len(found)


def main(arguments: list[str]) -> int:
    """Run one of the three verbs."""
    if arguments == ["extract"]:
        extract()
    elif arguments == ["compile"]:
        compile_all()
    elif arguments == ["check"]:
        return 1 if check() else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
