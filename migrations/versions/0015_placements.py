"""Placements, and when those that wait are looked at again."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "placement",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("placement_id", sa.Text(), nullable=False),
        sa.Column("queue_key", sa.Integer(), nullable=False),
        sa.Column("game_session_queue_name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("maximum_player_session_count", sa.Integer(), nullable=False),
        sa.Column("game_properties", sa.Text(), nullable=False),
        sa.Column("game_session_name", sa.Text(), nullable=True),
        sa.Column("game_session_data", sa.Text(), nullable=True),
        sa.Column("matchmaker_data", sa.Text(), nullable=True),
        sa.Column("player_latencies", sa.Text(), nullable=False),
        sa.Column("desired_player_sessions", sa.Text(), nullable=False),
        sa.Column("priority_override", sa.Text(), nullable=False),
        sa.Column("start_time", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("due_time", sa.BigInteger(), nullable=True),
        sa.Column("end_time", sa.BigInteger(), nullable=True),
        sa.Column("game_session_key", sa.Integer(), nullable=True),
        sa.Column("game_session_id", sa.Text(), nullable=True),
        sa.Column("game_session_region", sa.Text(), nullable=True),
        sa.Column("ip_address", sa.Text(), nullable=True),
        sa.Column("dns_name", sa.Text(), nullable=True),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("placed_player_sessions", sa.Text(), nullable=False),
        sa.Column("failed_places", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_placement")),
        sa.UniqueConstraint("placement_id", "account", name=op.f("uq_placement_placement_id_account")),
    )
    pending, waits, tries = "due_time IS NOT NULL", "game_session_key IS NULL", "game_session_key IS NOT NULL"
    op.create_index("ix_placement_due_time", "placement", ["due_time"], sqlite_where=sa.text(pending))
    op.create_index(
        "ix_placement_waiting", "placement", ["start_time", "key"], sqlite_where=sa.text(f"{pending} AND {waits}")
    )
    op.create_index(
        "ix_placement_trying",
        "placement",
        ["game_session_key"],
        unique=True,
        sqlite_where=sa.text(f"{pending} AND {tries}"),
    )
    op.create_index("ix_placement_end_time", "placement", ["end_time"], sqlite_where=sa.text("end_time IS NOT NULL"))
    op.add_column("emulator", sa.Column("look_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("emulator", "look_at")
    op.drop_table("placement")
