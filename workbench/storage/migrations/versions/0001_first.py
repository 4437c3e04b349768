"""The first schema."""

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
    op.create_table(
        "attribute",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute")),
        sa.UniqueConstraint("guid", name=op.f("uq_attribute_guid")),
        sa.UniqueConstraint("subject", "name", name=op.f("uq_attribute_subject_name")),
    )
    op.create_table(
        "case",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("guid", name=op.f("uq_case_guid")),
        sa.UniqueConstraint("label", name=op.f("uq_case_label")),
    )
    op.create_table(
        "code",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("when_to_use", sa.Text(), nullable=False),
        sa.Column("when_not", sa.Text(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["code.id"], name=op.f("fk_code_parent_id_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint("guid", name=op.f("uq_code_guid")),
    )
    op.create_index("ix_code_parent_id", "code", ["parent_id"], unique=False)
    op.create_table(
        "codebook_version",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_codebook_version")),
    )
    op.create_table(
        "coder",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
        sa.UniqueConstraint("guid", name=op.f("uq_coder_guid")),
        sa.UniqueConstraint("name", name=op.f("uq_coder_name")),
    )
    op.create_table(
        "export",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    op.create_table(
        "horizon",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("step_id", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_horizon")),
    )
    op.create_table(
        "label_use",
        sa.Column("source_label", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source_label", "turn", name=op.f("pk_label_use")),
    )
    op.create_table(
        "part",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("coding_id", ID, nullable=False),
        sa.Column("passage_id", ID, nullable=False),
        sa.Column("code_id", ID, nullable=False),
        sa.Column("coder_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("turn_id", ID, nullable=False),
        sa.Column("informant_id", ID, nullable=True),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("interviewer", sa.Boolean(), nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("first_word", sa.Integer(), nullable=False),
        sa.Column("last_word", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
    )
    op.create_index("ix_part_coding_id", "part", ["coding_id"], unique=False)
    op.create_index(
        "ix_part_tally",
        "part",
        [
            "case_id",
            "code_id",
            "informant_id",
            "passage_id",
            "stance",
            "source_id",
            "coder_id",
            "round_id",
            "interviewer",
            "unread",
            "coding_id",
        ],
        unique=False,
    )
    op.create_table(
        "round",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("guid", name=op.f("uq_round_guid")),
        sa.UniqueConstraint("name", name=op.f("uq_round_name")),
    )
    op.create_table(
        "setting",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
    )
    op.create_table(
        "step",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("coder_id", ID, nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("undoes", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("guid", name=op.f("uq_step_guid")),
    )
    op.create_index("ix_step_coder_id", "step", ["coder_id", "id"], unique=False)
    op.create_table(
        "text",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_text")),
    )
    op.create_table(
        "view",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view")),
        sa.UniqueConstraint("guid", name=op.f("uq_view_guid")),
        sa.UniqueConstraint("name", name=op.f("uq_view_name")),
    )
    op.create_table(
        "attribute_value",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("attribute_id", ID, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attribute_id"], ["attribute.id"], name=op.f("fk_attribute_value_attribute_id_attribute")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute_value")),
        sa.UniqueConstraint("attribute_id", "subject_id", name=op.f("uq_attribute_value_attribute_id_subject_id")),
    )
    op.create_table(
        "change",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("step_id", ID, nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("first_id", ID, nullable=False),
        sa.Column("last_id", ID, nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("informant_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_change_step_id_step")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index("ix_change_source_id", "change", ["source_id"], unique=False)
    op.create_index("ix_change_step_id", "change", ["step_id"], unique=False)
    op.create_index("ix_change_table_name_last_id", "change", ["table_name", "last_id"], unique=False)
    op.create_table(
        "informant",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("is_key", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=True),
        sa.Column("consent", sa.Text(), nullable=True),
        sa.Column("consent_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_informant_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_informant")),
        sa.UniqueConstraint("guid", name=op.f("uq_informant_guid")),
        sa.UniqueConstraint("label", name=op.f("uq_informant_label")),
    )
    op.create_index("ix_informant_case_id", "informant", ["case_id"], unique=False)
    op.create_table(
        "item",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_item_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("guid", name=op.f("uq_item_guid")),
        sa.UniqueConstraint("name", "case_id", name=op.f("uq_item_name_case_id")),
    )
    op.create_table(
        "source",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("guide", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_source_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("guid", name=op.f("uq_source_guid")),
        sa.UniqueConstraint("label", name=op.f("uq_source_label")),
    )
    op.create_index("ix_source_case_id", "source", ["case_id"], unique=False)
    op.create_table(
        "finished",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("coder_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("code_id", ID, nullable=True),
        sa.Column("codebook_version", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_finished_code_id_code")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_finished_coder_id_coder")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_finished_round_id_round")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_finished_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finished")),
        sa.UniqueConstraint(
            "source_id", "coder_id", "round_id", "code_id", name=op.f("uq_finished_source_id_coder_id_round_id_code_id")
        ),
    )
    op.create_table(
        "memo",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("coder_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("source_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_memo_coder_id_coder")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_memo_round_id_round")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_memo_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
        sa.UniqueConstraint("guid", name=op.f("uq_memo_guid")),
    )
    op.create_index("ix_memo_source_id", "memo", ["source_id"], unique=False)
    op.create_index("ix_memo_subject_subject_id", "memo", ["subject", "subject_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("original_hash", sa.Text(), nullable=False),
        sa.Column("original_size", sa.BigInteger(), nullable=True),
        sa.Column("offset_map", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["revision.id"], name=op.f("fk_revision_parent_id_revision")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_revision_source_id_source")),
        sa.ForeignKeyConstraint(["text_hash"], ["text.hash"], name=op.f("fk_revision_text_hash_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("guid", name=op.f("uq_revision_guid")),
        sa.UniqueConstraint("source_id", "number", name=op.f("uq_revision_source_id_number")),
    )
    op.create_index("ix_revision_text_hash", "revision", ["text_hash"], unique=False)
    op.create_table(
        "speaker",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("informant_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["informant_id"], ["informant.id"], name=op.f("fk_speaker_informant_id_informant")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_speaker_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("source_id", "label", name=op.f("uq_speaker_source_id_label")),
    )
    op.create_index("ix_speaker_informant_id", "speaker", ["informant_id"], unique=False)
    op.create_table(
        "passage",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("starred", sa.Boolean(), nullable=False),
        sa.Column("changed_step", ID, nullable=False),
        sa.CheckConstraint('start < "end"', name=op.f("ck_passage_has_words")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_passage_revision_id_revision")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_passage_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("guid", name=op.f("uq_passage_guid")),
        sa.UniqueConstraint("label", name=op.f("uq_passage_label")),
        sa.UniqueConstraint("revision_id", "start", "end", name=op.f("uq_passage_revision_id_start_end")),
    )
    op.create_index("ix_passage_source_id", "passage", ["source_id"], unique=False)
    op.create_table(
        "turn",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("body_start", sa.Integer(), nullable=False),
        sa.Column("body_end", sa.Integer(), nullable=False),
        sa.Column("speaker_id", ID, nullable=True),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("began_ms", sa.BigInteger(), nullable=True),
        sa.Column("ended_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_turn_revision_id_revision")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_turn_speaker_id_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("guid", name=op.f("uq_turn_guid")),
        sa.UniqueConstraint("revision_id", "number", name=op.f("uq_turn_revision_id_number")),
    )
    op.create_index("ix_turn_speaker_id", "turn", ["speaker_id", "revision_id", "words"], unique=False)
    op.create_table(
        "coding",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("foreign_guid", sa.Text(), nullable=True),
        sa.Column("passage_id", ID, nullable=False),
        sa.Column("code_id", ID, nullable=False),
        sa.Column("coder_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("looked_at", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("changed_step", ID, nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_coding_code_id_code")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_coding_coder_id_coder")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_coding_passage_id_passage")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_coding_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("guid", name=op.f("uq_coding_guid")),
        sa.UniqueConstraint(
            "passage_id", "code_id", "coder_id", "round_id", name=op.f("uq_coding_passage_id_code_id_coder_id_round_id")
        ),
    )
    op.create_index("ix_coding_code_id", "coding", ["code_id", "coder_id", "round_id"], unique=False)
    op.create_table(
        "passage_item",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("passage_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_passage_item_item_id_item")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_passage_item_passage_id_passage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_item")),
        sa.UniqueConstraint("passage_id", "item_id", name=op.f("uq_passage_item_passage_id_item_id")),
    )
    op.create_index("ix_passage_item_item_id", "passage_item", ["item_id"], unique=False)
    op.create_index(
        "uq_finished_whole",
        "finished",
        ["source_id", "coder_id", "round_id", sa.literal_column("coalesce(code_id, 0)")],
        unique=True,
    )
