"""Matchmaking configurations."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matchmaking_configuration",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rule_set_name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("game_session_queue_arns", sa.Text(), nullable=False),
        sa.Column("request_timeout_seconds", sa.Integer(), nullable=False),
        sa.Column("acceptance_timeout_seconds", sa.Integer(), nullable=True),
        sa.Column("acceptance_required", sa.Integer(), nullable=False),
        sa.Column("notification_target", sa.Text(), nullable=True),
        sa.Column("additional_player_count", sa.Integer(), nullable=True),
        sa.Column("custom_event_data", sa.Text(), nullable=True),
        sa.Column("creation_time", sa.BigInteger(), nullable=False),
        sa.Column("game_properties", sa.Text(), nullable=True),
        sa.Column("game_session_data", sa.Text(), nullable=True),
        sa.Column("backfill_mode", sa.Text(), nullable=False),
        sa.Column("flex_match_mode", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_matchmaking_configuration")),
        sa.UniqueConstraint("name", "account", "region", name=op.f("uq_matchmaking_configuration_name_account_region")),
    )
    op.create_index(
        "ix_matchmaking_configuration_page", "matchmaking_configuration", ["account", "region", "creation_time", "key"]
    )


def downgrade() -> None:
    op.drop_table("matchmaking_configuration")
