"""All that is said of one code: what it means, when it is used, and how the codes of its theme relate.

Shows what the codebook says; where it stands on the screen is decided there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.codebook import PATH_SEPARATOR, theme_digit
from workbench.i18n import _
from workbench.tui.codebook_tree import told_dimension, told_kind
from workbench.tui.safe import fitted
from workbench.tui.widgets.hand import wrapped
from workbench.tui.widgets.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.codebook import Code
    from workbench.tui.session import Session
    from workbench.tui.themes import Look

_LABEL = 11
"""Cells of the words before what is said of a code."""


def told_of_code(session: Session, look: Look, code: Code, width: int, *, airy: bool) -> list[Line]:
    """Return all that is said of a code.

    Args:
        session: the codebook.
        look: styles.
        code: the code.
        width: cells of a row.
        airy: whether there is room for empty rows between.
    """
    text, soft, strong = look.role("text"), look.role("soft"), look.role("strong")
    shape = look.mark(code)
    gap = [Line()] if airy else []
    lines = [Line(((" ", text), (shape + " ", look.stripe(code.id)), (fitted(code.name, width - 4), strong)))]
    lines += [Line(((" " + row, soft),)) for row in wrapped(_facts(session, code), width - 2)]
    for label, words in _parts(code):
        lines += gap
        rows = wrapped(words, width - _LABEL - 2)
        lines += [
            Line(((f" {label if first else '':<{_LABEL}}", soft), (row, text)))
            for first, row in zip([True] + [False] * len(rows), rows, strict=False)
        ]
    related = _related(session, look, code, width)
    return [*lines, *gap, *related] if related else lines


def _parts(code: Code) -> Iterator[tuple[str, str]]:
    if not any((code.definition, code.when, code.when_not, code.example)):
        yield _("means"), _("– not written down yet –")
    for label, words in (
        (_("means"), code.definition),
        (_("use when"), code.when),
        (_("not when"), code.when_not),
        (_("example"), f"«{code.example}»" if code.example else ""),
    ):
        if words:
            yield label, words


def _facts(session: Session, code: Code) -> str:
    book = session.book
    theme = book.theme(code.id)
    above = PATH_SEPARATOR.join(found.name for found in book.above(code.id))
    digits = [theme_digit(book, theme), code.slot if code.parent is not None else 0]
    if not book.children(theme.id):
        digits.pop()
    facts = [above]
    if None not in digits:
        keys = " ".join(str(digit) for digit in (0, *digits))
        facts.append(_("keys {keys}").format(keys=keys))
    if code.letter:
        facts.append(_("letter {letter}").format(letter=code.letter))
    if code.since > 1:
        facts.append(_("new or redefined in version {version}").format(version=code.since))
    return "  ·  ".join(filter(None, facts))


def _related(session: Session, look: Look, code: Code, width: int) -> list[Line]:
    """Return how the codes of the theme relate: what sort of dimension it is, and it in one line."""
    theme = session.book.theme(code.id)
    if not session.book.children(theme.id):
        return []
    dimension, soft = theme.dimension, look.role("soft")
    told = told_dimension(dimension)
    lead = _("related").ljust(_LABEL)
    lines = [Line(((f" {lead}", soft), (fitted(told_kind(dimension), width - _LABEL - 2), soft)))]
    return lines + [
        Line(((" " * (_LABEL + 1), soft), (row, look.role("text")))) for row in wrapped(told, width - _LABEL - 2)
    ]
