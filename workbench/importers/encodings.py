"""Finding out how the bytes of a text file stand for letters.

A ladder, surest step first: a byte order mark, UTF-8 without a single fault, UTF-16 without a mark, and
last a choice between the three old Norwegian ones by which gives most æ, ø and å. Decoding is strict: no
letter is ever replaced. Byte order marks stay in the text; normalising drops and counts them.
"""

from __future__ import annotations

import codecs
import re

from workbench.domain.errors import ImportFailed
from workbench.i18n import N_

OLD_ENCODINGS = ("cp1252", "mac_roman", "cp865")
"""In the order in which they win a tie."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_OTHER_FORMATS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, Word, Excel"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"RIFF", "WAV"),
    (b"\x7fELF", "ELF"),
)
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
_MOST_CONTROLS = 0.01
"""Share of the bytes; a text has a stray one at most."""
_FEW_CONTROLS = 3
_UTF16_SAMPLE = 4096
_UTF16_LEAST = 8
"""Bytes; in fewer a zero byte may mean anything."""
_SCORED = 200_000
"""Bytes looked at when the old encodings are compared."""
_BROKEN_UTF8 = re.compile(rb"\xc3[\x85\x86\x98\xa5\xa6\xb8]|\xe2\x80[\x93-\x9d\xa6]|\xed[\xa0-\xbf][\x80-\xbf]")
_USUAL = re.compile("[æøå]|(?<![a-zæøå])[ÆØÅ]|[«»–“”„’…é]")
_ODD = re.compile(
    "(?<=[a-zæøå])[À-ÞŒŠŸŽ](?![A-ZÆØÅ])"  # a capital inside a word
    "|[^\\w\\s!-~«»–—“”„‘’…§°€½´·•£©®±²³µ¼¾×÷]"  # drawing characters, mathematics
    "|[\x80-\x9f]|(?<=\\w)[¿¾¼](?=\\w)"
)


def decode(data: bytes, file: str) -> tuple[str, str, bool]:
    """Return the text of `data`, the encoding, and whether the encoding was guessed.

    Args:
        data: a whole file.
        file: its name in error messages.

    Raises:
        ImportFailed: it is no text, or its encoding cannot be told.
    """
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec, file), name, False
    _refuse_other_formats(data, file)
    wide = _utf16_without_mark(data)
    if wide:
        return _strictly(data, wide, file), wide, True
    _refuse_binary(data, file)
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise _no_text(file) from error
        if _BROKEN_UTF8.search(data):
            raise _broken(file, "UTF-8", error.start) from error
    name = _likeliest(data)
    return _decode_old(data, name), name, True


def _strictly(data: bytes, codec: str, file: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _broken(file, codec.upper(), error.start) from error


def _broken(file: str, encoding: str, position: int) -> ImportFailed:
    return ImportFailed(
        file,
        N_("{file} begins as {encoding} but is damaged at byte {position}; open it in an editor and save it as UTF-8."),
        encoding=encoding,
        position=position + 1,
    )


def _no_text(file: str) -> ImportFailed:
    return ImportFailed(file, N_("{file} is not a text file; save the transcript as .txt or .docx and give that."))


def _refuse_other_formats(data: bytes, file: str) -> None:
    for magic, name in _OTHER_FORMATS:
        if data.startswith(magic) and (not magic.isalnum() or b"\x00" in data[:4096]):
            raise ImportFailed(
                file,
                N_("{file} is not a text file but one of another kind ({format}); save it as .txt or .docx."),
                format=name,
            )


def _refuse_binary(data: bytes, file: str) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _FEW_CONTROLS and controls > len(data) * _MOST_CONTROLS:
        raise _no_text(file)


def _utf16_without_mark(data: bytes) -> str:
    """Tell UTF-16 by its zero bytes: nearly every second one in a text with Latin letters."""
    sample = data[:_UTF16_SAMPLE]
    if len(data) % 2 or len(data) < _UTF16_LEAST or b"\x00" not in sample:
        return ""
    even, odd = sample[::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) == 0:
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) == 0:
        return "utf-16-be"
    return ""


def _likeliest(data: bytes) -> str:
    """Choose the old encoding that gives the most Norwegian letters and the fewest odd characters."""
    first = next(re.finditer(rb"[\x80-\xff]", data)).start()
    sample = data[max(first - 100, 0) : first + _SCORED]
    scores = {name: _score(_decode_old(sample, name)) for name in OLD_ENCODINGS}
    return max(OLD_ENCODINGS, key=lambda name: scores[name])


def _score(text: str) -> int:
    return 2 * len(_USUAL.findall(text)) - 3 * len(_ODD.findall(text))


def _decode_old(data: bytes, name: str) -> str:
    """Decode one byte for one character; the five that cp1252 leaves open become controls, as browsers do it."""
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return data.decode(name, "surrogateescape").translate({0xDC00 + byte: byte for byte in range(0x80, 0x100)})
