"""Asks back where a name is not known: "Did you mean …?".

The search for near names is loaded only when there is something to ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.errors import UnknownName, WorkbenchError
from workbench.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.domain.codebook import Codebook
    from workbench.domain.tables import RowProblem


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return ` Did you mean “…”?`, with a space before it, or nothing where no name is near.

    Args:
        name: what was written.
        names: what there is.
    """
    from workbench.language.similar import nearest

    near = nearest(name, tuple(names))
    if not near:
        return ""
    return " " + _("Did you mean {names}?").format(names=", ".join(_("“{name}”").format(name=one) for one in near))


def sentence_of(error: WorkbenchError) -> str:
    """Return an error's sentence, with what may have been meant where a name is not known."""
    if not isinstance(error, UnknownName):
        return str(error)
    from workbench.services.codebook import NO_SUCH_CODE

    near = did_you_mean(error.asked, error.known)
    if not near and error.template == NO_SUCH_CODE:
        near = " " + _("See them with: workbench codebook export")
    return str(error) + near


def codes_meant(problems: Iterable[RowProblem], codebook: Codebook) -> Iterator[str]:
    """Yield a line for each unknown code of a table that is near one of the codebook.

    Args:
        problems: the lines that were kept out.
        codebook: what there is.
    """
    from workbench.services.codebook import NO_SUCH_CODE

    known = [code.name for _depth, code in codebook.walk()]
    asked = dict.fromkeys(str(problem.values["code"]) for problem in problems if problem.template == NO_SUCH_CODE)
    for name in asked:
        near = did_you_mean(name, known)
        if near:
            yield _("“{name}”").format(name=name) + ":" + near
