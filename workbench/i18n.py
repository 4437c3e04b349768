"""The language of screens, files and errors: Norwegian bokmål or English.

Source strings are English. A string is marked where it is defined (`N_`) and translated where it is
shown (`_`), so that a change of language reaches everything. This module is the lowest layer: it must
not import anything of ours.
"""

from __future__ import annotations

import gettext as _gettext
import os
from pathlib import Path

LANGUAGES = ("nb", "en")
_LOCALE_FOLDER = Path(__file__).parent / "locale"

_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def N_(message: str) -> str:
    """Mark `message` for translation and return it unchanged."""
    return message


def _(message: str) -> str:
    """Return `message` in the language now chosen."""
    return _translations.gettext(message) if message else ""


def n_(singular: str, plural: str, count: int) -> str:
    """Return the form of a counted message that fits `count`, in the language now chosen."""
    return _translations.ngettext(singular, plural, count)


def language() -> str:
    """Return the code of the language now chosen: "nb" or "en"."""
    return _language


def language_of_environment(environment: dict[str, str] | None = None) -> str:
    """Choose "nb" where the locale is Norwegian and "en" elsewhere; WORKBENCH_LANGUAGE wins over the locale."""
    values = os.environ if environment is None else environment
    asked = values.get("WORKBENCH_LANGUAGE", "").lower()
    if asked in LANGUAGES:
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = values.get(name, "")
        if value:
            return "nb" if value[:2].lower() in {"nb", "nn", "no"} else "en"
    return "en"


def set_language(code: str) -> None:
    """Show everything from now on in `code`.

    Args:
        code: "nb" or "en"; anything else gives English.
    """
    use_translations(_gettext.translation("workbench", _LOCALE_FOLDER, [code], fallback=True), code)


def use_translations(translations: _gettext.NullTranslations, code: str) -> None:
    """Show everything from now on through `translations` (a test hands in a made-up language)."""
    global _translations, _language
    _translations = translations
    _language = code if code in LANGUAGES else "en"
