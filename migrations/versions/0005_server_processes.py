"""Server processes that Server SDKs connect."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "server_process",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("fleet_key", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Text(), nullable=False),
        sa.Column("compute_name", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("sdk_version", sa.Text(), nullable=False),
        sa.Column("sdk_language", sa.Text(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("log_paths", sa.Text(), nullable=False),
        sa.Column("game_session_key", sa.Integer(), nullable=True),
        sa.Column("connected_since", sa.BigInteger(), nullable=False),
        sa.Column("last_heartbeat", sa.BigInteger(), nullable=True),
        sa.Column("healthy_at", sa.BigInteger(), nullable=True),
        sa.Column("deadline", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["fleet_key"], ["fleet.key"], name=op.f("fk_server_process_fleet_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_server_process")),
        sa.UniqueConstraint("process_id", "fleet_key", name=op.f("uq_server_process_process_id_fleet_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_server_process_game_session_key", "server_process", ["game_session_key"])
    op.create_index("ix_server_process_place", "server_process", ["fleet_key", "location", "status", "key"])
    op.create_index(
        "ix_server_process_deadline", "server_process", ["deadline"], sqlite_where=sa.text("deadline IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_table("server_process")
