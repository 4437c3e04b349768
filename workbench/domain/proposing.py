"""What the program proposes when a text comes in: a name for the project, a reference for who speaks.

Proposals are made to be looked at: a person confirms or changes each of them. A real name is never
proposed for anything; whether something may be one is told so that it can be asked about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.domain.given_names import GIVEN_NAMES
from workbench.domain.transcript import names_nobody

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LONGEST_PROJECT = 80
"""Characters of a project's name, at most."""

_FIRST = "INF1"
"""The reference that is proposed where nothing is known."""
_REFERENCE = re.compile(r"(?P<series>[^\W\d_]{1,6}[ -]?)(?P<number>[0-9]{1,4})")
_WORD = re.compile(r"[^\W\d_]+")
_WRITTEN_LIKE_A_NAME = re.compile(r"[^\W\d_][^\W\d_A-ZÆØÅ]+")
_NOT_IN_A_FILE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_SAY_NOTHING = """
desktop documents downloads dokumenter nedlastinger skrivebord skrivebordet home hjem tmp temp mine filer files
intervju intervjuer interview interviews transkripsjon transkripsjoner transcript transcripts tekst text untitled
dokument document lydfil opptak informant
"""
_OF_NO_STUDY = frozenset(_SAY_NOTHING.split())
"""Folders and files are called so whatever is in them."""


def may_be_a_name(written: str) -> bool:
    """Tell whether what is written may be a person's real name: "Kari", "Ola N", "Bjarnhild", never "BK3" or "BK".

    Args:
        written: a speaker label, or a reference for an informant.
    """
    words = _WORD.findall(written)
    if any(word.casefold() in GIVEN_NAMES for word in words):
        return True
    if not words or names_nobody(written) or any(character.isdigit() for character in written):
        return False
    return all(word[0].isupper() for word in words) and any(map(_WRITTEN_LIKE_A_NAME.fullmatch, words))


def names_a_person(written: str) -> bool:
    """Tell whether the name of a project, a folder or a file seems to name a person: "kari", "Torgrim Dahl".

    One capitalised word is a study's name more often than a person's, so it must be a known first name.
    """
    words = _WORD.findall(written)
    if any(word.casefold() in GIVEN_NAMES for word in words):
        return True
    return len(words) in {2, 3} and len(words) == len(written.split()) and all(word.istitle() for word in words)


def project_name(folder: str, file: str) -> str:
    """Propose what to call a project; nothing where neither folder nor file says anything fit.

    Args:
        folder: the folder's name; empty where it is nobody's business, as that of a home folder.
        file: the text's name, without its ending.
    """
    for name in (folder, re.sub(r"[\W\d_]+$", "", file)):
        words = {word.casefold() for word in _WORD.findall(name)}
        short = max(map(len, words), default=0) < 3
        if not short and not words <= _OF_NO_STUDY and not names_a_person(name):
            return name.strip()[:LONGEST_PROJECT]
    return ""


def file_stem(name: str) -> str:
    """Return the name of the project's file, without its ending; what no file name may hold becomes `-`."""
    return _NOT_IN_A_FILE.sub("-", name).strip(" .-")


def is_reference(label: str) -> bool:
    """Tell whether a label is itself a reference: "BK3", neither "Speaker 2" nor "Kari 1"."""
    return _REFERENCE.fullmatch(label) is not None and not names_nobody(label) and not may_be_a_name(label)


def reference_for(label: str, file: str, known: Sequence[str], taken: Collection[str]) -> str:
    """Propose a reference for an informant.

    Args:
        label: the speaker label, as written; a real name never becomes a reference.
        file: the text's name, without its ending; empty where several informants speak.
        known: references of the project, in order.
        taken: references that mean somebody else.
    """
    if is_reference(label) and label not in taken:
        return label
    if is_reference(file) and file.upper() not in taken:
        return file.upper()
    return next_reference(known, taken)


def next_reference(known: Sequence[str], taken: Collection[str]) -> str:
    """Propose the next reference of the series that was used last: after BK1 and BK2, BK3.

    Args:
        known: references of the project, in order.
        taken: references that may not be proposed.
    """
    numbered = [found for reference in (*known, *taken) if (found := _REFERENCE.fullmatch(reference))]
    of_project = [found for reference in known if (found := _REFERENCE.fullmatch(reference))]
    if not numbered:
        return _FIRST
    last = (of_project or numbered)[-1]
    series, digits = last["series"], len(last["number"])
    numbers = [int(found["number"]) for found in numbered if found["series"] == series]
    return f"{series}{max(numbers) + 1:0{digits if last['number'].startswith('0') else 1}}"
