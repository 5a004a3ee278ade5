"""Server processes know where to connect afresh, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("server_process", sa.Column("endpoint", sa.Text(), nullable=False, server_default=""))
    op.add_column("server_process", sa.Column("refresh_time", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_server_process_refresh",
        "server_process",
        ["refresh_time"],
        sqlite_where=sa.text("refresh_time IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_server_process_refresh", "server_process")
    op.drop_column("server_process", "refresh_time")
    op.drop_column("server_process", "endpoint")
