"""What a view limits, in words: the same on the first page and where views are listed.

The names and values in a manifest are the same in every language; here they are told to a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TITLES = {
    "coders": N_("coders"),
    "rounds": N_("readings"),
    "kinds": N_("kinds"),
    "cases": N_("cases"),
    "informants": N_("informants"),
    "sources": N_("sources"),
    "attributes": N_("attributes"),
    "codes": N_("codes"),
    "stance": N_("stance"),
}
_FLAGS = {"starred": N_("starred only"), "interviewer": N_("interviewer's words too")}
_VALUES = {
    "kinds": {
        "interview": N_("interview"),
        "group": N_("group interview"),
        "document": N_("document"),
        "observation": N_("observation"),
        "survey": N_("survey"),
    },
    "stance": {"for": N_("for"), "against": N_("against")},
}


def view_told(described: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield each limit of a view as a person reads it, in the language now chosen.

    Args:
        described: what is limited, to which names, as in a manifest; an attribute stands under its own name.
    """
    for name, values in described.items():
        if name in _FLAGS:
            yield _(_FLAGS[name])
            continue
        words = _VALUES.get(name, {})
        told = ", ".join(_(words[value]) if value in words else value for value in values)
        title = _(_TITLES[name]) if name in _TITLES else name
        yield f"{title}: {told}" if told else title
