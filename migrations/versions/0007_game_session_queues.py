"""Game session queues."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "game_session_queue",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timeout_in_seconds", sa.Integer(), nullable=False),
        sa.Column("destinations", sa.Text(), nullable=False),
        sa.Column("player_latency_policies", sa.Text(), nullable=False),
        sa.Column("allowed_locations", sa.Text(), nullable=False),
        sa.Column("priority_order", sa.Text(), nullable=False),
        sa.Column("location_order", sa.Text(), nullable=False),
        sa.Column("custom_event_data", sa.Text(), nullable=True),
        sa.Column("notification_target", sa.Text(), nullable=True),
        sa.Column("log_deliveries", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_game_session_queue")),
        sa.UniqueConstraint("account", "region", "name", name=op.f("uq_game_session_queue_account_region_name")),
    )


def downgrade() -> None:
    op.drop_table("game_session_queue")
