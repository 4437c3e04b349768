"""The printed table: a row a measurement, its budget beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LENIENT, STRICT = 1.5, 1.0
"""By how much a budget may be missed: throughput; and latency, durability, memory (DESIGN.md §5)."""


@dataclass(frozen=True)
class Row:
    """One measurement; `measured`, `budget` and `floor` are in the unit."""

    what: str
    size: str
    measured: float
    budget: float | None
    unit: str = "s"
    floor: float | None = None
    note: str = ""
    leeway: float = LENIENT
    judged: bool = True
    """False where the machine does not allow a judgement; the note says why."""

    @property
    def missed(self) -> bool:
        """Whether `--check` fails for it."""
        return self.judged and self.budget is not None and self.measured > self.budget * self.leeway

    @property
    def verdict(self) -> str:
        """Return a word on budget and measurement."""
        if self.budget is None:
            return ""
        if not self.judged:
            return "not judged"
        if self.missed:
            return "MISSED"
        return "ok" if self.measured <= self.budget else "within 1.5 ×"


def markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| work | size | budget | measured | floor | | note |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        cells = (
            row.what, row.size, _amount(row.budget, row.unit), _amount(row.measured, row.unit),
            _amount(row.floor, row.unit), row.verdict, row.note,
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = 0 if unit == "MB" else 1 if unit == "ms" or value >= 10 else 2
    return f"{value:.{digits}f} {unit}"
