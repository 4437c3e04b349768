"""A made-up second schema: a new table, a new column, and a parent table that is rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_summary_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary")),
    )
    # Rebuilding a table that others point to is what empties those others where foreign keys are on.
    for table in ("source", "passage", "code"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("note", sa.Text(), nullable=False, server_default="made up"))
    op.execute("UPDATE code SET note = name")
