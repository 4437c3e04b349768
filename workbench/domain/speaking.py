"""Who a transcript's labels stand for: what was said, what is known, and what stays unclear.

Nothing is guessed in silence: a label is settled by the user's own words, by the word for an interviewer,
or by being an informant's reference; every other one is unclear.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.transcript import LabelSeen, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Settled:
    """A label, and who it stands for; `role` is None where that is unclear."""

    seen: LabelSeen
    role: Role | None
    informant: str = ""


def settle(
    labels: Iterable[LabelSeen],
    told: Mapping[str, tuple[Role, str]],
    informants: Collection[str],
) -> tuple[Settled, ...]:
    """Say for each label who it stands for.

    Args:
        labels: as found in the text.
        told: what the user said, by label: the role, and the informant's reference.
        informants: the references that the project knows.
    """
    return tuple(_settled(seen, told, informants) for seen in labels)


def _settled(seen: LabelSeen, told: Mapping[str, tuple[Role, str]], informants: Collection[str]) -> Settled:
    if seen.label in told:
        role, informant = told[seen.label]
        return Settled(seen, role, informant)
    if seen.label in informants:
        return Settled(seen, Role.INFORMANT, seen.label)
    if seen.guess is Role.INTERVIEWER:
        return Settled(seen, Role.INTERVIEWER)
    return Settled(seen, None)
