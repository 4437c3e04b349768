"""The tables of a project file.

One metadata for SQLite now and PostgreSQL later: 64-bit ids that the program gives, UTC times as ISO text,
no tricks of one engine. Every table in `JOURNALLED` changes only through `StepWriter`; the others are
derived (`part`), outside what undo restores (`label_use`, `codebook_version`, `export`, `horizon`), or the journal
itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
)

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)

# On SQLite a 64-bit key must be spelt INTEGER to be the row's own number.
ID: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", ID, primary_key=True, autoincrement=False)


def _guids() -> tuple[Column[str], Column[str]]:
    return Column("guid", Text, nullable=False, unique=True), Column("foreign_guid", Text)


def _link(name: str, target: str, *, needed: bool = True) -> Column[int]:
    return Column(name, ID, ForeignKey(f"{target}.id"), nullable=not needed)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="")


setting = Table("setting", metadata, _id(), Column("key", Text, nullable=False, unique=True), _text("value"))

coder = Table("coder", metadata, _id(), *_guids(), Column("name", Text, nullable=False, unique=True))

round_ = Table(
    "round",
    metadata,
    _id(),
    *_guids(),
    Column("name", Text, nullable=False, unique=True),
    Column("blind", Boolean(create_constraint=False), nullable=False, default=False),
    Column("position", Integer, nullable=False),
)

case = Table(
    "case",
    metadata,
    _id(),
    *_guids(),
    Column("label", Text, nullable=False, unique=True),
    _text("name"),
    Column("position", Integer, nullable=False),
)

informant = Table(
    "informant",
    metadata,
    _id(),
    *_guids(),
    Column("label", Text, nullable=False, unique=True),
    _link("case_id", "case", needed=False),
    _text("role"),
    _text("department"),
    Column("is_key", Boolean(create_constraint=False), nullable=False, default=False),
    Column("left_out", Text),
    Column("consent", Text),
    Column("consent_at", Text),
    Column("withdrawn_at", Text),
    Column("position", Integer, nullable=False),
    Index("ix_informant_case_id", "case_id"),
)

attribute = Table(
    "attribute",
    metadata,
    _id(),
    Column("guid", Text, nullable=False, unique=True),
    Column("foreign_guid", Text),
    Column("subject", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    _text("choices"),
    Column("position", Integer, nullable=False),
    UniqueConstraint("subject", "name"),
)

attribute_value = Table(
    "attribute_value",
    metadata,
    _id(),
    _link("attribute_id", "attribute"),
    Column("subject_id", ID, nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("attribute_id", "subject_id"),
)

source = Table(
    "source",
    metadata,
    _id(),
    *_guids(),
    Column("label", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    _text("name"),
    _link("case_id", "case", needed=False),
    _text("date"),
    _text("guide"),
    Column("left_out", Text),
    Column("position", Integer, nullable=False),
    Index("ix_source_case_id", "case_id"),
)

text = Table("text", metadata, Column("hash", Text, primary_key=True), Column("body", Text, nullable=False))

revision = Table(
    "revision",
    metadata,
    _id(),
    *_guids(),
    _link("source_id", "source"),
    Column("number", Integer, nullable=False),
    _link("parent_id", "revision", needed=False),
    Column("reason", Text),
    Column("text_hash", Text, ForeignKey("text.hash"), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    _text("encoding"),
    _text("original_hash"),
    Column("original_size", BigInteger),
    _text("offset_map"),
    _text("report"),
    UniqueConstraint("source_id", "number"),
    Index("ix_revision_text_hash", "text_hash"),
)

speaker = Table(
    "speaker",
    metadata,
    _id(),
    _link("source_id", "source"),
    Column("label", Text, nullable=False),
    Column("role", Text, nullable=False),
    _link("informant_id", "informant", needed=False),
    UniqueConstraint("source_id", "label"),
    Index("ix_speaker_informant_id", "informant_id"),
)

turn = Table(
    "turn",
    metadata,
    _id(),
    *_guids(),
    _link("revision_id", "revision"),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("body_start", Integer, nullable=False),
    Column("body_end", Integer, nullable=False),
    _link("speaker_id", "speaker", needed=False),
    Column("words", Integer, nullable=False),
    Column("began_ms", BigInteger),
    Column("ended_ms", BigInteger),
    UniqueConstraint("revision_id", "number"),
    # With the words, so that what everyone says is added up from the index alone.
    Index("ix_turn_speaker_id", "speaker_id", "revision_id", "words"),
)

code = Table(
    "code",
    metadata,
    _id(),
    *_guids(),
    _link("parent_id", "code", needed=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    _text("colour"),
    _text("definition"),
    _text("when_to_use"),
    _text("when_not"),
    _text("example"),
    Column("since", Integer, nullable=False, default=1),
    _text("dimension"),
    Column("slot", Integer),
    _text("letter"),
    Column("retired", Boolean(create_constraint=False), nullable=False, default=False),
    Index("ix_code_parent_id", "parent_id"),
)

passage = Table(
    "passage",
    metadata,
    _id(),
    *_guids(),
    _link("source_id", "source"),
    _link("revision_id", "revision"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    _text("before"),
    _text("after"),
    Column("label", Text, unique=True),
    Column("starred", Boolean(create_constraint=False), nullable=False, default=False),
    Column("changed_step", ID, nullable=False),
    UniqueConstraint("revision_id", "start", "end"),
    CheckConstraint('start < "end"', name="has_words"),
    Index("ix_passage_source_id", "source_id"),
)

coding = Table(
    "coding",
    metadata,
    _id(),
    *_guids(),
    _link("passage_id", "passage"),
    _link("code_id", "code"),
    _link("coder_id", "coder"),
    _link("round_id", "round"),
    Column("stance", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("looked_at", Text),
    Column("at", Text, nullable=False),
    Column("changed_step", ID, nullable=False),
    UniqueConstraint("passage_id", "code_id", "coder_id", "round_id"),
    # With coder and round, so that the codings a view hides are counted from the index alone.
    Index("ix_coding_code_id", "code_id", "coder_id", "round_id"),
)

part = Table(
    "part",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=True),
    Column("coding_id", ID, nullable=False),
    Column("passage_id", ID, nullable=False),
    Column("code_id", ID, nullable=False),
    Column("coder_id", ID, nullable=False),
    Column("round_id", ID, nullable=False),
    Column("stance", Text, nullable=False),
    Column("source_id", ID, nullable=False),
    Column("turn_id", ID, nullable=False),
    Column("informant_id", ID),
    Column("case_id", ID),
    Column("interviewer", Boolean(create_constraint=False), nullable=False),
    # Made by a search, and nobody has looked at it: gives no mark and counts nowhere until somebody does.
    Column("unread", Boolean(create_constraint=False), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("first_word", Integer, nullable=False),
    Column("last_word", Integer, nullable=False),
    Index("ix_part_coding_id", "coding_id"),
    Index(
        "ix_part_tally",
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
    ),
)

memo = Table(
    "memo",
    metadata,
    _id(),
    *_guids(),
    Column("subject", Text, nullable=False),
    Column("subject_id", ID, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    _link("coder_id", "coder"),
    _link("round_id", "round"),
    Column("at", Text, nullable=False),
    _link("source_id", "source", needed=False),
    Index("ix_memo_subject_subject_id", "subject", "subject_id"),
    Index("ix_memo_source_id", "source_id"),
)

item = Table(
    "item",
    metadata,
    _id(),
    *_guids(),
    Column("name", Text, nullable=False),
    _link("case_id", "case", needed=False),
    UniqueConstraint("name", "case_id"),
)

passage_item = Table(
    "passage_item",
    metadata,
    _id(),
    _link("passage_id", "passage"),
    _link("item_id", "item"),
    UniqueConstraint("passage_id", "item_id"),
    Index("ix_passage_item_item_id", "item_id"),
)

finished = Table(
    "finished",
    metadata,
    _id(),
    _link("source_id", "source"),
    _link("coder_id", "coder"),
    _link("round_id", "round"),
    _link("code_id", "code", needed=False),
    Column("codebook_version", Integer, nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("source_id", "coder_id", "round_id", "code_id"),
)
# No code is the whole codebook, and that stamp is one too; the constraint takes every empty code for another.
# No row has the number 0. A condition on the index would say the same, but loads the other engine's dialect at start.
Index(
    "uq_finished_whole",
    finished.c.source_id,
    finished.c.coder_id,
    finished.c.round_id,
    func.coalesce(finished.c.code_id, 0),
    unique=True,
)

view = Table(
    "view",
    metadata,
    _id(),
    *_guids(),
    Column("name", Text, nullable=False, unique=True),
    Column("choice", Text, nullable=False),
)

JOURNALLED = {
    table.name: table
    for table in (
        setting,
        coder,
        round_,
        case,
        informant,
        attribute,
        attribute_value,
        source,
        revision,
        speaker,
        turn,
        code,
        passage,
        coding,
        memo,
        item,
        passage_item,
        finished,
        view,
    )
}

label_use = Table(
    "label_use",
    metadata,
    # The source's label and not its row, as `naming.same` has it: another source may come to have the label.
    Column("source_label", Text, primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("used", Integer, nullable=False),
)

codebook_version = Table(
    "codebook_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("step_id", ID, nullable=False),
)

step = Table(
    "step",
    metadata,
    _id(),
    Column("guid", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("coder_id", ID, nullable=False),
    Column("verb", Text, nullable=False),
    _text("args"),
    Column("undoes", ID),
    Index("ix_step_coder_id", "coder_id", "id"),
)

change = Table(
    "change",
    metadata,
    _id(),
    _link("step_id", "step"),
    Column("table_name", Text, nullable=False),
    Column("first_id", ID, nullable=False),
    Column("last_id", ID, nullable=False),
    Column("op", Text, nullable=False),
    Column("before", Text),
    Column("source_id", ID),
    Column("informant_id", ID),
    Index("ix_change_step_id", "step_id"),
    Index("ix_change_table_name_last_id", "table_name", "last_id"),
    Index("ix_change_source_id", "source_id"),
)

horizon = Table(
    "horizon",
    metadata,
    _id(),
    Column("step_id", ID, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)

export = Table(
    "export",
    metadata,
    _id(),
    Column("path", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("at", Text, nullable=False),
)
