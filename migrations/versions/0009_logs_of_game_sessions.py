"""Logs of game sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "game_session_log",
        sa.Column("game_session_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("piece", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_session_key"],
            ["game_session.key"],
            name=op.f("fk_game_session_log_game_session_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("game_session_key", "number", name=op.f("pk_game_session_log")),
    )


def downgrade() -> None:
    op.drop_table("game_session_log")
