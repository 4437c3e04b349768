"""How commands tell what became of a table that was brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.cli.exit_codes import FINDINGS
from workbench.cli.telling import say, say_columns_kept_out, say_problems
from workbench.i18n import _

if TYPE_CHECKING:
    from workbench.domain.tables import Table
    from workbench.services.bringing_in import TableIn


def say_table(file: str, table: Table[Any], found: TableIn) -> int:
    """Say what empty cells cleared, which columns were not read and which lines were kept out; return an exit code."""
    if found.cleared:
        columns = ", ".join(f"{column} ({count})" for column, count in found.cleared.items())
        say(_("Cleared, since the cells are empty: {columns}.").format(columns=columns))
    say_columns_kept_out(table.extra_columns)
    return FINDINGS if say_problems(file, found.problems) else 0
