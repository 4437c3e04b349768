"""Writes the first migration from the tables: run by hand as long as no schema was given out, never after.

python tests/storage/generate_first_migration.py
"""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import CreateIndexOp
from sqlalchemy import Column, Index, create_engine

from workbench.storage import tables
from workbench.storage.upgrading import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = '''"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table and index."""
'''


def main() -> None:
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": tables.metadata})
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "autogenerate skipping metadata-specified expression-based index")
            operations = produce_migrations(context, tables.metadata).upgrade_ops
        assert operations is not None
        operations.ops.extend(map(CreateIndexOp.from_index, _over_expressions()))
        code = render_python_code(operations)
    code = "\n".join(line for line in code.split("\n") if "###" not in line)
    code = code.replace("sa.BigInteger().with_variant(sa.Integer(), 'sqlite')", "ID")
    target = SCRIPTS / "versions" / "0001_first.py"
    target.write_text(_HEAD + "    " + code.strip() + "\n", encoding="utf-8")
    subprocess.run([str(Path(sys.executable).with_name("ruff")), "format", str(target)], check=True)


def _over_expressions() -> Iterator[Index]:
    """Yield the indexes that Alembic leaves out, since SQLite does not tell it of expressions."""
    for table in tables.metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if not all(isinstance(expression, Column) for expression in index.expressions):
                yield index


if __name__ == "__main__":
    main()
