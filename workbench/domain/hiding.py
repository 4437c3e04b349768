"""What is hidden, and why, in words: the same wherever a number of hidden codings is told.

A coding that is hidden for several reasons is counted under the last of them, so that the numbers add up.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from workbench.domain.norwegian import number
from workbench.i18n import N_, _, language, n_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.domain.ids import RoundId
    from workbench.domain.view import View


class Reason(StrEnum):
    """Why a view does not count a coding; the last that applies, in this order."""

    CODERS = "coders"
    ROUNDS = "rounds"
    BLIND = "blind"
    KINDS = "kinds"
    SOURCES = "sources"
    CASES = "cases"
    INFORMANTS = "informants"
    ATTRIBUTES = "attributes"
    CODES = "codes"
    STANCE = "stance"
    STARRED = "starred"
    INTERVIEWER = "interviewer"
    LEFT_OUT = "left out"


Hidden = tuple[tuple[Reason, int], ...]
"""How many codings are hidden for each reason."""

_WORDS = {
    Reason.CODERS: N_("{count} by other coders"),
    Reason.ROUNDS: N_("{count} from other readings"),
    Reason.BLIND: N_("{count} from a blind reading"),
    Reason.KINDS: N_("{count} in sources of other kinds"),
    Reason.SOURCES: N_("{count} in other sources"),
    Reason.CASES: N_("{count} from other cases"),
    Reason.INFORMANTS: N_("{count} on other informants' words"),
    Reason.ATTRIBUTES: N_("{count} where attributes have other values"),
    Reason.CODES: N_("{count} of other codes"),
    Reason.STANCE: N_("{count} that speak the other way"),
    Reason.STARRED: N_("{count} without a star"),
    Reason.INTERVIEWER: N_("{count} only on the interviewer's words"),
    Reason.LEFT_OUT: N_("{count} on what is left out of the analysis"),
}


def wider_views(view: View, rounds: frozenset[RoundId]) -> Iterator[tuple[Reason, View]]:
    """Yield a view without one of its limits, then without another too, and so on to the last.

    Args:
        view: the choice.
        rounds: all there are, blind ones too.
    """
    for reason, wider in _WIDER.items():
        if reason in {Reason.ROUNDS, Reason.BLIND}:
            if (view.rounds is None) is (reason is Reason.BLIND):
                view = replace(view, rounds=rounds)
                yield reason, view
        elif any(getattr(view, name) != value for name, value in wider.items()):
            view = replace(view, **wider)
            yield reason, view


_WIDER: Mapping[Reason, Mapping[str, Any]] = {
    Reason.CODERS: {"coders": None},
    Reason.ROUNDS: {},
    Reason.BLIND: {},
    Reason.KINDS: {"kinds": None},
    Reason.SOURCES: {"sources": None},
    Reason.CASES: {"cases": None},
    Reason.INFORMANTS: {"informants": None},
    Reason.ATTRIBUTES: {"attributes": ()},
    Reason.CODES: {"codes": None},
    Reason.STANCE: {"stance": None},
    Reason.STARRED: {"starred": False},
    Reason.INTERVIEWER: {"interviewer": True},
}
"""What of a view is changed so that a reason no longer holds."""


def hidden_told(count: int, because: Hidden = ()) -> str:
    """Return a sentence that says how many codings a view hides, and why where that is known.

    Args:
        count: of all of them.
        because: the same by reason.
    """
    say = language()
    if not count:
        return _("The view hides no codings.")
    if not because:
        return n_("The view hides {count} coding.", "The view hides {count} codings.", count).format(
            count=number(count, say)
        )
    reasons = ", ".join(_(_WORDS[reason]).format(count=number(found, say)) for reason, found in because)
    told = n_("The view hides {count} coding: {reasons}.", "The view hides {count} codings: {reasons}.", count)
    return told.format(count=number(count, say), reasons=reasons)


def uncounted_told(by_reason: Sequence[tuple[Reason, int]]) -> str:
    """Return a sentence on codings that are shown here and that no comparison counts; empty where there are none."""
    say = language()
    reasons = ", ".join(_(_WORDS[reason]).format(count=number(found, say)) for reason, found in by_reason if found)
    return _("Shown here, but not counted in the comparison: {reasons}.").format(reasons=reasons) if reasons else ""
