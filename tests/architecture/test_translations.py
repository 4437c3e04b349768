"""The Norwegian catalogue is whole and fresh, and its messages fit those of the source.

What is missing is mended with `python tests/translations.py extract`, a translator, and `… compile`.
"""

from __future__ import annotations

import gettext
import io
import string
from typing import TYPE_CHECKING

import pytest

from tests import translations
from workbench import i18n

if TYPE_CHECKING:
    from pathlib import Path


def placeholders(message: str) -> list[str]:
    """Return the names in braces, each as often as it stands there, in order."""
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(message) if name is not None)


def pairs(language: str) -> list[tuple[str, str]]:
    """Return each source string of a catalogue with its translation, forms for several beside the source's."""
    found = []
    for message in translations.messages(translations.read(language)):
        if isinstance(message.id, str):
            found.append((message.id, str(message.string)))
        else:
            found += list(zip(message.id, message.string or (), strict=True))
    return found


def unlike(found: list[tuple[str, str]]) -> list[str]:
    """Return the translations whose placeholders, line ends or outer spaces are not those of the source."""
    return [
        ours
        for source, ours in found
        if placeholders(source) != placeholders(ours)
        or source.count("\n") != ours.count("\n")
        or source[:1].isspace() != ours[:1].isspace()
        or source[-1:].isspace() != ours[-1:].isspace()
    ]


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_catalogue_is_whole_and_fresh(language: str) -> None:
    assert translations.faults(language) == []


def test_the_template_is_fresh() -> None:
    assert translations.TEMPLATE.read_bytes() == translations.written(translations.extracted())


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_placeholders_are_the_same(language: str) -> None:
    found = pairs(language)
    assert len(found) > 500
    assert unlike(found) == []


@pytest.mark.parametrize(
    ("source", "ours"), [("{a} is", "{b} er"), ("{a}", "a"), ("a", "{a}"), ("a\nb", "a b"), (" a", "a"), ("a ", "a")]
)
def test_a_translation_that_does_not_fit_is_found(source: str, ours: str) -> None:
    assert unlike([(source, ours)]) == [ours]


def test_a_new_message_an_old_one_and_a_stale_file_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "workbench"
    package.mkdir()
    (package / "a.py").write_text("_('kept'); _('new'); n_('{n} word', '{n} words', 2)", encoding="utf-8")
    catalogue = translations.catalogue("nb")
    catalogue.add("kept", "beholdt")
    catalogue.add("gone", "borte")
    catalogue.add(("{n} word", "{n} words"), ("{n} ord", ""))
    file = tmp_path / "workbench.po"
    file.write_bytes(translations.written(catalogue))
    template = translations.extracted(package)
    monkeypatch.setattr(translations, "catalogue_file", lambda _language: file)
    monkeypatch.setattr(translations, "extracted", lambda: template)
    told = "\n".join(translations.faults("nb"))
    for fault in ("not in the catalogue: 'new'", "used no longer: 'gone'", "not translated: ('{n} word'", "older than"):
        assert fault in told
    merged = {message.id for message in translations.messages(translations.merged("nb", template))}
    assert merged == {"kept", "new", ("{n} word", "{n} words")}


def test_the_files_hold_no_dates_and_no_places() -> None:
    for file in (translations.TEMPLATE, *map(translations.catalogue_file, translations.LANGUAGES)):
        text = file.read_text(encoding="utf-8")
        assert "Date" not in text.split("\n\n", 1)[0]
        assert "#: " not in text
        assert "fuzzy" not in text
    assert b"2000-01-01" in translations.compiled("nb"), "the date in the compiled file is none of the clock's"


def test_norwegian_reads_what_is_compiled() -> None:
    i18n.set_language("nb")
    assert i18n._("Nothing was changed.") == "Ingenting ble endret."
    assert [i18n.n_("{count} quote", "{count} quotes", count) for count in (1, 2)] == [
        "{count} sitat",
        "{count} sitater",
    ]
    compiled = gettext.GNUTranslations(io.BytesIO(translations.compiled("nb")))
    assert compiled.gettext("says it") == "sier det"
