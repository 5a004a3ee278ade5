"""Calls that come twice are known by all that they ask; instants lie in the years 1970 to 9999."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LATEST = 253_402_300_799_999
INSTANTS = {
    "location": ["creation_time"],
    "fleet": ["creation_time"],
    "compute": ["creation_time"],
    "alias": ["creation_time", "last_updated_time"],
    "game_session": ["creation_time", "termination_time", "due_time"],
    "player_session": ["creation_time", "deadline", "termination_time"],
    "emulator": ["clock_frozen_at"],
}


def upgrade() -> None:
    # What was answered is kept for minutes only, and no SDK waits for a migration.
    op.drop_table("answered_call")
    op.create_table(
        "answered_call",
        sa.Column("call", sa.Text(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("call", name=op.f("pk_answered_call")),
    )
    op.create_index("ix_answered_call_answered_at", "answered_call", ["answered_at"])
    bring_into_range()
    forget_regions_of_no_name()


def bring_into_range() -> None:
    """Earlier versions took a state whose clock showed other years, and made rows by it."""
    connection = op.get_bind()
    for table, columns in INSTANTS.items():
        for column in columns:
            connection.execute(
                sa.text(
                    f"UPDATE {table} SET {column} = min(max({column}, 0), :latest) "
                    f"WHERE {column} NOT BETWEEN 0 AND :latest"
                ),
                {"latest": LATEST},
            )
    connection.execute(
        sa.text("UPDATE emulator SET clock_offset = min(max(clock_offset, :least), :latest)"),
        {"least": -(time.time_ns() // 1_000_000), "latest": LATEST},
    )


def forget_regions_of_no_name() -> None:
    """Earlier versions opened a region for whatever text a call was signed for, and nobody can ask for it any more."""
    connection = op.get_bind()
    for table in ("opened_region", "location", "alias", "fleet"):  # a fleet takes all that it has with it
        connection.execute(
            sa.text(f"DELETE FROM {table} WHERE region GLOB '*[^a-z0-9-]*' OR length(region) NOT BETWEEN 1 AND 64")
        )


def downgrade() -> None:
    op.drop_table("answered_call")
    op.create_table(
        "answered_call",
        sa.Column("invocation_id", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("invocation_id", name=op.f("pk_answered_call")),
    )
    op.create_index("ix_answered_call_answered_at", "answered_call", ["answered_at"])
