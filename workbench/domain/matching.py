"""Finding names by a few letters: which of many names a person means, the likeliest first.

Compares letters and nothing else; it knows neither codes nor screens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.naming import same

if TYPE_CHECKING:
    from collections.abc import Sequence


def ranked(written: str, names: Sequence[str], paths: Sequence[str] = ()) -> list[int]:
    """Return the places of the names that `written` may mean, the likeliest first, else in their own order.

    Args:
        written: letters that were typed; capitals and small letters are alike.
        names: what is looked through.
        paths: what is looked through where a name does not have the letters; as many as names, or none.
    """
    wanted = same(written.strip())
    if not wanted:
        return list(range(len(names)))
    places = paths or names
    found = [(_fit(wanted, same(names[n]), same(places[n])), n) for n in range(len(names))]
    return [n for fit, n in sorted((fit, n) for fit, n in found if fit is not None)]


def _fit(wanted: str, name: str, path: str) -> int | None:
    """Return how well a name fits, 0 the best; None where it does not."""
    fits = (
        name == wanted,
        name.startswith(wanted),
        f" {wanted}" in name.replace("-", " "),
        wanted in name,
        wanted in path,
        _in_order(wanted, name),
        _in_order(wanted, path),
    )
    return fits.index(True) if True in fits else None


def _in_order(wanted: str, name: str) -> bool:
    """Tell whether the letters stand in the name in this order, with others between them."""
    rest = iter(name)
    return all(letter.isspace() or letter in rest for letter in wanted)
