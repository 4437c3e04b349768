"""Words that stand before a colon and an address, a number or a time, so that nobody is taken to speak under them."""

from __future__ import annotations

_BEFORE_AN_ADDRESS = """
mailto http https ftp ftps sms tel tlf telefon telephone phone mobil mob mobile fax faks telefaks e-post epost e-mail
email mail web www nett nettside nettsted url doi isbn issn kl klokka klokken adr adresse postadresse
"""
_ADDRESS_WORDS = frozenset(_BEFORE_AN_ADDRESS.split())


def is_address_word(label: str) -> bool:
    """Tell whether what stands before a colon begins an address, a number or a time: "mailto", "https", "Tlf", "kl".

    Nobody speaks under such a word, however often it comes back.

    Args:
        label: as written, without the colon.
    """
    words = [word.strip("-.") for word in label.split()]
    # "KL" may be somebody's initials, "kl" is always o'clock.
    return any(word.casefold() in _ADDRESS_WORDS and word != "KL" for word in (*words[:1], *words[-1:]))
