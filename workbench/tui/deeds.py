"""What the picker, the memo and the other panes do in a session: one call of a service each, told in words.

Knows no screen. What a service refuses goes up unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.memos import MemoKind
from workbench.domain.passages import Stance
from workbench.i18n import _, n_
from workbench.tui.safe import fitted
from workbench.tui.session import Deed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.ids import CodeId, StepId
    from workbench.domain.spans import Span
    from workbench.tui.session import Here, Session

_QUOTES = "«»“”„\"'’‚‘.,;:!?…-–— "
"""What is no part of a name at the ends of words that become one."""


def code_several(session: Session, span: Span, codes: Sequence[CodeId]) -> Deed:
    """Put one or several codes on words, as one step."""
    if len(codes) == 1:
        return session.code(span, codes[0])
    source = session.open_to_write()
    outcome = session.desk.codings.code_all(source, span, codes)
    session.last = codes[-1]
    session.kept(outcome)
    session.just_coded(span, *codes)
    told = n_("Put {count} code on", "Put {count} codes on", outcome.value).format(count=outcome.value)
    return Deed(outcome.done, told)


def code_with_new(session: Session, span: Span, name: str) -> Deed:
    """Make a code under the theme of the hand, and put it on words."""
    source = session.open_to_write()
    outcome = session.desk.codings.code_with_new(source, span, name, session.theme)
    session.last = outcome.value
    session.kept(outcome)
    session.just_coded(span, outcome.value)
    return Deed(outcome.done, _("Made the code {code}, and put it on").format(code=session.book.path(outcome.value)))


def code_with_its_words(session: Session, span: Span) -> Deed:
    """Make a code of the words themselves, and put it on them."""
    words = span.of(session.text.text) if session.text is not None else ""
    return code_with_new(session, span, " ".join(words.split()).strip(_QUOTES))


def recode(session: Session, here: Here, code: CodeId) -> Deed:
    """Give a coding another code; its memo stays."""
    source = session.open_to_write()
    outcome = session.desk.codings.recode(source, here.coding.id, code)
    session.last = code
    session.kept(outcome)
    session.just_coded(here.passage.span, code)
    names = session.book.by_id
    told = _("Recoded from {old} to {code}").format(old=names[here.coding.code].name, code=names[code].name)
    return Deed(outcome.done, told + (" −" if here.coding.stance is Stance.AGAINST else ""))


def quotation(session: Session, span: Span) -> str:
    """Return words as they are quoted in Norwegian, referred to in the project's form; empty where no text is open."""
    return session.desk.reports.quotation(session.text.source.id, span) if session.text is not None else ""


def told_words(words: str) -> str:
    """Return words as they are repeated in a sentence."""
    return fitted(" ".join(words.split()), 40)


def write_memo(
    session: Session, span: Span, body: str, kind: MemoKind = MemoKind.NOTE, continues: StepId | None = None
) -> Deed:
    """Let this coder's memo on words say `body`; an empty one is taken away.

    Args:
        session: the sitting.
        span: the words.
        body: the whole memo.
        kind: what it is.
        continues: the step in which it was saved before, while it was being written.
    """
    source = session.open_to_write()
    outcome = session.desk.memos.write(source, span, body, kind, continues=continues)
    session.kept(outcome)
    return Deed(outcome.done, _("Memo saved") if body.strip() else _("No memo here now"))


def about(session: Session, span: Span, name: str) -> Deed:
    """Say what words are about, or that they are not about it after all."""
    source = session.open_to_write()
    if name in session.noted(span).about and session.text is not None:
        outcome = session.desk.items.detach_at(source, session.text.source.revision, span, name)
        told = _("Not about {item} after all")
    else:
        outcome = session.desk.items.attach(source, span, name)
        told = _("About {item}")
    session.kept(outcome)
    return Deed(outcome.done, told.format(item=name))
