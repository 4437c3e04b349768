"""What is done to the codebook in a session: one call of a service each, told in words.

Knows no screen. What a service refuses goes up unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.errors import Refused
from workbench.i18n import _
from workbench.services.codebook import refuse_name
from workbench.tui.session import Deed

if TYPE_CHECKING:
    from workbench.domain.ids import CodeId
    from workbench.tui.session import Session


def make(session: Session, name: str, parent: CodeId | None) -> tuple[Deed, CodeId]:
    """Make a code under another, or a theme; return it too."""
    session.must_be_writable()
    outcome = session.desk.codebook.add(name, parent)
    session.kept(outcome)
    told = _("Made the theme {code}") if parent is None else _("Made the code {code}")
    return Deed(outcome.done, told.format(code=session.book.path(outcome.value))), outcome.value


def rename(session: Session, code: CodeId, name: str) -> Deed:
    """Give a code another name."""
    session.must_be_writable()
    old = session.book.by_id[code].name
    outcome = session.desk.codebook.rename(code, name)
    session.kept(outcome)
    return Deed(outcome.done, _("Renamed {old} to {code}").format(old=old, code=name))


def give_letter(session: Session, code: CodeId, letter: str) -> Deed:
    """Give a code another letter, or none where it is ""."""
    session.must_be_writable()
    outcome = session.desk.codebook.give_letter(code, letter)
    session.kept(outcome)
    told = _("{letter} now puts on {code}") if letter else _("{code} has no letter now")
    return Deed(outcome.done, told.format(letter=letter, code=session.book.by_id[code].name))


def why_not(session: Session, name: str, parent: CodeId | None, renaming: CodeId | None = None) -> str:
    """Tell why a code cannot have a name; empty where it can."""
    try:
        refuse_name(session.book, name, parent, renaming)
    except Refused as problem:
        return str(problem)
    return ""
