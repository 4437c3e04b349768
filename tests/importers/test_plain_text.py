"""The ladder of encodings, and what is no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import ImportFailed
from workbench.importers import plain_text
from workbench.importers.encodings import OLD_ENCODINGS, decode

SENTENCE = "Vi må gå på øya for å se hva kommunen har gjort."
PARAGRAPH = (
    "I: Hva legger du i samskaping?\nBK3: Jeg tenker at det handler om å løse oppgaver sammen, altså ikke bare å "
    "høre på folk. Vi åpnet et hus i fjor, og da kom både unge og eldre. Ærlig talt så trodde jeg ikke det gikk.\n"
    "I: Øker det?\nBK3: Ja, det gjør det, for naboene kommer igjen og tar med seg flere hver gang. Året etter fikk "
    "vi også frivillige fra idrettslaget, og så ble det et råd."
)
TEXTS = {"sentence": SENTENCE, "400 characters": PARAGRAPH, "long": (PARAGRAPH + "\n") * 150}
ENCODINGS = ("cp1252", "mac_roman", "cp865", "utf-8", "utf-8-sig", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("length", TEXTS)
def test_the_ladder_finds_the_encoding(length: str, encoding: str) -> None:
    read = plain_text.read(TEXTS[length].encode(encoding), "a.txt")
    assert read.text.removeprefix("\ufeff") == TEXTS[length]
    assert read.encoding == encoding
    assert bool(read.warnings) == (encoding in OLD_ENCODINGS)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_quotation_marks_and_dashes_do_not_lead_astray(encoding: str) -> None:
    text = "«Ja – det må vi», sa hun … “kanskje”, mente han’n."
    assert decode(text.encode(encoding), "a.txt") == (text, encoding, True)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("length", TEXTS)
def test_utf16_is_known_without_a_mark(length: str, encoding: str) -> None:
    read = plain_text.read(TEXTS[length].encode(encoding), "a.txt")
    assert (read.text, read.encoding) == (TEXTS[length], encoding)
    assert read.warnings


@pytest.mark.parametrize("mark", [codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE])
def test_utf32_is_known_by_its_mark(mark: bytes) -> None:
    codec = "utf-32-le" if mark == codecs.BOM_UTF32_LE else "utf-32-be"
    assert decode(mark + SENTENCE.encode(codec), "a.txt") == ("\ufeff" + SENTENCE, "utf-32", False)


def test_the_mark_stays_so_that_normalising_counts_it() -> None:
    assert plain_text.read(codecs.BOM_UTF8 + b"Hei", "a.txt").text == "\ufeffHei"


@pytest.mark.parametrize(
    "text",
    [
        "“Don’t,” she said – and left.",
        "Straße und Häuser",
        "Il était une fois l’été",
        "Ærlig talt",
        "ØKONOMI OG ÅPENHET",
    ],
)
def test_other_short_texts_of_windows_are_not_taken_for_something_older(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.txt") == (text, "cp1252", True)


def test_the_guess_is_told_with_its_name() -> None:
    (notice,) = plain_text.read(SENTENCE.encode("mac_roman"), "a.txt").warnings
    assert str(notice) == "The encoding was taken to be mac_roman; look whether æ, ø and å are right."


def test_bytes_that_windows_leaves_open_become_controls_and_no_letter_is_lost() -> None:
    text, encoding, _ = decode("Vi må gå på øya".encode("cp1252") + b"\x81.", "a.txt")
    assert (text, encoding) == ("Vi må gå på øya\x81.", "cp1252")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes(range(256)) * 20, "is not a text file"),
        (b"abc\x00\x01\x02\x03def", "is not a text file"),
        (b"Vi m\xe5 \x00 g\xe5", "is not a text file"),
        (b"%PDF-1.7\n...", "(PDF)"),
        (b"PK\x03\x04\x14\x00\x00\x00", "(ZIP, Word, Excel)"),
        (b"{\\rtf1 hei}", "(RTF)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "(Word 97)"),
        (b"SQLite format 3\x00", "(SQLite)"),
        (b"ID3\x04\x00", "(MP3)"),
        ("Vi må gå".encode() + b"\xff", "damaged at byte 11"),
        (b"hei \xed\xa0\x80 du", "damaged at byte 5"),
        ("hei".encode("utf-16") + b"\x00", "damaged at byte"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "damaged at byte"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(ImportFailed) as failed:
        decode(data, "min fil.txt")
    assert str(failed.value).startswith("min fil.txt ")
    assert said in str(failed.value)


@pytest.mark.parametrize(
    "text", ["ID3 er et navn", "RIFF og jazz", "OggS", "%PDF er et format", "PK er et merke", "a\x00b er rart " * 2]
)
def test_a_text_that_begins_like_something_else_or_holds_a_stray_control_is_text(text: str) -> None:
    assert decode(text.encode(), "a.txt")[0] == text


def decoded(data: bytes) -> tuple[str, str, bool] | str:
    """Return what the ladder finds, or the sentence with which it refuses."""
    try:
        return decode(data, "a.txt")
    except ImportFailed as failed:
        return str(failed)


@given(st.text(min_size=1))
def test_utf8_comes_back_letter_for_letter_or_is_refused(text: str) -> None:
    found = decoded(text.encode())
    if isinstance(found, str):
        assert any(ord(character) < 0x20 or character == "\x7f" for character in text) or text[0] in "%P{"
    else:
        assert found[0] == text or text[1::2].count("\x00") > len(text) / 3


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_give_a_text_or_one_sentence(data: bytes) -> None:
    found = decoded(data)
    if isinstance(found, str):
        assert found.startswith("a.txt ")
    else:
        text, encoding, guessed = found
        assert text.encode("utf-8")
        assert guessed == (encoding in {*OLD_ENCODINGS, "utf-16-le", "utf-16-be"})
