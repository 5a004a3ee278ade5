"""Matchmaking tickets, and when the pools that they are in are looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matchmaking_ticket",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("configuration_key", sa.Integer(), nullable=False),
        sa.Column("configuration_name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("status_message", sa.Text(), nullable=True),
        sa.Column("start_time", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("due_time", sa.BigInteger(), nullable=True),
        sa.Column("end_time", sa.BigInteger(), nullable=True),
        sa.Column("players", sa.Text(), nullable=False),
        sa.Column("match_id", sa.Text(), nullable=True),
        sa.Column("rule_counts", sa.Text(), nullable=False),
        sa.Column("searched_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_matchmaking_ticket")),
        sa.UniqueConstraint(
            "ticket_id", "account", "region", name=op.f("uq_matchmaking_ticket_ticket_id_account_region")
        ),
    )
    indexes = {
        "due_time": (["due_time"], "due_time IS NOT NULL"),
        "open": (["configuration_key", "start_time", "key"], "end_time IS NULL"),
        "match_id": (["match_id"], "match_id IS NOT NULL"),
        "end_time": (["end_time"], "end_time IS NOT NULL"),
        "ended": (["configuration_key", "status", "end_time"], "end_time IS NOT NULL"),
    }
    for name, (columns, condition) in indexes.items():
        op.create_index(f"ix_matchmaking_ticket_{name}", "matchmaking_ticket", columns, sqlite_where=sa.text(condition))
    op.add_column("matchmaking_configuration", sa.Column("look_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_matchmaking_configuration_look_at",
        "matchmaking_configuration",
        ["look_at"],
        sqlite_where=sa.text("look_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_matchmaking_configuration_look_at", "matchmaking_configuration")
    op.drop_column("matchmaking_configuration", "look_at")
    op.drop_table("matchmaking_ticket")
